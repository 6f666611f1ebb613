// Setting client certificates up in a real VS Code, by the keyboard alone and by the mouse alone, as it shows
// on the screen.
import { until } from './support/wait.mjs';

const stock = 'Client certificates are not used';
const atExchange = 'Client certificates are validated by Exchange (detected). No problems found';
const atGateway = 'Client certificates are validated by the gateway (detected). No problems found';

/** The server's row in the tree, which speaks the verdict. */
const serverRow = (window) => window.page.locator('.monaco-list-row[aria-level="1"]', { hasText: 'contoso' }).first();

const verdict = (window, text) =>
  window.page.locator(`.monaco-list-row[aria-level="1"][aria-label*="${text}"]`).first().waitFor();

/** One step of the command: its question is on the screen. */
async function asked(window, question) {
  await window.page.locator(`.quick-input-widget input[placeholder="${question}"]`).waitFor();
}

async function byKeyboard(window, target) {
  const { keyboard } = window.page;
  await window.run('Exchange CBA: Set Up Client Certificates…');
  await asked(window, 'Where are client certificates validated?');
  await keyboard.type(target);
  await window.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: target }).waitFor();
  await keyboard.press('Enter');
  await asked(window, 'For which virtual directories?');
  await keyboard.press('Enter');
  await asked(window, 'How do you want to apply the change?');
  await keyboard.press('Enter');
  await window.page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
  await keyboard.press('Control+Enter');
  await window.page.locator('.notification-toast', { hasText: 'Changed and saved' }).last().waitFor();
  await window.run('Notifications: Clear All Notifications');
}

async function byMouse(window, target) {
  const { page } = window;
  await serverRow(window).click({ button: 'right' });
  const entry = page.locator('.monaco-menu .action-menu-item', { hasText: 'Set Up Client Certificates…' });
  await entry.hover();
  // A menu takes no click in the first moments, in which the button that opened it is let go.
  await until(
    'the command started',
    async () => {
      if (await entry.isVisible()) await entry.click({ timeout: 1000 });
      return entry.isVisible();
    },
    (shows) => !shows,
  );
  await asked(window, 'Where are client certificates validated?');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: target }).first().click();
  await asked(window, 'For which virtual directories?');
  await page.locator('.quick-input-widget .quick-input-action .monaco-button', { hasText: 'OK' }).click();
  await asked(window, 'How do you want to apply the change?');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Review the changes' }).click();
  await page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' }).click();
  const toast = page.locator('.notification-toast', { hasText: 'Changed and saved' }).last();
  await toast.waitFor();
  await toast.hover();
  await toast.locator('.codicon-notifications-clear').click();
}

export default function (check) {
  check('what the change causes is shown, and the question how to apply it comes again', async (window) => {
    const { page } = window;
    await window.run('View: Show Exchange CBA');
    await serverRow(window).waitFor();
    await window.run('Exchange CBA: Set Up Client Certificates…');
    await asked(window, 'Where are client certificates validated?');
    // The server is set up for Exchange at first.
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Gateway' }).first().click();
    await asked(window, 'For which virtual directories?');
    await page.keyboard.press('Enter');
    await asked(window, 'How do you want to apply the change?');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Show what the change' }).click();
    await page.locator('.view-line', { hasText: '## Notes' }).first().waitFor();
    await asked(window, 'How do you want to apply the change?');
    await page.keyboard.press('Escape');
    await window.run('View: Revert and Close Editor');
  });
  for (const [hand, setUp] of [
    ['keyboard', byKeyboard],
    ['mouse', byMouse],
  ]) {
    check(`from stock to Exchange, to a gateway, and back, by the ${hand} alone`, async (window) => {
      await window.run('View: Show Exchange CBA');
      await serverRow(window).waitFor();
      // The test before may have left it as Exchange is delivered.
      if (!(await serverRow(window).getAttribute('aria-label')).includes(stock)) await setUp(window, 'Nowhere');
      await verdict(window, stock);
      await setUp(window, 'Exchange');
      await verdict(window, atExchange);
      await setUp(window, 'Gateway');
      await verdict(window, atGateway);
      await setUp(window, 'Nowhere');
      await verdict(window, stock);
    });
  }
}
