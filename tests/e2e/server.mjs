// A server of our own for the walk: a new database or a copy of one, any free port, gone at the end.
import { execFile, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Run a command of ours beside everything else; what it prints. `fails: true`: any end will do. */
export function run(weft, server, words, { fails = false } = {}) {
  return new Promise((resolve, reject) => {
    execFile(weft, words, { env: server.env, encoding: "utf8" }, (error, stdout, stderr) => {
      if (error && !fails) {
        reject(new Error(`weft ${words.join(" ")}: ${stdout}${stderr}`));
      } else {
        resolve(stdout);
      }
    });
  });
}

/** With a copy of the database `from`, or else an empty one. */
export async function startServer(weft, from) {
  const folder = mkdtempSync(join(tmpdir(), "weft-e2e-"));
  const database = join(folder, "e2e.db");
  const env = { ...process.env, WEFT_DATABASE: database };
  if (from) {
    copyFileSync(from, database);
  } else {
    await run(weft, { env }, ["migrate"]);
  }
  const child = spawn(weft, ["serve", "--listen", "127.0.0.1:0"], { env });
  let log = "";
  child.stderr.on("data", (data) => { log += data; });
  const base = await new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`no address after 20 s: ${said}${log}`)), 20000);
    child.stdout.on("data", (data) => {
      said += data;
      const match = said.match(/https?:\/\/\S+/);
      if (match) {
        clearTimeout(timer);
        resolve(match[0].replace(/\/$/, ""));
      }
    });
    child.on("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`weft serve ended with ${code}: ${log}`));
    });
  });
  return {
    base, database, env,
    log: () => log,
    async stop() {
      const gone = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
