"use strict";
// Finding by any label in any script, with suggestions.
(function (kg) {
  const { h } = kg;
  let index = null;
  let found = [];
  let chosen = 0;

  function build() {
    index = kg.data.nodes.map((node, i) => {
      const forms = [...new Set([node.name, ...Object.values(node.l || {}), ...(node.o || [])])];
      return { i, forms: forms.map((form) => [kg.fold(form), form]).filter(([folded]) => folded) };
    });
  }

  // Made while the page is idle, so that the first key finds it ready.
  kg.indexSoon = () => (window.requestIdleCallback || setTimeout)(() => index || build());

  kg.find = (text, most = 9) => {
    if (!index) build();
    const wanted = kg.fold(text);
    if (!wanted) return [];
    const hits = [];
    for (const { i, forms } of index) {
      let best = null;
      for (const [folded, form] of forms) {
        const at = folded.indexOf(wanted);
        if (at < 0) continue;
        const score = folded === wanted ? 0 : at === 0 ? 1 : 2;
        if (!best || score < best.score) best = { i, score, form };
      }
      if (best) hits.push(best);
    }
    hits.sort((a, b) => a.score - b.score || kg.rank[a.i] - kg.rank[b.i]);
    return hits.slice(0, most);
  };

  kg.createSearch = () => {
    const box = kg.byId("search");
    box.addEventListener("input", () => show(kg.find(box.value)));
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!found.length) return;
        chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
        mark();
      } else if (event.key === "Enter" && found.length) {
        event.preventDefault();
        take(found[chosen].i, event.shiftKey);
      } else if (event.key === "Escape") {
        event.stopPropagation();
        box.value = "";
        close();
        kg.byId("canvas").focus();
      }
    });
    box.addEventListener("blur", () => setTimeout(close, 150));
  };

  function show(hits) {
    found = hits;
    chosen = 0;
    const list = kg.byId("suggestions");
    kg.replace(list, hits.map((hit, i) => {
      const label = kg.label(hit.i);
      const row = h("li", { id: "suggestion-" + i, role: "option", on: { mousedown: (event) => { event.preventDefault(); take(hit.i); } } },
        kg.icon(kg.data.nodes[hit.i].k), h("bdi", { class: "name" }, label),
        hit.form !== label ? h("bdi", { class: "form" }, hit.form) : null,
        h("span", { class: "count" }, kg.t("node." + kg.data.nodes[hit.i].k), " · ", kg.number(kg.factsOf[hit.i].length)));
      return row;
    }), !hits.length && kg.byId("search").value.trim() ? h("li", { class: "none", role: "option", "aria-disabled": "true" }, kg.t("nothing-found")) : null);
    list.hidden = !kg.byId("search").value.trim();
    kg.byId("search").setAttribute("aria-expanded", String(!list.hidden));
    mark();
  }
  function mark() {
    [...kg.byId("suggestions").children].forEach((row, i) => row.setAttribute("aria-selected", String(i === chosen)));
    kg.byId("search").setAttribute("aria-activedescendant", found.length ? "suggestion-" + chosen : "");
  }
  function close() {
    kg.byId("suggestions").hidden = true;
    kg.byId("search").setAttribute("aria-expanded", "false");
  }
  function take(node) {
    kg.byId("search").value = "";
    close();
    kg.byId("search").blur();
    kg.go(node);
    kg.announce(kg.t("found", { name: kg.label(node), n: kg.number(kg.factsOf[node].length) }));
  }
})(window.kg);
