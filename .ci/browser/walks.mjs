// What a person does with a report.

import { check } from "./visit.mjs";

const STATUS = (section) => `#${section} .pages .status`;

export async function indicators(visit) {
  const { page } = visit;
  const first = () => visit.text("#indicators tbody tr:first-child td.value code");
  const before = await visit.text(STATUS("indicators"));

  await visit.choose("#indicators .tools label:nth-child(2) select", "url");
  check((await visit.text(STATUS("indicators"))) !== before, "choosing a type changes nothing");
  const kinds = await page.$$eval("#indicators tbody td.kind", (cells) => cells.map((cell) => cell.textContent));
  check(kinds.length > 0 && kinds.every((kind) => kind === "url"), "other types than the chosen one");

  // Defanged, then real, then copied.
  const defanged = await first();
  check(/^hxxps?:/.test(defanged) && !defanged.includes("://example."), `not defanged: ${defanged}`);
  await visit.click("#indicators tbody tr:first-child td.value button");
  const real = await first();
  check(/^https?:/.test(real), `not the real one: ${real}`);
  await page.evaluate(() => {
    window.copied = null;
    navigator.clipboard.writeText = async (text) => { window.copied = text; };
  });
  await visit.click("#indicators tbody tr:first-child td.value button:last-child");
  check((await page.evaluate("window.copied")) === real, "the copy is not the real value");
  check((await visit.text(".said")) === "Copied", "it does not say that it has copied");
  await visit.click("#indicators tbody tr:first-child td.value button");

  // The rarest first, then the most frequent.
  await visit.choose("#indicators .tools label:nth-child(2) select", "");
  await visit.click('#indicators th[data-key="count"] button');
  const counts = () => page.$$eval("#indicators tbody td.count", (cells) => cells.map((cell) => Number(cell.textContent.replaceAll(",", ""))));
  const falling = await counts();
  check(falling.every((n, i) => i === 0 || n <= falling[i - 1]) && falling[0] > 1, "not sorted, falling");
  check((await page.$eval('#indicators th[data-key="count"]', (head) => head.ariaSort)) === "descending", "no word of the order");
  await visit.click('#indicators th[data-key="count"] button');
  const rising = await counts();
  check(rising.every((n, i) => i === 0 || n >= rising[i - 1]) && rising[0] === 1, "not sorted, rising");

  const wanted = defanged.split("/").pop();
  await visit.type("#indicators input[type=search]", real);
  check((await first()).endsWith(wanted), "the search does not find it");
  await visit.click("#indicators tbody tr:first-child td.rows button");
  check((await visit.text("#log .notice")).includes("url"), "the log does not show where it was");
  check((await visit.count("#log ol.log > li")) > 0, "no event has it");
  await visit.click("#log .notice button");
  await visit.type("#indicators input[type=search]", "nothing has this in it");
  check((await visit.text(STATUS("indicators"))).startsWith("No indicators"), "a search for nothing finds something");
  await page.$eval("#indicators input[type=search]", (input) => { input.value = ""; input.dispatchEvent(new Event("input")); });
  await visit.rest();
  await visit.choose("#indicators .tools label:nth-child(5) select", "hidden");
  const hidden = await page.$$eval("#indicators tbody td.rows .chain", (chains) => chains.length);
  check(hidden > 0, "no chain leads to what is hidden");
  await visit.choose("#indicators .tools label:nth-child(5) select", "");
}

/** Down to a payload so many layers deep, by the keyboard. */
export async function payloads(visit, depth) {
  const { page } = visit;
  await visit.choose("#payloads .tools label:last-child select", "log");
  const at = await page.$$eval("#payloads .event .chain", (chains, depth) => chains.findIndex((chain) => chain.textContent.split("\u203a").length >= depth), depth);
  check(at >= 0, `no payload ${depth} layers deep on the first page`);
  const event = `#payloads .event:nth-child(${at + 1})`;
  await page.focus(`${event} > summary`);
  await page.keyboard.press("Enter");
  await visit.rest(50);
  let layer = `${event} > .inside > .tree`;
  for (let i = 0; i < depth; i++) {
    const summaries = await page.$$(`${layer} > li > details > summary`);
    check(summaries.length > 0, `no layer ${i + 1}`);
    for (const summary of summaries) {
      await summary.focus();
      await page.keyboard.press("Enter");
    }
    await visit.rest(50);
    check((await visit.count(`${layer} > li > details > dl.facts`)) === summaries.length, `layer ${i + 1} does not unfold`);
    layer += " > li > details > .tree";
  }
  const deepest = layer.replace(/ > li > details > \.tree$/, "");
  check((await visit.count(`${deepest} code`)) >= 3, "no digests");
  check((await visit.count(`${event} > .inside mark.encoded`)) > 0, "what is encoded is not marked");
  await page.$eval(`${event} > .inside > button`, (button) => button.click());
  await visit.rest(200);
  check((await visit.count(`${event} details.payload:not([open])`)) === 0, "not all layers unfold");
}

