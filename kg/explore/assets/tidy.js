"use strict";
// A layout of what a filter leaves, made in the page: by stress, from where the nodes stand, the same every time.
(function (kg) {
  const MOST = 160;
  const UNIT = 62;
  let cache = ["", null];

  kg.tidy = () => {
    const nodes = [...kg.shown.nodes].filter((node) => kg.everywhere.has(node));
    if (nodes.length > MOST || nodes.length < 2) return kg.everywhere;
    const key = [...nodes].sort((a, b) => a - b).join() + ";" + kg.shown.ties.map((tie) => tie.id).join();
    if (cache[0] !== key) cache = [key, arrange(nodes)];
    return cache[1];
  };

  function arrange(nodes) {
    const index = new Map(nodes.map((node, i) => [node, i]));
    const near = nodes.map(() => new Map());
    for (const tie of kg.shown.ties) {
      const [a, b] = [index.get(tie.first), index.get(tie.second)];
      near[a].set(b, 1);
      near[b].set(a, 1);
    }
    const length = (a, b) => {
      let apart = 0;
      for (const n of near[a].keys()) if (!near[b].has(n)) apart += 1;
      for (const n of near[b].keys()) if (!near[a].has(n)) apart += 1;
      return Math.max(1, apart ** 0.38 * 0.9);
    };
    near.forEach((row, a) => { for (const b of row.keys()) row.set(b, length(a, b)); });
    const points = nodes.map((node) => ({ x: kg.everywhere.get(node).x / UNIT, y: kg.everywhere.get(node).y / UNIT }));
    const terms = [];
    nodes.forEach((_, a) => {
      const row = distances(near, a);
      nodes.forEach((__, b) => {
        if (b <= a) return;
        // Parts that nothing ties stand beside each other, not far away.
        const d = row[b] === Infinity ? 7 : row[b];
        terms.push([a, b, d, row[b] === Infinity ? 0.02 / (d * d) : 1 / (d * d)]);
      });
    });
    descend(points, terms);
    for (const p of points) {
      p.x *= UNIT * 1.22;
      p.y *= UNIT * 0.86;
    }
    const boxes = nodes.map((node) => ({ w: Math.max(30, kg.about(kg.label(node)) + 12), h: 46 }));
    separate(points, boxes);
    return new Map(nodes.map((node, i) => [node, { x: Math.round(points[i].x), y: Math.round(points[i].y) }]));
  }

  function distances(near, start) {
    const found = new Array(near.length).fill(Infinity);
    const done = new Array(near.length).fill(false);
    found[start] = 0;
    for (;;) {
      let at = -1;
      for (let i = 0; i < near.length; i++) if (!done[i] && found[i] < Infinity && (at < 0 || found[i] < found[at])) at = i;
      if (at < 0) return found;
      done[at] = true;
      for (const [other, length] of near[at]) found[other] = Math.min(found[other], found[at] + length);
    }
  }

  function descend(points, terms) {
    let seed = 7;
    const chance = () => {
      seed = (seed + 0x6d2b79f5) | 0;
      let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    for (const p of points) {
      p.x += chance() * 0.01;
      p.y += chance() * 0.01;
    }
    const pulls = terms.map((term) => term[3]);
    const [first, last] = [1 / pulls.reduce((a, b) => Math.min(a, b)), 0.08 / pulls.reduce((a, b) => Math.max(a, b))];
    const rounds = 26;
    for (let step = 0; step < rounds; step++) {
      const rate = first * (last / first) ** (step / (rounds - 1));
      for (let i = terms.length - 1; i > 0; i--) {
        const j = Math.floor(chance() * (i + 1));
        [terms[i], terms[j]] = [terms[j], terms[i]];
      }
      for (const [a, b, d, pull] of terms) {
        const [p, q] = [points[a], points[b]];
        const [dx, dy] = [p.x - q.x, p.y - q.y];
        const now = Math.hypot(dx, dy) || 1e-6;
        const move = (Math.min(rate * pull, 1) * (now - d)) / (2 * now);
        p.x -= move * dx;
        p.y -= move * dy;
        q.x += move * dx;
        q.y += move * dy;
      }
    }
  }

  function separate(points, boxes) {
    for (let round = 0; round < 80; round++) {
      let moved = false;
      for (let i = 0; i < points.length; i++) {
        for (let j = i + 1; j < points.length; j++) {
          const [dx, dy] = [points[j].x - points[i].x, points[j].y - points[i].y];
          const [ox, oy] = [(boxes[i].w + boxes[j].w) / 2 - Math.abs(dx), (boxes[i].h + boxes[j].h) / 2 - Math.abs(dy)];
          if (ox <= 0 || oy <= 0) continue;
          moved = true;
          const axis = ox < oy ? "x" : "y";
          const push = (ox < oy ? ox : oy) * 0.3 + 0.2;
          const sign = (ox < oy ? dx : dy) >= 0 ? 1 : -1;
          points[i][axis] -= sign * push;
          points[j][axis] += sign * push;
        }
      }
      if (!moved) return;
    }
  }
})(window.kg);
