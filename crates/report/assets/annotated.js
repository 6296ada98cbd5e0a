// Text with what lies in it marked in place.

/** The outermost spans of a body, in order: what lies inside of another is not marked again. */
function spans(body) {
  const all = [
    ...body.encoded.map(([n, start, end]) => ({ kind: "encoded", n, start, end })),
    ...body.marks.map(([n, start, end]) => ({ kind: "found", n, start, end })),
  ];
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return all.filter((span) => {
    const free = span.start >= end && span.end > span.start;
    if (free) end = span.end;
    return free;
  });
}

function mark(span, text, payloads) {
  if (span.kind === "encoded") {
    const chain = payloads[span.n].chain;
    return el("mark", { class: "encoded", title: `encoded: ${chain[chain.length - 1]}` }, visible(text));
  }
  const found = data.log.indicators[span.n];
  const told = [found.kind, ...found.flags].join(", ");
  return el("mark", { class: "found", title: told, "data-indicator": span.n }, visible(text));
}

/** A body of an event or of a payload as an element. */
function annotated(body, payloads) {
  const parts = [];
  let at = 0;
  for (const span of spans(body)) {
    parts.push(visible(body.text.slice(at, span.start)), mark(span, body.text.slice(span.start, span.end), payloads));
    at = span.end;
  }
  parts.push(visible(body.text.slice(at)));
  if (body.cut) parts.push(el("span", { class: "cut" }, " \u2026 cut here"));
  const long = body.text.length > 400 || body.text.split("\n").length > 8;
  return el("pre", { class: "text", tabindex: long ? "0" : null, "aria-label": long ? "text" : null, role: long ? "group" : null }, parts);
}

/** "rows 3, 17, 20 and 12 more", counted from 0. */
function rowsOf({ rows, count: times }) {
  if (times === 1) return `row ${rows[0]}`;
  const more = times - rows.length;
  return `rows ${rows.join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}`;
}

/** Where and when an event is. */
function place(event) {
  const when = event.first === null ? null
    : event.first === event.last ? visible(event.first) : `${visible(event.first)} \u2013 ${visible(event.last)}`;
  const short = event.count === 1 ? `row ${event.rows[0]}` : `row ${event.rows[0]}, ${count(event.count)} times`;
  return [short, event.column && visible(event.column), when].filter(Boolean).join(" \u00b7 ");
}
