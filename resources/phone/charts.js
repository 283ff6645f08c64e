"use strict";

/** The two charts of the day, drawn by uPlot from the numbers that the hub sends. */
const charts = (() => {
  const holder = document.getElementById("charts");
  const language = document.documentElement.lang;
  let numbers = JSON.parse(holder.dataset.charts);
  let plots = [];

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const clock = (seconds) =>
    new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: numbers.zone })
      .format(new Date(seconds * 1000));
  const whole = (people) => new Intl.NumberFormat(language).format(people);

  function options(place, series, data, span) {
    const most = Math.max(1, ...data.slice(1).flat().map((one) => one ?? 0));
    const grid = { stroke: colour("--line"), width: 1 };
    return {
      width: place.clientWidth,
      height: place.clientHeight,
      legend: { show: false },
      cursor: { show: false },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), numbers.zone),
      scales: { x: { range: () => span(data[0]) }, y: { range: () => [0, most * 1.12] } },
      axes: [
        { stroke: colour("--muted"), grid: { show: false }, ticks: grid, space: 60, values: (_, all) => all.map(clock) },
        {
          stroke: colour("--muted"), grid, ticks: { show: false }, size: 44, space: 36,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000],
          values: (_, all) => all.map(whole),
        },
      ],
      series: [{}, ...series],
      hooks: { drawClear: [shadeSilence] },
    };
  }

  /** Shades the time of which not all is known. */
  function shadeSilence(plot) {
    const from = numbers.silent_from;
    if (from === null) return;
    const { left, top, width, height } = plot.bbox;
    const start = Math.max(left, plot.valToPos(from, "x", true));
    if (start >= left + width) return;
    plot.ctx.fillStyle = colour("--line");
    plot.ctx.globalAlpha = 0.5;
    plot.ctx.fillRect(start, top, left + width - start, height);
    plot.ctx.globalAlpha = 1;
  }

  function insideData() {
    const { inside, capacity } = numbers;
    const times = inside.map(([at]) => at);
    const people = inside.map(([, n]) => n);
    return capacity === null ? [times, people] : [times, people, times.map(() => capacity)];
  }

  function insideSeries() {
    const line = { stroke: colour("--accent"), width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } };
    const limit = { stroke: colour("--text"), width: 1.5, dash: [6, 5], points: { show: false } };
    return numbers.capacity === null ? [line] : [line, limit];
  }

  function columnsData() {
    const { columns } = numbers;
    const of = (open) => columns.map(([, people, unfinished]) => (unfinished === open ? people : null));
    return [columns.map(([at]) => at), of(false), of(true)];
  }

  function columnsSeries() {
    const paths = uPlot.paths.bars({ size: [0.85, 60], align: 1 });
    return ["--accent", "--accent-soft"].map((name) => ({ fill: colour(name), stroke: colour(name), paths, points: { show: false } }));
  }

  const first = (times) => times[0];
  const last = (times) => times[times.length - 1];

  function table(figure, rows) {
    if (!figure.querySelector("details").open) return;
    const byTime = new Map(rows.map(([at, people]) => [clock(at), people]));
    figure.querySelector("tbody").replaceChildren(
      ...[...byTime].map(([time, people]) => {
        const row = document.createElement("tr");
        for (const text of [time, whole(people)]) {
          row.append(Object.assign(document.createElement("td"), { textContent: text }));
        }
        return row;
      }),
    );
  }

  function caption(figure, title, text) {
    figure.querySelector("h2").textContent = title;
    figure.querySelector("figcaption p").textContent = text;
  }

  const figures = [
    {
      element: document.getElementById("inside-chart"),
      data: insideData,
      series: insideSeries,
      rows: () => numbers.inside,
      span: (times) => [first(times), Math.max(last(times), first(times) + 60)],
    },
    {
      element: document.getElementById("columns-chart"),
      data: columnsData,
      series: columnsSeries,
      rows: () => numbers.columns,
      span: (times) => [first(times), last(times) + numbers.width],
    },
  ];

  function draw() {
    for (const plot of plots) plot.destroy();
    plots = [];
    holder.hidden = numbers.inside.length === 0;
    if (holder.hidden) return;
    caption(figures[0].element, numbers.inside_title, numbers.inside_text);
    caption(figures[1].element, numbers.columns_title, numbers.columns_text);
    for (const { element, data, series, rows, span } of figures) {
      const place = element.querySelector(".plot");
      place.setAttribute("role", "img");
      place.setAttribute("aria-label", element.querySelector("figcaption").textContent.trim());
      plots.push(new uPlot(options(place, series(), data(), span), data(), place));
      table(element, rows());
    }
  }

  /** Takes the numbers that changed: the arrays from `at` on, and the rest whole. */
  function update(change) {
    for (const name of ["inside", "columns"]) {
      change[name] = [...numbers[name].slice(0, change[name].at), ...change[name].points];
    }
    numbers = { ...numbers, ...change };
    draw();
  }

  for (const { element } of figures) element.querySelector("details").addEventListener("toggle", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  let width = 0;
  new ResizeObserver(() => {
    if (holder.clientWidth === width) return;
    width = holder.clientWidth;
    draw();
  }).observe(holder);
  draw();
  return { update };
})();
