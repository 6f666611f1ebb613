// From the first question of the view Diagnosis to the next ones, by the mouse; and what is left after the window
// was opened again.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './support/wait.mjs';

const log = [
  '#Software: Microsoft Internet Information Services 10.0',
  '#Fields: date time s-computername s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken',
  ...[1, 2, 3].map(
    (device) =>
      `2026-11-01 10:0${device}:00 EXCH01 192.0.2.10 POST /Microsoft-Server-ActiveSync/default.eas Cmd=Sync&User=user${device}&DeviceId=DEV${device}&DeviceType=iPhone 443 - 198.51.100.${device} Apple-iPhone/1 403 7 5 15`,
  ),
  '',
].join('\n');

const spn =
  'Checking domain DC=contoso,DC=com\nCN=EXCH01,CN=Computers,DC=contoso,DC=com\n\tHTTP/mail.contoso.com\n\nExisting SPN found!\n';

const pane = (window) => window.page.locator('.pane', { has: window.page.locator('[aria-label^="Diagnosis"]') }).last();
const rows = (window) => pane(window).locator('.monaco-list-row');
const question = (window) => rows(window).filter({ hasText: 'Next:' }).first();
/** What the view says, row by row. */
const said = async (window) => (await rows(window).allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());

async function opened(window) {
  await window.run('Exchange CBA: Focus on Diagnosis View');
  await question(window).waitFor();
}

/** An action at the question, which shows when the mouse is on it. */
async function press(window, action) {
  await question(window).hover();
  await question(window)
    .getByRole('button', { name: new RegExp(`^${action}`) })
    .click();
}

/** The diagnosis after the view has others rows than before. */
const changed = (window, before) =>
  until(
    'another diagnosis',
    () => said(window),
    (now) => now.length > 1 && now.join('\n') !== before.join('\n'),
  );

export default function (check) {
  check('the command for evidence that is missing is copied from the tree', async (window) => {
    const { page } = window;
    await window.run('View: Show Exchange CBA');
    const server = page.locator('.monaco-list-row[aria-level="1"]', { hasText: 'contoso' }).first();
    await server.click({ button: 'right' });
    const entry = page.locator('.monaco-menu .action-menu-item', { hasText: 'Copy the Command for This Evidence…' });
    await entry.hover();
    await until(
      'the command started',
      async () => {
        if (await entry.isVisible()) await entry.click({ timeout: 1000 });
        return entry.isVisible();
      },
      (shows) => !shows,
    );
    await page.locator('.quick-input-widget input[placeholder="Evidence to save"]').waitFor();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'ntauth.txt' }).first().click();
    const toast = page.locator('.notification-toast', { hasText: 'save the result as ntauth.txt' });
    await toast.waitFor();
    assert.match(await window.clipboard(), /^certutil .*NTAuth/);
    await window.run('Notifications: Clear All Notifications');
  });

  check('a command is copied, its answer pasted, a file added, and a new window says the same', async (window) => {
    const { page } = window;
    const evidence = mkdtempSync(path.join(tmpdir(), 'exchange-cba-answer-'));
    const saved = ['u_ex.log', 'spn.txt'].map((name) => path.join(window.folder, 'contoso', name));
    try {
      await opened(window);
      const first = await said(window);
      await press(window, 'Copy Command');
      const copied = await until(
        'the command on the clipboard',
        () => window.clipboard(),
        (text) => text.includes('u_ex.log'),
      );
      assert.match(copied, /Copy-Item/);

      await page.evaluate((text) => globalThis.navigator.clipboard.writeText(text), log);
      await press(window, 'Paste the Answer');
      const second = await changed(window, first);
      assert.equal(readFileSync(saved[0], 'utf8'), log);
      assert.ok(
        second.some((row) => row.startsWith('In the logs')),
        second.join('\n'),
      );

      const answer = path.join(evidence, 'spn.txt');
      writeFileSync(answer, spn);
      await press(window, 'Add File');
      await window.chooseFile(answer);
      await until(
        'the whole file beside the server',
        () => Promise.resolve(readFileSync(saved[1], 'utf8')),
        (text) => text === spn,
      );

      await window.run('Exchange CBA: Refresh Diagnosis');
      const before = await said(window);
      await page.reload();
      // The extension starts again.
      await question(window).waitFor({ timeout: 120_000 });
      await until(
        'the same diagnosis in a new window',
        () => said(window),
        (now) => now.join('\n') === before.join('\n'),
      );
    } finally {
      rmSync(evidence, { recursive: true });
      for (const file of saved) rmSync(file, { force: true });
    }
  });
}
