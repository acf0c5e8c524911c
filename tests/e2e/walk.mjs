// What is checked on each page, in each of the ways people look at it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// The rules of axe that colours can break; all others give the same in the dark twin of a view.
const colours = ["color-contrast", "link-in-text-block"];

// 400 % zoom of a 1280 by 1024 window is a window of 320 by 256 (WCAG 1.4.10). Each view in dark has
// a twin of the same width in light.
const views = [
  { name: "light", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark", rules: colours },
  { name: "320px", viewport: { width: 320, height: 640 }, colorScheme: "light" },
  { name: "zoom400", viewport: { width: 320, height: 256 }, colorScheme: "dark", rules: colours },
];

// With WEFT_SCREENSHOTS=faults only pages with a fault are drawn.
const drawAll = process.env.WEFT_SCREENSHOTS !== "faults";

/** At most so many pages are looked at at once. */
const AT_ONCE = 2;
const queue = [];
let running = 0;

function turn(work) {
  return new Promise((resolve, reject) => {
    queue.push(() => work().then(resolve, reject).finally(() => { running -= 1; next(); }));
    next();
  });
}

function next() {
  if (running < AT_ONCE && queue.length > 0) {
    running += 1;
    queue.shift()();
  }
}

/** Why a link may not block rendering, or null where it may. */
function mayBlock(link) {
  const kinds = ["stylesheet", "preload", "modulepreload", "expect"];
  return kinds.includes(link.getAttribute("rel")) ? null : `"rel" attribute must be one of ${kinds.join(", ")}`;
}

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  // The checker does not know rel="expect" yet, which may block rendering, too.
  elements: ["html5", { link: { attributes: { blocking: { list: true, enum: ["render"], allowed: mayBlock } } } }],
  rules: {
    // Lists may have a name as well as landmarks and controls.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // Style, not validity: our templates write what is shortest.
    "no-trailing-whitespace": "off",
    "doctype-style": "off",
    "void-style": "off",
    "attr-quotes": "off",
    "long-title": "off",
    // Numbers like 8:05 am are not telephone numbers.
    "tel-non-breaking": "off",
    // A page that follows a job is loaded again every five seconds, inside <noscript> only.
    "meta-refresh": "off",
    // Boxes of one question share their name.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "submit"] }],
  },
});

/** Faults in the HTML as it is sent, as sentences. */
export async function validate(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap((result) => result.messages
    .filter((message) => message.severity === 2)
    .map((message) => `HTML ${message.line}:${message.column} ${message.ruleId}: ${message.message}`));
}

async function runAxe(page, rules) {
  const result = await page.evaluate(async (only) => {
    // eslint-disable-next-line no-undef
    const found = await axe.run(document, { resultTypes: ["violations"], ...(only ? { runOnly: { type: "rule", values: only } } : {}) });
    return found.violations.map((v) => ({
      id: v.id, help: v.help, nodes: v.nodes.slice(0, 5).map((n) => `${n.target.join(" ")}: ${n.any.concat(n.all, n.none).map((c) => c.message).join("; ")}`),
    }));
  }, rules);
  return result.flatMap((v) => v.nodes.map((node) => `axe ${v.id} (${v.help}) at ${node}`));
}

/** What was drawn and moved while the page came: how far by the browser's measure, and what it was. */
const shifts = (page) => page.evaluate(() => new Promise((resolve) => {
  const name = (node) => `${node?.nodeName.toLowerCase()}.${node?.className || node?.parentElement?.className || ""}`;
  const moved = { sum: 0, what: [] };
  new PerformanceObserver((list) => {
    list.getEntries().filter((entry) => !entry.hadRecentInput).forEach((entry) => {
      moved.sum += entry.value;
      moved.what.push(...entry.sources.map(({ node, previousRect: from, currentRect: to }) => `${name(node)} from ${from.x}, ${from.y} to ${to.x}, ${to.y}`));
    });
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(moved)));
}));

function listen(page, server, refused, faults) {
  page.on("console", (message) => {
    // The browser reports the page's own status too, where that is what we want to see.
    if (message.type() === "error" && !(refused && message.text().includes("Failed to load resource"))) {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.base) && !request.url().startsWith("data:")) {
      faults.push(`asks somebody else: ${request.url()}`);
    }
  });
}

async function see(page, view, entry, folder) {
  await page.setViewportSize(view.viewport);
  await page.emulateMedia({ colorScheme: view.colorScheme, reducedMotion: "reduce" });
  const faults = await runAxe(page, view.rules);
  const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
  if (width > view.viewport.width) {
    faults.push(`the page is ${width} px wide in a window of ${view.viewport.width}`);
  }
  if (drawAll || faults.length > 0) {
    await page.screenshot({ path: join(folder, `${entry.name}-${view.name}.png`), fullPage: true });
  }
  return faults.map((fault) => `${view.name}: ${fault}`);
}

async function print(page, entry, folder) {
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  const pdf = await page.pdf({ path: join(folder, `${entry.name}-print.pdf`), preferCSSPageSize: true, printBackground: false });
  const sheets = (pdf.toString("latin1").match(/\/Type\s*\/Page(?!s)/g) ?? []).length;
  return entry.sheets !== undefined && sheets !== entry.sheets
    ? [`prints on ${sheets} sheets in place of ${entry.sheets}`] : [];
}

async function lookNow(browser, server, entry, folder, session) {
  const expected = entry.status ?? 200;
  const context = await browser.newContext({
    viewport: views[0].viewport, colorScheme: "light", reducedMotion: "reduce", storageState: session,
  });
  const faults = [];
  try {
    const page = await context.newPage();
    listen(page, server, expected >= 400, faults);
    const response = await page.goto(server.base + entry.path, { waitUntil: "load" });
    if (response.status() !== expected) {
      faults.push(`status ${response.status()} in place of ${expected}`);
    }
    // At once: a page that follows a job is changed again by its news, seconds later.
    const moved = await shifts(page);
    faults.push(...await validate(await response.text()));
    if (moved.sum > 0.001) {
      faults.push(`what is drawn first moves by ${moved.sum}: ${moved.what.join("; ")}`);
    }
    // Through the debugger's door: the page's own policy allows no script of ours.
    await page.evaluate(axeSource);
    for (const view of views) {
      faults.push(...await see(page, view, entry, folder));
    }
    if (entry.sheets !== undefined || (entry.print && drawAll)) {
      faults.push(...await print(page, entry, folder));
    }
  } finally {
    await context.close();
  }
  return faults;
}

/** One page in every view, as soon as it is its turn: faults as sentences. */
export function look(browser, server, entry, folder, session) {
  return turn(() => lookNow(browser, server, entry, folder, session));
}
