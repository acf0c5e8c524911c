// Walks every page of pages.mjs in every view, then every walk in walks/; ends with a count.
//
//     node run.mjs WEFT SCREENSHOTS [NAME...]              only pages and walks whose names contain a NAME
//     node run.mjs WEFT SCREENSHOTS --without NAME...      all the others
//
// What it writes is TAP. WEFT_CHROMIUM is the browser.
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { pages } from "./pages.mjs";
import { startServer } from "./server.mjs";
import { look, views } from "./walk.mjs";

const [weft, folder, ...words] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const without = words[0] === "--without";
const named = (name) => words.some((word) => name.includes(word));
const chosen = (name) => words.length === 0 || named(name) !== without;
const counts = { all: 0, failed: 0 };

function report(name, faults) {
  counts.all += 1;
  counts.failed += faults.length === 0 ? 0 : 1;
  console.log(`${faults.length === 0 ? "ok" : "not ok"} ${counts.all} - ${name}`);
  faults.forEach((fault) => console.log(`# ${fault.replaceAll("\n", "\n# ")}`));
}

async function attempt(name, work) {
  try {
    report(name, await work());
  } catch (error) {
    report(name, [String(error.stack ?? error)]);
  }
}

async function lookAtPages(browser, server) {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const entry of pages.filter((candidate) => chosen(candidate.name))) {
    for (const view of views) {
      await attempt(`${entry.name} ${view.name}`, () => look(page, server, entry, view, folder));
    }
  }
  await context.close();
}

/** Modules in walks/ export `walk({browser, server, folder, weft, look, views})`, which gives a list of faults. */
async function runWalks(browser, server) {
  const walks = join(here, "walks");
  const files = existsSync(walks) ? readdirSync(walks).filter((file) => file.endsWith(".mjs")).sort() : [];
  for (const file of files.filter(chosen)) {
    const { walk } = await import(pathToFileURL(join(walks, file)));
    await attempt(`walk ${file.replace(".mjs", "")}`, () => walk({ browser, server, folder, weft, look, views }));
  }
}

mkdirSync(folder, { recursive: true });
const server = await startServer(weft);
const browser = await chromium.launch({
  executablePath: process.env.WEFT_CHROMIUM,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
});
try {
  await lookAtPages(browser, server);
  await runWalks(browser, server);
} finally {
  await browser.close();
  await server.stop();
}
console.log(`1..${counts.all}`);
process.exit(counts.failed === 0 ? 0 : 1);
