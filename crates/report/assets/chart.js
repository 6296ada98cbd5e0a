// Series with their anomalies: a chart, a window over the score, a legend, and a table.

class ChartView {
  constructor(all, { alone }) {
    Object.assign(this, { all, alone, off: new Set(), mode: "zoom", which: 0 });
    nameAll(all);
    this.main = el("div", { class: "plot", tabindex: "0", role: "application", "aria-label": "Chart. Arrow keys move, plus and minus zoom, Home shows all; the anomalies stand in the table below." });
    this.score = el("div", { class: "plot score", "aria-hidden": "true" });
    this.legend = el("div", { class: "legend", role: "group", "aria-label": "Lines to be shown" });
    this.readout = el("dl", { class: "readout", "aria-hidden": "true" });
    this.shown = el("span", { class: "muted range" });
    const body = el("tbody");
    this.table = new Paged(body, (point) => this.row(point), { size: 20, what: ["anomaly", "anomalies"] });
    this.section = section("anomalies", "Anomalies", this.tools(),
      el("div", { class: "panel chart" }, all.length === 1 && el("h3", {}, all[0].name), this.legend, this.readout, this.main,
        el("p", { class: "muted caption" }, "Score, and the part of it that is shown above: drag the window or its edges, or draw a new one."),
        this.score,
        el("p", { class: "muted caption" }, this.shown, ` Drag to zoom into a box, ${alone ? "turn the wheel" : "turn the wheel (after a click, or with Ctrl)"} to zoom, Shift and drag to move, double-click to see all. Keys: \u2190 \u2192 + \u2212 Home.`)),
      this.table.bar,
      el("div", { class: "scroll" }, el("table", {},
        el("caption", { class: "offscreen" }, "Anomalies"),
        el("thead", {}, el("tr", {}, ["Time", "Kind", "Observed", "Expected", "Score"].map((title, i) => el("th", { scope: "col", class: i > 1 ? "n" : null }, title)))), body)));
    document.addEventListener("theme", () => this.section.isConnected && this.draw());
    new ResizeObserver(() => this.resize()).observe(this.main);
    keys(this.main, { pan: (share) => this.view.pan(share), zoom: (by) => this.view.zoom(by), reset: () => this.reset() });
  }

  tools() {
    const button = (text, act, more = {}) => el("button", { type: "button", onclick: act, ...more }, text);
    const modes = ["zoom", "pan"].map((mode) => button(mode === "zoom" ? "Box zoom" : "Pan", () => this.setMode(mode), { "data-mode": mode, "aria-pressed": String(mode === this.mode) }));
    const names = this.all.map((series, i) => [String(i), series.name]);
    if (this.all.length > 1) names.push(["all", `All ${this.all.length} together`]);
    this.toolbar = el("div", { class: "tools" },
      this.all.length > 1 && this.chooser(names),
      el("div", { class: "buttons", role: "group", "aria-label": "Chart" }, modes,
        button("Zoom in", () => this.view.zoom(0.6)), button("Zoom out", () => this.view.zoom(1 / 0.6)),
        button("Reset", () => this.reset()), button("Save as picture", () => this.save())));
    return this.toolbar;
  }

  chooser(names) {
    const field = choice("Series", names, (value) => this.choose(value === "all" ? "all" : Number(value)));
    field.classList.add("middle");
    return field;
  }

