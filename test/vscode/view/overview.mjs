// The view of all certificates of the workspace.

import { until } from './support/wait.mjs';

export default function (check) {
  check('what has expired stands first, and a click opens that certificate', async (window) => {
    const { page } = window;
    const title = page.locator('.pane-header', { hasText: 'Certificates by expiry' });
    await title.waitFor();
    if ((await title.getAttribute('aria-expanded')) === 'false') await title.click();
    const rows = page.locator('[aria-label="Certificates by expiry"] .monaco-list-row');
    await rows.first().waitFor();
    await until(
      'groups, what has expired first',
      () => rows.allInnerTexts(),
      ([first]) => /^Expired\s*\d/.test(first),
    );
    await page
      .getByRole('treeitem', { name: /^Jane Doe, Expired, .*expired\.cer/ })
      .first()
      .click();
    await window.tab('expired.cer');
    const view = await (await window.view()).becomes('certificate');
    await view.reads('.verdict h2', 'jane@contoso.com cannot sign in');
    await title.click();
  });
}
