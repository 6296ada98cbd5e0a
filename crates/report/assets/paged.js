// Long lists, a page at a time: what is not looked at is no element of the document.

/** Shows `items` in `holder`, made into nodes by `make`, `size` at a time. */
class Paged {
  constructor(holder, make, { size = 50, what = ["entry", "entries"] } = {}) {
    Object.assign(this, { holder, make, size, what, items: [], first: 0 });
    const button = (text, step) => el("button", { type: "button", onclick: () => this.turn(step) }, text);
    this.back = button("Previous", -1);
    this.next = button("Next", 1);
    this.status = el("p", { class: "status", role: "status" });
    this.bar = el("div", { class: "pages" }, this.status, this.back, this.next);
  }

  show(items, of = items.length) {
    Object.assign(this, { items, of, first: 0 });
    this.draw();
  }

  turn(step) {
    const first = this.first + step * this.size;
    if (first < 0 || first >= this.items.length) return;
    this.first = first;
    this.draw();
  }

  /** Turns to the page that has `item`; false if none does. */
  find(item) {
    const at = this.items.indexOf(item);
    if (at < 0) return false;
    this.first = at - (at % this.size);
    this.draw();
    return true;
  }

  draw() {
    const last = Math.min(this.first + this.size, this.items.length);
    this.holder.replaceChildren(...this.items.slice(this.first, last).map((item) => this.make(item)));
    const one = this.items.length <= this.size;
    const part = one ? "" : `${count(this.first + 1)}\u2013${count(last)} of `;
    const chosen = this.items.length < this.of ? ` (chosen from ${count(this.of)})` : "";
    this.status.textContent = this.items.length === 0
      ? `No ${this.what[1]}${chosen}`
      : `${part}${plural(this.items.length, ...this.what)}${chosen}`;
    this.back.hidden = this.next.hidden = one;
    this.back.disabled = this.first === 0;
    this.next.disabled = last >= this.items.length;
  }
}
