"use strict";
// The same selection as tables: facts and actors, sortable, and the way for screen readers.
(function (kg) {
  const { h } = kg;
  const STEP = 300;
  const sorted = { facts: ["date", 1], actors: ["facts", -1] };
  let most = STEP;

  const columns = {
    facts: ["date", "kind", "title", "who", "place", "status", "source"],
    actors: ["name", "node-kind", "facts", "ties", "first", "last"],
  };

  function rows() {
    if (kg.state.table === "actors") {
      const visible = new Set(kg.shown.facts);
      const degree = new Map();
      for (const tie of kg.shown.ties) for (const [a, b] of [[tie.first, tie.second], [tie.second, tie.first]]) {
        if (!degree.has(a)) degree.set(a, new Set());
        degree.get(a).add(b);
      }
      return [...kg.shown.nodes].map((node) => {
        const list = kg.factsOf[node].filter((i) => visible.has(i));
        const dated = list.map((i) => kg.data.facts[i]).filter((fact) => fact.a);
        const first = dated.reduce((a, b) => (a && a.a <= b.a ? a : b), null);
        const last = dated.reduce((a, b) => (a && (a.z || a.a) >= (b.z || b.a) ? a : b), null);
        return { node, name: kg.label(node), "node-kind": kg.t("node." + kg.data.nodes[node].k), facts: list.length, ties: (degree.get(node) || new Set()).size,
          first: first ? first.a : "", last: last ? last.z || last.a : "", days: { first: first && first.s, last: last && (last.e || last.s) } };
      });
    }
    return kg.shown.facts.map((i) => {
      const fact = kg.data.facts[i];
      const places = fact.m.filter((member) => member[1] === "place").map((member) => kg.label(member[0]));
      return { fact: i, date: fact.a || "9999", kind: kg.kindWord(kg.kindOf(fact)), title: kg.factTitle(fact), who: kg.listed(kg.involved(fact).map(kg.label)), place: kg.listed(places),
        status: kg.t("status." + (fact.st || "held")), source: kg.sourceKeys(fact).map((source) => (source < 0 ? kg.t("background-short") : kg.clean(kg.data.sources[source].title))).join(kg.t("semicolon")) };
    });
  }
  kg.tableRows = () => {
    const [by, way] = sorted[kg.state.table];
    return rows().sort((a, b) => way * (typeof a[by] === "number" ? a[by] - b[by] : String(a[by]).localeCompare(String(b[by]), kg.language)) || (a.fact ?? a.node) - (b.fact ?? b.node));
  };

  kg.drawTable = () => {
    const host = kg.byId("table");
    if (kg.state.view !== "table") return;
    const name = kg.state.table;
    const list = kg.tableRows();
    // Where all rests on one document, it needs no column.
    const shown = columns[name].filter((column) => column !== "source" || kg.data.sources.length > 1);
    const heads = shown.map((column) => {
      const [by, way] = sorted[name];
      return h("th", { scope: "col", "aria-sort": by === column ? (way > 0 ? "ascending" : "descending") : "none" },
        h("button", { type: "button", data: { column }, on: { click: () => { sorted[name] = [column, by === column ? -way : 1]; kg.drawTable(); kg.byId("table").querySelector(`[data-column="${column}"]`).focus(); } } },
          kg.t("column." + column), h("span", { class: "arrow", "aria-hidden": "true" }, by === column ? (way > 0 ? "▲" : "▼") : "")));
    });
    const cell = (row, column) => {
      if (column === "date") return h("td", { class: "nowrap" }, kg.factDate(kg.data.facts[row.fact]));
      if (column === "title") return h("td", null, h("button", { type: "button", class: "link", on: { click: () => pickFact(row.fact) } }, h("bdi", null, row.title)));
      if (column === "who") return h("td", null, kg.involved(kg.data.facts[row.fact]).map((node) => kg.chip(node)));
      if (column === "name") return h("td", null, kg.chip(row.node));
      if (column === "first" || column === "last") return h("td", { class: "nowrap" }, row.days[column] ? kg.date(row.days[column]) : "");
      if (typeof row[column] === "number") return h("td", { class: "number" }, row[column]);
      return h("td", { class: "tight", title: row[column].length > 14 ? row[column] : null }, h("bdi", null, row[column]));
    };
    const tab = (which) => h("button", { type: "button", class: "segment", "aria-pressed": String(name === which), on: { click: () => { most = STEP; kg.set({ table: which }); } } }, kg.t("tab." + which));
    kg.replace(host,
      h("div", { class: "tabs", role: "group", "aria-label": kg.t("table") }, tab("facts"), tab("actors")),
      h("table", null, h("caption", { class: "away" }, kg.byId("honest").textContent), h("thead", null, h("tr", null, heads)),
        h("tbody", null, list.slice(0, most).map((row) => h("tr", { "aria-current": picked(row) ? "true" : null }, shown.map((column) => cell(row, column)))))),
      list.length > most ? h("button", { type: "button", class: "more", on: { click: () => { most += STEP * 3; kg.drawTable(); } } }, kg.t("more-rows", { n: kg.number(list.length - most) })) : null);
  };
  const picked = (row) => row.node !== undefined && kg.state.pick && kg.state.pick.node === row.node;
  // Shows a fact's evidence: of the pair that it ties, else of its first member.
  function pickFact(i) {
    const who = kg.involved(kg.data.facts[i]);
    const others = kg.data.facts[i].m.map((member) => member[0]).filter((node) => !who.includes(node));
    const [a, b] = [...who, ...others];
    kg.set({ pick: b !== undefined && kg.tiesOf[a].some((tie) => tie.first === b || tie.second === b) ? { pair: [a, b] } : { node: a } });
    const entry = kg.byId("panel-body").querySelector(`[data-fact="${i}"]`);
    if (entry) entry.scrollIntoView({ block: "center" });
  }

  // What is visible as comma-separated values, with a mark that spreadsheets know the encoding by.
  kg.csv = () => {
    const quote = (value) => {
      const text = String(value ?? "");
      const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
      return /[",\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
    };
    const head = ["start", "end", "kind", "title", "who", "place", "status", "confidence", "source", "from", "to", "words", "iri"];
    const lines = [head.join(",")];
    const byDay = (a, b) => (kg.data.facts[a].a || "9").localeCompare(kg.data.facts[b].a || "9") || a - b;
    for (const i of [...kg.shown.facts].sort(byDay)) {
      const fact = kg.data.facts[i];
      // All the words of the first document that tells it, and from where to where they reach in it.
      const quotes = (fact.q || []).map((number) => kg.data.quotes[number]);
      const [row, ...others] = quotes;
      const same = row ? [row, ...others.filter((other) => other[0] === row[0])] : [];
      const words = same.map((one) => kg.clean((one[7] ?? kg.data.sources[one[0]].text).slice(one[3], one[4])).replace(/\s+/g, " ")).join(" … ");
      lines.push([fact.s, fact.e || fact.s, kg.kindOf(fact), kg.factTitle(fact), kg.involved(fact).map(kg.label).join("; "),
        fact.m.filter((member) => member[1] === "place").map((member) => kg.label(member[0])).join("; "), fact.st || "held", fact.c ?? "", row ? kg.data.sources[row[0]].title : "", row ? Math.min(...same.map((one) => one[5])) : "", row ? Math.max(...same.map((one) => one[6])) : "", words, fact.iri].map(quote).join(","));
    }
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  };
})(window.kg);
