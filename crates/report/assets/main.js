// Puts the sections together.

function theme() {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const draw = () => {
    button.textContent = dark() ? "Light" : "Dark";
    button.setAttribute("aria-label", `Use the ${dark() ? "light" : "dark"} theme`);
    document.dispatchEvent(new Event("theme"));
  };
  const set = (name) => {
    if (name) root.dataset.theme = name;
    else delete root.dataset.theme;
    draw();
  };
  button.addEventListener("click", () => set(dark() ? "light" : "dark"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  // Paper is white.
  let before;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    set("light");
  });
  addEventListener("afterprint", () => set(before));
  draw();
}

function main() {
  const views = {};
  const log = data.log;
  const sections = [];
  if (log) {
    views.payloads = new Payloads(log.events);
    views.events = new LogView(log.events, views);
    views.indicators = new Indicators(log.indicators, views);
    sections.push(summary(views));
    if (views.payloads.events.length > 0) sections.push(views.payloads.section);
    if (log.indicators.length > 0) sections.push(views.indicators.section);
  }
  const chart = data.series.length > 0 ? new ChartView(data.series, { alone: !log }) : null;
  if (chart) sections.push(chart.section);
  if (log && log.events.length > 0) sections.push(views.events.section);
  if (sections.length === 0) sections.push(section("summary", "Summary", el("p", { class: "headline" }, "Nothing was found.")));
  if (!log && data.notes.length > 0) sections.unshift(omissions(null));

  document.getElementById("title").textContent = visible(data.title || "Report");
  document.getElementById("about").textContent = visible([log?.name, data.maker].filter(Boolean).join(" \u00b7 "));
  document.getElementById("main").append(...sections);
  document.getElementById("nav").append(...sections.filter((node) => node.tagName === "SECTION").map((node) =>
    el("a", { href: `#${node.id}` }, node.querySelector("h2").textContent)));
  document.getElementById("foot").append(
    "Rows and positions count from 0. Levels order the reading; they are no verdict. This page loads nothing and sends nothing.");
  document.body.append(said);
  theme();
  chart?.draw();
}

main();
