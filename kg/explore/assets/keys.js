"use strict";
// Everything by keyboard; `?` tells how.
(function (kg) {
  const { h } = kg;
  const keys = ["/", "Tab", "← → ↑ ↓", "Enter", "1 2 3", "Esc", "+ − 0", "t", "a", "d", "l", "p", "c", "?"];
  const names = ["search", "tab", "arrows", "enter", "hops", "escape", "zoom", "table", "all", "dark", "language", "png", "csv", "help"];

  kg.drawHelp = () => {
    kg.replace(kg.byId("help-body"), h("h2", null, kg.t("help")),
      h("p", null, kg.t("help-text")),
      h("dl", { class: "keys" }, keys.map((key, i) => [h("dt", null, key.split(" ").map((one) => h("kbd", null, one))), h("dd", null, kg.t("key." + names[i]))])));
  };

  kg.createKeys = () => {
    document.addEventListener("keydown", (event) => {
      const target = event.target;
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (target.matches("input, textarea, select") || document.querySelector("dialog[open]")) return;
      const onCanvas = target.id === "canvas";
      const run = {
        "/": () => kg.byId("search").focus(),
        "?": () => { kg.drawHelp(); kg.byId("help").showModal(); },
        t: () => kg.set({ view: kg.state.view === "table" ? "graph" : "table" }),
        a: () => kg.set({ detail: kg.state.detail === "all" ? "first" : "all", focus: null }),
        d: () => kg.toggleTheme(),
        l: () => kg.nextLanguage(),
        p: () => kg.savePicture(),
        c: () => kg.saveTable(),
        "+": () => kg.zoom(1.25),
        "=": () => kg.zoom(1.25),
        "-": () => kg.zoom(0.8),
        0: () => kg.fit(),
        1: () => hops(1), 2: () => hops(2), 3: () => hops(3),
        Escape: escape,
      }[event.key];
      if (run) {
        event.preventDefault();
        run();
      } else if (onCanvas && event.key.startsWith("Arrow")) {
        event.preventDefault();
        step(event.key.slice(5));
      } else if (onCanvas && event.key === "Enter" && kg.state.pick && kg.state.pick.node !== undefined) {
        kg.focusOn(kg.state.pick.node);
      }
    });
  };

  function hops(n) {
    const node = kg.state.pick && kg.state.pick.node !== undefined ? kg.state.pick.node : kg.state.focus;
    if (node !== null) kg.focusOn(node, n);
  }
  function escape() {
    if (kg.state.pick) kg.set({ pick: null });
    else if (kg.state.focus !== null) kg.set({ focus: null });
  }
  // To the nearest node in that direction, as seen.
  function step(way) {
    const nodes = [...kg.shown.nodes];
    const now = kg.state.pick && kg.state.pick.node !== undefined && kg.shown.nodes.has(kg.state.pick.node) ? kg.state.pick.node : null;
    if (now === null) {
      const first = nodes.sort((a, b) => kg.rank[a] - kg.rank[b])[0];
      if (first !== undefined) choose(first);
      return;
    }
    const at = kg.placeOf(now);
    const [dx, dy] = { Left: [-1, 0], Right: [1, 0], Up: [0, -1], Down: [0, 1] }[way];
    let best = null;
    for (const node of nodes) {
      if (node === now) continue;
      const place = kg.placeOf(node);
      const [x, y] = [place.x - at.x, place.y - at.y];
      const along = x * dx + y * dy;
      if (along <= 0) continue;
      const cost = along + 2.2 * Math.abs(x * dy - y * dx);
      if (!best || cost < best.cost) best = { node, cost };
    }
    if (best) choose(best.node);
  }
  function choose(node) {
    kg.set({ pick: { node } });
    const ties = kg.tiesOf[node].filter((tie) => kg.shownTies.has(tie.id)).length;
    kg.announce(kg.t("node-live", { name: kg.label(node), kind: kg.t("node." + kg.data.nodes[node].k), ties: kg.number(ties), facts: kg.number(kg.factsOf[node].length) }));
  }
})(window.kg);
