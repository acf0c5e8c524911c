// Staff suggest a trade in the week, see what it would mean, and a committee decides: without
// script, as a teacher, a member of the leadership team and the principal.
import { lookAll, signIn } from "../session.mjs";

export const lane = "plans";
const week = "/schools/S0001/week";

/** Go to where a teacher suggests, and pick a lesson that may go somewhere: the first from one on. */
async function pick(page, base, from) {
  await page.goto(base + week);
  const suggest = page.getByRole("link", { name: "Suggest a change" });
  if (await suggest.count() > 0) {
    await suggest.click();
  }
  const hrefs = await page.locator("a.lesson").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  for (const href of [...hrefs.slice(from), ...hrefs.slice(0, from)]) {
    await page.goto(base + href);
    if (await page.locator("button.target").count() > 0) {
      return;
    }
  }
  throw new Error("no lesson may go anywhere");
}

async function suggest(page, base, why, faults, { from = 0, last = false } = {}) {
  await pick(page, base, from);
  if (await page.locator(".lock-form, [data-week-turn]").count() > 0) {
    faults.push("a teacher is offered to change the plan");
  }
  await (last ? page.locator("button.target").last() : page.locator("button.target").first()).click();
  if (!(await page.locator("main").innerText()).includes("What it would mean")) {
    faults.push("what a trade would mean is not said before it is sent");
  }
  await page.locator("form.form").evaluate((form) => { form.noValidate = true; }).catch(() => {});
  await page.fill("#why", why);
  await page.getByRole("button", { name: "Send the suggestion" }).click();
}

/** A reason is asked for at the field and in the summary, and the trade is kept. */
async function withoutReason(browser, server, session) {
  const faults = [];
  const context = await browser.newContext({ storageState: session });
  const page = await context.newPage();
  await suggest(page, server.base, "", faults);
  if (await page.locator(".error-summary a[href='#why']").count() === 0 || await page.locator("#why[aria-invalid]").count() === 0) {
    faults.push("a missing reason is not asked for at its field and in the summary");
  }
  const form = page.url();
  await context.close();
  return { faults, form };
}

const open = (page) => page.locator("li.proposal");

async function committee(browser, server, teacher, lead, principal) {
  const faults = [];
  const page = async (session) => (await browser.newContext({ storageState: session, javaScriptEnabled: false })).newPage();
  const [one, two, three] = [await page(teacher), await page(lead), await page(principal)];
  await suggest(one, server.base, "Then we meet <on Tuesdays>", faults);
  await suggest(one, server.base, "And this one too", faults, { from: 30, last: true });
  if (await open(one).count() !== 2 || !(await open(one).first().innerText()).includes("Then we meet <on Tuesdays>")) {
    faults.push(`two suggestions are listed as ${await open(one).count()}`);
  }
  if (await one.locator(".decide").count() > 0) {
    faults.push("a teacher is offered to decide");
  }
  await two.goto(`${server.base}${week}/proposals`);
  await open(two).first().locator("input[name=words]").fill("It helps my team");
  await open(two).first().locator("button[value=for]").click();
  if (!(await open(two).first().locator(".voices").innerText()).includes("It helps my team")) {
    faults.push("a voice is not shown");
  }
  await three.goto(server.base);
  await three.getByRole("link", { name: "2 suggestions wait for a decision" }).click();
  await open(three).nth(1).locator("button[value=decline]").click();
  if (!(await three.locator(".flash").innerText()).includes("Say why not")) {
    faults.push("a suggestion is declined without an answer");
  }
  await open(three).nth(1).locator("input[name=words]").fill("The gym is let");
  await open(three).nth(1).locator("button[value=decline]").click();
  const words = await open(three).first().locator("h3").innerText();
  await open(three).first().locator("button[value=accept]").click();
  await three.goto(server.base + week);
  if (!(await three.locator(".changes li").first().innerText()).includes(words)) {
    faults.push("what was accepted is not a change of the plan");
  }
  await three.locator("button[value=undo]").click();
  await one.goto(`${server.base}${week}/proposals`);
  const told = await one.locator("main").innerText();
  if (!told.includes("Accepted by") || !told.includes("The gym is let")) {
    faults.push("whoever suggested it is not told what became of it");
  }
  for (const each of [one, two, three]) {
    await each.context().close();
  }
  return faults;
}

export async function walk({ browser, server, folder, weft, look }) {
  const [teacher, lead, principal] = await Promise.all([
    { email: "suggests@alder.example", name: "Tam Low", role: "teacher" },
    { email: "voice@alder.example", name: "Vera Lind", role: "leadership-team" },
    { email: "decides@alder.example", name: "Dee Cole", role: "principal" },
  ].map((person) => signIn(browser, server, weft, { ...person, school: "S0001" })));
  const empty = await lookAll({ browser, server, folder, look, session: teacher,
    entries: [{ name: "suggestions-none", path: `${week}/proposals` }] });
  const without = await withoutReason(browser, server, teacher);
  const faults = [...empty, ...without.faults, ...await committee(browser, server, teacher, lead, principal)];
  const context = await browser.newContext({ storageState: teacher });
  const page = await context.newPage();
  await suggest(page, server.base, "Once more", faults, { from: 40, last: true });
  await pick(page, server.base, 30);
  const picked = page.url().replace(server.base, "");
  await page.locator("button.target").first().click();
  const form = page.url().replace(server.base, "");
  await context.close();
  return faults.concat(
    await lookAll({ browser, server, folder, look, session: teacher, entries: [
      { name: "suggest-picked", path: picked }, { name: "suggest", path: form },
      { name: "suggestions", path: `${week}/proposals` }] }),
    await lookAll({ browser, server, folder, look, session: principal, entries: [
      { name: "suggestions-to-decide", path: `${week}/proposals` }] }));
}
