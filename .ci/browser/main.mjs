// main.mjs PAGES [PICTURES]: opens the reports in the folder PAGES, one after the other.

import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { Visit, check, launch } from "./visit.mjs";
import * as walks from "./walks.mjs";

const [pages, pictures] = process.argv.slice(2);
const browser = await launch();
let failed = 0;

/** Does `steps` on a page of its own, and says how it went. */
async function visit(name, options, ...steps) {
  const file = join(pages, `${name}.html`);
  if (!existsSync(file)) return;
  const begin = Date.now();
  const label = `${name} ${Object.values(options).join(" ")}`.trim();
  let visit;
  try {
    visit = await Visit.to(browser, file, options);
    for (const step of steps) await step(visit);
    await visit.close();
    console.log(`ok    ${label} (${Date.now() - begin} ms)`);
  } catch (error) {
    failed++;
    console.log(`FAILS ${label}: ${error.message}\n${error.stack.split("\n").slice(1, 4).join("\n")}`);
    if (visit?.faults.length) console.log(visit.faults.join("\n"));
  }
}

/** Pictures of the sections, to be looked at. */
async function shoot(visit) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  const { page } = visit;
  await page.evaluate(() => document.querySelector("#payloads .event > summary")?.click());
  await visit.rest(200);
  await page.evaluate(() => document.querySelector("#payloads .inside > button")?.click());
  await visit.rest(300);
  const theme = await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'");
  for (const section of await page.$$("main > section")) {
    const id = await section.evaluate((node) => node.id);
    await section.evaluate((node) => { node.scrollIntoView(); });
    await visit.rest(100);
    await page.screenshot({ path: join(pictures, `${visit.file.split("/").pop().replace(".html", "")}-${id}-${page.viewport().width}-${theme}.png`) });
  }
}

const lab = join(pages, "lab.html");
if (existsSync(lab)) check(statSync(lab).size < 25 << 20, `the lab's report has ${statSync(lab).size} bytes`);

const depths = { sample: 3, lab: 1 };
for (const name of ["sample", "lab"]) {
  await visit(name, {}, (v) => v.accessible(), walks.indicators, (v) => walks.payloads(v, depths[name]), walks.chart, (v) => v.accessible(), walks.themes, walks.print);
  for (const width of [1280, 400]) {
    for (const theme of ["light", "dark"]) await visit(name, { width, theme }, walks.narrow, (v) => v.accessible(), shoot);
  }
}
await visit("chart", {}, (v) => v.accessible(), walks.chart, walks.series, walks.print, shoot);
await visit("hostile", {}, walks.hostile, (v) => v.accessible(), walks.print, shoot);
await visit("long", {}, walks.long);

await browser.close();
process.exit(failed ? 1 : 0);
