"use strict";
// Names over the picture, at one size whatever the zoom, placed greedily: the weightiest first, none over another.
(function (kg) {
  const MOST = 170; // names in one picture
  const TRIES = 600;
  const widths = new Map();

  kg.fonts = () => {
    const families = {
      "zh-Hant": '"Noto Sans CJK TC","PingFang TC","Microsoft JhengHei",',
      "zh-Hans": '"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",',
      en: "",
    };
    const own = kg.language === "en" && /^zh/.test(kg.data.textLanguage) ? families[kg.data.textLanguage] : families[kg.language];
    const latin = '"Source Sans 3","Noto Sans","Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans","DejaVu Sans",'; // as base.css
    return latin + (own || "") + "system-ui,sans-serif";
  };

  const short = (text) => {
    const letters = Array.from(text);
    const wide = letters.filter((letter) => letter > "\u2e7f").length > letters.length / 2;
    const most = wide ? 12 : 24;
    return letters.length > most ? letters.slice(0, most - 1).join("") + "…" : text;
  };
  kg.short = short;
  // About how wide a name is at the size of the picture's names, for leaving room.
  kg.about = (text) => Array.from(short(text)).reduce((sum, letter) => sum + (letter > "\u2e7f" ? 13 : 7), 0);

  function width(context, text, font) {
    const key = font + text;
    if (!widths.has(key)) widths.set(key, context.measureText(text).width);
    return widths.get(key);
  }

  // What is taken, found again by place: cells of a grid with the boxes that touch them.
  class Taken {
    constructor() {
      this.cells = new Map();
      this.labels = [];
    }
    each(box, visit) {
      for (let x = Math.floor(box.left / 90); x <= Math.floor(box.right / 90); x++) {
        for (let y = Math.floor(box.top / 40); y <= Math.floor(box.bottom / 40); y++) {
          const key = x * 4096 + y;
          if (visit(key)) return true;
        }
      }
      return false;
    }
    push(box) {
      this.each(box, (key) => {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(box);
      });
      if (box.of === -1) this.labels.push(box);
    }
    meets(box, of) {
      return this.each(box, (key) => (this.cells.get(key) || []).some((other) => other.of !== of && meets(box, other)));
    }
  }

  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  // Draws names, and in a focus the ties' words, on the canvas of `network`; `ratio` device pixels to one of the page.
  kg.drawOver = (context, network, { dark, ratio = 0, hover = kg.hover }) => {
    const canvas = network.canvas.frame.canvas;
    const scaleUp = ratio || canvas.width / canvas.clientWidth || 1;
    const scale = (network.getScale() * (canvas.width / (canvas.clientWidth || canvas.width))) / scaleUp;
    const view = network.getViewPosition();
    const [wide, high] = [canvas.width / scaleUp, canvas.height / scaleUp];
    const palette = dark ? kg.data.look.ink.dark : kg.data.look.ink.light;
    const page = dark ? kg.data.look.page.dark : kg.data.look.page.light;
    const point = (place) => ({ x: (place.x - view.x) * scale + wide / 2, y: (place.y - view.y) * scale + high / 2 });
    context.save();
    context.setTransform(scaleUp, 0, 0, scaleUp, 0, 0);
    const nodes = [];
    for (const node of kg.shown.nodes) {
      const body = network.body.nodes[node];
      if (!body) continue;
      const at = point(body);
      const radius = kg.size(node) * kg.grown * scale;
      if (at.x < -60 || at.y < -30 || at.x > wide + 60 || at.y > high + 30) continue;
      nodes.push({ node, ...at, radius });
    }
    const lit = highlights(context, nodes, hover, palette, page);
    // The line above the picture and the zoom buttons are in the way as well.
    const shields = ratio ? [] : [{ left: 0, right: wide, top: 0, bottom: kg.top(), of: -2 }, { left: wide - 52, right: wide, top: 0, bottom: 112, of: -2 }];
    const taken = new Taken();
    for (const n of nodes) if (n.radius > 2.5) taken.push({ left: n.x - n.radius, right: n.x + n.radius, top: n.y - n.radius, bottom: n.y + n.radius, of: n.node });
    const names = new Taken();
    for (const shield of shields) {
      taken.push(shield);
      names.push(shield);
    }
    nodes.sort((a, b) => (lit.has(b.node) - lit.has(a.node)) || kg.rank[a.node] - kg.rank[b.node]);
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.lineJoin = "round";
    const centre = kg.state.focus !== null && nodes.find((n) => n.node === kg.state.focus);
    const reach = Math.max(14, nodes.length);
    const room = { wide, high, few: nodes.length <= 100 };
    let written = 0;
    nodes.slice(0, TRIES).forEach((n, place) => {
      if ((written >= MOST && !lit.has(n.node)) || n.x < 0 || n.y < 0 || n.x > wide || n.y > high) return;
      const strong = lit.has(n.node) || place < Math.min(10, reach / 5);
      const size = strong ? 14 : 13;
      context.font = `${strong ? 600 : 400} ${size}px ${kg.fonts()}`;
      const more = kg.state.focus === null && kg.state.detail !== "all" && scale > 0.3 ? kg.beyond(n.node) : 0;
      const text = short(kg.label(n.node));
      const plus = more > 2 ? "+" + more : "";
      const length = width(context, text, context.font) + (plus ? 4 + plus.length * 7 : 0);
      names.push({ left: n.x - n.radius, right: n.x + n.radius, top: n.y - n.radius, bottom: n.y + n.radius, of: n.node });
      // A leading name may lie on lesser nodes, where no place is free, but never on another name.
      const box = spot(n, length, size, taken, centre, room) || (place < 24 && spot(n, length, size, names, centre, room));
      if (!box) return;
      taken.push({ ...box, of: -1 });
      names.push({ ...box, of: -1 });
      written += 1;
      const dim = hover && hover.node !== undefined && !lit.has(n.node);
      context.globalAlpha = dim ? 0.35 : 1;
      const middle = (box.top + box.bottom) / 2;
      if (box.far) lead(context, n, box, palette.soft);
      write(context, text, box.left + 1, middle, strong ? palette.strong : palette.plain, page);
      if (plus) {
        context.font = `400 11px ${kg.fonts()}`;
        write(context, plus, box.right - plus.length * 7, middle + 0.5, palette.soft, page);
      }
    });
    context.globalAlpha = 1;
    if (kg.state.focus !== null && kg.state.hops === 1) tieWords(context, network, point, taken, palette, page);
    context.restore();
    kg.lastLabels = taken.labels;
  };

  // A thin line from a node to its name, where that stands further off.
  function lead(context, n, box, colour) {
    const below = box.top > n.y;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(n.x, n.y + (below ? n.radius + 1 : -n.radius - 1));
    context.lineTo(n.x, below ? box.top : box.bottom);
    context.stroke();
  }
  function write(context, text, x, y, colour, page) {
    context.strokeStyle = page;
    context.lineWidth = 3.5;
    context.strokeText(kg.isolate(text), x, y);
    context.fillStyle = colour;
    context.fillText(kg.isolate(text), x, y);
  }

  // The hovered or picked node and its neighbours: a ring around it, its ties once more and stronger.
  function highlights(context, nodes, hover, palette, page) {
    const lit = new Set();
    const at = new Map(nodes.map((n) => [n.node, n]));
    const picks = [hover, kg.state.pick].filter(Boolean);
    for (const what of picks) {
      const pairs = [];
      if (what.node !== undefined) {
        lit.add(what.node);
        if (what === hover) for (const tie of kg.tiesOf[what.node]) if (at.has(tie.first) && at.has(tie.second) && kg.shownTies.has(tie.id)) pairs.push([tie.first, tie.second]);
      } else {
        const tie = what.tie !== undefined ? kg.ties[what.tie] : null;
        pairs.push(tie ? [tie.first, tie.second] : what.pair);
      }
      for (const [a, b] of pairs) {
        lit.add(a);
        lit.add(b);
        const [from, to] = [at.get(a), at.get(b)];
        if (!from || !to || what.pair === undefined && what.tie === undefined) continue;
        const apart = Math.hypot(to.x - from.x, to.y - from.y) || 1;
        const [ux, uy] = [(to.x - from.x) / apart, (to.y - from.y) / apart];
        context.strokeStyle = palette.accent;
        context.globalAlpha = 0.4;
        context.lineWidth = 4.5;
        context.beginPath();
        context.moveTo(from.x + ux * (from.radius + 7), from.y + uy * (from.radius + 7));
        context.lineTo(to.x - ux * (to.radius + 7), to.y - uy * (to.radius + 7));
        context.stroke();
        context.globalAlpha = 1;
      }
      for (const node of what.node !== undefined ? [what.node] : lit) {
        const n = at.get(node);
        if (!n) continue;
        context.strokeStyle = palette.accent;
        context.lineWidth = 2.2;
        context.beginPath();
        context.arc(n.x, n.y, n.radius + 4.5, 0, 2 * Math.PI);
        context.stroke();
      }
    }
    return lit;
  }

  // The first free place around the node; in a focus first the side that looks outward.
  function spot(n, length, size, taken, centre, { wide, high, few }) {
    const [w, h, r] = [length + 2, size + 4, n.radius + 2];
    const side = {
      below: [-w / 2, r], right: [r + 2, -h / 2], left: [-r - 2 - w, -h / 2], above: [-w / 2, -r - h],
      rightLow: [r * 0.7, r * 0.5], leftLow: [-r * 0.7 - w, r * 0.5], rightHigh: [r * 0.7, -r * 0.5 - h], leftHigh: [-r * 0.7 - w, -r * 0.5 - h],
    };
    // Further off where all places at the node are taken, and the picture is not full.
    if (few) Object.assign(side, { farBelow: [-w / 2, r + 13], farAbove: [-w / 2, -r - h - 13] });
    let order = Object.keys(side);
    if (centre && centre.node !== n.node) {
      const outward = Math.abs(n.x - centre.x) > Math.abs(n.y - centre.y) * 0.9
        ? (n.x > centre.x ? "right" : "left") : (n.y > centre.y ? "below" : "above");
      order = [outward, ...order.filter((name) => name !== outward)];
    }
    for (const name of order) {
      const [dx, dy] = side[name];
      const box = { left: n.x + dx, right: n.x + dx + w, top: n.y + dy, bottom: n.y + dy + h };
      if (box.left < 2 || box.right > wide - 2 || box.top < 2 || box.bottom > high - 2) continue;
      if (!taken.meets(box, n.node)) return name.startsWith("far") ? { ...box, far: true } : box;
    }
    return null;
  }

  // In a focus, what each tie of the actor is: its kinds with their numbers, on the line, where there is room.
  function tieWords(context, network, point, taken, palette, page) {
    const words = new Map();
    for (const tie of kg.shown.ties) {
      if (tie.first !== kg.state.focus && tie.second !== kg.state.focus) continue;
      const other = tie.first === kg.state.focus ? tie.second : tie.first;
      const fact = kg.data.facts[tie.list[0]];
      const kind = kg.data.factKinds[tie.kind];
      const title = tie.list.length === 1 && (kind === "Tenure" || kind === "Relation") ? kg.factTitle(fact) : kg.kindWord(kind);
      if (!words.has(other)) words.set(other, []);
      words.get(other).push(tie.list.length > 1 ? `${title} ×${tie.list.length}` : title);
    }
    context.font = `400 11.5px ${kg.fonts()}`;
    const centre = network.body.nodes[kg.state.focus];
    if (!centre) return;
    const from = point(centre);
    // Where one word would stand on nearly every line it says nothing: then only the others are written.
    const tally = new Map();
    for (const parts of words.values()) tally.set(parts.join(), (tally.get(parts.join()) || 0) + 1);
    const common = words.size > 16 ? [...tally].sort((a, b) => b[1] - a[1])[0] : null;
    for (const [other, parts] of words) {
      if (common && common[1] > words.size / 3 && parts.join() === common[0]) continue;
      const body = network.body.nodes[other];
      if (!body) continue;
      const to = point(body);
      const text = short(parts.join(" · "));
      const length = width(context, text, context.font);
      for (const share of [0.6, 0.68, 0.52, 0.75]) {
        const x = from.x + (to.x - from.x) * share;
        const y = from.y + (to.y - from.y) * share;
        const box = { left: x - length / 2 - 3, right: x + length / 2 + 3, top: y - 8, bottom: y + 8, of: -1 };
        if (taken.meets(box, -3)) continue;
        taken.push(box);
        write(context, text, box.left + 3, y, palette.soft, page);
        break;
      }
    }
  }
})(window.kg);
