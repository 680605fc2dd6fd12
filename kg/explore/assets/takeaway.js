"use strict";
// What is taken away: the picture at twice its size with its title, legend, period and sources; a table of facts.
(function (kg) {
  const RATIO = 2;

  kg.savePicture = async () => kg.download(await kg.picture(), kg.fileName("png"));
  kg.saveTable = () => {
    kg.download(new Blob([kg.csv()], { type: "text/csv;charset=utf-8" }), kg.fileName("csv"));
    kg.announce(kg.t("saved"));
  };
  kg.fileName = (ending) => (document.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "network") + "." + ending;

  // A second, hidden picture of twice the size is drawn and put under a title and over a legend.
  kg.picture = () => new Promise((done) => {
    const host = kg.byId("canvas");
    const [wide, high] = [Math.max(host.clientWidth, 900), Math.max(host.clientHeight, 560)];
    const stage = kg.h("div", { class: "stage", "aria-hidden": "true" });
    document.body.append(stage);
    stage.style.width = wide * RATIO + "px";
    stage.style.height = high * RATIO + "px";
    const dark = kg.dark();
    const nodes = new vis.DataSet(kg.drawnNodes(dark));
    const edges = new vis.DataSet(kg.drawnEdges(dark));
    const copy = new vis.Network(stage, { nodes, edges }, { ...kg.options(dark), interaction: {} });
    const share = Math.min(wide / (host.clientWidth || wide), high / (host.clientHeight || high));
    copy.moveTo({ position: kg.network.getViewPosition(), scale: kg.network.getScale() * RATIO * share });
    copy.on("afterDrawing", (context) => {
      const ratio = copy.canvas.frame.canvas.width / wide;
      kg.drawOver(context, copy, { dark, ratio, hover: null });
    });
    copy.once("afterDrawing", () => setTimeout(() => {
      const picture = compose(copy.canvas.frame.canvas, wide, high, dark);
      copy.destroy();
      stage.remove();
      picture.toBlob(done, "image/png");
    }, 60));
    copy.redraw();
  });

  function compose(drawn, wide, high, dark) {
    const ink = dark ? kg.data.look.ink.dark : kg.data.look.ink.light;
    const page = dark ? kg.data.look.page.dark : kg.data.look.page.light;
    const banner = kg.data.banner ? 30 : 0;
    const [top, bottom] = [64 + banner, 96];
    const canvas = document.createElement("canvas");
    canvas.width = wide * RATIO;
    canvas.height = (top + high + bottom) * RATIO;
    const context = canvas.getContext("2d");
    context.scale(RATIO, RATIO);
    context.fillStyle = page;
    context.fillRect(0, 0, wide, top + high + bottom);
    context.drawImage(drawn, 0, top, wide, high);
    context.textBaseline = "alphabetic";
    const text = (words, x, y, font, colour) => {
      context.font = font + " " + kg.fonts();
      context.fillStyle = colour;
      context.fillText(kg.isolate(words), x, y);
      return context.measureText(words).width;
    };
    if (banner) {
      context.fillStyle = ink.accent;
      context.fillRect(0, 0, wide, banner);
      context.textAlign = "center";
      text(kg.data.banner, wide / 2, 20, "600 13px", page);
      context.textAlign = "left";
    }
    text(document.title, 24, banner + 34, "600 21px", ink.strong);
    text(kg.byId("honest").firstChild.textContent + " · " + kg.period(), 24, banner + 55, "400 13px", ink.soft);
    context.strokeStyle = ink.rule;
    context.beginPath();
    context.moveTo(24, top + high + 8);
    context.lineTo(wide - 24, top + high + 8);
    context.stroke();
    legend(context, text, wide, top + high + 32, dark, ink, page);
    text(kg.sourceLine(), 24, top + high + bottom - 16, "400 12px", ink.soft);
    return canvas;
  }

  function legend(context, text, wide, y, dark, ink, page) {
    const kinds = kg.data.kinds.filter((kind) => [...kg.shown.nodes].some((node) => kg.data.nodes[node].k === kind));
    const families = new Set(kg.shown.ties.map((tie) => kg.family(kg.data.factKinds[tie.kind])));
    let x = 32;
    for (const kind of kinds) {
      const look = kg.data.look.nodes[kind];
      const colour = dark ? look.dark : look.light;
      context.beginPath();
      outline(context, look.shape, x, y - 4);
      context.fillStyle = look.hollow ? page : colour;
      context.strokeStyle = colour;
      context.lineWidth = 2;
      context.fill();
      context.stroke();
      x += 12;
      x += text(kg.t("node." + kind), x, y, "400 12.5px", ink.plain) + 22;
    }
    let at = 26;
    for (const [family, colours] of Object.entries(kg.data.look.families)) {
      if (!families.has(family)) continue;
      context.strokeStyle = colours[dark ? 1 : 0];
      context.lineWidth = 2.5;
      context.beginPath();
      context.moveTo(at, y + 17);
      context.lineTo(at + 18, y + 17);
      context.stroke();
      at += 25;
      at += text(kg.t("family." + family), at, y + 21, "400 12.5px", ink.plain) + 22;
    }
  }
  function outline(context, shape, x, y) {
    const points = { square: [[-5, -5], [5, -5], [5, 5], [-5, 5]], diamond: [[0, -6], [6, 0], [0, 6], [-6, 0]], hexagon: [[-6, 0], [-3, -5.5], [3, -5.5], [6, 0], [3, 5.5], [-3, 5.5]],
      triangle: [[0, -6], [6, 5], [-6, 5]], triangleDown: [[0, 6], [6, -5], [-6, -5]], star: [[0, -7], [1.8, -2.4], [6.6, -2.2], [2.9, 1], [4.1, 5.6], [0, 3], [-4.1, 5.6], [-2.9, 1], [-6.6, -2.2], [-1.8, -2.4]] }[shape];
    if (!points) return context.arc(x, y, 5, 0, 2 * Math.PI);
    points.forEach(([dx, dy], i) => context[i ? "lineTo" : "moveTo"](x + dx, y + dy));
    return context.closePath();
  }

  kg.sourceLine = () => {
    const titles = kg.data.sources.map((source) => kg.clean(source.title) + (source.issued ? ` (${source.issued})` : ""));
    const few = kg.listed(titles.slice(0, 4), "semicolon");
    const note = kg.data.note ? ` · ${kg.t("carries")} ${kg.data.note}` : "";
    return `${kg.t("documents")} ${few}${titles.length > 4 ? ` ${kg.t("and-more", { n: titles.length - 4 })}` : ""}${note}`;
  };
})(window.kg);
