// The frame by keyboard alone: skip link first, focus seen, menu opened and closed.
export async function walk({ browser, server }) {
  const faults = [];
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const focused = () => page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return { text: document.activeElement.textContent.trim(), outline: style.outlineStyle, inset: document.activeElement.getBoundingClientRect().top };
  });
  try {
    await page.goto(`${server.base}/style`);
    // The page begins at its error summary: go back to the beginning as a reader would.
    await page.evaluate(() => { document.activeElement.blur(); window.getSelection().removeAllRanges(); });
    await page.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute("tabindex"); });
    await page.keyboard.press("Tab");
    let now = await focused();
    if (!now.text.startsWith("Skip to") || now.outline === "none" || now.inset < 0) {
      faults.push(`the skip link does not come first, seen: ${JSON.stringify(now)}`);
    }
    await page.keyboard.press("Enter");
    if (await page.evaluate(() => document.activeElement.id) !== "main") {
      faults.push("the skip link does not lead to the content");
    }
    await page.focus(".user-menu summary");
    await page.keyboard.press("Enter");
    if (!await page.locator(".user-menu[open]").count()) {
      faults.push("the menu does not open with Enter");
    }
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    now = await focused();
    if (await page.locator(".user-menu[open]").count() || now.text !== "Maya Lind") {
      faults.push("Escape does not close the menu and go back to its name");
    }
    // Every stop of the Tab key is seen: an outline, or one drawn by what it contains.
    await page.focus(".tabs a");
    for (let i = 0; i < 40; i += 1) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(() => {
        const at = document.activeElement;
        return getComputedStyle(at).outlineStyle !== "none" || getComputedStyle(at, "::after").outlineStyle !== "none" ? null : at.outerHTML.slice(0, 100);
      });
      if (seen !== null) {
        faults.push(`focus is not seen on ${seen}`);
      }
    }
  } finally {
    await page.close();
  }
  return faults;
}
