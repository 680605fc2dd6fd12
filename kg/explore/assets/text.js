"use strict";
// Document text with stretches marked in it: always text nodes; simple mark-up of the document is left out.
(function (kg) {
  const { h } = kg;
  // Tags, and a heading's or item's sign at the beginning of a line.
  const NOISE = /<\/?[A-Za-z][^<>]{0,60}>|^[ \t]{0,3}#{1,6}[ \t]+|^[ \t]{0,6}[-*+][ \t]+/gm;

  // Nodes for text[from, to), with `marks`, a list of { start, end, make } where make(children) gives the marked element.
  // Marks may nest and overlap; an overlapping one is cut at the border.
  // `flat` joins lines: a page break in the middle of a sentence is none to its reader.
  kg.marked = (text, from, to, marks, flat = false) => {
    const cuts = new Set([from, to]);
    for (const mark of marks) {
      if (mark.start > from && mark.start < to) cuts.add(mark.start);
      if (mark.end > from && mark.end < to) cuts.add(mark.end);
    }
    const noise = [];
    NOISE.lastIndex = 0;
    const part = text.slice(from, to);
    for (const found of part.matchAll(NOISE)) noise.push([from + found.index, from + found.index + found[0].length]);
    const visible = (start, end) => {
      let kept = "";
      let at = start;
      for (const [a, b] of noise) {
        if (b <= at || a >= end) continue;
        if (a > at) kept += text.slice(at, a);
        at = Math.max(at, b);
      }
      kept = kg.clean(kept + (at < end ? text.slice(at, end) : ""));
      return flat ? kept.replace(/\s*\n\s*/g, (_, place, whole) => (/[\u2e80-\uffef]/.test(whole[place - 1] || "") ? "" : " ")) : kept;
    };
    const points = [...cuts].sort((a, b) => a - b);
    const root = [];
    const stack = []; // open marks, outermost first: { mark, children }
    const children = () => (stack.length ? stack[stack.length - 1].children : root);
    const close = () => {
      const { mark, children: inner } = stack.pop();
      if (inner.length) children().push(mark.make(inner));
    };
    for (let i = 0; i + 1 < points.length; i++) {
      const [start, end] = [points[i], points[i + 1]];
      const here = marks.filter((mark) => mark.start <= start && mark.end >= end)
        .sort((a, b) => a.start - b.start || b.end - a.end);
      while (stack.length && !stack.every((open, depth) => here[depth] === open.mark)) close();
      for (const mark of here.slice(stack.length)) stack.push({ mark, children: [] });
      const piece = visible(start, end);
      if (piece) children().push(document.createTextNode(piece));
    }
    while (stack.length) close();
    return root;
  };

  const highlight = (children) => h("mark", null, children);

  // The sentences that these quotes stand in, each once, with the words marked; at most `reach` letters around them.
  kg.sentences = (numbers, reach = 150) => {
    const groups = new Map();
    for (const number of numbers) {
      const [source, first, last, start, end, , , own] = kg.data.quotes[number];
      const key = own === undefined ? `${source} ${first}` : `q${number}`;
      if (!groups.has(key)) groups.set(key, { source, first, last, text: own ?? kg.data.sources[source].text, marks: [], numbers: [] });
      const group = groups.get(key);
      group.last = Math.max(group.last, last);
      group.marks.push({ start, end, make: highlight });
      group.numbers.push(number);
    }
    return [...groups.values()].map((group, place) => {
      // What is carried over from elsewhere needs less around it than the sentence that proves.
      if (place) reach = 44;
      const low = Math.max(group.first, Math.min(...group.marks.map((mark) => mark.start)) - reach);
      const high = Math.min(group.last, Math.max(...group.marks.map((mark) => mark.end)) + reach);
      const before = low > group.first ? "…" : "";
      const after = high < group.last ? "…" : "";
      return { ...group, nodes: [before, ...kg.marked(group.text, low, high, union(group.marks), true), after] };
    });
  };
  function union(marks) {
    const sorted = [...marks].sort((a, b) => a.start - b.start);
    const kept = [];
    for (const mark of sorted) {
      const before = kept[kept.length - 1];
      if (before && mark.start <= before.end) before.end = Math.max(before.end, mark.end);
      else kept.push({ ...mark });
    }
    return kept;
  }

  // The blocks of a document: [start, end, kind] for each line that is not empty.
  kg.blocks = (text) => {
    const found = [];
    const front = /^\ufeff?---[ \t]*\r?\n[^]*?\n---[ \t]*(?=\r?\n|$)/.exec(text);
    let at = 0;
    for (const line of text.split("\n")) {
      const end = at + line.length;
      if (line.trim() && !/^\s*(-{3,}|\*{3,}|_{3,}|<[^>]*>)\s*$/.test(line)) {
        const heading = /^ {0,3}(#{1,6})\s/.exec(line);
        const kind = front && end <= front[0].length ? "meta" : heading ? "h" + Math.min(heading[1].length + 1, 4) : /^\s*[-*+]\s/.test(line) ? "item" : "p";
        // A page or line that breaks inside a sentence does not end its paragraph.
        const before = found[found.length - 1];
        const open = before && kind === "p" && (before[2] === "p" || before[2] === "item") && before[1] - before[0] > 24
          && !/[\u3002\uff01\uff1f\uff1a\uff1b.!?:;\u300d\u300f\u300b\u201d\u2019\uff09)\]|>]\s*$/.test(text.slice(before[0], before[1]));
        if (open) before[1] = end;
        else found.push([at, end, kind]);
      }
      at = end + 1;
    }
    return found;
  };
  kg.block = (text, [start, end, kind], marks) =>
    h(kind.startsWith("h") ? kind : "p", { class: kind, dir: "auto" },
      kg.marked(text, start, end, marks.filter((mark) => mark.start < end && mark.end > start), true));

  // The document itself in a drawer over the page, at the place of a quote.
  kg.openDocument = (number) => {
    const [source, , , start, end] = kg.data.quotes[number];
    const text = kg.data.sources[source].text;
    if (text === undefined) return;
    const here = kg.data.quotes.flatMap((row, i) => (row[0] === source ? [i] : []));
    const proving = new Set(kg.shown.facts.flatMap((fact) => kg.data.facts[fact].q || []));
    const marks = here.filter((i) => i !== number && proving.has(i)).map((i) => ({ start: kg.data.quotes[i][3], end: kg.data.quotes[i][4], make: (inner) => h("span", { class: "proof" }, inner) }));
    let target = null;
    marks.push({ start, end, make: (inner) => { const made = h("mark", { tabindex: "-1" }, inner); target ??= made; return made; } });
    const body = kg.byId("document-body");
    kg.byId("document-title").textContent = kg.clean(kg.data.sources[source].title);
    kg.replace(body, kg.blocks(text).map((block) => kg.block(text, block, marks)));
    body.lang = kg.data.sources[source].lang;
    const dialog = kg.byId("document");
    dialog.showModal();
    if (target) {
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    }
  };
})(window.kg);
