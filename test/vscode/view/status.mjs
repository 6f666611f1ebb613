// The item of the status bar: the verdict on the server of the file in front, and what can be done, by mouse
// and by keyboard.

const item = (window) => window.page.locator('.statusbar-item', { hasText: 'contoso:' }).first();

export default function (check) {
  check('the verdict is in sight, and its choices lead to the pages', async (window) => {
    await window.run('View: Show Exchange CBA');
    await item(window).waitFor();
    await window.page.locator('.statusbar-item [aria-label*="contoso: Client certificates are"]').first().waitFor();
    await item(window).click();
    const rows = window.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'Set Up Client Certificates…' }).first().waitFor();
    await rows.filter({ hasText: 'Show Readiness Report' }).first().click();
    await window.page.locator('.tab.active', { hasText: 'contoso' }).first().waitFor();
  });

  check('the keyboard reaches it', async (window) => {
    await item(window).waitFor();
    await window.run('View: Focus Status Bar');
    const { page } = window;
    for (let at = 0; at < 20 && !(await isFocused(page)); at++) await page.keyboard.press('ArrowRight');
    if (!(await isFocused(page))) throw new Error('The item was never focused.');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget input[placeholder="Choose an Action"]').waitFor();
    await page.keyboard.type('Show Problems');
    await page.keyboard.press('Enter');
    await page.locator('.markers-panel').first().waitFor();
  });
}

const isFocused = (page) =>
  page.evaluate(() => {
    // The bar itself may have the focus, whose text is that of all items.
    const item = globalThis.document.activeElement?.closest('.statusbar-item');
    return (item?.textContent ?? '').includes('contoso:');
  });
