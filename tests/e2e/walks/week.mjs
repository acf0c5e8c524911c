// The week by click alone, by keyboard alone, without script, and by two people at once; then
// every page of it in every view.
import { lookAll, signIn } from "../session.mjs";

export const lane = "plans";

const path = "/schools/S0001/week";
const firstChange = (page) => page.locator(".changes li").first().innerText();

/** Pick lessons until one may go somewhere; the words of the one picked. */
async function pickMovable(page, base) {
  await page.goto(base + path);
  const hrefs = await page.locator("a.lesson").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  for (const href of hrefs.slice(0, 40)) {
    await page.goto(base + href);
    if (await page.locator("button.target").count() > 0) {
      return page.locator("#picked-heading").innerText();
    }
  }
  throw new Error("no lesson of the first 40 may go anywhere");
}

async function byClick(browser, server, session) {
  const faults = [];
  const context = await browser.newContext({ storageState: session, javaScriptEnabled: false });
  const page = await context.newPage();
  const words = await pickMovable(page, server.base);
  if (await page.locator(".barred li").count() + await page.locator(".targets li").count() === 0) {
    faults.push("a picked lesson does not say where it may go");
  }
  await page.locator("button.target").first().click();
  if (!(await firstChange(page)).includes(words)) {
    faults.push(`the change is not listed: ${words}`);
  }
  await page.locator("button[value=undo]").click();
  if (!(await firstChange(page)).includes("undone")) {
    faults.push("undo is not told");
  }
  await page.locator("button[value=redo]").click();
  if ((await firstChange(page)).includes("undone")) {
    faults.push("redo did not bring it back");
  }
  await pickMovable(page, server.base);
  const picked = page.url();
  await page.fill("#why", "The room is promised");
  await page.click("button[value=yes][name=lock]");
  await page.goto(picked);
  if (!(await page.locator(".lock-form").innerText()).includes("The room is promised")) {
    faults.push("the reason of a lock is not shown");
  }
  if (await page.locator("button.target").count() !== 0) {
    faults.push("a locked lesson can be moved");
  }
  await page.click("button[value=no][name=lock]");
  await context.close();
  return faults;
}

/** Both have picked the same lesson. A page without script is told when it saves who was quicker; a
 * page with script sees the change come, and what is being typed stays. */
async function twoAtOnce(browser, server, first, second) {
  const faults = [];
  const one = await (await browser.newContext({ storageState: first })).newPage();
  const two = await (await browser.newContext({ storageState: second, javaScriptEnabled: false })).newPage();
  const three = await (await browser.newContext({ storageState: second })).newPage();
  await pickMovable(one, server.base);
  await two.goto(one.url());
  await three.goto(one.url());
  await three.fill("#why", "half a sentence");
  await one.locator("button.target").first().click();
  await one.waitForURL(/done=moved/);
  await three.waitForSelector("[data-week-told]:not([hidden])", { timeout: 30000 })
    .catch(() => faults.push("an open page does not see the change of another"));
  if (await three.inputValue("#why") !== "half a sentence") {
    faults.push("what was being typed is lost when another changes the plan");
  }
  await two.locator("button.target").last().click();
  await two.waitForSelector(".flash");
  const told = await two.locator(".flash").innerText();
  if (!told.includes("changed this since you opened the page")) {
    faults.push(`the slower one is not told: ${told}`);
  }
  if (!(await firstChange(two)).includes("moved to day")) {
    faults.push("the slower one does not see the change of the quicker one");
  }
  for (const page of [one, two, three]) {
    await page.context().close();
  }
  return faults;
}

/** A lock that is sent while there is no connection is kept and made when there is one. */
async function withoutConnection(browser, server, session) {
  const faults = [];
  const page = await (await browser.newContext({ storageState: session })).newPage();
  await pickMovable(page, server.base);
  await page.context().setOffline(true);
  await page.fill("#why", "The hall is let");
  await page.click("button[value=yes][name=lock]");
  await page.waitForSelector("[data-week-waiting]:not([hidden])", { timeout: 10000 })
    .catch(() => faults.push("it is not said that a change waits"));
  await page.context().setOffline(false);
  await page.waitForURL(/done=locked/, { timeout: 60000 })
    .catch(() => faults.push("a change made without connection is lost"));
  if (!(await firstChange(page)).includes("The hall is let")) {
    faults.push("the change made without connection is not in the list");
  }
  await page.click("button[value=no][name=lock]");
  await page.waitForURL(/done=unlocked/);
  await page.context().close();
  return faults;
}

