// Rows of the tree of servers and their context menu.
import { clickTo, unfold } from './click.mjs';
import { until } from './wait.mjs';

export const rowsAt = (window, level) => window.page.locator(`.monaco-list-row[aria-level="${level}"]`);

/** A row of the tree with that label, in sight and unfolded down to it. */
export async function rowOf(window, ...labels) {
  await window.run('View: Show Exchange CBA');
  let row;
  for (const [depth, label] of labels.entries()) {
    row = rowsAt(window, depth + 1)
      .filter({ has: window.page.locator('.label-name').getByText(label, { exact: true }) })
      .first();
    await row.waitFor();
    if (depth === labels.length - 1) return row;
    await unfold(row, row.locator('.monaco-tl-twistie'));
  }
  return row;
}

/** Runs an entry of the context menu of a row; a menu takes no click in its first moments. */
export async function choose(window, row, entry) {
  const item = window.page
    .locator('.monaco-menu .action-menu-item')
    .filter({ has: window.page.getByText(entry, { exact: true }) });
  await clickTo(row, item, { button: 'right' });
  await item.hover();
  await until(
    `${entry} started`,
    async () => {
      if (await item.isVisible()) await item.click({ timeout: 1000 });
      return item.isVisible();
    },
    (shows) => !shows,
  );
}