export async function chart(visit) {
  const { page } = visit;
  const seen = () => page.$eval("#anomalies .plot", (plot) => [Number(plot.dataset.from), Number(plot.dataset.to)]);
  const all = await seen();
  const width = ([from, to]) => to - from;
  const over = await visit.box("#anomalies .plot .u-over");
  // Hover.
  await page.mouse.move(over.cx, over.cy);
  await visit.rest(100);
  const told = await visit.text("#anomalies .readout");
  for (const name of ["observed", "baseline", "score", "trend", "seasonal"]) check(told.includes(name), `no ${name} under the pointer: ${told}`);
  // A box.
  await page.mouse.move(over.x0 + over.width * 0.3, over.y0 + 40);
  await page.mouse.down();
  await page.mouse.move(over.x0 + over.width * 0.6, over.y0 + 45, { steps: 5 });
  await page.mouse.up();
  await visit.rest(100);
  const boxed = await seen();
  check(Math.abs(width(boxed) / width(all) - 0.3) < 0.05, `the box does not zoom: ${boxed}`);
  // Wheel, after the click that a box is.
  await page.mouse.wheel({ deltaY: -100 });
  await visit.rest(100);
  const wheeled = await seen();
  check(width(wheeled) < width(boxed) * 0.8, "the wheel does not zoom");
  // Keys.
  await page.focus("#anomalies .plot");
  await page.keyboard.press("ArrowRight");
  const moved = await seen();
  check(moved[0] > wheeled[0] && Math.abs(width(moved) - width(wheeled)) < 1, "the arrow does not move it");
  // Shift and drag.
  await page.keyboard.down("Shift");
  await page.mouse.move(over.cx, over.cy);
  await page.mouse.down();
  await page.mouse.move(over.cx + 100, over.cy, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  check((await seen())[0] < moved[0], "a drag with Shift does not pan");
  // The window over the score, by its right edge.
  const score = await visit.box("#anomalies .score .u-over");
  const edge = await visit.box("#anomalies .window .right");
  const stretched = await seen();
  await page.mouse.move(edge.cx, edge.cy);
  await page.mouse.down();
  await page.mouse.move(score.x0 + score.width - 2, edge.cy, { steps: 4 });
  await page.mouse.up();
  check((await seen())[1] > stretched[1], "the window's edge does not stretch it");
  // Back.
  await page.evaluate(() => [...document.querySelectorAll("#anomalies .tools button")].find((button) => button.textContent === "Reset").click());
  check(JSON.stringify(await seen()) === JSON.stringify(all), "reset does not reset");

  // The legend.
  const pixels = () => page.$eval("#anomalies .plot canvas", (canvas) => canvas.toDataURL().length);
  const full = await pixels();
  const observed = await page.evaluateHandle(() => [...document.querySelectorAll("#anomalies .legend button")].find((button) => button.textContent === "observed"));
  await observed.click();
  await visit.rest(150);
  check((await observed.evaluate((button) => button.ariaPressed)) === "false", "the legend does not say that it is off");
  check((await pixels()) !== full, "the line is still there");
  await observed.click();
  await visit.rest(150);

  // An anomaly in the table.
  await visit.click("#anomalies tbody button.link");
  check(width(await seen()) < width(all) / 3, "an anomaly is not gone to");
  await page.keyboard.press("Home");

  // The picture.
  await page.evaluate(() => {
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      window.picture = [blob.type, blob.size];
      return create(blob);
    };
  });
  await page.evaluate(() => [...document.querySelectorAll("#anomalies .tools button")].find((button) => button.textContent === "Save as picture").click());
  await page.waitForFunction("window.picture", { timeout: 5_000 });
  const [type, size] = await page.evaluate("window.picture");
  check(type === "image/png" && size > 5_000, `no picture: ${type} ${size}`);
}

