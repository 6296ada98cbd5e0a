// Indicators: each value once, with how often and where.

const COLUMNS = [
  ["kind", "Type"], ["value", "Indicator"], ["count", "Seen"], ["hidden", "In payloads"],
  ["confidence", "Confidence"], ["flags", "Flags"], ["rows", "Where"],
];

class Indicators {
  constructor(found, views) {
    Object.assign(this, { found, views, real: new Set(), allReal: false });
    this.chosen = { text: "", kind: "", flag: "", least: "0", hidden: "", by: "", down: false };
    const body = el("tbody");
    this.paged = new Paged(body, (item) => this.row(item), { size: 50, what: ["indicator", "indicators"] });
    this.section = section("indicators", "Indicators", this.tools(), this.paged.bar,
      el("div", { class: "scroll" }, el("table", { class: "stack" },
        el("caption", { class: "offscreen" }, "Indicators, each value once"),
        el("thead", {}, el("tr", {}, COLUMNS.map((column) => this.head(column)))), body)));
    this.choose({});
  }

  tools() {
    const set = (key) => (value) => this.choose({ [key]: value });
    const kinds = [...tally(this.found, (item) => item.kind)].sort();
    const flags = [...new Set(this.found.flatMap((item) => item.flags))].sort();
    this.kinds = choice("Type", [["", "all"], ...kinds.map(([kind, n]) => [kind, `${kind} (${count(n)})`])], set("kind"));
    const real = el("input", { type: "checkbox", onchange: () => {
      this.allReal = real.checked;
      this.paged.draw();
    } });
    return el("div", { class: "tools" },
      search("Search in values and chains", set("text")), this.kinds,
      choice("Flags", [["", "any or none"], ["-", "none"], ...flags.map((flag) => [flag, flag]), ...flags.map((flag) => [`!${flag}`, `not ${flag}`])], set("flag")),
      choice("Confidence", [["0", "any"], ["0.5", "0.5 and up"], ["0.8", "0.8 and up"], ["0.9", "0.9 and up"]], set("least")),
      choice("Place", [["", "anywhere"], ["hidden", "in payloads"], ["plain", "in plain sight"]], set("hidden")),
      el("label", { class: "check" }, real, " Real values"));
  }

  head([key, title]) {
    const button = el("button", { type: "button", onclick: () => this.choose({ by: key, down: this.chosen.by === key ? !this.chosen.down : key !== "kind" && key !== "value" }) }, title);
    return el("th", { scope: "col", "data-key": key }, button);
  }

  choose(change) {
    Object.assign(this.chosen, change);
    const { text, kind, flag, least, hidden, by, down } = this.chosen;
    this.kinds.querySelector("select").value = kind;
    const flagged = (item) => flag === "" || (flag === "-" ? item.flags.length === 0
      : flag.startsWith("!") ? !item.flags.includes(flag.slice(1)) : item.flags.includes(flag));
    const has = (item) => [item.value, item.defanged ?? "", ...item.chains].some((part) => part.toLowerCase().includes(text));
    const chosen = this.found.filter((item) => (!kind || item.kind === kind) && flagged(item)
      && item.confidence >= Number(least)
      && (!hidden || (hidden === "hidden" ? item.hidden > 0 : item.hidden < item.count))
      && (!text || has(item)));
    chosen.sort(this.order(by, down));
    this.section?.querySelectorAll("th").forEach((head) => {
      if (head.dataset.key === by) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    this.paged.show(chosen, this.found.length);
    if (change.kind !== undefined && document.activeElement?.closest(".bars")) go(this.section);
  }

  /** Without another order: the hidden ones first, then the rare ones. */
  order(by, down) {
    if (!by) return (a, b) => (b.hidden > 0) - (a.hidden > 0) || a.count - b.count || a.rows[0] - b.rows[0];
    const key = { flags: (item) => item.flags.join(" "), rows: (item) => item.rows[0] }[by] ?? ((item) => item[by]);
    const sign = down ? -1 : 1;
    return (a, b) => {
      const [x, y] = [key(a), key(b)];
      return sign * (typeof x === "string" ? x.localeCompare(y) : x - y) || a.rows[0] - b.rows[0];
    };
  }

  row(item) {
    const cells = {
      kind: item.kind,
      value: this.value(item),
      count: count(item.count),
      hidden: item.hidden > 0 ? count(item.hidden) : "\u2013",
      confidence: item.confidence.toFixed(2),
      flags: item.flags.map((flag) => el("span", { class: "flag" }, flag)),
      rows: this.where(item),
    };
    return el("tr", {}, COLUMNS.map(([key, title]) => el("td", { class: key, "data-title": title }, cells[key])));
  }

  /** Defanged until somebody asks for the real one. */
  value(item) {
    const code = el("code", {});
    const show = el("button", { type: "button", class: "small", onclick: () => {
      if (!this.real.delete(item)) this.real.add(item);
      draw();
    } });
    const draw = () => {
      const real = this.allReal !== this.real.has(item);
      code.textContent = visible(real ? item.value : item.defanged ?? item.value);
      show.textContent = real ? "Defang" : "Real";
      show.setAttribute("aria-label", `${real ? "Defang" : "Real"} value of ${item.defanged ?? item.value}`);
    };
    draw();
    return [code, el("span", { class: "buttons" }, item.defanged !== null && show, copyButton(() => item.value, `the real value of ${item.defanged ?? item.value}`))];
  }

  where(item) {
    const rows = item.rows.slice(0, 4).join(", ");
    const text = `row ${rows}${item.rows.length > 4 || item.count > item.rows.length ? " \u2026" : ""}`;
    const button = el("button", { type: "button", class: "link", "aria-label": `${text}: show the events with ${item.defanged ?? item.value}`, onclick: () => this.views.events.choose({ indicator: data.log.indicators.indexOf(item) }) }, text);
    return [button, ...item.chains.slice(0, 3).map((chain) => el("span", { class: "chain" }, visible(chain))),
      item.chains.length > 3 && el("span", { class: "muted" }, `and ${item.chains.length - 3} more chains`)];
  }
}
