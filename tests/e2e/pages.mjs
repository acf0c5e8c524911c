// The pages that are walked: a name for the screenshots, an address, and who looks.
//
// Add a line for each page. `as` names an account of accounts.mjs (nobody signed in when
// absent); `print: true` draws it as it is printed as well; `wide: true` allows scrolling
// inside of frames at 320 px (the page itself may never scroll sideways).
export const pages = [
  { name: "front", path: "/" },
  { name: "style", path: "/style", print: true },
];
