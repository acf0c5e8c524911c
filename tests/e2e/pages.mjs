// The pages that are walked: a name for the screenshots and an address.
//
// Add a line for each page. `status` is the answer it should have (200 when absent);
// `print: true` draws it as it is printed as well, and `sheets: 1` says on how much paper.
// A page that needs somebody signed in is looked at by a walk in walks/ (see run.mjs), which
// signs in and calls lookAll() with the state of its session.
export const pages = [
  { name: "front", path: "/" },
  { name: "style", path: "/style", print: true },
  { name: "style-chosen-dark", path: "/style?theme=dark" },
  { name: "not-found", path: "/no-such-page", status: 404 },
  { name: "sign-in", path: "/sign-in" },
  { name: "data", path: "/data" },
];