/** A lesson of a day: placed, and placed in spite of a rule, without script. */
async function inADay(browser, server, session) {
  const faults = [];
  const page = await (await browser.newContext({ storageState: session, javaScriptEnabled: false })).newPage();
  await page.goto(`${server.base}${path}?view=day&day=1&grade=2`);
  await page.locator(".block a", { hasText: "Literacy" }).first().click();
  if (await page.locator(".barred li").count() === 0) {
    faults.push("a lesson of the day does not say why not elsewhere");
  }
  await page.locator("summary", { hasText: "in spite of a rule" }).click();
  await page.selectOption("#overrule-start", { index: 0 });
  await page.fill("#overrule-why", "The visitors come then");
  await page.click("button[name=overrule]");
  if (!(await page.locator(".week-side").innerText()).includes("The visitors come then")) {
    faults.push("the reason of what was overruled is not shown");
  }
  await page.locator("button[value=undo]").click();
  if (!(await firstChange(page)).includes("undone")) {
    faults.push("what was overruled is not undone");
  }
  await page.context().close();
  return faults;
}

/** A draft around the locks, started and followed in the browser. */
async function solve(browser, server, session) {
  const faults = [];
  const page = await (await browser.newContext({ storageState: session })).newPage();
  await page.goto(server.base + path);
  await page.fill("#name", "Second try");
  await page.locator(".solve-form button").click();
  await page.waitForURL(/week\/jobs\//);
  await page.waitForSelector("a.button.primary", { timeout: 120000 })
    .catch(() => faults.push("the draft does not come"));
  await page.locator("a.button.primary").click();
  if (!(await page.locator(".plan-name").innerText()).includes("Second try")) {
    faults.push("the draft is not shown");
  }
  await page.context().close();
  return faults;
}

async function byKeyboard(browser, server, session) {
  const faults = [];
  const page = await (await browser.newContext({ storageState: session })).newPage();
  await pickMovable(page, server.base);
  await page.waitForFunction(() => document.activeElement.matches("a.lesson"), null, { timeout: 5000 })
    .catch(() => faults.push("the focus is not on what is picked"));
  const said = await page.locator("[data-week-says]").textContent();
  if (said.length === 0) {
    faults.push("the live region says nothing of what is picked");
  }
  for (let i = 0; i < 20; i += 1) {
    const key = i < 10 ? "ArrowRight" : "ArrowLeft";
    await page.keyboard.press(key);
    if (await page.evaluate(() => document.activeElement.matches("button.target"))) {
      break;
    }
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=moved/, { timeout: 5000 })
    .catch(() => faults.push(`Enter did not place it: ${page.url()}`));
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.search.includes("line="));
  await page.context().close();
  return faults;
}

export async function walk({ browser, server, folder, weft, look }) {
  const principal = await signIn(browser, server, weft,
    { email: "principal@alder.example", name: "Pat Rivera", role: "principal", school: "S0001" });
  const lead = await signIn(browser, server, weft,
    { email: "lead@alder.example", name: "Lee Moore", role: "leadership-team", school: "S0001" });
  const faults = [
    ...await byClick(browser, server, principal),
    ...await twoAtOnce(browser, server, principal, lead),
    ...await byKeyboard(browser, server, principal),
    ...await withoutConnection(browser, server, principal),
    ...await inADay(browser, server, principal),
    ...await solve(browser, server, principal),
  ];
  const context = await browser.newContext({ storageState: principal });
  const page = await context.newPage();
  await pickMovable(page, server.base);
  const picked = page.url().replace(server.base, "");
  const answer = await page.request.get(server.base + path, { headers: { "accept-encoding": "gzip" } });
  const packed = Number(answer.headers()["content-length"] ?? 0);
  if (packed > 100 * 1024) {
    faults.push(`the week is ${packed} bytes packed`);
  }
  await page.goto(`${server.base}${path}?view=day&day=1&grade=2`);
  const inDay = await page.locator(".block a").first().getAttribute("href");
  await page.goto(`${server.base}/week/plans`);
  const adopt = await page.locator("a[href^='/week/plans/adopt']").first().getAttribute("href");
  await context.close();
  faults.push(...await lookAll({
    browser, server, folder, look, session: principal,
    entries: [
      { name: "home-principal", path: "/" },
      { name: "week", path },
      { name: "week-picked", path: picked },
      { name: "week-day", path: `${path}?view=day&grade=2` },
      { name: "week-day-picked", path: inDay },
      { name: "adopt", path: adopt },
      { name: "week-class", path: `${path}?view=class`, print: true },
      { name: "plans", path: "/week/plans" },
      { name: "my-day-nobody", path: "/my/day" },
    ],
  }));
  return faults;
}
