// The view of all certificates of the workspace.
import { clickTo, unfold } from './support/click.mjs';
import { until } from './support/wait.mjs';

export default function (check) {
  check('what has expired stands first, and a click opens that certificate', async (window) => {
    const list = await unfolded(window);
    await until(
      'groups, what has expired first',
      () => list.rows.allInnerTexts(),
      ([first]) => /^Expired\s*\d/.test(first),
    );
    await clickTo(list.item(/^Jane Doe, Expired, .*expired\.cer/), tabOf(window, 'expired.cer'));
    const view = await (await window.view()).becomes('certificate');
    await view.reads('.verdict h2', 'jane@contoso.com cannot sign in');
    await list.fold();
  });

  check('what could not be read stands last, with its reason, and a click opens it', async (window) => {
    const list = await unfolded(window);
    const notRead = list.item(/^Not read/);
    const locked = list.item('empty-password.pfx, PKCS#12; not opened yet');
    await list.scrollTo(notRead);
    await unfold(notRead);
    await list.scrollTo(locked);
    await clickTo(locked, tabOf(window, 'empty-password.pfx'));
    await (await window.view()).becomes('certificate');
    // Now that it is open, it is none of those.
    await locked.waitFor({ state: 'detached' });
    await list.scrollTo(list.item(/^corrupt\.cer, This file is corrupt/));
    await list.fold();
  });
}

const tabOf = ({ page }, name) => page.locator('.tab.active .label-name').getByText(name, { exact: true }).first();

/** The list, as it is handled with the mouse. */
async function unfolded({ page }) {
  const title = page.locator('.pane-header', { hasText: 'Certificates by expiry' });
  if (!(await title.isVisible())) await page.locator('.activitybar [aria-label="Exchange CBA"]').first().click();
  await title.waitFor();
  await unfold(title);
  const tree = page.locator('.monaco-list[aria-label="Certificates by expiry"]');
  const rows = tree.locator('.monaco-list-row');
  await rows.first().waitFor();
  return {
    rows,
    item: (name) => page.getByRole('treeitem', { name }).first(),
    fold: () => title.click(),
    // Rows out of sight are not in the document, and what a click unfolds comes some time after it.
    scrollTo: (item) =>
      until(
        'the end of the list with the row',
        async () => {
          await tree.hover();
          await page.mouse.wheel(0, 10_000);
          return item.isVisible();
        },
        Boolean,
      ),
  };
}
