// The year and the cover desk: a lab is moved, locked and brought back by click without script and
// by keyboard alone; somebody is entered as away on a phone, gets cover and confirms it; then
// every page of both in every view.
import { lookAll, signIn } from "../session.mjs";

/** The address of a lab that is still to come, and which may be moved. */
async function movableLab(page, base) {
  await page.goto(`${base}/year/labs`);
  const labs = await page.locator("a[href^='/year/labs/']").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  for (const lab of labs.reverse()) {
    await page.goto(`${base}${lab}/move`);
    if (await page.locator(".move-dates button").count() > 0) {
      return lab;
    }
  }
  throw new Error("no lab may go anywhere");
}

const when = (page) => page.locator(".lab-when").innerText();

async function moveByClick(browser, server, session) {
  const faults = [];
  const context = await browser.newContext({ storageState: session, javaScriptEnabled: false });
  const page = await context.newPage();
  const lab = await movableLab(page, server.base);
  await page.goto(server.base + lab);
  const before = await when(page);
  await page.goto(`${server.base}${lab}/move`);
  await page.locator(".move-dates button").first().click();
  const after = await when(page);
  if (before === after) {
    faults.push(`the lab did not move from ${before}`);
  }
  await page.goto(`${server.base}/year/plan`);
  await page.locator("button[value=undo]").click();
  await page.goto(server.base + lab);
  if (await when(page) !== before) {
    faults.push(`undo left it on ${await when(page)}`);
  }
  await page.goto(`${server.base}/year/plan`);
  await page.locator("button[value=redo]").click();
  await page.goto(server.base + lab);
  if (await when(page) !== after) {
    faults.push("redo did not bring it forth");
  }
  // Every date of the calendar answers; one that is barred says why.
  await page.goto(`${server.base}${lab}/move`);
  await page.locator(".wall-item a", { hasText: "No" }).first().click();
  if (await page.locator(".move-verdict .reasons li").count() === 0) {
    faults.push("a barred date gives no reason");
  }
  await page.locator("button[value=overrule]").click();
  if (!(await page.locator(".flash").innerText()).includes("reason")) {
    faults.push("overruling without a reason is taken");
  }
  await context.close();
  return { faults, lab };
}

/** Tab to a thing that matches, press Enter on it. */
async function tabTo(page, selector) {
  for (let i = 0; i < 120; i += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((s) => document.activeElement.matches(s), selector)) {
      return true;
    }
  }
  return false;
}

async function lockByKeyboard(browser, server, session, lab) {
  const faults = [];
  const page = await (await browser.newContext({ storageState: session })).newPage();
  await page.goto(`${server.base}${lab}/move`);
  if (!await tabTo(page, "#why")) {
    faults.push("the reason of a lock is not reached by keyboard");
  }
  await page.keyboard.type("The author comes that day");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=locked/, { timeout: 5000 }).catch(() => faults.push("Enter did not lock"));
  if (!(await page.locator(".year-facts").first().innerText()).includes("The author comes that day")) {
    faults.push("the reason of the lock is not shown");
  }
  await page.goto(`${server.base}${lab}/move`);
  if (await page.locator(".move-dates button").count() !== 0) {
    faults.push("a locked lab can be moved");
  }
  await page.locator("button[value=unlock]").click();
  await page.context().close();
  return faults;
}

/** On a phone: the next day with school, the first name of the list, everything given out. */
async function coverOnAPhone(browser, server, session) {
  const faults = [];
  const context = await browser.newContext({
    storageState: session, javaScriptEnabled: false, viewport: { width: 320, height: 640 },
  });
  const page = await context.newPage();
  const desk = `${server.base}/schools/S0001/cover`;
  await page.goto(`${desk}?date=2026-10-06`);
  await page.locator("form[action$='/absence'] button").click();
  if (await page.locator(".error-summary a[href='#person']").count() !== 1) {
    faults.push("an absence of nobody is not refused at the field");
  }
  const names = await page.locator("#person option").evaluateAll((all) => all.map((o) => o.value).filter((v) => v));
  await page.selectOption("#person", names[0]);
  await page.check("#part-1");
  await page.locator("form[action$='/absence'] button").click();
  if (await page.locator(".cover-card").count() === 0) {
    faults.push("who is away is not shown");
  }
  const teacher = await page.locator("#person option").evaluateAll((all) => all.map((o) => o.value));
  for (const name of teacher.slice(2, 30)) {
    if (await page.locator(".cover-line.is-open").count() > 0) {
      break;
    }
    await page.selectOption("#person", name);
    await page.locator("form[action$='/absence'] button").click();
  }
  await page.locator(".cover-line.is-open a").first().click();
  if (await page.locator(".cover-offers p").count() === 0) {
    faults.push("nobody is suggested");
  }
  await page.locator(".cover-offers button").first().click();
  await page.locator("button[value=confirm]").first().click();
  if (await page.locator(".cover-line .badge-good").count() === 0) {
    faults.push("a yes is not marked");
  }
  if (await page.locator("button[value=assign]").count() > 0) {
    await page.locator("button[value=assign]").click();
  }
  await page.goto(`${desk}/sheet?date=2026-10-06`);
  if (!(await page.locator("#sheet-text").inputValue()).includes("confirmed")) {
    faults.push("the sheet as text does not say who has confirmed");
  }
  await context.close();
  return faults;
}

export async function walk({ browser, server, folder, weft, look }) {
  const principal = await signIn(browser, server, weft,
    { email: "year-principal@alder.example", name: "Robin Vale", role: "principal", school: "S0001" });
  const moved = await moveByClick(browser, server, principal);
  const faults = [...moved.faults,
    ...await lockByKeyboard(browser, server, principal, moved.lab),
    ...await coverOnAPhone(browser, server, principal)];
  faults.push(...await lookAll({
    browser, server, folder, look, session: principal,
    entries: [
      { name: "year", path: "/year", print: true },
      { name: "year-labs", path: "/year/labs", print: true },
      { name: "year-lab", path: moved.lab, print: true },
      { name: "year-move", path: `${moved.lab}/move?date=2027-01-06` },
      { name: "year-plan", path: "/year/plan" },
      { name: "year-coaches", path: "/year/coaches" },
      { name: "year-simulation", path: "/year/simulation?fill=80" },
      { name: "cover", path: "/schools/S0001/cover?date=2026-10-06" },
      { name: "cover-sheet", path: "/schools/S0001/cover/sheet?date=2026-10-06", print: true, sheets: 1 },
      { name: "my-absence-nobody", path: "/my/absence" },
    ],
  }));
  return faults;
}