  setMode(mode) {
    this.mode = mode;
    this.toolbar.querySelectorAll("[data-mode]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.mode === mode)));
    this.draw();
  }

  choose(which) {
    this.which = which;
    this.view = null;
    this.draw();
  }

  /** The one that is shown; of all together, one with nothing but the sum of their times. */
  get series() {
    if (this.which !== "all") return this.all[this.which];
    return { ...this.all[0], title: "all", name: "all", ...farthest(this.all), values: [], baseline: [], low: [], high: [], details: [], shades: [], flags: [], threshold: null };
  }

  /** Makes the charts anew: for another series, another theme, another mode. */
  draw() {
    if (this.main.clientWidth === 0) return;
    const series = this.series;
    const colour = colours();
    this.plot?.destroy();
    this.scorePlot?.destroy();
    this.parts = this.which === "all" ? together(this.all, colour) : single(series, colour);
    this.view ??= new View(this.parts.lists[0], (from, to) => this.see(from, to));
    this.drawMain(series, colour);
    this.drawScore(series, colour);
    this.drawLegend();
    this.tell(null);
    this.table.show(this.flagged(), this.flagged().length);
    this.see(...this.view.now);
  }

  drawMain(series, colour) {
    const lines = this.parts.lines.map((line, i) => (i === 0 ? line : { ...line, show: !this.off.has(this.group(line)) }));
    const height = innerWidth < 600 ? 260 : 360;
    this.plot = new uPlot({
      width: this.main.clientWidth, height,
      tzDate: localDate(series.offset),
      legend: { show: false },
      scales: { x: { time: true, range: () => this.view.now } },
      cursor: { drag: { x: this.mode === "zoom", y: this.mode === "zoom", uni: 30, setScale: false }, bind: { dblclick: () => () => this.reset() }, points: { size: 7 } },
      select: { show: true, left: 0, top: 0, width: 0, height: 0 },
      axes: axes(colour, height, series.offset),
      series: lines, bands: this.parts.bands,
      hooks: {
        drawClear: [shades(series, colour, () => !this.off.has("periods"))],
        draw: [...this.parts.draw, moments(series, colour)],
        setCursor: [(u) => this.tell(u.cursor.idx ?? null)],
        setSelect: [(u) => this.box(u)],
      },
    }, this.parts.lists, this.main);
    this.yRange = null;
    wheel(this.plot, this.view, (turn) => this.alone || turn.ctrlKey || this.main.contains(document.activeElement));
    panning(this.plot, this.view, () => this.mode === "pan");
    this.plot.over.addEventListener("pointerdown", () => this.main.focus({ preventScroll: true }));
  }

  /** A box that was drawn becomes what is seen, also in height if it has one of its own. */
  box(u) {
    const { left, top, width, height } = u.select;
    if (width < 4) return;
    const whole = height >= u.over.clientHeight - 1 || height < 4;
    const [high, low] = [top, top + height].map((y) => u.posToVal(y, "y"));
    const [from, to] = [left, left + width].map((x) => u.posToVal(x, "x"));
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.view.set(from, to);
    if (!whole) u.setScale("y", { min: low, max: high });
  }

  drawScore(series, colour) {
    const times = this.parts.lists[0];
    this.scorePlot = new uPlot({
      width: this.main.clientWidth, height: 120,
      tzDate: localDate(series.offset),
      legend: { show: false },
      scales: { x: { time: true, range: () => this.view.all } },
      cursor: { show: true, x: false, y: false, points: { show: false }, drag: { x: false, y: false } },
      axes: axes(colour, 120, series.offset),
      series: [{}, line("score", colour.score)],
      hooks: { draw: [thresholds(series, colour), () => this.range?.draw()] },
    }, [times, filled(series.scores, times.length)], this.score);
    this.range = new Range(this.scorePlot, this.view);
  }

  see(from, to) {
    this.plot.batch(() => this.plot.setScale("x", { min: from, max: to }));
    this.range?.draw();
    const { offset } = this.series;
    this.shown.textContent = `Shown: ${clock(from, offset)} to ${clock(to, offset)}.`;
    this.main.dataset.from = from;
    this.main.dataset.to = to;
  }

  reset() {
    this.view.reset();
    this.plot.setData(this.parts.lists, true);
    this.see(...this.view.now);
  }

  resize() {
    const width = this.main.clientWidth;
    if (width === 0) return;
    if (!this.plot) return void this.draw();
    if (width === this.plot.width) return;
    this.plot.setSize({ width, height: this.plot.height });
    this.scorePlot.setSize({ width, height: 120 });
    this.range.draw();
  }

  /** Lines that the legend switches together. */
  group(line) {
    if (line.band) return "band";
    return line.label;
  }

  drawLegend() {
    const groups = new Map();
    this.parts.lines.slice(1).forEach((line) => groups.has(this.group(line)) || groups.set(this.group(line), line.stroke));
    if (this.series.shades.length > 0) groups.set("periods", css("--shade"));
    this.legend.replaceChildren(...[...groups].map(([name, stroke]) => {
      const sign = el("i", { class: `sign ${/^(band|spikes|dips|periods)$/.test(name) ? name : "line"}` });
      sign.style.setProperty("--sign", stroke);
      return el("button", { type: "button", "aria-pressed": String(!this.off.has(name)), onclick: (click) => this.toggle(name, click.currentTarget) }, sign, name);
    }));
  }

  toggle(name, button) {
    if (!this.off.delete(name)) this.off.add(name);
    button.setAttribute("aria-pressed", String(!this.off.has(name)));
    this.parts.lines.forEach((line, i) => {
      if (i > 0 && this.group(line) === name) this.plot.setSeries(i, { show: !this.off.has(name) });
    });
    if (name === "periods") this.plot.redraw();
  }

  /** All values of the point that the pointer is at. */
  tell(i) {
    const { series } = this;
    const pairs = [];
    if (i === null || i === undefined) {
      pairs.push(["Point at the chart to read its values.", ""]);
    } else {
      const of = (list) => figure(list[i]);
      pairs.push(["time", clock(this.parts.lists[0][i], series.offset)]);
      if (this.which === "all") this.all.forEach((one, k) => pairs.push([one.name, figure(this.parts.lists[1 + 3 * k][i])]));
      else {
        pairs.push(["observed", of(series.values)], ["baseline", of(series.baseline)]);
        if (series.low.length > 0) pairs.push(["band", `${of(series.low)} \u2026 ${of(series.high)}`]);
        pairs.push(["score", of(series.scores)], ...series.details.map(([name, list]) => [name, of(list)]));
        if (series.flags[i]) pairs.push(["anomaly", series.flags[i] > 0 ? "spike" : "dip"]);
      }
    }
    this.readout.replaceChildren(...pairs.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
  }

  flagged() {
    const chosen = this.which === "all" ? this.all : [this.series];
    return chosen.flatMap((series) => series.flags.map((flag, i) => ({ series, flag, i })).filter((point) => point.flag !== 0));
  }

  row({ series, flag, i }) {
    const at = series.times[i] / 1000;
    const title = this.which === "all" ? `${series.name}, ` : "";
    return el("tr", {},
      el("td", {}, title, el("button", { type: "button", class: "link", onclick: () => this.look(at) }, clock(at, series.offset))),
      el("td", {}, el("span", { class: flag > 0 ? "spike" : "dip" }, flag > 0 ? "\u25b2 spike" : "\u25bc dip")),
      el("td", { class: "n" }, figure(series.values[i])), el("td", { class: "n" }, figure(series.baseline[i])), el("td", { class: "n" }, figure(series.scores[i])));
  }

  /** Shows a moment with what lies around it. */
  look(time) {
    const width = (this.view.all[1] - this.view.all[0]) / 12;
    this.view.set(time - width, time + width);
    this.main.scrollIntoView({ block: "center" });
    this.main.focus({ preventScroll: true });
  }

  /** Both charts with title and legend as one picture. */
  save() {
    const colour = colours();
    const [main, score] = [this.plot, this.scorePlot].map((plot) => plot.ctx.canvas);
    const scale = devicePixelRatio;
    const top = 58 * scale;
    const picture = el("canvas", { width: main.width, height: top + main.height + score.height });
    const ctx = picture.getContext("2d");
    ctx.fillStyle = colour.surface;
    ctx.fillRect(0, 0, picture.width, picture.height);
    ctx.drawImage(main, 0, top);
    ctx.drawImage(score, 0, top + main.height);
    ctx.fillStyle = colour.text;
    ctx.font = `600 ${15 * scale}px system-ui, sans-serif`;
    ctx.fillText(visible(this.series.title), 12 * scale, 22 * scale);
    ctx.font = `${12 * scale}px system-ui, sans-serif`;
    let left = 12 * scale;
    for (const line of this.parts.lines.slice(1).filter((line) => !line.twin && !this.off.has(this.group(line)))) {
      ctx.fillStyle = line.stroke;
      ctx.fillRect(left, 36 * scale, 14 * scale, 8 * scale);
      ctx.fillStyle = colour.muted;
      ctx.fillText(line.label, left + 20 * scale, 44 * scale);
      left += 36 * scale + ctx.measureText(line.label).width;
    }
    picture.toBlob((blob) => {
      const href = URL.createObjectURL(blob);
      const name = `${this.series.title.replace(/[^\w.-]+/g, "-") || "series"}.png`;
      el("a", { href, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(href), 10_000);
    });
  }
}
