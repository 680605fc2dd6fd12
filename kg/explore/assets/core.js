"use strict";
// The page's few tools: elements made of text nodes only, the data it carries, text made safe to show.
window.kg = {};
(function (kg) {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") {
        for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
      } else if (name === "data") {
        for (const [key, item] of Object.entries(value)) node.dataset[key] = item;
      } else {
        node.setAttribute(name, value === true ? "" : String(value));
      }
    }
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false) continue;
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return node;
  }

  // h("p", { class: "x", on: { click } }, "text", child …): whatever is no element becomes a text node.
  kg.h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  kg.s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  kg.replace = (node, ...children) => {
    node.replaceChildren();
    return fill(node, null, children);
  };

  kg.byId = (id) => document.getElementById(id);

  // Document text for the screen: without the controls that reorder or hide letters.
  const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
  kg.clean = (text) => String(text).replace(HIDDEN, "");
  // For the canvas, where there is no element to isolate a label of either direction.
  kg.isolate = (text) => "\u2068" + text + "\u2069";

  // The data block: plain JSON, or deflated and in base 64 where it is large.
  kg.load = async () => {
    const block = kg.byId("data");
    let text = block.textContent;
    if (block.type.endsWith("+deflate")) {
      const packed = atob(text);
      const bytes = new Uint8Array(packed.length);
      for (let i = 0; i < bytes.length; i++) bytes[i] = packed.charCodeAt(i);
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
      text = await new Response(stream).text();
    }
    kg.data = JSON.parse(text);
    return kg.data;
  };

  kg.announce = (text) => {
    const live = kg.byId("live");
    if (live && live.textContent !== text) live.textContent = text;
  };

  kg.download = (blob, name) => {
    const link = kg.h("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 30000);
  };

  kg.copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = kg.h("textarea", { class: "away", "aria-hidden": "true" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };

  kg.debounce = (delay, work) => {
    let timer = 0;
    return (...values) => {
      clearTimeout(timer);
      timer = setTimeout(() => work(...values), delay);
    };
  };

  kg.calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Light or dark: the reader's choice, else the system's.
  kg.dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  kg.colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

  // The mark of a kind of node, as in the picture.
  kg.icon = (kind, side = 14) => {
    const look = kg.data.look.nodes[kind] || kg.data.look.nodes.Concept;
    const colour = kg.dark() ? look.dark : look.light;
    const paint = look.hollow
      ? { fill: "var(--page)", stroke: colour, "stroke-width": 2 }
      : { fill: colour, stroke: colour, "stroke-width": 1 };
    return kg.s("svg", { class: "icon", viewBox: "-8 -8 16 16", width: side, height: side, "aria-hidden": "true" }, shape(look.shape, paint));
  };
  function shape(name, paint) {
    if (name === "dot") return kg.s("circle", { r: 6, ...paint });
    if (name === "square") return kg.s("rect", { x: -5.5, y: -5.5, width: 11, height: 11, ...paint });
    const points = {
      diamond: "0,-7 7,0 0,7 -7,0",
      hexagon: "-6.5,0 -3.3,-6 3.3,-6 6.5,0 3.3,6 -3.3,6",
      triangle: "0,-6.5 6.5,5.5 -6.5,5.5",
      triangleDown: "0,6.5 6.5,-5.5 -6.5,-5.5",
      star: "0,-7.4 1.9,-2.5 7,-2.3 3,1 4.4,6 0,3.2 -4.4,6 -3,1 -7,-2.3 -1.9,-2.5",
    };
    return kg.s("polygon", { points: points[name], ...paint });
  }
})(window.kg);
