// The pages of a zone as its administrator and as a principal see them: every page in every view,
// and rows changed by keyboard alone, with what was typed kept where it is wrong.
import { lookAll, signIn } from "../session.mjs";

export const lane = "plans";

/** Keys until the focus is on what a selector names. */
async function tabTo(page, selector) {
  for (let i = 0; i < 400; i += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not reach ${selector}`);
}

async function editByKeyboard(browser, server, session) {
  const faults = [];
  const context = await browser.newContext({ storageState: session, javaScriptEnabled: true });
  try {
    const page = await context.newPage();
    await page.goto(`${server.base}/schools/S0001/files/rooms`);
    await tabTo(page, "#rows");
    await page.keyboard.insertText("S0001-NEW\tNew <room>\t\tcinema\t20\t1");
    await tabTo(page, "button[value=save]");
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    if (!(await page.locator("#rows").inputValue()).includes("New <room>")) {
      faults.push("a row with a fault is lost");
    }
    if (!(await page.locator("main").innerText()).includes("Nothing was saved")) {
      faults.push("a fault is not told");
    }
    await page.locator("#rows").focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText("S0001-NEW\tNew <room>\t\tmeeting\t20\t1");
    await tabTo(page, "button[value=save]");
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    if (!(await page.locator("table").first().innerText()).includes("S0001-NEW")) {
      faults.push("a right row is not saved");
    }
  } finally {
    await context.close();
  }
  return faults;
}

export async function walk({ browser, server, folder, weft, look }) {
  const administrator = await signIn(browser, server, weft,
    { email: "zoe@alder.example", name: "Zoe Reyes", role: "administrator" });
  const principal = await signIn(browser, server, weft,
    { email: "pia@alder.example", name: "Pia Holm", role: "principal", school: "S0001" });
  const school = ["", "/people", "/classes", "/teams", "/days", "/calendar", "/rules"];
  const faults = await editByKeyboard(browser, server, principal);
  faults.push(...await lookAll({ browser, server, folder, look, session: administrator,
    entries: [
      { name: "zone", path: "/zone" },
      { name: "zone-setup", path: "/zone/setup" },
      { name: "zone-roster", path: "/zone/roster" },
      { name: "zone-table", path: "/zone/files/grades" },
    ] }));
  faults.push(...await lookAll({ browser, server, folder, look, session: principal,
    entries: [...school.map((part) => ({ name: `school${part.replace("/", "-")}`, path: `/schools/S0001${part}` })),
      { name: "school-table", path: "/schools/S0001/files/rooms" }] }));
  return faults;
}
