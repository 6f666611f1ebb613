// Clicks on rows and menus that VS Code may just be replacing: such a click is lost, so it is repeated until
// what it leads to is there.
import { until } from './wait.mjs';

/** Milliseconds after which a click counts as lost. */
const patience = 2000;

/**
 * @param {import('playwright-core').Locator} target
 * @param {import('playwright-core').Locator} arrived what the click leads to; once it shows, nothing is clicked
 * @param {Parameters<import('playwright-core').Locator['click']>[0]} [options]
 */
export function clickTo(target, arrived, options = {}) {
  return until(
    `${arrived} after a click on ${target}`,
    async () => {
      if (!(await arrived.isVisible())) await target.click({ ...options, timeout: patience });
      await arrived.waitFor({ timeout: patience });
      return true;
    },
    Boolean,
  );
}

/** Unfolds a row of a tree; `grip` is what is clicked for it. */
export function unfold(row, grip = row) {
  return until(
    `${row} unfolded`,
    async () => {
      const state = () => row.getAttribute('aria-expanded', { timeout: patience });
      if ((await state()) === 'true') return true;
      await grip.click({ timeout: patience });
      // What a click unfolds comes some time after it, and another click would fold it again.
      for (const end = Date.now() + patience; Date.now() < end && (await state()) !== 'true';);
      return (await state()) === 'true';
    },
    Boolean,
  );
}
