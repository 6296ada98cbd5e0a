// What was found, where, and how bad it is.

const LEVELS = ["plain", "low", "medium", "high"];
const rank = (event) => LEVELS.indexOf(event.level);

function tile(value, label, note, target) {
  return el("a", { class: "tile", href: `#${target}` },
    el("strong", {}, value), el("span", {}, label), note && el("small", {}, note));
}

function headline(log) {
  const [, low, medium, high] = log.totals.levels;
  if (high + medium > 0) {
    const parts = [[high, "high"], [medium, "medium"]].filter(([n]) => n > 0).map(([n, level]) => `${count(n)} ${level}`);
    return `${plural(high + medium, "event")} to read first: ${parts.join(", ")}.`;
  }
  if (low > 0) return `Something is encoded in ${plural(low, "event")}, nothing that stands out.`;
  return log.sightings > 0 ? "Nothing is hidden; indicators stand in plain sight." : "Nothing was found.";
}

function anomalyCount() {
  const flags = data.series.flatMap((series) => series.flags);
  return { spikes: flags.filter((flag) => flag > 0).length, dips: flags.filter((flag) => flag < 0).length };
}

function tiles(log) {
  const { spikes, dips } = anomalyCount();
  const hidden = log ? log.indicators.filter((found) => found.hidden > 0).length : 0;
  return el("div", { class: "tiles" },
    log && tile(count(log.rows), "rows searched", log.name && visible(log.name), log.events.length ? "log" : "summary"),
    log && tile(count(log.totals.payloads), "payloads", `in ${plural(log.totals.with_payloads, "event")}, up to ${plural(log.totals.deepest, "layer")}`, log.totals.payloads ? "payloads" : "summary"),
    log && tile(count(log.indicators.length), "different indicators", `seen ${plural(log.sightings, "time")}`, log.indicators.length ? "indicators" : "summary"),
    log && tile(count(hidden), "of them hidden in payloads", "not visible in the log itself", log.indicators.length ? "indicators" : "summary"),
    log && log.totals.problems > 0 && tile(count(log.totals.problems), "problems", "cut, encrypted or beyond a limit", "payloads"),
    data.series.length > 0 && tile(count(spikes + dips), "anomalies", `${plural(spikes, "spike")}, ${plural(dips, "dip")}`, "anomalies"));
}

/** The text of the innermost layer that has some: what all the packing was for. */
function gist(event) {
  const leaf = event.payloads.findLast((payload) => payload.body && payload.body.text.trim());
  const text = (leaf ? leaf.body : event.body).text.trim().replace(/\s+/g, " ");
  return visible(text.length > 160 ? `${text.slice(0, 160)}\u2026` : text);
}

function firstToRead(events, open) {
  const worst = events.filter((event) => rank(event) >= 2)
    .sort((a, b) => rank(b) - rank(a) || b.reasons.length - a.reasons.length || a.rows[0] - b.rows[0])
    .slice(0, 8);
  if (worst.length === 0) return null;
  return el("div", { class: "panel" }, el("h3", {}, "Read these first"),
    el("ol", { class: "worst" }, worst.map((event) => el("li", {},
      el("button", { type: "button", class: "row", onclick: () => open(event) },
        badge(event.level),
        el("span", { class: "why" }, visible(event.reasons.join("; "))),
        el("span", { class: "muted" }, place(event)),
        el("code", {}, gist(event)))))));
}

/** How much there is of each kind, as bars; a click is a choice. */
function bars(title, counts, pick) {
  if (counts.size === 0) return null;
  const all = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 12);
  const most = Math.max(...all.map(([, n]) => n));
  return el("div", { class: "panel" }, el("h3", {}, title),
    el("ul", { class: "bars" }, all.map(([name, n]) => el("li", {},
      el("button", { type: "button", onclick: () => pick(name) },
        el("span", {}, visible(name)),
        el("meter", { min: 0, max: most, value: n, "aria-hidden": "true" }),
        el("span", { class: "n" }, count(n)))))));
}

function tally(items, name, weight = () => 1) {
  const counts = new Map();
  for (const item of items) counts.set(name(item), (counts.get(name(item)) ?? 0) + weight(item));
  return counts;
}

/** "base64", "zip": the last step without what is named in it. */
const lastLayer = (payload) => (payload.chain[payload.chain.length - 1] ?? "payload").split(/[: ]/)[0];

/** What this page does not show. */
function omissions(log) {
  const notes = [...data.notes];
  if (log && log.totals.left_out > 0) {
    notes.push(`Shown are ${count(log.totals.events - log.totals.left_out)} of ${plural(log.totals.events, "event")}: the first of those with indicators only, and as many of those with payloads as there was room for. All are counted above.`);
  }
  if (log && log.sightings_left_out > 0) {
    notes.push(`${plural(log.sightings_left_out, "sighting")} of further indicators are not in the table.`);
  }
  return notes.length > 0 && el("ul", { class: "notice" }, notes.map((note) => el("li", {}, visible(note))));
}

function summary(views) {
  const log = data.log;
  const column = (event) => event.column ?? "text";
  return section("summary", "Summary",
    log && el("p", { class: "headline" }, headline(log)),
    tiles(log),
    omissions(log),
    log && firstToRead(log.events, (event) => views.payloads.open(event)),
    log && log.events.length > 0 && el("div", { class: "two" },
      bars("Indicators by type", tally(log.indicators, (found) => found.kind), (kind) => views.indicators.choose({ kind })),
      el("div", {}, bars("Payloads by last layer", tally(log.events.flatMap((event) => event.payloads), lastLayer), (name) => views.payloads.choose({ layer: name })),
      bars("Events by column", tally(log.events, column, (event) => event.count), (name) => views.events.choose({ column: name })))));
}
