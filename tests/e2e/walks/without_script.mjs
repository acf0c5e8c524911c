// Pages work with scripts switched off: links, disclosures, and a form that is sent.
export async function walk({ browser, server }) {
  const faults = [];
  const context = await browser.newContext({ javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(`${server.base}/style`);
    await page.click(".disclosure.danger summary");
    if (!await page.locator(".disclosure.danger[open]").count()) {
      faults.push("a disclosure does not open");
    }
    await page.fill("#name", "Art & <Craft>");
    await page.click(".form button.primary");
    if (!page.url().includes("name=Art")) {
      faults.push(`the form was not sent: ${page.url()}`);
    }
    await page.goto(`${server.base}/sign-in`);
    await page.fill("#email", "nobody@alder.example");
    await page.fill("#password", "wrong");
    await page.click("button.primary");
    if (!await page.locator(".error-summary, .flash-bad").count()) {
      faults.push("a wrong password is not told");
    }
    if (await page.inputValue("#email") !== "nobody@alder.example") {
      faults.push("what was typed is lost");
    }
  } finally {
    await context.close();
  }
  return faults;
}
