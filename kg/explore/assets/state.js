"use strict";
// One state, kept in the address, and the one selection that follows from it.
(function (kg) {
  const MOST_NEAR = 120; // nodes in a focus
  const empty = () => ({
    lang: null, theme: "", view: "graph", table: "facts", detail: "first", focus: null, hops: 1, pick: null,
    kinds: new Set(), facts: new Set(), status: new Set(), sources: new Set(), from: "", to: "", undated: null,
    camera: "", // where the reader has moved it: middle and scale
  });
  kg.state = empty();
  const listeners = [];
  kg.onChange = (listener) => listeners.push(listener);

  kg.set = (patch, { quiet = false } = {}) => {
    Object.assign(kg.state, patch);
    kg.language = kg.state.lang || kg.data.language;
    kg.shown = select();
    kg.shownTies = new Set(kg.shown.ties.map((tie) => tie.id));
    if (!quiet) keep();
    for (const listener of listeners) listener(patch);
  };
  kg.reset = () => kg.set({ ...empty(), lang: kg.state.lang, theme: kg.state.theme });

  kg.filtered = () => {
    const s = kg.state;
    return Boolean(s.kinds.size || s.facts.size || s.status.size || s.sources.size || s.from || s.to || s.undated !== null);
  };

  // What the page carries is written as short as it can be; this is what it stands for.
  function unfold() {
    const { vis, facts, iris } = kg.data;
    let at = 0;
    const rows = (columns, make) => (columns[Object.keys(columns)[0]] || []).map((_, i) => make((name) => columns[name][i], i));
    kg.visNodes = rows(vis.nodes, (at) => ({ id: at("id"), x: at("x"), y: at("y"), size: at("size"), group: at("group") }));
    kg.ties = rows(vis.edges, (at, id) => ({ id, first: at("from"), second: at("to"), kind: at("kind"), list: at("facts") }));
    for (const fact of facts) {
      if (fact.iri === undefined) fact.iri = iris[0][fact.i] + iris[1].slice(at, (at += 16));
      if (fact.s && !fact.a) fact.a = fact.s;
    }
  }

  // The model: facts and ties by node, days as numbers.
  kg.model = () => {
    const { nodes, facts } = kg.data;
    unfold();
    kg.tiesOf = nodes.map(() => []);
    for (const tie of kg.ties) {
      kg.tiesOf[tie.first].push(tie);
      if (tie.second !== tie.first) kg.tiesOf[tie.second].push(tie);
    }
    kg.factsOf = nodes.map(() => []);
    kg.days = facts.map((fact, i) => {
      for (const node of new Set(fact.m.map((member) => member[0]))) kg.factsOf[node].push(i);
      return fact.a ? [kg.firstDay(fact.a), kg.lastDay(fact.z || fact.a)] : null;
    });
    const byIri = new Map(facts.map((fact, i) => [fact.iri, i]));
    nodes.forEach((node, i) => {
      if (node.k === "Event") kg.factsOf[i] = byIri.has(node.id) ? [byIri.get(node.id)] : [];
    });
    kg.tied = new Set(kg.ties.flatMap((tie) => [tie.first, tie.second]));
    kg.rank = new Array(nodes.length);
    kg.data.ranks.forEach((node, place) => { kg.rank[node] = place; });
    kg.byKey = new Map(nodes.map((node, i) => [node.id, i]));
    kg.tying = new Set(kg.ties.flatMap((tie) => tie.list));
    kg.everywhere = new Map(kg.visNodes.map(({ id, x, y }) => [id, { x, y }]));
    kg.firstly = new Map(kg.data.first.map(([node, x, y]) => [node, { x, y }]));
  };

  // How many more neighbours a node has than the picture shows.
  kg.beyond = (node) => {
    const cached = kg.shown.beyond.get(node);
    if (cached !== undefined) return cached;
    const others = new Set();
    for (const tie of kg.shown.candidates.get(node) || []) others.add(tie.first === node ? tie.second : tie.first);
    for (const other of [...others]) if (kg.shown.nodes.has(other)) others.delete(other);
    kg.shown.beyond.set(node, others.size);
    return others.size;
  };

  const dayNumber = (text) => Math.round(Date.parse(text + "T00:00:00Z") / 86400000);
  kg.dayNumber = dayNumber;
  kg.dayText = (number) => new Date(number * 86400000).toISOString().slice(0, 10);
  kg.firstDay = (text) => dayNumber(text + "0000-01-01".slice(text.length));
  kg.lastDay = (text) => {
    if (text.length === 10) return dayNumber(text);
    const [year, month] = text.split("-").map(Number);
    return Math.round(Date.UTC(month ? year : year + 1, month || 0, 1) / 86400000) - 1;
  };

  // The documents that a fact rests on; -1 stands for background knowledge.
  kg.sourceKeys = (fact) => {
    fact.src ??= fact.q ? [...new Set(fact.q.map((number) => kg.data.quotes[number][0]))] : [-1];
    return fact.src;
  };
  kg.factPasses = (index, { dates = true, skip = "" } = {}) => {
    const fact = kg.data.facts[index];
    const s = kg.state;
    if (skip !== "facts" && s.facts.has(kg.kindOf(fact))) return false;
    if (skip !== "status" && s.status.has(fact.st || "held")) return false;
    if (skip !== "sources" && kg.sourceKeys(fact).every((source) => s.sources.has(source))) return false;
    if (!dates) return true;
    const brushed = Boolean(s.from || s.to);
    const days = kg.days[index];
    if (!days) return s.undated === null ? !brushed : s.undated;
    if (s.from && days[1] < kg.firstDay(s.from)) return false;
    return !(s.to && days[0] > kg.lastDay(s.to));
  };

  function select() {
    const { nodes, facts } = kg.data;
    const s = kg.state;
    const passes = facts.map((_, i) => kg.factPasses(i));
    const open = (node) => !s.kinds.has(nodes[node].k);
    const ties = [];
    for (const tie of kg.ties) {
      if (!open(tie.first) || !open(tie.second)) continue;
      const list = tie.list.filter((fact) => passes[fact]);
      if (list.length) ties.push({ ...tie, list });
    }
    const tied = new Set(ties.flatMap((tie) => [tie.first, tie.second]));
    const total = tied.size;
    let kept;
    let near = null;
    if (s.focus !== null) {
      near = distances(s.focus, ties, s.hops);
      kept = new Set(near.keys());
      if (kept.size > MOST_NEAR) {
        const ordered = [...kept].sort((a, b) => near.get(a) - near.get(b) || kg.rank[a] - kg.rank[b]);
        kept = new Set(ordered.slice(0, MOST_NEAR));
      }
    } else if (s.detail === "all") {
      kept = tied;
    } else if (!kg.filtered()) {
      kept = new Set([...kg.firstly.keys()].filter((node) => tied.has(node)));
    } else {
      kept = new Set([...tied].sort((a, b) => kg.rank[a] - kg.rank[b]).slice(0, Math.max(kg.firstly.size, 64)));
    }
    let inside = ties.filter((tie) => kept.has(tie.first) && kept.has(tie.second));
    let least = 0;
    if (s.focus === null && s.detail !== "all") [inside, least] = strongest(kept, inside);
    if (s.focus === null && s.detail !== "all") {
      const linked = new Set(inside.flatMap((tie) => [tie.first, tie.second]));
      kept = new Set([...kept].filter((node) => linked.has(node)));
    }
    const seen = new Set(inside.flatMap((tie) => tie.list));
    // The table and the counts also hold facts that tie nobody (one actor, no place).
    const listed = facts.flatMap((fact, i) => {
      if (!passes[i]) return [];
      if (seen.has(i)) return [i];
      const tiesSomebody = kg.tying.has(i);
      return !tiesSomebody && fact.m.some((member) => kept.has(member[0])) ? [i] : [];
    });
    const candidates = new Map();
    for (const tie of ties) for (const node of [tie.first, tie.second]) {
      if (!candidates.has(node)) candidates.set(node, []);
      candidates.get(node).push(tie);
    }
    return { least, candidates, beyond: new Map(), nodes: kept, ties: inside, facts: listed, near, total, allFacts: passes.filter(Boolean).length };
  }

  // The ties of a first view: the strongest pairs, all of equal weight or none, and each node's best one. The layout
  // (data.py) has the same rule.
  function strongest(kept, ties) {
    const pairs = new Map();
    const key = (tie) => Math.min(tie.first, tie.second) + " " + Math.max(tie.first, tie.second);
    for (const tie of ties) pairs.set(key(tie), (pairs.get(key(tie)) || 0) + tie.list.length);
    const most = Math.floor(kept.size * 1.8 + 20);
    if (pairs.size <= most) return [ties, 0];
    const least = [...pairs.values()].sort((a, b) => b - a)[most] + 1;
    const best = new Map();
    for (const [pair, weight] of pairs) {
      for (const end of pair.split(" ")) if (!best.has(end) || weight > pairs.get(best.get(end))) best.set(end, pair);
    }
    const ours = new Set(best.values());
    return [ties.filter((tie) => pairs.get(key(tie)) >= least || ours.has(key(tie))), least];
  }

  function distances(start, ties, hops) {
    const next = new Map();
    for (const tie of ties) {
      for (const [a, b] of [[tie.first, tie.second], [tie.second, tie.first]]) {
        if (!next.has(a)) next.set(a, []);
        next.get(a).push(b);
      }
    }
    const found = new Map([[start, 0]]);
    let front = [start];
    for (let hop = 1; hop <= hops; hop++) {
      const reached = [];
      for (const node of front) {
        for (const other of next.get(node) || []) {
          if (!found.has(other)) {
            found.set(other, hop);
            reached.push(other);
          }
        }
      }
      front = reached;
    }
    return found;
  }

  // The address: only what differs from the beginning. Kinds and sources are written by name, nodes by key.
  function keep() {
    const s = kg.state;
    const parts = new URLSearchParams();
    const put = (name, value) => value && parts.set(name, value);
    put("lang", s.lang);
    put("theme", s.theme);
    if (s.view !== "graph") put("view", s.view);
    if (s.table !== "facts") put("table", s.table);
    if (s.detail !== "first") put("show", s.detail);
    if (s.focus !== null) {
      put("focus", kg.data.nodes[s.focus].id);
      put("hops", String(s.hops));
    }
    if (s.pick) put("pick", pickText(s.pick));
    for (const name of ["kinds", "facts", "status"]) put("no-" + name, [...s[name]].sort().join(","));
    put("no-sources", [...s.sources].map((i) => (i < 0 ? "-" : kg.data.sources[i].id)).sort().join(","));
    put("from", s.from);
    put("to", s.to);
    if (s.undated !== null) put("undated", s.undated ? "yes" : "no");
    put("camera", s.camera);
    const text = parts.toString();
    if (text === location.hash.slice(1)) return;
    try {
      history.replaceState(null, "", location.href.split("#")[0] + "#" + text);
    } catch {
      // A page within another (a notebook's frame) has no address of its own.
    }
  }
  kg.keep = keep;
  const pickText = (pick) => (pick.node !== undefined
    ? kg.data.nodes[pick.node].id
    : `${kg.data.nodes[pick.pair[0]].id} ${kg.data.nodes[pick.pair[1]].id}`);

  kg.restore = () => {
    const parts = new URLSearchParams(location.hash.slice(1));
    const list = (name) => (parts.get(name) || "").split(",").filter(Boolean);
    const node = (text) => (kg.byKey.has(text) ? kg.byKey.get(text) : null);
    const dated = (text) => (/^\d{4}(-\d\d(-\d\d)?)?$/.test(text || "") ? text : "");
    const s = empty();
    if (kg.languages.includes(parts.get("lang"))) s.lang = parts.get("lang");
    if (["light", "dark"].includes(parts.get("theme"))) s.theme = parts.get("theme");
    if (parts.get("view") === "table") s.view = "table";
    if (parts.get("table") === "actors") s.table = "actors";
    if (parts.get("show") === "all") s.detail = "all";
    s.focus = node(parts.get("focus"));
    s.hops = Math.min(3, Math.max(1, Number(parts.get("hops")) || 1));
    const picked = (parts.get("pick") || "").split(" ").map(node);
    if (picked.length === 1 && picked[0] !== null) s.pick = { node: picked[0] };
    if (picked.length === 2 && !picked.includes(null)) s.pick = { pair: picked };
    for (const name of ["kinds", "facts", "status"]) s[name] = new Set(list("no-" + name));
    const known = (id) => kg.data.sources.findIndex((source) => source.id === id);
    s.sources = new Set(list("no-sources").filter((id) => id === "-" || known(id) >= 0).map(known));
    s.from = dated(parts.get("from"));
    s.to = dated(parts.get("to"));
    s.undated = { yes: true, no: false }[parts.get("undated")] ?? null;
    const camera = /^-?\d{1,7},-?\d{1,7},\d{1,2}(\.\d{1,4})?$/.test(parts.get("camera") || "") ? parts.get("camera") : "";
    kg.still = true;
    kg.set(s, { quiet: true });
    kg.still = false;
    kg.recall(camera);
  };
})(window.kg);
