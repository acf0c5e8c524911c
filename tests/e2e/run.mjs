// Walks every page of pages.mjs in every view, then every walk in walks/; ends with a count.
//
//     node run.mjs WEFT SCREENSHOTS [NAME...]     only pages and walks whose names contain a NAME
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { pages } from "./pages.mjs";
import { startServer } from "./server.mjs";
import { look, views } from "./walk.mjs";

const [weft, folder, ...only] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const chosen = (name) => only.length === 0 || only.some((word) => name.includes(word));
const counts = { passed: 0, failed: 0 };

function report(name, faults) {
  if (faults.length === 0) {
    counts.passed += 1;
    console.log(`ok    ${name}`);
    return;
  }
  counts.failed += 1;
  console.log(`FAIL  ${name}`);
  faults.forEach((fault) => console.log(`      ${fault}`));
}

async function attempt(name, work) {
  try {
    report(name, await work());
  } catch (error) {
    report(name, [String(error.stack ?? error)]);
  }
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
  executablePath: process.env.WEFT_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
});
try {
  for (const entry of pages.filter((page) => chosen(page.name))) {
    for (const view of views) {
      await attempt(`${entry.name} ${view.name}`, () => look(browser, server, entry, view, folder));
    }
  }
  await runWalks(browser, server);
} finally {
  await browser.close();
  await server.stop();
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
