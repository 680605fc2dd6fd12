"use strict";
// The camera: it shows all that is visible until the reader moves it, whatever becomes of the window.
(function (kg) {
  // The line above the picture, which may be two.
  kg.top = () => Math.max(30, kg.byId("honest").offsetTop + kg.byId("honest").offsetHeight + 4);
  const CORNER = { width: 54, height: 116 }; // the zoom buttons
  const SMOOTH = { duration: 350, easingFunction: "easeInOutQuad" };
  let moved = false; // by the reader, since everything was last in view

  const gliding = (animated) => (animated && !kg.still && !kg.calm() ? SMOOTH : false);
  function remember(text) {
    if (kg.state.camera === text) return;
    kg.state.camera = text;
    kg.keep();
  }
  // A link opens the same picture, also where the reader had moved it.
  const settled = kg.debounce(450, () => {
    const { x, y } = kg.network.getViewPosition();
    if (moved && !kg.byId("canvas").hidden) remember([Math.round(x), Math.round(y), Number(kg.network.getScale().toFixed(3))].join());
  });
  kg.recall = (text) => {
    const [x, y, scale] = text.split(",").map(Number);
    if (!scale) return;
    moved = true;
    kg.network.moveTo({ position: { x, y }, scale: Math.min(Math.max(scale, 0.02), 20) });
    remember(text);
  };
  const move = (to) => {
    moved = true;
    kg.network.moveTo(to);
    settled();
  };

  // What a node takes around its place in pixels: its name, if the picture is not too full for names at its edge.
  function reaches(rows) {
    const named = rows.length < 300;
    return rows.map((row) => ({ x: row.x, y: row.y, size: row.size, side: named ? kg.about(kg.label(row.id)) / 2 + 8 : 8, below: named ? 24 : 8 }));
  }
  function frame(parts, scale) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const part of parts) {
      const [x, y, radius] = [part.x * scale, part.y * scale, part.size * scale];
      const side = Math.max(radius + 6, part.side);
      box.left = Math.min(box.left, x - side);
      box.right = Math.max(box.right, x + side);
      box.top = Math.min(box.top, y - radius - 8);
      box.bottom = Math.max(box.bottom, y + radius + part.below);
    }
    return box;
  }
  // The largest scale at which these parts, with names that do not scale, stand in the room, and where to look then.
  function view(parts, wide, high, host, above) {
    let [low, best] = [0.02, 1.5];
    for (let step = 0; step < 24; step++) {
      const scale = step ? (low + best) / 2 : best;
      const box = frame(parts, scale);
      if (box.right - box.left <= wide && box.bottom - box.top <= high) low = scale;
      else best = scale;
      if (low === 1.5) break;
    }
    const box = frame(parts, low);
    const [left, top] = [(wide - (box.left + box.right)) / 2, above + (high - (box.top + box.bottom)) / 2];
    const position = { x: (host.clientWidth / 2 - left) / low, y: (host.clientHeight / 2 - top) / low };
    const hidden = parts.some((part) => {
      const reach = part.size * low + 2;
      return part.x * low + left + reach > host.clientWidth - CORNER.width && part.y * low + top - reach < CORNER.height;
    });
    return { position, scale: low, hidden };
  }

  kg.fit = (animated = true) => {
    const host = kg.byId("canvas");
    if (!host.clientWidth || !kg.network) return;
    const places = kg.network.getPositions();
    const rows = kg.drawn.filter((row) => kg.shown.nodes.has(row.id)).map((row) => ({ ...row, ...places[row.id] }));
    if (!rows.length) return;
    const parts = reaches(rows);
    const above = kg.top();
    const high = Math.max(host.clientHeight - above, 60);
    let found = view(parts, host.clientWidth, high, host, above);
    if (found.hidden) found = view(parts, host.clientWidth - CORNER.width, high, host, above);
    kg.network.moveTo({ position: found.position, scale: found.scale, animation: gliding(animated) });
    moved = false;
    remember("");
  };
  kg.zoom = (factor) => {
    move({ scale: kg.network.getScale() * factor, position: kg.network.getViewPosition() });
  };
  kg.flyTo = (node) => {
    if (!kg.network.body.nodes[node]) return;
    const host = kg.byId("canvas");
    const at = kg.network.canvasToDOM(kg.network.getPosition(node));
    const near = (place, size) => place > size * 0.1 && place < size * 0.9;
    if (kg.network.getScale() > 0.6 && near(at.x, host.clientWidth) && near(at.y, host.clientHeight)) return; // it is in view
    move({ position: kg.network.getPosition(node), scale: Math.max(kg.network.getScale(), 1), animation: gliding(true) });
  };

  // The picture takes its host's size before the window is painted. What is in view stays in view: everything, or,
  // once the reader has moved the camera, what stood in the middle, as large as it was.
  kg.followSize = (net, host) => {
    let [wide, high] = [host.clientWidth, host.clientHeight];
    const settle = kg.debounce(200, () => kg.resized());
    new ResizeObserver(() => {
      if (!host.clientWidth || (host.clientWidth === wide && host.clientHeight === high)) return;
      const [origin, scale] = [net.canvasToDOM({ x: 0, y: 0 }), net.getScale()];
      const before = { position: { x: (wide / 2 - origin.x) / scale, y: (high / 2 - origin.y) / scale }, scale };
      [wide, high] = [host.clientWidth, host.clientHeight];
      net.setSize("100%", "100%");
      if (moved) net.moveTo(before);
      else kg.fit(false);
      net.redraw();
      settle();
    }).observe(host);
    for (const event of ["dragging", "zoom"]) {
      net.on(event, () => {
        moved = true;
        settled();
      });
    }
  };

  // While a large picture is dragged or zoomed, its last drawing is moved; it is drawn anew when it rests.
  kg.moveLightly = (net) => {
    const LARGE = 600;
    const shot = document.createElement("canvas");
    let drawn = null; // the view of the last full drawing
    let taken = null; // the view of the copy
    const view = () => ({ ...net.getViewPosition(), scale: net.getScale() });
    const full = net.renderer._redraw.bind(net.renderer);
    net.renderer._redraw = (hidden) => {
      if (!kg.moving || !taken) {
        full(hidden);
        drawn = view();
        return;
      }
      const canvas = net.canvas.frame.canvas;
      const ratio = canvas.width / canvas.clientWidth;
      const now = view();
      const grown = now.scale / taken.scale;
      const [x, y] = [(taken.x - now.x) * now.scale * ratio, (taken.y - now.y) * now.scale * ratio];
      const context = canvas.getContext("2d");
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      const [w, h] = [canvas.width * grown, canvas.height * grown];
      context.drawImage(shot, x + (canvas.width - w) / 2, y + (canvas.height - h) / 2, w, h);
    };
    const rest = kg.debounce(160, () => {
      kg.moving = false;
      taken = null;
      net.redraw();
    });
    kg.move = () => {
      if (!kg.moving && drawn && nodes.length + edges.length > LARGE) {
        const canvas = net.canvas.frame.canvas;
        shot.width = canvas.width;
        shot.height = canvas.height;
        shot.getContext("2d").drawImage(canvas, 0, 0);
        taken = drawn;
        kg.moving = true;
      }
      if (kg.moving) rest();
    };
    for (const event of ["dragging", "zoom", "dragEnd"]) net.on(event, kg.move);
  };
})(window.kg);
