// Looks at every page of pages.mjs and makes every walk in walks/; ends with a count.
//
//     node run.mjs WEFT SCHOOL SCREENSHOTS [NAME...]              only pages and walks whose names contain a NAME
//     node run.mjs WEFT SCHOOL SCREENSHOTS --without NAME...      all the others
//
// What it writes is TAP. WEFT_CHROMIUM is the browser. One browser for all; a server with a copy of the database
// SCHOOL for the walks, and one where nobody has begun for the pages. Walks that change the same things follow one
// another in a lane; lanes and looks go on side by side.
import { mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { pages } from "./pages.mjs";
import { startServer } from "./server.mjs";
import { look } from "./walk.mjs";

const [weft, school, folder, ...words] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const without = words[0] === "--without";
const named = (name) => words.some((word) => name.includes(word));
const chosen = (name) => words.length === 0 || named(name) !== without;
const counts = { all: 0, failed: 0 };

function report(name, faults, began) {
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  counts.all += 1;
  counts.failed += faults.length === 0 ? 0 : 1;
  console.log(`${faults.length === 0 ? "ok" : "not ok"} ${counts.all} - ${name} (${seconds} s)`);
  faults.forEach((fault) => console.log(`# ${fault.replaceAll("\n", "\n# ")}`));
}

async function attempt(name, work) {
  const began = Date.now();
  try {
    report(name, await work(), began);
  } catch (error) {
    report(name, [String(error.stack ?? error)], began);
  }
}

/** Modules in walks/ export `walk({browser, server, folder, weft, look})`, which gives a list of faults, and
 * `lane` where they change what others look at. */
async function runWalks(browser, server) {
  const walks = join(here, "walks");
  const lanes = new Map();
  for (const file of readdirSync(walks).filter((name) => name.endsWith(".mjs") && chosen(name)).sort()) {
    const module = await import(pathToFileURL(join(walks, file)));
    const lane = module.lane ?? file;
    const before = lanes.get(lane) ?? Promise.resolve();
    lanes.set(lane, before.then(() => attempt(`walk ${file.replace(".mjs", "")}`,
      () => module.walk({ browser, server, folder, weft, look }))));
  }
  await Promise.all(lanes.values());
}

mkdirSync(folder, { recursive: true });
const servers = [];
const browser = await chromium.launch({
  executablePath: process.env.WEFT_CHROMIUM,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
});

async function serve(from) {
  const server = await startServer(weft, from);
  servers.push(server);
  return server;
}

async function lookAtPages(open) {
  const server = open.length > 0 ? await serve() : undefined;
  await Promise.all(open.map((entry) => attempt(entry.name, () => look(browser, server, entry, folder))));
}

try {
  await Promise.all([lookAtPages(pages.filter((page) => chosen(page.name))),
    serve(school).then((server) => runWalks(browser, server))]);
} finally {
  await browser.close();
  await Promise.all(servers.map((server) => server.stop()));
}
console.log(`1..${counts.all}`);
process.exit(counts.failed === 0 ? 0 : 1);
