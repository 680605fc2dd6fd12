"use strict";
// The report with what was read marked in it: a record lights up its words, words light up their records.
(function (kg) {
  const { h, s } = kg;
  const TYPES = ["event", "tenure", "track", "document", "figure", "relation"];
  const hidden = new Set(); // kinds of names, "date", and kinds of records
  let segments = [];
  let target = null; // where a link leads, if no record rests on exactly that
  let picked = null; // the numbers of the records that are lit

  const kindOf = (record) => (record.type === "event" ? record.kind : record.type);
  const kindWord = (kind) => (TYPES.includes(kind) ? kg.t("reading.kind." + kind) : kg.kindWord(kind));
  const colourOf = (record) => {
    const kind = record.type === "event" ? record.kind : { relation: "Relation", tenure: "Tenure", document: "Publication" }[record.type] || "Relation";
    return kg.data.look.families[kg.data.look.ties[kind]][kg.dark() ? 1 : 0];
  };

  // The text cut where evidence begins or ends, each piece with the records that rest on it.
  function makeSegments() {
    const cuts = new Set();
    kg.data.records.forEach((record) => record.ev.forEach(([a, b]) => cuts.add(a).add(b)));
    const points = [...cuts].sort((a, b) => a - b);
    const events = points.map(() => []);
    const place = new Map(points.map((point, i) => [point, i]));
    kg.data.records.forEach((record, number) => record.ev.forEach(([a, b]) => {
      for (let i = place.get(a); i < place.get(b); i++) events[i].push(number);
    }));
    segments = points.slice(0, -1).map((start, i) => ({ start, end: points[i + 1], records: [...new Set(events[i])] })).filter((one) => one.records.length);
  }

  function drawText() {
    const { text } = kg.data;
    const dark = kg.dark();
    const marks = segments.map((segment, i) => ({ start: segment.start, end: segment.end, make: (inner) => h("span", { class: "seg", data: { seg: i, records: segment.records.join(" ") } }, inner) }));
    for (const [start, end, kind, name] of kg.data.mentions) {
      if (hidden.has("n:" + kind)) continue;
      const look = kg.data.look.nodes[kind];
      marks.push({ start, end, make: (inner) => {
        const node = h("span", { class: "name" + (look.hollow ? " hollow" : ""), title: `${kg.t("node." + kind)}: ${name}` }, inner);
        node.style.setProperty("--kind", dark ? look.dark : look.light);
        return node;
      } });
    }
    if (!hidden.has("date")) for (const [start, end] of kg.data.dates) marks.push({ start, end, make: (inner) => h("span", { class: "when-mark" }, inner) });
    if (target) marks.push({ start: target[0], end: target[1], make: (inner) => h("span", { class: "here" }, inner) });
    const article = kg.byId("article");
    article.lang = kg.data.source.lang;
    kg.replace(article, kg.blocks(text).map((block) => {
      const inside = marks.filter((mark) => mark.start < block[1] && mark.end > block[0]);
      return kg.block(text, block, [...inside, ...bare(block)]);
    }));
    light();
  }
  // Sentences that no record rests on.
  function bare([from, to, kind]) {
    if (kind.startsWith("h") || !document.body.classList.contains("show-bare")) return [];
    const found = [];
    const ends = /[\u3002\uff01\uff1f!?]+[\u300d\u300f\u201d\u2019\uff09)]*|\.(?=\s)|$/gm;
    const part = kg.data.text.slice(from, to);
    let at = 0;
    for (const end of part.matchAll(ends)) {
      const [a, b] = [from + at, from + end.index + end[0].length];
      at = end.index + end[0].length;
      if (b - a > 8 && !segments.some((one) => one.start < b && one.end > a)) found.push({ start: a, end: b, make: (inner) => h("span", { class: "bare" }, inner) });
    }
    return found;
  }

  function drawRecords() {
    const list = kg.data.records.map((record, i) => [i, record]).filter(([, record]) => !hidden.has("r:" + kindOf(record)));
    kg.replace(kg.byId("records-body"),
      h("p", { class: "hint" }, kg.t("reading.hint")),
      h("ol", { class: "cards" }, list.map(([i, record]) => h("li", null, card(i, record)))));
    light();
  }
  function card(i, record) {
    const title = record.title || (record.predicate ? kg.relationWord(record.predicate) : "");
    const carried = record.ev.length > 1;
    const roles = { place: kg.t("role.place"), series: kg.t("role.series"), about: kg.t("role.about"), published: kg.t("role.published"), by: kg.t("role.by") };
    return h("button", { type: "button", class: "card", data: { record: i }, "aria-pressed": "false", on: { click: () => pick(picked && picked.length === 1 && picked[0] === i ? null : [i], true) } },
      h("span", { class: "when" }, s("svg", { width: 8, height: 8, "aria-hidden": "true" }, s("circle", { cx: 4, cy: 4, r: 4, fill: colourOf(record) })),
        record.s ? h("span", { class: "date" }, kg.date(record.s, record.e)) : null, h("span", null, kindWord(kindOf(record)), record.mode && record.mode !== "in-person" ? " · " + kg.t("mode." + record.mode) : ""),
        record.status && record.status !== "held" ? h("span", { class: "status " + record.status }, kg.t("status." + record.status)) : null,
        record.confidence < 1 ? h("span", { class: "sure", title: kg.t("confidence") }, Math.round(record.confidence * 100) + " %") : null),
      title ? h("span", { class: "title" }, record.former ? kg.t("former") + " " : "", h("bdi", null, kg.clean(title))) : null,
      record.who ? h("span", { class: "who" }, record.who.map(([name, role, office], k) => [k ? " · " : "", roles[role] ? h("i", null, roles[role], " ") : "", h("bdi", null, kg.clean(name)), office ? h("small", null, " ", kg.clean(office)) : ""])) : null,
      record.note ? h("span", { class: "fine" }, kg.clean(record.note)) : null,
      h("span", { class: "fine marks" }, record.rule ? h("span", null, kg.t("reading.rule"), " ", record.rule) : null, carried ? h("span", { class: "carried-sign" }, kg.t("reading.carried-short")) : null));
  }

  function pick(numbers, fromCard) {
    picked = numbers;
    light();
    const first = fromCard ? document.querySelector("#article .proves") || document.querySelector("#article .carries") : document.querySelector('.card[aria-pressed="true"]');
    if (first) first.scrollIntoView({ block: fromCard ? "center" : "nearest", behavior: kg.calm() ? "auto" : "smooth" });
    const record = numbers && numbers.length === 1 ? kg.data.records[numbers[0]] : null;
    history.replaceState(null, "", record ? `#at-${record.ev[0][2]}-${record.ev[0][3]}` : "#");
    if (numbers) kg.announce(numbers.length ? `${kg.t("reading.records")}: ${numbers.length}` : kg.t("reading.none"));
  }
  // The words of the picked records: those that prove, and those that are carried over from elsewhere.
  function light() {
    const lit = new Set(picked || []);
    for (const node of document.querySelectorAll("#article .seg")) {
      const segment = segments[node.dataset.seg];
      let [proves, carries] = [false, false];
      for (const number of segment.records) {
        if (!lit.has(number)) continue;
        const first = kg.data.records[number].ev[0];
        if (first[0] <= segment.start && segment.end <= first[1]) proves = true;
        else carries = true;
      }
      node.classList.toggle("proves", proves);
      node.classList.toggle("carries", carries && !proves);
    }
    for (const node of document.querySelectorAll(".card")) node.setAttribute("aria-pressed", String(lit.has(Number(node.dataset.record))));
    document.body.classList.toggle("lit", lit.size > 0);
  }

  function drawLegend() {
    const count = (list) => list.reduce((counts, key) => counts.set(key, (counts.get(key) || 0) + 1), new Map());
    const names = count(kg.data.mentions.map((mention) => mention[2]));
    const records = count(kg.data.records.map(kindOf));
    const row = (key, mark, word, total) => h("li", null, h("button", { type: "button", "aria-pressed": String(!hidden.has(key)), on: { click: () => { if (!hidden.delete(key)) hidden.add(key); drawAll(); } } }, mark, h("span", { class: "word" }, word), h("span", { class: "count" }, kg.number(total))));
    const dot = (colour) => s("svg", { class: "icon", viewBox: "-8 -8 16 16", width: 14, height: 14, "aria-hidden": "true" }, s("circle", { r: 4.5, fill: colour }));
    const ofKind = new Map(kg.data.records.map((record) => [kindOf(record), record]));
    kg.replace(kg.byId("legend"),
      h("section", null, h("h2", null, kg.t("reading.mentions")), h("ul", { class: "legend" }, kg.data.kinds.filter((kind) => names.has(kind)).map((kind) => row("n:" + kind, kg.icon(kind), kg.t("node." + kind), names.get(kind))),
        row("date", h("span", { class: "when-mark sample" }, "12"), kg.t("reading.dates"), kg.data.dates.length))),
      h("section", null, h("h2", null, kg.t("reading.records")), h("ul", { class: "legend" }, [...records].sort((a, b) => b[1] - a[1]).map(([kind, total]) => row("r:" + kind, dot(colourOf(ofKind.get(kind))), kindWord(kind), total)))),
      h("section", null, h("p", { class: "key" }, h("mark", null, kg.t("reading.proof"))), h("p", { class: "key" }, h("span", { class: "seg carries" }, kg.t("reading.carried")))));
  }

  function drawAll() {
    drawLegend();
    drawText();
    drawRecords();
    kg.replace(kg.byId("documents"), h("b", null, kg.t("documents"), " "), h("bdi", null, kg.data.source.title), kg.data.source.issued ? ` (${kg.data.source.issued})` : "", h("span", { class: "rules" }, " ", kg.data.made));
    kg.byId("language").value = kg.language;
  }

  // A link from the network: the records that rest on this stretch.
  function fromHash() {
    const found = /^#at-(\d+)-(\d+)$/.exec(location.hash);
    if (!found) return;
    const [from, to] = [Number(found[1]), Number(found[2])];
    const those = (fits) => kg.data.records.flatMap((record, i) => (record.ev.some(fits) ? [i] : []));
    const exact = those((span) => span[2] === from && span[3] === to);
    target = exact.length ? null : [unit(from), unit(to)];
    if (target) drawText();
    pick(exact.length ? exact : those((span) => span[2] <= from && to <= span[3]), true);
    const here = target && kg.byId("article").querySelector(".here");
    if (here) here.scrollIntoView({ block: "center" });
  }
  // An offset counted in characters as the browser counts it.
  function unit(offset) {
    let [at, count] = [0, 0];
    for (const letter of kg.data.text) {
      if (count++ === offset) break;
      at += letter.length;
    }
    return at;
  }

  async function start() {
    await kg.load();
    kg.language = kg.data.language;
    makeSegments();
    kg.translate();
    drawAll();
    kg.byId("article").addEventListener("click", (event) => {
      const segment = event.target.closest(".seg");
      pick(segment ? segment.dataset.records.split(" ").map(Number).filter((i) => !hidden.has("r:" + kindOf(kg.data.records[i]))) : null, false);
    });
    kg.byId("language").addEventListener("change", (event) => { kg.language = event.target.value; kg.translate(); drawAll(); });
    kg.byId("theme").addEventListener("click", () => { document.documentElement.dataset.theme = kg.dark() ? "light" : "dark"; drawAll(); });
    kg.byId("bare").addEventListener("click", () => { const on = document.body.classList.toggle("show-bare"); kg.byId("bare").setAttribute("aria-pressed", String(on)); drawText(); });
    document.addEventListener("keydown", (event) => {
      if (event.target.matches("select, input")) return;
      if (event.key === "Escape") pick(null);
      const step = { j: 1, k: -1 }[event.key];
      if (step && !event.ctrlKey && !event.metaKey) {
        const cards = [...document.querySelectorAll(".card")].map((card) => Number(card.dataset.record));
        const now = picked ? cards.indexOf(picked[0]) : -1;
        const next = cards[Math.min(cards.length - 1, Math.max(0, now + step))];
        if (next !== undefined) {
          pick([next], true);
          document.querySelector(`.card[data-record="${next}"]`).focus({ preventScroll: false });
        }
      }
    });
    addEventListener("hashchange", fromHash);
    fromHash();
    document.body.dataset.ready = "yes";
  }
  start();
})(window.kg);
