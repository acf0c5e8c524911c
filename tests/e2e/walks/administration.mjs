// An administrator is invited, chooses a password, and looks at every page of sign-in and
// administration.
import { lookAll, signIn } from "../session.mjs";

export async function walk({ browser, server, folder, weft, look }) {
  const session = await signIn(browser, server, weft,
    { email: "ada@alder.example", name: "Ada O'Hara", role: "administrator" });
  return lookAll({
    browser, server, folder, look, session,
    entries: [
      { name: "home", path: "/" },
      { name: "account", path: "/account" },
      { name: "second-factor", path: "/account/second-factor" },
      { name: "people", path: "/admin/people" },
      { name: "invite", path: "/admin/people/new" },
      { name: "audit", path: "/admin/audit" },
      { name: "jobs", path: "/admin/jobs" },
      { name: "system", path: "/admin/system" },
    ],
  });
}
