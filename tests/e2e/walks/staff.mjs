// Homes and own pages of those who have a day: a teacher, a coach, a principal; and of a district
// leader, who looks at schools side by side. The first view of the week is small.
import { lookAll, signIn } from "../session.mjs";

const day = "?date=2026-10-06";
const own = (name) => [
  { name: `home-${name}`, path: "/" },
  { name: `my-day-${name}`, path: `/my/day${day}`, print: true },
  { name: `my-week-${name}`, path: `/my/week${day}`, print: true, sheets: 1 },
  { name: `my-absence-${name}`, path: "/my/absence" },
];

/** Everything that the browser takes to show the week for the first time, as it comes over the wire. */
async function weigh(browser, server, session) {
  const context = await browser.newContext({ storageState: session });
  try {
    const page = await context.newPage();
    await page.goto(`${server.base}/schools/S0001/week`, { waitUntil: "load" });
    const bytes = await page.evaluate(() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
      .reduce((sum, entry) => sum + entry.encodedBodySize, 0));
    return bytes > 0 && bytes < 100 * 1024 ? [] : [`the first view of the week is ${bytes} bytes`];
  } finally {
    await context.close();
  }
}

/** The day begins with what is today; on a phone nothing of it is cut. */
async function dayOnAPhone(browser, server, session) {
  const context = await browser.newContext({ storageState: session, viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(`${server.base}/my/day${day}`);
    const first = await page.locator(".day-list .block").first().innerText();
    return /\d:\d\d/.test(first) ? [] : [`the day of a teacher begins with ${first}`];
  } finally {
    await context.close();
  }
}

export async function walk({ browser, server, folder, weft, look }) {
  const at = (name, role, person) => ({ email: `${person ?? name}@alder.example`.toLowerCase(), name, role, school: "S0001", person });
  const [teacher, coach, principal, district] = await Promise.all([
    at("Ifeoma Aguilar", "teacher", "S0001-T1"), at("Cam Ortiz", "coach", "S0001-CM"),
    at("Pria Ross", "principal", "S0001-PR"), { email: "district@alder.example", name: "Dana Reed", role: "district-leader" },
  ].map((person) => signIn(browser, server, weft, person)));
  const all = { browser, server, folder, look };
  const found = await Promise.all([
    weigh(browser, server, principal),
    dayOnAPhone(browser, server, teacher),
    lookAll({ ...all, session: teacher, entries: own("teacher") }),
    lookAll({ ...all, session: coach, entries: [...own("coach"), { name: "coach-year", path: "/year/coaches/S0001-CM" }] }),
    lookAll({ ...all, session: principal, entries: own("principal") }),
    lookAll({ ...all, session: district, entries: [{ name: "home-district", path: "/" }, { name: "cover-schools", path: "/cover" }] }),
  ]);
  return found.flat();
}
