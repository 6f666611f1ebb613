// Setting client certificates up in a real VS Code, by the keyboard alone and by the mouse alone, as it shows
// on the screen.
import { clickTo } from './support/click.mjs';
import { choose } from './support/tree.mjs';

const stock = 'Client certificates are not used';
const atExchange = 'Client certificates are validated by Exchange (detected). No problems found';
const atGateway = 'Client certificates are validated by the gateway (detected). No problems found';

/** The server's row in the tree, which speaks the verdict. */
const serverRow = (window) => window.page.locator('.monaco-list-row[aria-level="1"]', { hasText: 'contoso' }).first();

const verdict = (window, text) =>
  window.page.locator(`.monaco-list-row[aria-level="1"][aria-label*="${text}"]`).first().waitFor();

/** The input of one step of the command, with its question. */
const question = (window, text) => window.page.locator(`input[placeholder="${text}"]`);

/** A row below that question and no other. */
const answerTo = (window, asked, text) =>
  window.page
    .locator('.quick-input-widget', { has: asked })
    .locator('.quick-input-list .monaco-list-row', { hasText: text })
    .first();

/** One step of the command: its question is on the screen. */
const asked = (window, text) => question(window, text).waitFor();

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
  await choose(window, serverRow(window), 'Set Up Client Certificates…');
  const [where, which, how] = [
    'Where are client certificates validated?',
    'For which virtual directories?',
    'How do you want to apply the change?',
  ].map((text) => question(window, text));
  await where.waitFor();
  await clickTo(answerTo(window, where, target), which);
  const ok = page.locator('.quick-input-widget', { has: which }).locator('.quick-input-action .monaco-button');
  await clickTo(ok.filter({ hasText: 'OK' }), how);
  const apply = page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' });
  await clickTo(answerTo(window, how, 'Review the changes'), apply);
  const toast = page.locator('.notification-toast', { hasText: 'Changed and saved' }).last();
  await clickTo(apply, toast);
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
    const where = question(window, 'Where are client certificates validated?');
    await clickTo(answerTo(window, where, 'Gateway'), question(window, 'For which virtual directories?'));
    await page.keyboard.press('Enter');
    const how = question(window, 'How do you want to apply the change?');
    await how.waitFor();
    const notes = page.locator('.view-line', { hasText: '## Notes' }).first();
    await clickTo(answerTo(window, how, 'Show what the change'), notes);
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
