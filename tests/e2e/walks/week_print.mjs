// The week on paper and in calendar programs: pages fit the paper they are printed on, every sheet is
// a PDF of one page, a calendar's address opens without signing in and closes when it is ended.
import { lookAll, signIn } from "../session.mjs";

const path = "/schools/S0001/week";

export const lane = "plans";

const sheets = (pdf) => [...pdf.toString("latin1").matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;

/** Letter, lying, less the margins of print.css: what is wider is cut off by the printer. */
const width = Math.floor((11 - 18 / 25.4) * 96);

async function pagesFit(page, base) {
  const faults = [];
  for (const address of [path, `${path}?view=day`, `${path}?view=class`]) {
    for (const format of ["Letter", "Legal", "Tabloid", "A4"]) {
      await page.goto(base + address);
      const n = sheets(await page.pdf({ format, preferCSSPageSize: true }));
      if (n !== 1) {
        faults.push(`${address} is ${n} pages on ${format}`);
      }
    }
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width, height: 700 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) {
      faults.push(`${address} is ${wide} px wide on a sheet of ${width} px`);
    }
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  return faults;
}

async function sheetsAre(page, base, rows) {
  const faults = [];
  for (const [address, status] of rows) {
    const answer = await page.request.get(`${base}${path}/${address}`);
    const body = (await answer.body()).toString("latin1");
    if (answer.status() !== status) {
      faults.push(`${address} answers ${answer.status()}, not ${status}`);
    } else if (status === 200 && address.startsWith("print/") && !body.startsWith("%PDF-")) {
      faults.push(`${address} is no PDF`);
    }
  }
  return faults;
}

/** Make an address, read it as a stranger, renew it, end it. */
async function calendar(page, base) {
  const faults = [];
  const expect = (what, is, wanted) => { if (is !== wanted) faults.push(`${what}: ${is}, not ${wanted}`); };
  await page.goto(`${base}/my/calendars`);
  await page.locator("#of option").first().waitFor({ state: "attached" });
  await page.click(".form button.primary");
  const address = await page.inputValue("#address");
  const first = await fetch(address);
  const text = await first.text();
  expect("a calendar", first.status, 200);
  expect("its type", first.headers.get("content-type"), "text/calendar; charset=utf-8");
  expect("its first line", text.split("\r\n")[0], "BEGIN:VCALENDAR");
  const again = await fetch(address, { headers: { "If-None-Match": first.headers.get("etag") } });
  expect("the same calendar again", again.status, 304);
  await page.locator(".plans .secondary").first().click();
  const renewed = await page.inputValue("#address");
  expect("the old address", (await fetch(address)).status, 404);
  expect("the new address", (await fetch(renewed)).status, 200);
  await page.locator(".plans .danger").first().click();
  await page.waitForURL(`${base}/my/calendars`);
  expect("an ended address", (await fetch(renewed)).status, 404);
  return faults;
}

async function withSession(browser, session, work) {
  const context = await browser.newContext({ storageState: session });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

export async function walk({ browser, server, folder, weft, look }) {
  const session = await signIn(browser, server, weft,
    { email: "printer@alder.example", name: "Ada Printer", role: "principal", school: "S0001" });
  const teacher = await signIn(browser, server, weft,
    { email: "card@alder.example", name: "Ben Card", role: "teacher", school: "S0001" });
  const faults = await withSession(browser, session, async (page) => [
    ...await pagesFit(page, server.base),
    ...await sheetsAre(page, server.base, [["print/poster", 200], ["print/lunch?paper=tabloid", 200],
      ["print/team", 200], ["print/person", 200], ["print/class?paper=a4", 200], ["print/room", 200],
      ["print/nothing", 404], ["print/lunch?paper=stone", 400], ["export/xlsx", 200],
      ["export/csv", 200], ["export/json", 200], ["export/xhstt", 200], ["export/doc", 404]]),
    ...await calendar(page, server.base),
  ]);
  // A teacher prints what hangs on the walls, not everybody's card, and takes no files along.
  faults.push(...await withSession(browser, teacher, (page) => sheetsAre(page, server.base,
    [["print/lunch", 200], ["print/poster", 200], ["print/team", 200], ["print/person", 403],
      ["export/csv", 403]])));
  return faults.concat(await lookAll({ browser, server, folder, look, session, entries: [
    { path: `${path}/print`, name: "week-print" },
    { path: `${path}/compare`, name: "week-compare" },
    { path: "/my/calendars", name: "calendars" },
  ] }));
}
