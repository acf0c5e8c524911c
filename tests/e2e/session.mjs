// Accounts for a walk: invited by command, opened by their link, signed in in a browser.
import { run } from "./server.mjs";

export const password = "a long password of four words";

/** Make an account and sign it in; the result is the state of its session, for look(). */
export async function signIn(browser, server, weft, person) {
  const said = await run(weft, server, ["account", "invite", person.email, person.name,
    "--role", person.role, "--base-url", server.base, ...(person.school ? ["--school", person.school] : []),
    ...(person.person ? ["--person", person.person] : [])]);
  const link = said.match(/https?:\/\/\S+/);
  if (link === null) {
    throw new Error(`weft account invite: ${said}`);
  }
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(link[0]);
    await page.fill("#password", password);
    await page.fill("#again", password);
    await Promise.all([page.waitForURL((url) => !url.pathname.startsWith("/welcome")), page.click("button.primary")]);
    if (new URL(page.url()).pathname.startsWith("/sign-in")) {
      await page.fill("#email", person.email);
      await page.fill("#password", password);
      await Promise.all([page.waitForURL((url) => !url.pathname.startsWith("/sign-in")), page.click("button.primary")]);
    }
    return await context.storageState();
  } finally {
    await context.close();
  }
}

/** Look at several pages with the state of a session; a list of faults. */
export async function lookAll({ browser, server, folder, look, session, entries }) {
  const found = await Promise.all(entries.map((entry) => look(browser, server, entry, folder, session)));
  return found.flatMap((faults, i) => faults.map((fault) => `${entries[i].path} ${fault}`));
}
