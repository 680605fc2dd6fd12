"use strict";
// The evidence beside the picture: of one node, one tie, or what the whole is about.
(function (kg) {
  const { h } = kg;

  kg.pickNode = (node) => kg.set({ pick: { node } });
  kg.pickTie = (id) => kg.set({ pick: { pair: [kg.ties[id].first, kg.ties[id].second] } });
  kg.focusOn = (node, hops = kg.state.focus === node ? kg.state.hops : 1) => kg.set({ focus: node, hops, pick: { node }, view: "graph" });

  kg.chip = (node, extra) => h("button", { class: "chip", type: "button", on: { click: () => kg.go(node) } }, kg.icon(kg.data.nodes[node].k, 12), h("bdi", null, kg.label(node)), extra);
  // Picks a node, wherever it is; where the picture does not show it, around it.
  kg.go = (node) => {
    if (kg.shown.nodes.has(node) || !kg.tiesOf[node].length) {
      kg.set({ pick: { node } });
      if (kg.state.view === "graph") kg.flyTo(node);
    } else {
      kg.focusOn(node);
    }
  };

  kg.drawPanel = () => {
    const panel = kg.byId("panel-body");
    const pick = kg.state.pick;
    const keep = panel.dataset.of === JSON.stringify(pick);
    const scroll = panel.parentElement.scrollTop;
    panel.dataset.of = JSON.stringify(pick);
    if (!pick) kg.replace(panel, overview());
    else if (pick.node !== undefined) kg.replace(panel, ofNode(pick.node));
    else kg.replace(panel, ofPair(pick.pair));
    panel.parentElement.scrollTop = keep ? scroll : 0;
    document.body.classList.toggle("picked", Boolean(pick));
  };

  const facts = (list) => list.map((i) => [i, kg.data.facts[i]]);
  const byDate = ([i, a], [j, b]) => (a.a || "9").localeCompare(b.a || "9") || (a.z || a.a || "").localeCompare(b.z || b.a || "") || i - j;

  function back() {
    return h("button", { class: "quiet back", type: "button", on: { click: () => kg.set({ pick: null }) } }, "← ", kg.t("overview"));
  }

  // What the selection is about: its period, who has most part in it, the strongest ties.
  function overview() {
    const events = kg.shown.facts.filter((i) => !["Tenure", "Relation"].includes(kg.kindOf(kg.data.facts[i])));
    const counts = new Map();
    for (const node of kg.shown.nodes) counts.set(node, kg.factsOf[node].filter((i) => kg.factPasses(i)).length);
    const leading = [...counts].sort((a, b) => b[1] - a[1] || kg.rank[a[0]] - kg.rank[b[0]]).slice(0, 9);
    const most = leading.length ? leading[0][1] : 1;
    const pairs = new Map();
    for (const tie of kg.shown.ties) {
      if (kg.family(kg.data.factKinds[tie.kind]) === "standing") continue;
      const pair = [Math.min(tie.first, tie.second), Math.max(tie.first, tie.second)].join(" ");
      pairs.set(pair, new Set([...(pairs.get(pair) || []), ...tie.list]));
    }
    const strongest = [...pairs].map(([pair, list]) => [pair.split(" ").map(Number), list.size]).sort((a, b) => b[1] - a[1] || kg.rank[a[0][0]] - kg.rank[b[0][0]]).slice(0, 7);
    return [
      h("h2", null, kg.t("at-a-glance")),
      h("p", { class: "lead" }, kg.t("glance", { events: kg.number(events.length), actors: kg.number(kg.shown.nodes.size), period: kg.period() })),
      leading.length ? h("h3", null, kg.t("principals")) : h("p", null, kg.t("empty"), " ", h("button", { class: "link", type: "button", on: { click: kg.clearFilters } }, kg.t("clear-filters"))),
      h("ol", { class: "bars" }, leading.map(([node, count]) => h("li", null,
        h("span", { class: "bar", "aria-hidden": "true" }, kg.s("svg", { width: "100%", height: 4, preserveAspectRatio: "none", viewBox: "0 0 100 4" }, kg.s("rect", { width: (100 * count) / most, height: 4 }))),
        kg.chip(node), h("span", { class: "count" }, kg.number(count))))),
      strongest.length ? h("h3", null, kg.t("strongest")) : null,
      h("ul", { class: "pairs" }, strongest.map(([[a, b], count]) => h("li", null,
        h("button", { class: "pair", type: "button", on: { click: () => kg.set({ pick: { pair: [a, b] } }) } },
          kg.icon(kg.data.nodes[a].k, 12), h("bdi", null, kg.label(a)), h("span", { class: "dash" }, "—"), kg.icon(kg.data.nodes[b].k, 12), h("bdi", null, kg.label(b))),
        h("span", { class: "count" }, kg.number(count))))),
      leading.length ? h("p", { class: "hint" }, kg.t("hint-click")) : null,
    ];
  }

  function ofNode(index) {
    const node = kg.data.nodes[index];
    const visible = new Set(kg.data.facts.flatMap((_, i) => (kg.factPasses(i) ? [i] : [])));
    const list = kg.factsOf[index].filter((i) => visible.has(i));
    const others = [...new Set([...Object.values(node.l || {}), node.name, ...(node.o || [])])].filter((form) => form !== kg.label(index));
    const offices = list.filter((i) => kg.kindOf(kg.data.facts[i]) === "Tenure" && kg.data.facts[i].m[0][0] === index);
    const hidden = kg.factsOf[index].length - list.length;
    return [
      back(),
      h("h2", null, kg.icon(node.k, 18), h("bdi", null, kg.label(index))),
      h("p", { class: "kind" }, kg.t("node." + node.k), offices.length ? " · " + [...new Set(offices.map((i) => office(kg.data.facts[i])))].join(kg.t("semicolon")) : ""),
      others.length ? h("p", { class: "forms" }, kg.t("also"), " ", others.map((form, i) => [i ? kg.t("list") : "", h("bdi", null, form)])) : null,
      focusRow(index),
      node.q && !list.length ? h("div", { class: "evidence" }, sentences(node.q)) : null,
      listing(list, index),
      hidden ? h("p", { class: "hint" }, kg.t("hidden-facts", { n: kg.number(hidden) }), " ", h("button", { class: "link", type: "button", on: { click: kg.clearFilters } }, kg.t("clear-filters"))) : null,
    ];
  }
  const office = (fact) => {
    const body = fact.m[1] ? kg.label(fact.m[1][0]) : "";
    return (fact.former ? kg.t("former") + " " : "") + (fact.o || [body, fact.t].join(" "));
  };

  function focusRow(index) {
    if (!kg.tiesOf[index].length) return null;
    const now = kg.state.focus === index;
    const hop = (n) => h("button", { type: "button", class: "segment", "aria-pressed": String(now && kg.state.hops === n), on: { click: () => kg.focusOn(index, n) } }, String(n));
    return h("div", { class: "focus", role: "group", "aria-label": kg.t("focus") }, h("span", null, kg.t("focus")), hop(1), hop(2), hop(3),
      now ? h("button", { type: "button", class: "link", on: { click: () => kg.set({ focus: null }) } }, kg.t("focus-end")) : null);
  }

  function ofPair([a, b]) {
    const list = new Set();
    for (const tie of kg.tiesOf[a]) if (tie.first === b || tie.second === b) tie.list.forEach((i) => kg.factPasses(i) && list.add(i));
    return [
      back(),
      h("h2", { class: "of-pair" }, kg.chip(a), h("span", { class: "dash" }, "—"), kg.chip(b)),
      listing([...list], null),
    ];
  }

  function listing(list, self) {
    const rows = facts(list).sort(byDate);
    const events = rows.filter(([, fact]) => !["Tenure", "Relation"].includes(kg.kindOf(fact)));
    const standing = rows.filter(([, fact]) => ["Tenure", "Relation"].includes(kg.kindOf(fact)));
    const section = (title, part) => part.length ? [
      h("h3", null, title, h("span", { class: "count" }, kg.number(part.length))),
      h("ol", { class: "facts" }, part.map(([i, fact]) => entry(i, fact, self))),
    ] : null;
    return [section(kg.t("events"), events), section(kg.t("standing"), standing)];
  }

  function entry(i, fact, self) {
    const kind = kg.kindOf(fact);
    const colour = kg.tieColour(kind, kg.dark());
    const status = fact.st ? h("span", { class: "status " + fact.st }, kg.t("status." + fact.st)) : null;
    const sure = fact.c !== undefined ? h("span", { class: "sure", title: kg.t("confidence") }, Math.round(fact.c * 100) + " %") : null;
    const who = kg.involved(fact).filter((node) => node !== self);
    const more = (role, word) => {
      const found = fact.m.filter((member) => member[1] === role).map((member) => member[0]).filter((node) => node !== self);
      return found.length ? h("span", { class: "role" }, word, " ", found.map((node) => kg.chip(node))) : null;
    };
    const capacities = fact.m.filter((member) => member[2]).map((member) => kg.label(member[0]) + kg.t("colon") + member[2]);
    return h("li", { class: "fact", data: { fact: i } },
      h("div", { class: "when" }, kg.s("svg", { width: 8, height: 8, "aria-hidden": "true" }, kg.s("circle", { cx: 4, cy: 4, r: 4, fill: colour })),
        h("span", { class: fact.s ? "date" : "date none" }, kg.factDate(fact)), h("span", { class: "what" }, kg.kindWord(kind)), status, sure),
      kg.factTitle(fact) === kg.kindWord(kind) ? null : h("p", { class: "title" }, h("bdi", null, kg.factTitle(fact)), kind === "Relation" && fact.t ? ` (${kg.relationWord(fact.p)})` : ""),
      h("div", { class: "who" }, who.map((node) => kg.chip(node)), more("place", kg.t("role.place")), more("series", kg.t("role.series")), more("about", kg.t("role.about")), more("published", kg.t("role.published")),
        fact.by !== undefined ? h("span", { class: "role" }, kg.t("role.by"), " ", kg.chip(fact.by)) : null),
      capacities.length ? h("p", { class: "fine" }, kg.listed(capacities, "semicolon")) : null,
      (fact.f || []).map(([what, value, unit]) => h("p", { class: "fine" }, h("bdi", null, what), kg.t("colon"), h("b", null, value), " ", unit)),
      fact.d ? h("p", { class: "fine warn" }, kg.t("differ", { what: kg.listed(fact.d.map((name) => kg.t("property." + name))) })) : null,
      fact.q && fact.q.length ? h("div", { class: "evidence" }, sentences(fact.q, i)) : h("p", { class: "fine" }, kg.t("background")));
  }

  // From where to where the words of a sentence reach in the document.
  const reach = ({ numbers }) => {
    const rows = numbers.map((number) => kg.data.quotes[number]);
    return `${Math.min(...rows.map((row) => row[5]))}–${Math.max(...rows.map((row) => row[6]))}`;
  };
  function sentences(numbers, fact) {
    return kg.sentences(numbers).map((group, place) => {
      const source = kg.data.sources[group.source];
      const first = group.numbers[0];
      const [, , , , , start, end] = kg.data.quotes[first];
      const where = `${kg.clean(source.title)}${kg.t("comma")}${kg.t("characters")} ${reach(group)}`;
      const open = source.text !== undefined
        ? h("button", { class: "link", type: "button", on: { click: () => kg.openDocument(first) } }, h("bdi", null, where))
        : h("bdi", null, where);
      const marked = source.href ? h("a", { class: "link", href: source.href + `#at-${start}-${end}`, target: "_blank", rel: "noreferrer" }, kg.t("marked")) : null;
      return h("figure", { class: place ? "further" : null },
        h("blockquote", { lang: source.lang, dir: "auto" }, group.nodes),
        h("figcaption", null, h("span", { class: "where" }, open, marked), fact === undefined ? null : h("button", { class: "link copy", type: "button", on: { click: () => cite(fact, group) } }, kg.t("copy"))));
    });
  }

  // What an analyst puts into her note: the words, the document, the place in it, and what was read from them.
  function cite(i, group) {
    const fact = kg.data.facts[i];
    const source = kg.data.sources[group.source];
    const words = group.numbers.map((number) => {
      const [s, , , start, end, , , own] = kg.data.quotes[number];
      return kg.clean((own ?? kg.data.sources[s].text).slice(start, end)).replace(/\s+/g, " ");
    });
    const status = fact.st ? ` (${kg.t("status." + fact.st)})` : "";
    const names = kg.listed(kg.involved(fact).map(kg.label));
    const text = [
      `“${words.join(" … ")}”`,
      `${kg.clean(source.title)}${source.issued ? ` (${source.issued})` : ""}${kg.t("comma")}${kg.t("characters")} ${reach(group)}`,
      `${kg.factDate(fact)}${kg.t("colon")}${kg.factTitle(fact)}${names ? ` — ${names}` : ""}${status}`,
      fact.iri,
    ].join("\n");
    kg.copy(text).then(() => kg.announce(kg.t("copied")));
  }

  // The first and last day of the events shown, as precise as they are.
  kg.period = () => {
    const dated = kg.shown.facts.map((i) => kg.data.facts[i]).filter((fact) => fact.a && kg.kindOf(fact) !== "Tenure" && kg.kindOf(fact) !== "Relation");
    if (kg.state.from && kg.state.from === kg.state.to) return kg.date(kg.state.from);
    if (kg.state.from || kg.state.to) return `${kg.state.from ? kg.date(kg.state.from) : "…"} – ${kg.state.to ? kg.date(kg.state.to) : "…"}`;
    if (!dated.length) return kg.t("undated");
    const first = dated.reduce((a, b) => (b.a < a.a ? b : a));
    const last = dated.reduce((a, b) => ((b.z || b.a) > (a.z || a.a) || ((b.z || b.a) === (a.z || a.a) && (b.e || b.s).length > (a.e || a.s).length) ? b : a));
    return kg.date(first.s, last.e || last.s);
  };
})(window.kg);
