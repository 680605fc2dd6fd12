"use strict";
// A layout around one actor: its neighbours on a ring by kind, theirs on rings outside, near whom they belong to.
(function (kg) {
  const ASPECT = 1.45;

  kg.ego = (centre, at) => {
    const near = kg.shown.near;
    const places = new Map([[centre, { x: at.x, y: at.y, angle: 0 }]]);
    const neighbours = new Map();
    for (const tie of kg.shown.ties) {
      for (const [a, b] of [[tie.first, tie.second], [tie.second, tie.first]]) {
        if (!neighbours.has(a)) neighbours.set(a, []);
        neighbours.get(a).push(b);
      }
    }
    let inner = 0;
    for (let hop = 1; hop <= kg.state.hops; hop++) {
      const ring = [...kg.shown.nodes].filter((node) => near.get(node) === hop);
      if (!ring.length) break;
      const order = new Map();
      for (const node of ring) order.set(node, hop === 1 ? byKind(node) : parentAngle(node, places, neighbours, near));
      ring.sort((a, b) => order.get(a) - order.get(b) || kg.rank[a] - kg.rank[b]);
      const rows = hop === 1 ? Math.ceil(ring.length / (ring.length > 60 ? 40 : 30)) : Math.ceil(ring.length / 60);
      const room = (ring.length / rows) * (ring.length > 12 ? 66 : 84);
      const radius = Math.max(inner + 118, room / (Math.PI * (1 + ASPECT)), hop === 1 ? 150 : 0);
      ring.forEach((node, i) => {
        const angle = (hop === 1 ? -Math.PI / 2 : start(ring, order)) + (2 * Math.PI * i) / ring.length;
        const out = radius + (i % rows) * 84;
        places.set(node, { x: Math.round(at.x + out * ASPECT * Math.cos(angle)), y: Math.round(at.y + out * Math.sin(angle)), angle });
      });
      inner = radius + (rows - 1) * 84;
    }
    return places;
  };

  const byKind = (node) => kg.data.kinds.indexOf(kg.data.nodes[node].k) * 100000 + kg.rank[node];
  function parentAngle(node, places, neighbours, near) {
    const angles = (neighbours.get(node) || []).filter((other) => near.get(other) === near.get(node) - 1 && places.has(other))
      .map((other) => places.get(other).angle);
    if (!angles.length) return 0;
    return Math.atan2(angles.reduce((sum, a) => sum + Math.sin(a), 0), angles.reduce((sum, a) => sum + Math.cos(a), 0));
  }
  // Turns an outer ring so that its nodes stand near their own.
  function start(ring, order) {
    const wanted = ring.map((node, i) => order.get(node) - (2 * Math.PI * i) / ring.length);
    return Math.atan2(wanted.reduce((sum, a) => sum + Math.sin(a), 0), wanted.reduce((sum, a) => sum + Math.cos(a), 0));
  }
})(window.kg);
