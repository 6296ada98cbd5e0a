// picture.mjs PAGE FILE: what a report looks like when it is opened.

import { statSync } from "node:fs";

import { Visit, check, launch } from "./visit.mjs";

const [page, file] = process.argv.slice(2);
const browser = await launch();
const visit = await Visit.to(browser, page);
await visit.page.setViewport({ width: 1280, height: 800 });
await visit.rest(500);
await visit.page.screenshot({ path: file });
await visit.close();
await browser.close();
check(statSync(file).size < 200 << 10, `${file} has ${statSync(file).size} bytes`);
