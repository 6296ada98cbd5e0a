// The log itself, as far as something was found in it, with what was found marked.

class LogView {
  constructor(events, views) {
    Object.assign(this, { events, views });
    this.chosen = { text: "", column: "", indicator: -1 };
    const list = el("ol", { class: "log" });
    this.paged = new Paged(list, (event) => this.entry(event), { size: 50, what: ["different event", "different events"] });
    const columns = [...new Set(events.map((event) => event.column ?? "text"))];
    this.column = choice("Column", [["", "all"], ...columns.map((name) => [name, name])], (column) => this.choose({ column }));
    this.only = el("p", { class: "notice", hidden: true });
    this.section = section("log", "Log",
      el("div", { class: "tools" }, search("Search in the text", (text) => this.choose({ text })), this.column),
      this.only, this.paged.bar, list);
    list.addEventListener("click", (click) => {
      const marked = click.target.closest?.("mark.found");
      if (marked && window.getSelection().isCollapsed) this.choose({ indicator: Number(marked.dataset.indicator) });
    });
    this.choose({});
  }

  choose(change) {
    Object.assign(this.chosen, change);
    const { text, column, indicator } = this.chosen;
    this.column.querySelector("select").value = column;
    const marks = (body) => body?.marks.some(([n]) => n === indicator);
    const has = (event) => marks(event.body) || event.payloads.some((payload) => marks(payload.body));
    const chosen = this.events.filter((event) => (!column || (event.column ?? "text") === column)
      && (!text || event.body.text.toLowerCase().includes(text))
      && (indicator < 0 || has(event)));
    this.paged.show(chosen, this.events.length);
    this.only.hidden = indicator < 0;
    if (indicator >= 0) this.sayOnly(data.log.indicators[indicator]);
    // Came here from another section.
    if (this.section.isConnected && !this.section.contains(document.activeElement) && ("indicator" in change || "column" in change)) go(this.section);
  }

  sayOnly(found) {
    this.only.replaceChildren(`Only events with ${found.kind} ${visible(found.defanged ?? found.value)}. `,
      el("button", { type: "button", class: "small", onclick: () => this.choose({ indicator: -1 }) }, "Show all"));
  }

  entry(event) {
    return el("li", { class: event.level },
      el("div", { class: "at" }, event.payloads.length > 0 && badge(event.level), el("span", { class: "muted" }, place(event)),
        event.payloads.length > 0 && el("button", { type: "button", class: "small", onclick: () => this.views.payloads.open(event) }, plural(event.payloads.length + event.more, "payload"))),
      annotated(event.body, event.payloads));
  }
}
