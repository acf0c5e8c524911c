// Accounts for a walk: invited by command, opened by their link, signed in in a browser.
import { spawnSync } from "node:child_process";

export const password = "a long password of four words";

/** Make an account and sign it in; the result is the state of its session, for look(). */
export async function signIn(browser, server, weft, person) {
  const run = spawnSync(weft, ["account", "invite", person.email, person.name,
    "--role", person.role, "--base-url", server.base, ...(person.school ? ["--school", person.school] : [])],
  { env: server.env, encoding: "utf8" });
  const link = run.stdout.match(/https?:\/\/\S+/);
  if (run.status !== 0 || link === null) {
    throw new Error(`weft account invite: ${run.stdout}${run.stderr}`);
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

/** Look at several pages in every view with the state of a session; a list of faults. */
export async function lookAll({ browser, server, folder, look, views, session, entries }) {
  const faults = [];
  const context = await browser.newContext({ storageState: session });
  try {
    const page = await context.newPage();
    for (const entry of entries) {
      for (const view of views) {
        const found = await look(page, server, entry, view, folder);
        faults.push(...found.map((fault) => `${entry.path} ${view.name}: ${fault}`));
      }
    }
  } finally {
    await context.close();
  }
  return faults;
}
