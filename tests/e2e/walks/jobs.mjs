// A job followed to its end: by the news that the server sends, by asking where no news get
// through, and by loading again without script; then one that a worker really runs is stopped.
// The followed jobs are rows that this walk changes itself, as a worker would.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { lookAll, signIn } from "../session.mjs";

function sql(server, text) {
  const run = spawnSync("sqlite3", ["-cmd", ".timeout 10000", server.database, text], { encoding: "utf8" });
  if (run.status !== 0) {
    throw new Error(`sqlite3: ${run.stderr}`);
  }
  return run.stdout.trim();
}

/** A running job that no worker of ours has; it asks for nothing and nothing takes it over. */
function begin(server, id) {
  sql(server, `INSERT INTO job (zone_id, id, kind, state, priority, account_id, payload, not_before_ms,
    created_ms, started_ms, changed_ms, worker, lease_until_ms, attempts, permille, message, result)
    VALUES (1, ${id}, 'week.solve', 'running', 0, 0, x'', 0, ${Date.now()}, ${Date.now()}, ${Date.now()},
    'walk', ${Date.now() + 3600000}, 1, 100, 'It begins', x'')`);
}

const change = (server, id, what) => sql(server,
  `UPDATE job SET ${what}, version = version + 1, changed_ms = ${Date.now()} WHERE id = ${id}`);

const isAt = (page, permille) => page.waitForFunction(
  (wanted) => document.querySelector("progress")?.value === wanted, permille, { timeout: 30000 });

async function follow({ browser, server, session, id, how, prepare, by }) {
  const context = await browser.newContext({ storageState: session });
  const faults = [];
  begin(server, id);
  try {
    const page = await context.newPage();
    await prepare(page);
    await page.goto(`${server.base}/jobs/${id}`);
    await isAt(page, 100);
    change(server, id, "permille = 420, message = '4 of 6 <teams>'");
    await isAt(page, 420);
    const told = await page.locator(".progress").innerText();
    if (!told.includes("42") || !told.includes("4 of 6 <teams>")) {
      faults.push(`${how}: shows ${told}`);
    }
    const followedBy = await page.locator(".progress").getAttribute("data-by");
    if (followedBy !== by) {
      faults.push(`${how}: followed by ${followedBy}`);
    }
    change(server, id, "state = 'done', permille = 1000, message = '', result = CAST('Six schools planned.' AS BLOB), finished_ms = 1");
    await page.waitForSelector(".progress", { state: "detached", timeout: 30000 });
    const end = await page.locator("main").innerText();
    if (!end.includes("Done") || !end.includes("Six schools planned.")) {
      faults.push(`${how}: the end shows ${end}`);
    }
  } finally {
    await context.close();
  }
  return faults;
}

async function withoutScript(browser, server, session) {
  const faults = [];
  const context = await browser.newContext({ storageState: session, javaScriptEnabled: false });
  begin(server, 904);
  try {
    const page = await context.newPage();
    await page.goto(`${server.base}/jobs/904`);
    if (!(await page.locator("main").innerText()).includes("10%")) {
      faults.push("without script: how far it is is not told");
    }
    change(server, 904, "permille = 500");
    // The page loads itself again after five seconds.
    await page.waitForSelector("text=50%", { timeout: 30000 });
    change(server, 904, "permille = 700");
    await page.getByRole("link", { name: "Refresh" }).click();
    if (!(await page.locator("main").innerText()).includes("70%")) {
      faults.push("without script: the link does not bring the page up to date");
    }
    await page.getByRole("button", { name: "Stop" }).click();
    if (sql(server, "SELECT cancel_requested FROM job WHERE id = 904") !== "1") {
      faults.push("without script: the button does not stop the job");
    }
    if (await page.getByRole("button", { name: "Stop" }).count() > 0) {
      faults.push("without script: a job that is told to stop can be told again");
    }
    change(server, 904, "state = 'cancelled', message = 'The job was cancelled.'");
  } finally {
    await context.close();
  }
  return faults;
}

/** Put a job into the queue. */
const enqueue = (server, id, kind, payload, notBefore) => sql(server, `INSERT INTO job (zone_id, id, kind, state,
  priority, account_id, payload, not_before_ms, created_ms, changed_ms, result) VALUES (1, ${id}, '${kind}', 'queued',
  0, 0, CAST('${payload}' AS BLOB), ${notBefore}, ${Date.now()}, ${Date.now()}, x'')`);

/** One that our worker really runs, seen to its end; and one that waits, stopped by script. */
async function realOnes(browser, server, session) {
  const faults = [];
  const copy = join(server.database, "..", "copy.db");
  const context = await browser.newContext({ storageState: session });
  try {
    const page = await context.newPage();
    enqueue(server, 905, "database.backup", copy, Date.now() + 1500);
    await page.goto(`${server.base}/jobs/905`);
    await page.waitForSelector(".progress", { state: "detached", timeout: 60000 });
    const end = await page.locator("main").innerText();
    if (!end.includes("Done") || !end.includes(copy) || !existsSync(copy)) {
      faults.push(`a copy of the database: ${end}`);
    }
    enqueue(server, 907, "database.backup", `${copy}-2`, Date.now() + 3600000);
    await page.goto(`${server.base}/jobs/907`);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.waitForSelector(".progress", { state: "detached", timeout: 30000 });
    if (!(await page.locator("main").innerText()).includes("Stopped")) {
      faults.push("a waiting job that is stopped does not say so");
    }
  } finally {
    await context.close();
  }
  return faults;
}

export async function walk({ browser, server, folder, weft, look }) {
  if (spawnSync("sqlite3", ["--version"]).status !== 0) {
    return ["sqlite3 is missing, no job was followed"];
  }
  const session = await signIn(browser, server, weft,
    { email: "jo@alder.example", name: "Jo Park", role: "administrator" });
  const faults = [];
  const ways = [
    { id: 901, how: "news", by: "news", prepare: () => {} },
    { id: 902, how: "no EventSource", by: "asking", prepare: (page) => page.addInitScript(() => { delete window.EventSource; }) },
    { id: 903, how: "news refused", by: "asking", prepare: (page) => page.route("**/news", (route) => route.fulfill({ status: 503, body: "" })) },
  ];
  for (const way of ways) {
    faults.push(...await follow({ browser, server, session, ...way }));
  }
  faults.push(...await withoutScript(browser, server, session));
  faults.push(...await realOnes(browser, server, session));
  begin(server, 906);
  faults.push(...await lookAll({ browser, server, folder, look, session,
    entries: [{ name: "job-running", path: "/jobs/906" }, { name: "jobs-with-rows", path: "/admin/jobs" }] }));
  change(server, 906, "state = 'done'");
  return faults;
}
