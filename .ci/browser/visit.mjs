// A page in a browser that cannot reach anything, and what went on in it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.MODULES, "x.js"));
const puppeteer = require("puppeteer-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export async function launch() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND"],
  });
}

export function check(holds, what) {
  if (!holds) throw new Error(what);
}

export class Visit {
  static async to(browser, file, { width = 1280, theme = "light" } = {}) {
    const visit = new Visit();
    visit.file = pathToFileURL(file).href;
    visit.faults = [];
    visit.requests = [];
    const page = await browser.newPage();
    visit.page = page;
    page.on("console", (message) => ["error", "warn"].includes(message.type()) && visit.faults.push(message.text()));
    page.on("pageerror", (error) => visit.faults.push(error.message));
    page.on("dialog", (dialog) => visit.faults.push(`dialog: ${dialog.message()}`));
    page.on("request", (request) => visit.requests.push(request.url()));
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }, { name: "prefers-reduced-motion", value: "reduce" }]);
    await page.setViewport({ width, height: 900 });
    const begin = Date.now();
    await page.goto(visit.file);
    visit.loaded = Date.now() - begin;
    return visit;
  }

  /** The text of an element. */
  text(selector) {
    return this.page.$eval(selector, (node) => node.textContent);
  }

  count(selector) {
    return this.page.$$eval(selector, (nodes) => nodes.length);
  }

  /** Clicks as a script does: where exactly an element lies is not what is tested. */
  click(selector) {
    return this.page.$eval(selector, (node) => node.click());
  }

  async type(selector, text) {
    await this.page.$eval(selector, (node) => { node.value = ""; });
    await this.page.type(selector, text);
    await this.rest();
  }

  choose(selector, value) {
    return this.page.select(selector, value);
  }

  /** Longer than a search waits for the next key. */
  rest(ms = 400) {
    return new Promise((done) => setTimeout(done, ms));
  }

  async scroll(selector) {
    await this.page.$eval(selector, (node) => node.scrollIntoView({ block: "center" }));
    await this.rest(100);
  }

  /** The centre of an element in the window. */
  async box(selector) {
    await this.scroll(selector);
    const box = await (await this.page.$(selector)).boundingBox();
    return { ...box, x0: box.x, y0: box.y, cx: box.x + box.width / 2, cy: box.y + box.height / 2 };
  }

  /** No serious fault that axe-core knows of. */
  async accessible() {
    // The policy would refuse a script in the page; this one is the debugger's.
    if (!(await this.page.evaluate("'axe' in window"))) await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
    const bad = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    check(bad.length === 0, `axe: ${JSON.stringify(bad.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => [node.html.slice(0, 200), node.failureSummary])]), null, 1)}`);
  }

  /** Nothing was loaded, nothing ran that should not, nothing complained. */
  async quiet() {
    check(this.faults.length === 0, `the page complains: ${this.faults.join("; ")}`);
    const foreign = this.requests.filter((url) => url !== this.file && !url.startsWith("blob:") && !url.startsWith("data:"));
    check(foreign.length === 0, `requests: ${foreign.join(", ")}`);
    check(await this.page.evaluate("window.hacked === undefined"), `ran: ${await this.page.evaluate("window.hacked")}`);
  }

  async close() {
    await this.quiet();
    await this.page.close();
  }
}
