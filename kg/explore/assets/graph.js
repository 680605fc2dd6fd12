"use strict";
// The picture: vis-network draws nodes and ties at given places; what is visible follows the selection.
(function (kg) {
  const DIRECTED = new Set(["Visit", "Statement", "Publication", "Tenure", "Relation", "Establishment", "Withdrawal"]);
  const GHOSTS = 700;
  let network, nodes, edges, places = new Map();
  kg.hover = null;

  kg.options = (dark) => {
    const options = structuredClone(kg.data.vis.options);
    for (const [kind, group] of Object.entries(options.groups)) {
      const look = kg.data.look.nodes[kind];
      Object.assign(group, nodeLook(look, dark));
    }
    options.nodes.opacity = 1;
    return options;
  };
  function nodeLook(look, dark) {
    const colour = dark ? look.dark : look.light;
    const page = dark ? kg.data.look.page.dark : kg.data.look.page.light;
    const paint = { background: look.hollow ? page : colour, border: look.hollow ? colour : page };
    return { borderWidth: look.hollow ? 2 : 1.2, color: { ...paint, highlight: paint, hover: paint } };
  }

  kg.family = (kind) => kg.data.look.ties[kind];
  kg.tieColour = (kind, dark) => kg.data.look.families[kg.family(kind)][dark ? 1 : 0];
  const standing = (list) => {
    const statuses = list.map((fact) => kg.data.facts[fact].st || "held");
    if (statuses.every((status) => status === "denied" || status === "cancelled")) return [1, 5];
    return statuses.every((status) => status !== "held") ? [6, 5] : false;
  };

  // Where a node stands: in the focus around its actor, in the first view by itself, else in the whole picture.
  function locate() {
    const { focus, detail } = kg.state;
    if (focus !== null) {
      const centre = kg.firstly.get(focus) || kg.everywhere.get(focus) || { x: 0, y: 0 };
      return kg.ego(focus, centre);
    }
    if (detail === "all" && !kg.filtered()) return kg.everywhere;
    if (!kg.filtered()) return kg.firstly;
    if (kg.dragging) return new Map([...kg.everywhere, ...places]);
    return kg.tidy();
  }

  kg.drawnNodes = (dark) => {
    places = locate();
    const rows = [];
    for (const node of kg.shown.nodes) {
      const place = places.get(node) || kg.everywhere.get(node);
      if (place) rows.push({ ...kg.visNode.get(node), x: place.x, y: place.y, opacity: 1, size: kg.size(node) });
    }
    enlarge(rows);
    if (kg.state.focus !== null) rows.push(...ghosts(rows, dark));
    return rows;
  };
  // In a large picture, seen from afar, the nodes grow so far that they are still seen.
  kg.grown = 1;
  function enlarge(rows) {
    kg.grown = 1;
    if (rows.length < 400) return;
    const box = around(rows, 56);
    const host = kg.byId("canvas");
    const scale = Math.min((host.clientWidth || 1000) / (box.right - box.left), (host.clientHeight || 700) / (box.bottom - box.top));
    kg.grown = Math.min(2.2, Math.max(1, 0.32 / scale));
    for (const row of rows) row.size *= kg.grown;
  }
  function around(rows, margin) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const row of rows) {
      box.left = Math.min(box.left, row.x - margin);
      box.right = Math.max(box.right, row.x + margin);
      box.top = Math.min(box.top, row.y - margin * 0.6);
      box.bottom = Math.max(box.bottom, row.y + margin * 0.6);
    }
    return box;
  }
  function ghosts(rows) {
    const box = around(rows, 70);
    const others = [...kg.firstly].filter(([node]) => !kg.shown.nodes.has(node));
    if (others.length > GHOSTS) return [];
    return others
      .filter(([, p]) => p.y > box.bottom || (p.y > box.top && (p.x < box.left || p.x > box.right)))
      .map(([node, p]) => ({ ...kg.visNode.get(node), x: p.x, y: p.y, size: kg.size(node) * 0.6, opacity: 0.16 }));
  }

  // Shapes of equal weight to the eye: a square of the same reach is larger than a disc.
  const EVEN = { square: 0.84, hexagon: 0.98, diamond: 1.06, star: 1.12, triangle: 1.02, triangleDown: 1.02 };
  kg.size = (node) => {
    const look = kg.data.look.nodes[kg.data.nodes[node].k];
    return kg.visNode.get(node).size * (EVEN[look.shape] || 1) * (kg.state.focus === node ? 1.15 : 1);
  };

  kg.drawnEdges = (dark) => {
    const { focus } = kg.state;
    const beside = new Map();
    for (const tie of kg.shown.ties) {
      const pair = Math.min(tie.first, tie.second) + " " + Math.max(tie.first, tie.second);
      if (!beside.has(pair)) beside.set(pair, []);
      beside.get(pair).push(tie.id);
    }
    const many = kg.shown.ties.length;
    const heaviest = kg.shown.ties.reduce((most, tie) => Math.max(most, tie.list.length), 1);
    const widest = Math.min(6.5, 1 + 1.1 * Math.log2(heaviest));
    const opacity = focus !== null ? 0.85 : many > 1500 ? 0.22 : many > 400 ? 0.35 : 0.55;
    return kg.shown.ties.map((tie) => {
      const kind = kg.data.factKinds[tie.kind];
      const pair = Math.min(tie.first, tie.second) + " " + Math.max(tie.first, tie.second);
      const group = beside.get(pair);
      const bend = group.length > 1 && many <= 700 ? (group.indexOf(tie.id) - (group.length - 1) / 2) * 0.16 : 0;
      const signed = tie.first < tie.second ? bend : -bend;
      // In a focus its own ties are strong, those further out faint, and those within one ring fainter.
      const aside = focus !== null && tie.first !== focus && tie.second !== focus;
      const [one, other] = aside ? [kg.shown.near.get(tie.first), kg.shown.near.get(tie.second)] : [0, 0];
      const faint = aside ? (one === other ? 0.16 : many > 120 ? 0.3 : 0.45) : kg.family(kind) === "standing" ? 0.8 : 1;
      const colour = kg.tieColour(kind, dark);
      return {
        id: tie.id,
        from: tie.first,
        to: tie.second,
        width: 0.9 + widest * Math.sqrt((tie.list.length - 1) / heaviest) + (faint < 1 ? 0 : 0.3),
        color: { color: colour, highlight: colour, hover: colour, opacity: opacity * faint },
        dashes: standing(tie.list),
        arrows: focus !== null && !aside && DIRECTED.has(kind) ? { to: { enabled: true, scaleFactor: 0.42 } } : "",
        smooth: bend ? { enabled: true, type: signed > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(signed) } : { enabled: false },
      };
    });
  };

  kg.createGraph = () => {
    kg.visNode = new Map(kg.visNodes.map((node) => [node.id, node]));
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    const host = kg.byId("canvas");
    network = new vis.Network(host, { nodes, edges }, kg.options(kg.dark()));
    kg.network = network;
    network.on("afterDrawing", (context) => kg.drawOver(context, network, { dark: kg.dark() }));
    network.on("click", (event) => {
      if (event.nodes.length) kg.pickNode(event.nodes[0]);
      else if (event.edges.length) kg.pickTie(event.edges[0]);
      else kg.set({ pick: null });
    });
    network.on("doubleClick", (event) => event.nodes.length && kg.focusOn(event.nodes[0]));
    network.on("hoverNode", (event) => hover({ node: event.node }));
    network.on("blurNode", () => hover(null));
    network.on("hoverEdge", (event) => hover({ tie: event.edge }));
    network.on("blurEdge", () => hover(null));
    kg.moveLightly(network);
    kg.followSize(network, host);
  };
  function hover(what) {
    kg.hover = what;
    kg.byId("canvas").classList.toggle("pointing", Boolean(what));
    network.redraw();
  }

  let last = "";
  kg.redraw = ({ refit = false } = {}) => {
    const dark = kg.dark();
    const rows = kg.drawnNodes(dark);
    const lines = kg.drawnEdges(dark);
    swap(edges, [], true);
    swap(nodes, rows);
    swap(edges, lines);
    kg.drawn = rows;
    network.unselectAll();
    const now = rows.map((row) => `${row.id}:${row.x}:${row.y}`).join();
    if (refit || now !== last) kg.fit(last !== "");
    last = now;
    network.redraw();
  };
  // In another window the nodes of a large picture have another size.
  kg.resized = () => kg.grown !== 1 && kg.state.view === "graph" && kg.redraw();
  function swap(set, rows, clear = false) {
    if (clear) return set.clear();
    const wanted = new Set(rows.map((row) => row.id));
    const gone = set.getIds().filter((id) => !wanted.has(id));
    if (gone.length) set.remove(gone);
    return set.update(rows);
  }

  kg.placeOf = (node) => network.getPosition(node);
  kg.recolour = () => network.setOptions(kg.options(kg.dark()));
})(window.kg);
