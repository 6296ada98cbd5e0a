// What a chart of uPlot's is told: axes, lines, and what is drawn between them.

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The colours of the theme that is in use. */
function colours() {
  const names = ["text", "muted", "line", "surface", "observed", "baseline", "band", "spike", "dip", "shade", "moment", "score"];
  return Object.fromEntries(names.map((name) => [name, css(`--${name}`)]));
}

/** Colours of several series; told apart in both themes. */
const KEYS = ["#3d7be0", "#d9822b", "#2a9d6f", "#b35cc9", "#d04f62", "#8a8f2a", "#2aa1b8", "#8d6e5a"];

const pad = (n) => String(n).padStart(2, "0");

/** "2026-03-02 14:00", by the clock of the series. */
function clock(seconds, offset, whole = true) {
  const at = new Date((seconds + offset) * 1000);
  if (Number.isNaN(at.getTime())) return "\u2013";
  const day = `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
  const time = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
  const rest = at.getUTCSeconds() ? `:${pad(at.getUTCSeconds())}` : "";
  return whole ? `${day} ${time}${rest}` : day;
}

/** uPlot asks for a local date: one that reads as the series' own clock. */
function localDate(offset) {
  return (seconds) => {
    const at = new Date((seconds + offset) * 1000);
    return new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds(), at.getUTCMilliseconds());
  };
}

const UNITS = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]];

function shortFigure(value) {
  const [unit, sign] = UNITS.find(([least]) => Math.abs(value) >= 10 * least || (least > 1e3 && Math.abs(value) >= least)) ?? [1, ""];
  return `${Number((value / unit).toPrecision(6))}${sign}`;
}

/** Dates where a day begins, times of day in between; the year with the first. */
function moment(offset) {
  return (u, splits, _, __, step) => splits.map((seconds, i) => {
    const [day, time] = clock(seconds, offset).split(" ");
    const known = i > 0 && clock(splits[i - 1], offset).slice(0, 10) === day;
    const date = i === 0 ? day : day.slice(5);
    if (step >= 86400) return date;
    return known ? time : `${time}\n${date}`;
  });
}

function axes(colour, height, offset) {
  const common = { stroke: colour.muted, grid: { stroke: colour.line, width: 1 }, ticks: { stroke: colour.line, width: 1 }, font: "12px system-ui, sans-serif" };
  return [
    { ...common, space: 90, values: moment(offset) },
    { ...common, size: 62, space: height > 200 ? 45 : 28, values: (_, all) => all.map(shortFigure) },
  ];
}

/** A line; `show` is what the legend says. */
function line(label, stroke, more = {}) {
  return { label, stroke, width: 1.4, points: { show: false }, spanGaps: false, ...more };
}

/** Only in the legend and under the pointer: `markers` draws it. */
function marked(label, stroke) {
  return { label, stroke, paths: () => null, points: { show: false } };
}

/** Draws within the plot's own area. */
function clipped(u, draw) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx, bbox, devicePixelRatio);
  ctx.restore();
}

/** Periods of anomalies, behind everything. */
function shades(series, colour, shown) {
  return (u) => clipped(u, (ctx, bbox) => {
    if (!shown()) return;
    ctx.fillStyle = colour.shade;
    for (const [start, end] of series.shades) {
      const [left, right] = [start, end].map((time) => u.valToPos(time / 1000, "x", true));
      ctx.fillRect(left, bbox.top, Math.max(right - left, 2), bbox.height);
    }
  });
}

/** Moments that the reader is to see the series against. */
function moments(series, colour) {
  return (u) => clipped(u, (ctx, bbox, scale) => {
    ctx.strokeStyle = ctx.fillStyle = colour.moment;
    ctx.lineWidth = 1.5 * scale;
    ctx.setLineDash([6 * scale, 4 * scale]);
    ctx.textAlign = "left";
    ctx.font = `${12 * scale}px system-ui, sans-serif`;
    for (const [time, label] of series.moments) {
      const x = u.valToPos(time / 1000, "x", true);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.fillText(visible(label), x + 5 * scale, bbox.top + 14 * scale);
    }
  });
}

/** A triangle up for a spike, one down for a dip: told apart without colours too. */
function markers(at, direction, colour) {
  return (u) => clipped(u, (ctx, _, scale) => {
    if (!u.series[at].show) return;
    const [times, values] = [u.data[0], u.data[at]];
    const size = 6 * scale * direction;
    ctx.fillStyle = u.series[at].stroke();
    ctx.strokeStyle = colour.surface;
    ctx.lineWidth = 1.5 * scale;
    for (let i = 0; i < times.length; i++) {
      if (values[i] === null || values[i] === undefined) continue;
      const [x, y] = [u.valToPos(times[i], "x", true), u.valToPos(values[i], "y", true)];
      ctx.beginPath();
      ctx.moveTo(x, y - size * 1.1);
      ctx.lineTo(x + size, y + size * 0.8);
      ctx.lineTo(x - size, y + size * 0.8);
      ctx.closePath();
      ctx.fill();
      ctx.stroke();
    }
  });
}

/** Lines at the threshold of the score. */
function thresholds(series, colour) {
  return (u) => clipped(u, (ctx, bbox, scale) => {
    if (series.threshold === null) return;
    ctx.strokeStyle = colour.spike;
    ctx.lineWidth = scale;
    ctx.setLineDash([4 * scale, 4 * scale]);
    for (const value of [series.threshold, -series.threshold]) {
      const y = u.valToPos(value, "y", true);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
  });
}

const filled = (list, n) => (list.length === n ? list : Array.from({ length: n }, (_, i) => list[i] ?? null));

/** The lines of one series: observed, baseline, band, spikes, dips. */
function single(series, colour) {
  const times = series.times.map((time) => time / 1000);
  const n = times.length;
  const flagged = (sign) => filled(series.values, n).map((value, i) => (Math.sign(series.flags[i] ?? 0) === sign ? value : null));
  const lists = [times];
  const lines = [{}];
  const bands = [];
  const add = (list, what) => {
    lists.push(filled(list, n));
    lines.push(what);
  };
  if (series.low.length > 0) {
    add(series.high, line("band, high", colour.band, { width: 0, band: true }));
    add(series.low, line("band, low", colour.band, { width: 0, band: true }));
    bands.push({ series: [1, 2], fill: colour.band });
  }
  if (series.baseline.length > 0) add(series.baseline, line("baseline", colour.baseline));
  add(series.values, line("observed", colour.observed));
  add(flagged(1), marked("spikes", colour.spike));
  add(flagged(-1), marked("dips", colour.dip));
  const at = lines.length;
  return { lists, lines, bands, draw: [markers(at - 2, 1, colour), markers(at - 1, -1, colour)] };
}

/** At each time of any series, the score that is farthest out. */
function farthest(all) {
  const scores = new Map();
  for (const series of all) {
    series.times.forEach((time, i) => {
      const score = series.scores[i] ?? null;
      if (!scores.has(time) || Math.abs(score) > Math.abs(scores.get(time))) scores.set(time, score);
    });
  }
  const times = [...scores.keys()].sort((a, b) => a - b);
  return { times, scores: times.map((time) => scores.get(time)) };
}

/** Gives each series a name: its title, without what the titles of all begin with. */
function nameAll(all) {
  const titles = all.map((series) => series.title);
  let common = all.length > 1 ? titles[0].lastIndexOf(", ") + 2 : 0;
  while (common > 1 && !titles.every((title) => title.startsWith(titles[0].slice(0, common)))) {
    common = titles[0].lastIndexOf(", ", common - 3) + 2;
  }
  all.forEach((series) => { series.name = visible(common > 1 ? series.title.slice(common) : series.title); });
}

/** The observed values of all series over each other. */
function together(all, colour) {
  const tables = all.map((series) => {
    const times = series.times.map((time) => time / 1000);
    const values = filled(series.values, times.length);
    const flagged = (sign) => values.map((value, i) => (Math.sign(series.flags[i] ?? 0) === sign ? value : null));
    return [times, values, flagged(1), flagged(-1)];
  });
  const lines = [{}];
  const draw = [];
  all.forEach((series, i) => {
    const stroke = KEYS[i % KEYS.length];
    const twin = { ...marked(series.name, stroke), twin: true };
    lines.push(line(series.name, stroke), twin, { ...twin });
    draw.push(markers(lines.length - 2, 1, colour), markers(lines.length - 1, -1, colour));
  });
  return { lists: uPlot.join(tables), lines, bands: [], draw };
}
