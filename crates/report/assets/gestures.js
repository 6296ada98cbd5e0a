// What hands do to a chart: wheel, drag, keys, and the window over the score.

/** Moves the part of a chart that is seen; it never leaves the data. */
class View {
  constructor(times, change) {
    this.all = [times[0] ?? 0, times[times.length - 1] ?? 1];
    if (this.all[0] === this.all[1]) this.all = [this.all[0] - 1, this.all[1] + 1];
    this.now = this.all;
    this.change = change;
  }

  set(from, to) {
    const [first, last] = this.all;
    const width = Math.min(Math.max(to - from, (last - first) / 1e5), last - first);
    const start = Math.min(Math.max(from, first), last - width);
    this.now = [start, start + width];
    this.change(...this.now);
  }

  /** About `centre`, a time. */
  zoom(factor, centre = (this.now[0] + this.now[1]) / 2) {
    const [from, to] = this.now;
    this.set(centre - (centre - from) * factor, centre + (to - centre) * factor);
  }

  /** By a share of what is seen. */
  pan(share) {
    const [from, to] = this.now;
    const step = (to - from) * share;
    this.set(from + step, to + step);
  }

  reset() {
    this.set(...this.all);
  }
}

/** The wheel zooms where the pointer is; where a page is to be scrolled too, only a chart in use, or with Ctrl. */
function wheel(u, view, takes) {
  u.over.addEventListener("wheel", (turn) => {
    if (!takes(turn)) return;
    turn.preventDefault();
    const left = turn.clientX - u.over.getBoundingClientRect().left;
    view.zoom(turn.deltaY < 0 ? 0.75 : 1 / 0.75, u.posToVal(left, "x"));
  }, { passive: false });
}

/** Follows a pointer from `down` on; `move` is given how far it went. */
function follow(down, move, end = () => {}) {
  const moved = (now) => move(now.clientX - down.clientX);
  const up = () => {
    removeEventListener("pointermove", moved);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", up);
    end();
  };
  addEventListener("pointermove", moved);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", up);
  down.preventDefault();
}

/** Shift and drag, the middle button, or a drag where panning was chosen. */
function panning(u, view, chosen) {
  u.over.addEventListener("pointerdown", (down) => {
    if (!(down.shiftKey || down.button === 1 || (down.button === 0 && chosen()))) return;
    const [from, to] = view.now;
    follow(down, (dx) => {
      const step = (dx / u.over.clientWidth) * (to - from);
      view.set(from - step, to - step);
    });
  });
}

function keys(node, view) {
  const acts = {
    ArrowLeft: () => view.pan(-0.2), ArrowRight: () => view.pan(0.2),
    "+": () => view.zoom(0.6), "=": () => view.zoom(0.6), "-": () => view.zoom(1 / 0.6),
    Home: () => view.reset(), 0: () => view.reset(), Escape: () => view.reset(),
  };
  node.addEventListener("keydown", (key) => {
    const act = acts[key.key];
    if (!act || key.ctrlKey || key.metaKey || key.altKey) return;
    key.preventDefault();
    act();
  });
}

/** The window over the score: it shows which part is seen, and can be moved, stretched and drawn anew. */
class Range {
  constructor(u, view) {
    Object.assign(this, { u, view });
    this.box = el("div", { class: "window" }, el("i", { class: "left" }), el("i", { class: "right" }));
    u.over.append(this.box);
    u.over.addEventListener("pointerdown", (down) => this.take(down));
  }

  draw() {
    const [left, right] = this.view.now.map((time) => this.u.valToPos(time, "x"));
    this.box.style.left = `${left}px`;
    this.box.style.width = `${Math.max(right - left, 2)}px`;
  }

  take(down) {
    const { u, view } = this;
    const [from, to] = view.now;
    const at = down.clientX - u.over.getBoundingClientRect().left;
    const span = (dx) => (dx / u.over.clientWidth) * (view.all[1] - view.all[0]);
    const [left, right] = [from, to].map((time) => u.valToPos(time, "x"));
    const whole = from === view.all[0] && to === view.all[1];
    if (Math.abs(at - left) < 9 && !(whole && at > left + 9)) return follow(down, (dx) => view.set(Math.min(from + span(dx), to), to));
    if (Math.abs(at - right) < 9) return follow(down, (dx) => view.set(from, Math.max(to + span(dx), from)));
    if (at > left && at < right && !whole) return follow(down, (dx) => view.set(from + span(dx), to + span(dx)));
    const start = u.posToVal(at, "x");
    return follow(down, (dx) => {
      const end = start + span(dx);
      if (Math.abs(dx) > 4) view.set(Math.min(start, end), Math.max(start, end));
    });
  }
}
