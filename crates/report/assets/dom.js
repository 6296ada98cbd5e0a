// Elements are made from strings that stay text: nothing here, or in any other file, parses markup.

const data = JSON.parse(document.getElementById("data").textContent);

// What is empty is left out of the data.
for (const event of data.log?.events ?? []) {
  for (const key of ["column", "first", "last"]) event[key] ??= null;
  for (const key of ["reasons", "payloads", "problems"]) event[key] ??= [];
  event.more ??= 0;
  event.count ??= 1;
  for (const payload of event.payloads) {
    for (const key of ["parent", "kind", "encoding", "body"]) payload[key] ??= null;
    for (const key of ["digests", "reasons", "problems"]) payload[key] ??= [];
    payload.head ??= "";
  }
  for (const body of [event.body, ...event.payloads.map((payload) => payload.body)]) {
    if (body === null) continue;
    body.encoded ??= [];
    body.marks ??= [];
  }
}
for (const found of data.log?.indicators ?? []) {
  found.defanged ??= null;
  found.flags ??= [];
  found.chains ??= [];
  found.hidden ??= 0;
}

/** An element. Attributes that begin with "on" are listeners; children are nodes or text. */
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  const known = children.flat().filter((child) => child !== null && child !== undefined && child !== false);
  node.append(...known);
  return node;
}

/** Characters that are invisible, or that change the order of others, shown by their numbers. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

function visible(text) {
  return text.replace(/\r\n/g, "\n").replace(UNSEEN, (c) => `\u27e8${c.charCodeAt(0).toString(16).padStart(4, "0")}\u27e9`);
}

const number = new Intl.NumberFormat("en");
const count = (n) => number.format(n);
const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

function bytes(n) {
  if (n < 1024) return plural(n, "byte");
  return n < 1 << 20 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / (1 << 20)).toFixed(1)} MiB`;
}

/** A number for people: as many digits as can be told apart. */
function figure(value) {
  if (value === null || value === undefined) return "\u2013";
  if (Number.isInteger(value)) return count(value);
  return Math.abs(value) >= 1e6 || Math.abs(value) < 1e-3
    ? value.toExponential(3)
    : number.format(Number(value.toPrecision(5)));
}

const said = el("p", { class: "said", role: "status" });

/** Says something that has no place of its own, for eyes and for screen readers. */
function say(text) {
  said.textContent = text;
  said.classList.add("on");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => said.classList.remove("on"), 2000);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page opened from a file may not be allowed to; the old way still is.
    const area = el("textarea", { class: "offscreen", "aria-label": "to be copied" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say("Copied");
}

function copyButton(text, what) {
  return el("button", { type: "button", class: "small", "aria-label": `Copy ${what}`, onclick: () => copy(text()) }, "Copy");
}

/** A labelled choice; `options` are pairs of value and text. */
function choice(label, options, change) {
  const select = el("select", { onchange: () => change(select.value) },
    options.map(([value, text]) => el("option", { value }, text)));
  return el("label", { class: "field" }, el("span", {}, label), select);
}

function search(label, change) {
  const input = el("input", { type: "search", spellcheck: "false", autocomplete: "off" });
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => change(input.value.trim().toLowerCase()), 120);
  });
  return el("label", { class: "field wide" }, el("span", {}, label), input);
}

function section(id, title, ...children) {
  return el("section", { id, "aria-labelledby": `${id}-title` }, el("h2", { id: `${id}-title` }, title), children);
}

const badge = (level) => el("span", { class: `badge ${level}` }, level);

/** Goes to an element and takes the keyboard there. */
function go(node) {
  if (!node.hasAttribute("tabindex") && !/^(SUMMARY|BUTTON|INPUT|A)$/.test(node.tagName)) node.setAttribute("tabindex", "-1");
  node.scrollIntoView({ block: "start" });
  node.focus({ preventScroll: true });
}
