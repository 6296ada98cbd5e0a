// Payloads: from the event through each layer to what is inside.

function hexdump(hex) {
  const lines = [];
  for (let at = 0; at < hex.length; at += 32) {
    const pairs = hex.slice(at, at + 32).match(/../g);
    const signs = pairs.map((pair) => {
      const code = parseInt(pair, 16);
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ".";
    });
    lines.push(`${(at / 2).toString(16).padStart(4, "0")}  ${pairs.join(" ").padEnd(47)}  ${signs.join("")}`);
  }
  return lines.join("\n");
}

function problemList(problems) {
  return problems.length > 0 && el("ul", { class: "problems" }, problems.map((problem) =>
    el("li", {}, el("strong", {}, problem.kind), ` ${visible(problem.message)}`)));
}

function facts(payload) {
  const pair = ([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value));
  return el("dl", { class: "facts" },
    pair(["chain", visible(payload.chain.join(" \u203a "))]),
    pair(["type", [payload.kind, payload.encoding].filter(Boolean).join(", ") || "binary"]),
    pair(["size", `${bytes(payload.size)}${payload.truncated ? ", not all of it" : ""}`]),
    pair(["confidence", `${payload.confidence.toFixed(2)}${payload.reasons.length ? ` (${payload.reasons.join(", ")})` : ""}`]),
    payload.digests.map(([name, value]) => el("div", { class: "digest" }, el("dt", {}, name),
      el("dd", {}, el("code", {}, value), " ", copyButton(() => value, name)))));
}

/** One payload with its children, made when it is unfolded. */
function payloadNode(event, at, children) {
  const payload = event.payloads[at];
  const step = payload.chain[payload.chain.length - 1] ?? "payload";
  const node = el("details", { class: "payload" }, el("summary", {},
    el("span", { class: "step" }, visible(step)),
    el("span", { class: "muted" }, `${payload.kind ?? payload.encoding ?? "binary"}, ${bytes(payload.size)}`),
    payload.problems.length > 0 && el("span", { class: "badge medium" }, payload.problems[0].kind)));
  node.addEventListener("toggle", () => {
    if (!node.open || node.children.length > 1) return;
    node.append(facts(payload));
    if (problemList(payload.problems)) node.append(problemList(payload.problems));
    if (payload.body) node.append(el("div", { class: "with-copy" }, annotated(payload.body, event.payloads), copyButton(() => payload.body.text, "text")));
    if (payload.head) {
      node.append(el("details", { class: "hex", open: !payload.body }, el("summary", {}, "First bytes"),
        el("pre", { class: "text", tabindex: "0", role: "group", "aria-label": "first bytes in hexadecimal" }, hexdump(payload.head))));
    }
    if (children.has(at)) node.append(tree(event, at, children));
  });
  return node;
}

function tree(event, parent, children) {
  return el("ul", { class: "tree" }, children.get(parent).map((at) => el("li", {}, payloadNode(event, at, children))));
}

function childrenOf(event) {
  const children = new Map();
  event.payloads.forEach((payload, at) => {
    if (!children.has(payload.parent)) children.set(payload.parent, []);
    children.get(payload.parent).push(at);
  });
  return children;
}

/** Unfolds everything under `node`, as layers come into being. */
function unfold(node) {
  for (const details of node.querySelectorAll("details.payload:not([open])")) {
    details.open = true;
    // Its content is made by the event that follows.
    details.addEventListener("toggle", () => unfold(details), { once: true });
  }
}

function eventNode(event) {
  const chains = event.payloads.map((payload) => payload.chain.join(" \u203a "));
  const longest = chains.reduce((a, b) => (b.length > a.length ? b : a), "");
  const node = el("details", { class: "event" }, el("summary", {},
    badge(event.level),
    el("span", { class: "chain" }, visible(longest.length > 90 ? `${longest.slice(0, 90)}\u2026` : longest)),
    el("span", { class: "muted" }, place(event)),
    el("code", { class: "gist" }, gist(event))));
  node.addEventListener("toggle", () => {
    if (!node.open || node.children.length > 1) return;
    const children = childrenOf(event);
    const holder = el("div", { class: "inside" },
      el("p", { class: "muted" }, rowsOf(event), event.reasons.length > 0 && ` \u00b7 ${visible(event.reasons.join("; "))}`),
      el("div", { class: "with-copy" }, annotated(event.body, event.payloads), copyButton(() => event.body.text, "event")),
      problemList(event.problems),
      el("button", { type: "button", class: "small", onclick: () => unfold(holder) }, "Unfold all layers"),
      children.has(null) && tree(event, null, children),
      event.more > 0 && el("p", { class: "muted" }, `${plural(event.more, "further payload")} of this event are not shown.`));
    node.append(holder);
  });
  return node;
}

class Payloads {
  constructor(events) {
    this.events = events.filter((event) => event.payloads.length > 0);
    this.chosen = { text: "", level: "", kind: "", layer: "", order: "worst" };
    const list = el("div", { class: "list" });
    this.nodes = new Map();
    this.paged = new Paged(list, (event) => this.node(event), { size: 40, what: ["different event with payloads", "different events with payloads"] });
    const set = (key) => (value) => this.choose({ [key]: value });
    const kinds = [...new Set(this.events.flatMap((event) => event.payloads.map((p) => p.kind)))].filter(Boolean).sort();
    this.section = section("payloads", "Payloads",
      el("div", { class: "tools" },
        search("Search in decoded text and names", set("text")),
        choice("Level", [["", "all"], ["high", "high"], ["medium", "medium"], ["low", "low"]], set("level")),
        (this.layer = choice("Layer", [["", "any"], ...[...new Set(this.events.flatMap((event) => event.payloads.map(lastLayer)))].sort().map((name) => [name, name])], set("layer"))),
        choice("Contains", [["", "anything"], ...kinds.map((kind) => [kind, kind])], set("kind")),
        choice("Order", [["worst", "worst first"], ["log", "as in the log"]], set("order"))),
      this.paged.bar, list);
    this.choose({});
  }

  node(event) {
    if (!this.nodes.has(event)) this.nodes.set(event, eventNode(event));
    return this.nodes.get(event);
  }

  choose(change) {
    Object.assign(this.chosen, change);
    const { text, level, kind, layer, order } = this.chosen;
    this.layer.querySelector("select").value = layer;
    const has = (payload) => [payload.chain.join(" "), payload.body?.text ?? "", ...payload.digests.flat()]
      .some((part) => part.toLowerCase().includes(text));
    const found = this.events.filter((event) => (!level || event.level === level)
      && (!kind || event.payloads.some((payload) => payload.kind === kind))
      && (!layer || event.payloads.some((payload) => lastLayer(payload) === layer))
      && (!text || event.body.text.toLowerCase().includes(text) || event.payloads.some(has)));
    if (order === "worst") found.sort((a, b) => rank(b) - rank(a) || a.rows[0] - b.rows[0]);
    this.paged.show(found, this.events.length);
    if (change.layer !== undefined && document.activeElement?.closest(".bars")) go(this.section);
  }

  /** Goes to an event and unfolds it. */
  open(event) {
    if (!this.paged.find(event)) {
      this.section.querySelectorAll("select, input").forEach((field) => {
        if (field.tagName === "INPUT") field.value = "";
        else field.selectedIndex = 0;
      });
      this.choose({ text: "", level: "", kind: "", layer: "", order: "worst" });
      this.paged.find(event);
    }
    const node = this.node(event);
    node.open = true;
    go(node.querySelector("summary"));
  }
}
