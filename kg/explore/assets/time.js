"use strict";
// Time: a histogram of the events, partial dates as spans beneath, undated ones apart, and a brush over it.
(function (kg) {
  const { h, s } = kg;
  const HIGH = 58;
  let axis = null;
  let drag = null;

  // The axis covers the dense part of the events; what lies far before is one bar at its left.
  function makeAxis() {
    const starts = kg.data.facts.flatMap((fact, i) => (kg.days[i] && isEvent(fact) && fact.s && fact.s.length === 10 ? [kg.days[i]] : [])).sort((a, b) => a[0] - b[0]);
    if (!starts.length) return null;
    const last = starts.map((days) => days[1]).sort((a, b) => a - b)[Math.floor((starts.length - 1) * 0.985)];
    // From the dense part backwards, as long as a few more events do not make the axis much longer.
    let low = starts[Math.floor(starts.length * 0.25)][0];
    for (const share of [0.2, 0.15, 0.1, 0.06, 0.03, 0]) {
      const before = starts[Math.floor(starts.length * share)][0];
      if (last - before > (last - low) * 1.45 + 20) break;
      low = before;
    }
    const first = kg.firstDay(kg.dayText(low).slice(0, 7));
    const end = kg.lastDay(kg.dayText(last).slice(0, 7)) + 1;
    const days = end - first;
    const step = days <= 45 ? 1 : days <= 900 ? 7 : days <= 4000 ? 30 : 365;
    return { first, end, step, before: kg.data.facts.some((fact, i) => kg.days[i] && isEvent(fact) && kg.days[i][1] < first) };
  }
  const isEvent = (fact) => !["Tenure", "Relation"].includes(kg.kindOf(fact));

  kg.drawTime = () => {
    axis ??= makeAxis();
    const host = kg.byId("time");
    host.hidden = !axis;
    if (!axis) return;
    const plot = kg.byId("time-plot");
    const width = Math.max(plot.clientWidth, 300);
    const left = axis.before ? 54 : 8;
    const inner = width - left - 8;
    const x = (day) => left + Math.max(0, Math.min(1, (day - axis.first) / (axis.end - axis.first))) * inner;
    axis.x = x;
    axis.day = (px) => axis.first + Math.round(((px - left) / inner) * (axis.end - axis.first));
    const bins = new Map();
    const spans = new Map();
    let [before, undated, undatedAll, beforeOn] = [0, 0, 0, 0];
    kg.data.facts.forEach((fact, i) => {
      if (!isEvent(fact) || !withoutDates(i)) return;
      const days = kg.days[i];
      const on = kg.shownFacts.has(i);
      if (!days) {
        undatedAll += 1;
        undated += on;
        return;
      }
      if (days[1] < axis.first) {
        before += 1;
        beforeOn += on;
        return;
      }
      // A day, or a few days, stand as a bar at their first; a month or a year is a span.
      if (fact.s && fact.s.length === 10) {
        const bin = Math.floor((Math.max(days[0], axis.first) - axis.first) / axis.step);
        const row = bins.get(bin) || { all: 0, on: 0 };
        row.all += 1;
        row.on += on;
        bins.set(bin, row);
      } else {
        const key = days.join();
        const row = spans.get(key) || { days, all: 0, on: 0 };
        row.all += 1;
        row.on += on;
        spans.set(key, row);
      }
    });
    const most = Math.max(4, before * 0.25, ...[...bins.values()].map((bin) => bin.all));
    const tall = (count) => (count ? Math.max(2, (Math.min(count, most) / most) * (HIGH - 16)) : 0);
    const bar = (bin) => Math.max(2, inner / ((axis.end - axis.first) / axis.step) - 1);
    const bars = [...bins].map(([bin, row]) => {
      const at = x(axis.first + bin * axis.step);
      const first = axis.first + bin * axis.step;
      const told = `${kg.date(kg.dayText(first), kg.dayText(first + axis.step - 1))}${kg.t("colon")}${share(row)}`;
      return [s("rect", { class: "bar", x: at, y: HIGH - tall(row.all), width: bar(bin), height: tall(row.all) }, s("title", null, told)),
        row.on ? s("rect", { class: "bar on", x: at, y: HIGH - tall(row.on), width: bar(bin), height: tall(row.on) }, s("title", null, told)) : null];
    });
    const early = before ? [
      s("rect", { class: "bar", x: 12, y: HIGH - tall(before), width: 26, height: tall(before) }),
      beforeOn ? s("rect", { class: "bar on", x: 12, y: HIGH - tall(beforeOn), width: 26, height: tall(beforeOn) }) : null,
      s("text", { x: 25, y: HIGH + 14, "text-anchor": "middle" }, kg.t("earlier")),
      s("text", { class: "strong", x: 25, y: HIGH - tall(before) - 4, "text-anchor": "middle" }, kg.number(before)),
    ] : null;
    const rows = lanes([...spans.values()], x);
    const strips = rows.map(({ row, lane, a, b }) => [
      s("rect", { class: row.on ? "span on" : "span", x: a, y: HIGH + 22 + lane * 6, width: Math.max(b - a - 1, 3), height: Math.min(1.5 + row.all, 4.5), rx: 1.5 },
        s("title", null, `${kg.date(kg.dayText(row.days[0]), kg.dayText(row.days[1]))}${kg.t("colon")}${share(row)}`))]);
    const high = HIGH + 24 + Math.min(4, Math.max(0, ...rows.map((r) => r.lane)) + 1) * 6;
    const { from, to } = kg.state;
    const brushed = from || to;
    const a = from ? x(kg.firstDay(from)) : 0;
    const b = to ? x(kg.lastDay(to) + 1) : width;
    const svg = s("svg", { width, height: high, role: "img", "aria-label": kg.t("time-label", { period: kg.period() }) },
      s("line", { class: "axis", x1: left, x2: width - 8, y1: HIGH + 0.5, y2: HIGH + 0.5 }), bars, early, ticks(x, width), strips,
      brushed ? [s("rect", { class: "veil", x: 0, y: 0, width: Math.max(0, a), height: high }), s("rect", { class: "veil", x: b, y: 0, width: Math.max(0, width - b), height: high }),
        s("rect", { class: "brush", x: a, y: 1, width: Math.max(2, b - a), height: HIGH }), s("line", { class: "grip", x1: a, x2: a, y1: 0, y2: HIGH }), s("line", { class: "grip", x1: b, x2: b, y1: 0, y2: HIGH })] : null);
    kg.replace(plot, svg);
    const undatedButton = kg.byId("undated");
    undatedButton.hidden = !undatedAll;
    const on = kg.state.undated === null ? !brushed : kg.state.undated;
    undatedButton.setAttribute("aria-pressed", String(on));
    kg.replace(undatedButton, kg.t("undated"), h("span", { class: "count" }, kg.number(undatedAll)));
    kg.byId("from").placeholder = kg.dayText(axis.first).slice(0, 7);
    kg.byId("to").placeholder = kg.dayText(axis.end - 1).slice(0, 7);
    kg.byId("from").value = from;
    kg.byId("to").value = to;
    kg.byId("all-time").hidden = !brushed;
  };

  const share = (row) => (row.on === row.all ? kg.number(row.all) : `${kg.number(row.on)}/${kg.number(row.all)}`);
  const withoutDates = (i) => kg.factPasses(i, { dates: false });

  function lanes(rows, x) {
    const ends = [];
    return rows.sort((p, q) => (q.days[1] - q.days[0]) - (p.days[1] - p.days[0]) || p.days[0] - q.days[0]).map((row) => {
      const [a, b] = [x(row.days[0]), x(row.days[1] + 1)];
      let lane = 0;
      while (lane < 3 && (ends[lane] || []).some(([c, d]) => a < d && c < b)) lane += 1;
      (ends[lane] ??= []).push([a, b]);
      return { row, lane, a, b };
    });
  }

  function ticks(x, width) {
    const days = axis.end - axis.first;
    const marks = [];
    const [year, month] = kg.dayText(axis.first).split("-").map(Number);
    const jump = days < 200 ? 1 : days < 600 ? 3 : days < 1500 ? 6 : days < 5000 ? 12 : 60;
    for (let m = month - 1; ; m += jump) {
      const day = Math.round(Date.UTC(year, m, 1) / 86400000);
      if (day >= axis.end) break;
      const text = kg.dayText(day).slice(0, 7);
      const at = x(day);
      marks.push(s("line", { class: "tick", x1: at, x2: at, y1: HIGH, y2: HIGH + 4 }),
        width - at < 58 ? null : s("text", { x: at + 3, y: HIGH + 14 }, kg.date(jump >= 12 ? text.slice(0, 4) : text)));
    }
    return marks;
  }

  kg.createTime = () => {
    const plot = kg.byId("time-plot");
    const at = (event) => event.clientX - plot.getBoundingClientRect().left;
    plot.addEventListener("pointerdown", (event) => {
      if (!axis) return;
      const px = at(event);
      const { from, to } = kg.state;
      const near = (text, end) => text && Math.abs(axis.x(end ? kg.lastDay(text) + 1 : kg.firstDay(text)) - px) < 7;
      drag = { fixed: near(from, false) ? (to ? kg.lastDay(to) + 1 : axis.end) : near(to, true) ? (from ? kg.firstDay(from) : axis.first) : axis.day(px), moved: false, start: px };
      plot.setPointerCapture(event.pointerId);
    });
    plot.addEventListener("pointermove", (event) => {
      if (!drag || Math.abs(at(event) - drag.start) < 4 && !drag.moved) return;
      drag.moved = true;
      kg.dragging = true;
      const [a, b] = [drag.fixed, axis.day(at(event))].sort((p, q) => p - q);
      const whole = b - a > 0 ? b - 1 : a;
      kg.set({ from: a <= axis.first && axis.before && at(event) < axis.x(axis.first) - 10 ? "" : kg.dayText(Math.max(a, axis.first)), to: kg.dayText(Math.min(whole, axis.end - 1)) });
    });
    plot.addEventListener("pointerup", (event) => {
      if (drag && !drag.moved) clickAt(at(event));
      drag = null;
      if (kg.dragging) {
        kg.dragging = false;
        kg.set({ from: kg.state.from });
      }
    });
    const typed = (name) => (event) => {
      const text = event.target.value.trim();
      const valid = text === "" || (/^\d{4}(-\d\d(-\d\d)?)?$/.test(text) && !Number.isNaN(kg.firstDay(text)));
      event.target.setAttribute("aria-invalid", String(!valid));
      if (valid) kg.set({ [name]: text });
    };
    kg.byId("from").addEventListener("change", typed("from"));
    kg.byId("to").addEventListener("change", typed("to"));
    kg.byId("all-time").addEventListener("click", () => kg.set({ from: "", to: "", undated: null }));
    kg.byId("undated").addEventListener("click", () => {
      const now = kg.state.undated === null ? !(kg.state.from || kg.state.to) : kg.state.undated;
      kg.set({ undated: !now });
    });
    new ResizeObserver(kg.debounce(80, () => kg.drawTime())).observe(plot);
  };
  // A click without a drag: the month there, or what is earlier; on a brush it clears it.
  function clickAt(px) {
    if (kg.state.from || kg.state.to) return kg.set({ from: "", to: "" });
    if (axis.before && px < axis.x(axis.first) - 6) return kg.set({ from: "", to: kg.dayText(axis.first - 1) });
    const month = kg.dayText(axis.day(px)).slice(0, 7);
    return kg.set({ from: month, to: month });
  }
})(window.kg);