export async function series(visit) {
  const { page } = visit;
  const values = await page.$$eval("#anomalies .tools select option", (options) => options.map((option) => option.value));
  check(values.includes("all") && values.length > 2, "the series cannot be chosen");
  await visit.choose("#anomalies .tools select", values[1]);
  const one = await visit.text(STATUS("anomalies"));
  await visit.choose("#anomalies .tools select", "all");
  check((await visit.text(STATUS("anomalies"))) !== one, "all together have no more anomalies than one");
  check((await visit.count("#anomalies .legend button")) === values.length - 1, "the legend does not name all");
  await visit.click("#anomalies .legend button");
  await visit.rest(100);
}

export async function themes(visit) {
  const { page } = visit;
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await ground();
  await visit.click("#theme");
  check((await ground()) !== before, "the theme does not change");
  await visit.accessible();
  await visit.click("#theme");
}

export async function print(visit) {
  const pdf = await visit.page.pdf({ printBackground: true });
  check(pdf.length > 20_000 && Buffer.from(pdf).subarray(0, 5).toString() === "%PDF-", "no PDF");
}

/** Nothing is wider than the window. */
export async function narrow(visit) {
  const [wide, window] = await visit.page.evaluate("[document.documentElement.scrollWidth, innerWidth]");
  check(wide <= window, `the page is ${wide} pixels wide in a window of ${window}`);
}

/** What is markup in the log is text in the page. */
export async function hostile(visit) {
  const { page } = visit;
  await page.evaluate(() => document.querySelectorAll("#payloads .event").forEach((event) => { event.open = true; }));
  await visit.rest(200);
  await page.evaluate(() => document.querySelectorAll("#payloads .inside > button").forEach((button) => button.click()));
  await visit.rest(300);
  for (const foreign of ["img", "iframe", "svg", "body script:not(#data):not(:last-of-type)", "main style", "main b", "main a[href^=javascript]"]) {
    check((await visit.count(foreign)) === 0, `an element of the log's: ${foreign}`);
  }
  const text = await visit.text("main");
  for (const shown of ["</script><img src=x onerror=\"window.hacked='image'\">", "<b onmouseover=", "\u27e8202e\u27e9gpj.exe", "&lt;b&gt; &amp;"]) {
    check(text.includes(shown), `not shown: ${shown}`);
  }
  check(!/[\u202e\u0000]/.test(text), "a character that cannot be seen, or turns others around");
  const refused = await page.evaluate(() => {
    try {
      document.createElement("p").innerHTML = "<i></i>";
      return false;
    } catch {
      return true;
    }
  });
  check(refused, "the policy lets markup be made of text");
  // That it says so is how it should be.
  visit.faults = visit.faults.filter((fault) => !fault.includes("TrustedHTML"));
}

/** A hundred thousand events stay usable, and a part is called a part. */
export async function long(visit) {
  const { page } = visit;
  check(visit.loaded < 15_000, `opens in ${visit.loaded} ms`);
  const elements = await visit.count("*");
  check(elements < 8_000, `${elements} elements`);
  check((await visit.text("#summary .tiles")).includes("100,000"), "the rows are not counted");
  const begin = Date.now();
  await visit.type("#indicators input[type=search]", "host-99998.example");
  check(Date.now() - begin < 5_000, "a search takes long");
  check((await visit.text("#log .pages .status")).includes("of "), "no pages");
  const again = Date.now();
  await page.evaluate(() => [...document.querySelectorAll("#log .pages button")].pop().click());
  check(Date.now() - again < 1_000, "turning a page takes long");
  const shown = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).log.totals.left_out);
  if (shown > 0) check((await visit.text("#summary .notice")).startsWith("Shown are "), "no word of what is not shown");
  console.log(`  100,000 rows: opens in ${visit.loaded} ms, ${elements} elements, ${shown} events left out`);
}
