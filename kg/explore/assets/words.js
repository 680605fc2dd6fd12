"use strict";
// The interface in three languages, names in the best of them, dates as precise as the text.
(function (kg) {
  kg.languages = ["en", "zh-Hant", "zh-Hans"];

  // The words of a key in the language of the interface; {name} is replaced by that value.
  kg.t = (key, values) => {
    const row = kg.data.words[key];
    const text = row ? row[kg.languages.indexOf(kg.language)] || row[0] : key;
    return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole)) : text;
  };

  // Names or phrases one after the other, as the language sets them apart.
  kg.listed = (texts, sign = "list") => texts.join(kg.t(sign));

  kg.number = (value) => Number(value).toLocaleString("en");

  // A node's name: the interface's language, else the other script, else as the text has it.
  kg.label = (index) => {
    const node = kg.data.nodes[index];
    if (!node.l) return node.name;
    const other = { "zh-Hant": "zh-Hans", "zh-Hans": "zh-Hant" }[kg.language];
    return node.l[kg.language] || (other && node.l[other]) || node.name;
  };

  kg.kindOf = (fact) => kg.data.factKinds[fact.k];
  kg.kindWord = (kind) => kg.t("kind." + kind);
  kg.relationWord = (predicate) => kg.t("relation." + predicate);

  const months = () => kg.t("months").split(" ");
  function day(text) {
    const [year, month, date] = text.split("-");
    if (kg.language === "en") {
      const name = month && months()[Number(month) - 1];
      return date ? `${Number(date)} ${name} ${year}` : month ? `${name} ${year}` : year;
    }
    const parts = [year, kg.t("year")];
    if (month) parts.push(Number(month), kg.t("month"));
    if (date) parts.push(Number(date), kg.t("day"));
    return parts.join("");
  }

  // "17–20 Oct 2023", "Oct 2023", "2015 – 2016"; nothing more precise than the text.
  kg.date = (start, end) => {
    if (!start) return kg.t("undated");
    if (!end || end === start) return day(start);
    const [a, b] = [start.split("-"), end.split("-")];
    if (a.length === 3 && b.length === 3 && a[0] === b[0]) {
      if (a[1] === b[1]) {
        return kg.language === "en"
          ? `${Number(a[2])}–${day(end)}`
          : `${day(start).slice(0, -kg.t("day").length)}–${Number(b[2])}${kg.t("day")}`;
      }
      if (kg.language === "en") return `${Number(a[2])} ${months()[Number(a[1]) - 1]} – ${day(end)}`;
      return `${day(start)}–${Number(b[1])}${kg.t("month")}${Number(b[2])}${kg.t("day")}`;
    }
    return `${day(start)} – ${day(end)}`;
  };
  kg.factDate = (fact) => kg.date(fact.s, fact.e);

  const quoted = (words) => (/^[\u201c\u300c\u300e"]/.test(words) ? words : kg.t("quoted", { words }));

  // What a fact is called: its own title, else its kind; of a tenure the office, of a relation its predicate.
  kg.factTitle = (fact) => {
    const kind = kg.kindOf(fact);
    if (kind === "Tenure") return (fact.former ? kg.t("former") + " " : "") + (fact.o || fact.t || kg.kindWord(kind));
    if (kind === "Relation") return fact.t || kg.relationWord(fact.p);
    const issued = fact.m.find((member) => member[1] === "published");
    if (kind === "Publication" && !fact.t && issued) return kg.label(issued[0]);
    if (kind === "Statement") return fact.t || (fact.said ? quoted(fact.said) : kg.kindWord(kind));
    const series = fact.m.find((member) => member[1] === "series");
    return fact.t || (series ? kg.label(series[0]) : kg.kindWord(kind) + (fact.mode && fact.mode !== "in-person" ? ` · ${kg.t("mode." + fact.mode)}` : ""));
  };

  kg.involved = (fact) => {
    const roles = ["participant", "speaker", "host", "issuer", "holder", "office", "subject", "object"];
    return [...new Set(fact.m.filter((member) => roles.includes(member[1])).map((member) => member[0]))];
  };

  // Letters as they are compared: one script, one width, no marks between.
  let table = null;
  kg.fold = (text) => {
    if (!table) {
      table = new Map();
      const letters = Array.from(kg.data.fold || "");
      for (let i = 0; i < letters.length; i += 2) table.set(letters[i], letters[i + 1]);
    }
    const plain = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
    return Array.from(plain, (letter) => table.get(letter) || letter).join("").replace(/[\p{P}\p{Z}\p{S}]/gu, "");
  };

  // Everything in the page that carries a key, in the language now chosen.
  kg.translate = () => {
    document.documentElement.lang = kg.language;
    if (kg.data.titles) {
      document.title = kg.data.titles[kg.language];
      kg.byId("title").textContent = document.title;
    }
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = kg.t(node.dataset.t);
    for (const node of document.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", kg.t(node.dataset.tLabel));
    for (const node of document.querySelectorAll("[data-t-title]")) node.title = kg.t(node.dataset.tTitle);
    for (const node of document.querySelectorAll("[data-t-hint]")) node.placeholder = kg.t(node.dataset.tHint);
  };
})(window.kg);
