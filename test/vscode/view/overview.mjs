// The view of all certificates of the workspace.
import { until } from './support/wait.mjs';

export default function (check) {
  check('what has expired stands first, and a click opens that certificate', async (window) => {
    const list = await unfolded(window);
    await until(
      'groups, what has expired first',
      () => list.rows.allInnerTexts(),
      ([first]) => /^Expired\s*\d/.test(first),
    );
    await list.item(/^Jane Doe, Expired, .*expired\.cer/).click();
    await window.tab('expired.cer');
    const view = await (await window.view()).becomes('certificate');
    await view.reads('.verdict h2', 'jane@contoso.com cannot sign in');
    await list.fold();
  });

  check('what could not be read stands last, with its reason, and a click opens it', async (window) => {
    const list = await unfolded(window);
    await list.toEnd();
    await list.item(/^Not read/).click();
    await list.toEnd();
    const locked = list.item('empty-password.pfx, PKCS#12; not opened yet');
    await locked.click();
    await window.tab('empty-password.pfx');
    await (await window.view()).becomes('certificate');
    // Now that it is open, it is none of those.
    await locked.waitFor({ state: 'detached' });
    await list.item(/^corrupt\.cer, This file is corrupt/).waitFor();
    await list.item(/^Not read/).click();
    await list.fold();
  });
}

/** The list, as it is handled with the mouse. */
async function unfolded({ page }) {
  const title = page.locator('.pane-header', { hasText: 'Certificates by expiry' });
  if (!(await title.isVisible())) await page.locator('.activitybar [aria-label="Exchange CBA"]').first().click();
  await title.waitFor();
  if ((await title.getAttribute('aria-expanded')) === 'false') await title.click();
  const tree = page.locator('.monaco-list[aria-label="Certificates by expiry"]');
  const rows = tree.locator('.monaco-list-row');
  const last = tree.locator('.monaco-list-row[data-last-element="true"]');
  await rows.first().waitFor();
  return {
    rows,
    item: (name) => page.getByRole('treeitem', { name }).first(),
    fold: () => title.click(),
    // What a click unfolds may come after the first turn of the wheel.
    toEnd: () =>
      until(
        'the end of the list',
        async () => {
          await tree.hover();
          await page.mouse.wheel(0, 10_000);
          const [list, row] = await Promise.all([tree.boundingBox(), last.boundingBox({ timeout: 1000 })]);
          return list.y + list.height - (row.y + row.height);
        },
        (below) => below >= 0,
      ),
  };
}
