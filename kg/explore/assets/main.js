"use strict";
// The page put together.
(function (kg) {
  const { h } = kg;
  const PICTURE = ["kinds", "facts", "status", "sources", "from", "to", "undated", "detail", "focus", "hops", "lang", "theme", "view"];

  kg.toggleTheme = () => kg.set({ theme: kg.dark() ? "light" : "dark" });
  kg.nextLanguage = () => kg.set({ lang: kg.languages[(kg.languages.indexOf(kg.language) + 1) % kg.languages.length] });

  function change(patch) {
    const touched = (...names) => names.some((name) => name in patch);
    const root = document.documentElement;
    if (kg.state.theme) root.dataset.theme = kg.state.theme;
    else delete root.dataset.theme;
    kg.shownFacts = new Set(kg.shown.facts);
    if (touched("lang")) kg.translate();
    const table = kg.state.view === "table";
    kg.byId("canvas").hidden = table;
    kg.byId("zoom").hidden = table;
    kg.byId("table").hidden = !table;
    kg.byId("view-graph").setAttribute("aria-pressed", String(!table));
    kg.byId("view-table").setAttribute("aria-pressed", String(table));
    kg.byId("language").value = kg.language;
    if (touched("theme")) kg.recolour();
    if (touched(...PICTURE)) {
      kg.drawLegend();
      kg.drawHonest();
      kg.drawTime();
      footer();
    }
    if (!table) {
      if (touched(...PICTURE)) kg.redraw({ refit: touched("focus", "hops", "detail") });
      else kg.network.redraw();
    }
    kg.drawPanel();
    kg.drawTable();
  }

  function footer() {
    kg.replace(kg.byId("documents"), h("b", null, kg.t("documents"), " "), kg.data.sources.slice(0, 6).map((source, i) => [i ? kg.t("semicolon") : "", h("bdi", { lang: source.lang }, kg.clean(source.title)), source.issued ? ` (${source.issued})` : ""]),
      kg.data.sources.length > 6 ? " " + kg.t("and-more", { n: kg.data.sources.length - 6 }) : "",
      kg.data.note ? [" · ", h("b", null, kg.t("carries"), " "), h("bdi", null, kg.data.note)] : null);
  }

  async function start() {
    await kg.load();
    kg.language = kg.data.language;
    kg.textLanguage = kg.data.textLanguage;
    kg.model();
    kg.createGraph();
    kg.createSearch();
    kg.createTime();
    kg.createKeys();
    kg.onChange(change);
    const press = (id, run) => kg.byId(id).addEventListener("click", run);
    press("view-graph", () => kg.set({ view: "graph" }));
    press("view-table", () => kg.set({ view: "table" }));
    press("theme", kg.toggleTheme);
    press("save-png", kg.savePicture);
    press("save-csv", kg.saveTable);
    press("zoom-in", () => kg.zoom(1.25));
    press("zoom-out", () => kg.zoom(0.8));
    press("zoom-fit", () => kg.fit());
    press("open-help", () => { kg.drawHelp(); kg.byId("help").showModal(); });
    kg.byId("language").addEventListener("change", (event) => kg.set({ lang: event.target.value }));
    for (const button of document.querySelectorAll("dialog .close")) button.addEventListener("click", () => button.closest("dialog").close());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => kg.set({ theme: kg.state.theme }));
    addEventListener("hashchange", () => kg.restore());
    kg.restore();
    document.body.dataset.ready = "yes";
    kg.indexSoon();
  }
  start();
})(window.kg);
