// What is checked on each page, in each of the ways people look at it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// 400 % zoom of a 1280 by 1024 window is a window of 320 by 256 (WCAG 1.4.10). Each view in dark has
// a twin of the same width in light.
export const views = [
  { name: "light", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "320px", viewport: { width: 320, height: 640 }, colorScheme: "light", narrow: true },
  { name: "zoom400", viewport: { width: 320, height: 256 }, colorScheme: "dark", narrow: true },
];

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
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

/** The rules that colours can break; all others give the same in the dark twin of a view. */
const colourRules = ["color-contrast", "link-in-text-block"];

async function runAxe(page, rules) {
  // Through the debugger's door: the page's own policy allows no script of ours.
  await page.evaluate(axeSource);
  const result = await page.evaluate(async (runOnly) => {
    // eslint-disable-next-line no-undef
    const found = await axe.run(document, { resultTypes: ["violations"], ...(runOnly ? { runOnly } : {}) });
    return found.violations.map((v) => ({
      id: v.id, help: v.help, nodes: v.nodes.slice(0, 5).map((n) => `${n.target.join(" ")}: ${n.any.concat(n.all, n.none).map((c) => c.message).join("; ")}`),
    }));
  }, rules);
  return result.flatMap((v) => v.nodes.map((node) => `axe ${v.id} (${v.help}) at ${node}`));
}

/** Faults that the browser finds while `work` is done, and those that `work` gives. */
async function listening(page, refused, work) {
  const faults = [];
  const onConsole = (message) => {
    // The browser reports the page's own status too, where that is what we want to see.
    if (message.type() === "error" && !(refused && message.text().includes("Failed to load resource"))) {
      faults.push(`console: ${message.text()}`);
    }
  };
  const onError = (error) => faults.push(`script: ${error.message}`);
  page.on("console", onConsole);
  page.on("pageerror", onError);
  try {
    faults.push(...await work());
  } finally {
    page.off("console", onConsole);
    page.off("pageerror", onError);
  }
  return faults;
}

async function printed(page, entry, path) {
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  const pdf = await page.pdf({ path, preferCSSPageSize: true, printBackground: false });
  await page.emulateMedia({ media: null });
  const sheets = (pdf.toString("latin1").match(/\/Type\s*\/Page(?!s)/g) ?? []).length;
  return entry.sheets !== undefined && sheets !== entry.sheets
    ? [`prints on ${sheets} sheets in place of ${entry.sheets}`] : [];
}

/**
 * One address in one view, in a tab that is used for many: faults as sentences. A screenshot is
 * written of every page, or, with WEFT_SCREENSHOTS=faults, only of a page with a fault.
 */
export async function look(page, server, entry, view, folder) {
  const all = process.env.WEFT_SCREENSHOTS !== "faults";
  const expected = entry.status ?? 200;
  await page.setViewportSize(view.viewport);
  await page.emulateMedia({ colorScheme: view.colorScheme, reducedMotion: "reduce" });
  return listening(page, expected >= 400, async () => {
    const faults = [];
    // An address with a # would otherwise be a place in the page that is open.
    await page.goto("about:blank");
    const response = await page.goto(server.base + entry.path, { waitUntil: "load" });
    if (response.status() !== expected) {
      faults.push(`status ${response.status()} in place of ${expected}`);
    }
    if (view.name === "light") {
      faults.push(...await validate(await response.text()));
    }
    faults.push(...await runAxe(page, view.colorScheme === "dark" ? colourRules : undefined));
    const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
    if (width > view.viewport.width) {
      faults.push(`the page is ${width} px wide in a window of ${view.viewport.width}`);
    }
    if (all || faults.length > 0) {
      await page.screenshot({ path: join(folder, `${entry.name}-${view.name}.png`), fullPage: true });
    }
    if (view.name === "light" && (entry.sheets !== undefined || (entry.print && all))) {
      faults.push(...await printed(page, entry, join(folder, `${entry.name}-print.pdf`)));
    }
    return faults;
  });
}
