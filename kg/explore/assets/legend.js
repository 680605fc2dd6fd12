"use strict";
// The legend is the filter: kinds of nodes and facts, status and sources, each with its count.
(function (kg) {
  const { h } = kg;

  kg.clearFilters = () => kg.set({ kinds: new Set(), facts: new Set(), status: new Set(), sources: new Set(), from: "", to: "", undated: null });

  kg.drawLegend = () => {
    const { nodes, facts, sources } = kg.data;
    const ofKind = new Map();
    for (const node of kg.tied) ofKind.set(nodes[node].k, (ofKind.get(nodes[node].k) || 0) + 1);
    const shown = new Map();
    for (const node of kg.shown.nodes) shown.set(nodes[node].k, (shown.get(nodes[node].k) || 0) + 1);
    const kinds = kg.data.kinds.filter((kind) => ofKind.has(kind)).map((kind) =>
      row("kinds", kind, kg.icon(kind), kg.t("node." + kind), ofKind.get(kind), shown.get(kind) || 0));
    const parts = { kinds: new Map(), status: new Map(), sources: new Map() };
    const one = (counts, key) => counts.set(key, (counts.get(key) || 0) + 1);
    for (const i of kg.shown.facts) {
      one(parts.kinds, kg.kindOf(facts[i]));
      one(parts.status, facts[i].st || "held");
      for (const source of kg.sourceKeys(facts[i])) one(parts.sources, source);
    }
    const ofFact = count((i) => kg.kindOf(facts[i]), "facts");
    const events = kg.data.factKinds.filter((kind) => ofFact.has(kind)).map((kind) =>
      row("facts", kind, line(kind), kg.kindWord(kind), ofFact.get(kind), parts.kinds.get(kind) || 0));
    const ofStatus = count((i) => facts[i].st || "held", "status");
    const statuses = ["held", "planned", "proposed", "cancelled", "denied"].filter((status) => ofStatus.has(status)).map((status) =>
      row("status", status, dash(status), kg.t("status." + status), ofStatus.get(status), parts.status.get(status) || 0));
    const ofSource = new Map();
    facts.forEach((fact, i) => kg.factPasses(i, { skip: "sources" }) && kg.sourceKeys(fact).forEach((source) => ofSource.set(source, (ofSource.get(source) || 0) + 1)));
    const documents = [...ofSource.keys()].sort((a, b) => b - a === 0 ? 0 : a < 0 ? 1 : b < 0 ? -1 : a - b).map((source) =>
      row("sources", source, null, source < 0 ? kg.t("background-short") : kg.clean(sources[source].title), ofSource.get(source), parts.sources.get(source) || 0));
    const group = (title, rows) => rows.length ? h("section", null, h("h2", null, title), h("ul", { class: "legend" }, rows)) : null;
    const held = focusHold();
    kg.replace(kg.byId("legend"),
      group(kg.t("kinds"), kinds), group(kg.t("facts"), events),
      statuses.length > 1 ? group(kg.t("status"), statuses) : null,
      documents.length > 1 ? group(kg.t("sources"), documents.slice(0, 40)) : null,
      h("p", { class: "hint" }, kg.t("legend-hint")));
    held();
  };

  function count(name, skip) {
    const counts = new Map();
    kg.data.facts.forEach((_, i) => {
      if (kg.factPasses(i, { skip })) counts.set(name(i), (counts.get(name(i)) || 0) + 1);
      else if (!counts.has(name(i))) counts.set(name(i), 0);
    });
    return counts;
  }

  // One line: click hides or shows it, with Alt or Shift it alone is shown.
  function row(set, value, mark, word, total, part) {
    const off = kg.state[set].has(value);
    const press = (event) => {
      const next = new Set(kg.state[set]);
      if (event.altKey || event.shiftKey) {
        const all = [...kg.byId("legend").querySelectorAll(`[data-set="${set}"]`)].map((button) => (set === "sources" ? Number(button.dataset.value) : button.dataset.value));
        const alone = all.every((other) => next.has(other) !== (other === value));
        next.clear();
        if (!alone) all.forEach((other) => other !== value && next.add(other));
      } else if (!next.delete(value)) {
        next.add(value);
      }
      kg.set({ [set]: next });
    };
    return h("li", null, h("button", { type: "button", "aria-pressed": String(!off), data: { set, value }, on: { click: press } },
      mark || h("span", { class: "page-mark", "aria-hidden": "true" }), h("bdi", { class: "word", title: word.length > 12 ? word : null }, word),
      h("span", { class: "count" }, part !== undefined && part !== total ? h("span", { class: "part" }, kg.number(part), "/") : null, kg.number(total))));
  }
  // Redrawing must not lose the keyboard's place.
  function focusHold() {
    const active = document.activeElement;
    const at = active && active.dataset && active.dataset.set ? [active.dataset.set, active.dataset.value] : null;
    return () => {
      if (!at) return;
      const again = [...kg.byId("legend").querySelectorAll("button")].find((button) => button.dataset.set === at[0] && button.dataset.value === at[1]);
      if (again) again.focus();
    };
  }

  const line = (kind) => {
    const weight = kg.family(kind) === "standing" ? 1.4 : 2.6;
    return kg.s("svg", { class: "icon", viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" },
      kg.s("line", { x1: 0, x2: 16, y1: 8, y2: 8, stroke: kg.tieColour(kind, kg.dark()), "stroke-width": weight }));
  };
  const dash = (status) => kg.s("svg", { class: "icon", viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" },
    kg.s("line", { x1: 0, x2: 16, y1: 8, y2: 8, stroke: "currentColor", "stroke-width": 2, "stroke-dasharray": status === "held" ? "none" : ["denied", "cancelled"].includes(status) ? "1.5 3" : "4 3" }));

  // How much of the whole is shown, why, and how to see the rest.
  kg.drawHonest = () => {
    const { focus, detail } = kg.state;
    const [shown, total] = [kg.shown.nodes.size, kg.shown.total];
    const whole = kg.tied.size;
    const text = kg.t("showing", { n: kg.number(shown), m: kg.number(whole), ties: kg.number(kg.shown.ties.length), facts: kg.number(kg.shown.facts.length) });
    let why = "";
    if (focus !== null) {
      why = kg.t(kg.state.hops === 1 ? "why-tied" : "why-focus", { name: kg.label(focus), hops: kg.state.hops });
      if (shown < kg.shown.near.size) why += kg.t("semicolon") + kg.t("why-nearest", { n: kg.number(shown), m: kg.number(kg.shown.near.size) });
    } else if (shown < total && detail !== "all") why = kg.filtered() ? kg.t("why-most") : kg.t("why-principals", { n: kg.data.least });
    else if (kg.filtered()) why = kg.t("why-filters");
    if (kg.shown.least > 1) why += kg.t("semicolon") + kg.t("why-ties", { n: kg.shown.least });
    const all = focus === null && detail !== "all" && shown < total
      ? h("button", { type: "button", class: "link", on: { click: () => kg.set({ detail: "all" }) } }, kg.t("show-all", { n: kg.number(total) })) : null;
    const less = focus === null && detail === "all"
      ? h("button", { type: "button", class: "link", on: { click: () => kg.set({ detail: "first" }) } }, kg.t("show-principals")) : null;
    const out = focus !== null ? h("button", { type: "button", class: "link", on: { click: () => kg.set({ focus: null }) } }, kg.t("focus-end")) : null;
    const clear = kg.filtered() ? h("button", { type: "button", class: "link", on: { click: kg.clearFilters } }, kg.t("clear-filters")) : null;
    const told = text + (why ? kg.t("colon") + why : "");
    kg.replace(kg.byId("honest"), h("span", null, told), all, less, out, clear);
    kg.byId("empty").textContent = kg.shown.facts.length ? "" : kg.t("empty");
    kg.announce(kg.shown.facts.length ? told : `${kg.t("empty")} ${told}`);
  };
})(window.kg);
