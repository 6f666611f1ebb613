// The page of the effective configuration in a real VS Code: what it shows, by keyboard and by mouse, and
// that it keeps its place while the files change.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from './support/wait.mjs';
import { assertWellFormed, heard } from './support/heard.mjs';
import { pageOf } from './support/effective-page.mjs';

const activeSync = 'Default Web Site/Microsoft-Server-ActiveSync';
const access = 'system.webServer/security/access';

async function open(window, configurationPath = activeSync) {
  await window.run('View: Show Exchange CBA');
  await window.page.locator('.monaco-list-row[aria-level="1"]', { hasText: 'contoso' }).first().waitFor();
  await window.run('Exchange CBA: Show Effective Configuration');
  const row = window.page.locator('.quick-input-list .monaco-list-row', { hasText: configurationPath }).first();
  await row.waitFor();
  const focused = window.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: configurationPath });
  // A text is lost in a list that is just being shown.
  await until(
    `${configurationPath} chosen`,
    async () => {
      await window.input().fill(configurationPath, { timeout: 1000 });
      await focused.waitFor({ timeout: 2000 });
      return true;
    },
    Boolean,
  );
  await window.page.keyboard.press('Enter');
  return pageOf(window);
}

/** Of a setting the value, the place, and what can be done. */
const rowOf = (view, name) => view.frame.locator('tr.setting', { hasText: name }).first();

const byId = (view, id) => view.frame.locator(`[id="${id}"]`);

const hostFile = (window) => path.join(window.folder, 'contoso/applicationHost.config');

/** Runs with one place of the server's main file changed behind the editor's back. */
async function whileChanged(window, [from, to], run) {
  const text = readFileSync(hostFile(window), 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`There is nothing to change: ${from}`);
  writeFileSync(hostFile(window), changed);
  try {
    await run();
  } finally {
    writeFileSync(hostFile(window), text);
  }
}

async function previewed(window) {
  await window.page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
  await window.page.keyboard.press('Control+Enter');
  await window.page.locator('.notification-toast', { hasText: 'Changed and saved' }).last().waitFor();
  await window.run('Notifications: Clear All Notifications');
}

/** Problems that a change brings are said before the preview; here they are accepted where there are some. */
async function beyondProblems(window) {
  const show = window.page.locator('.notification-toast .monaco-button', { hasText: 'Show Preview' });
  await show.or(window.page.locator('.bulk-edit-panel .monaco-list-row')).first().waitFor();
  if (await show.isVisible()) await show.click();
}

/** The page again, whose tab lost the front to a preview. */
async function backAt(window, title) {
  await window.page.locator('.tab', { hasText: title }).first().click();
  return pageOf(window);
}

export default function (check) {
  check('features, values, places, and locks are there, and have roles and names', async (window) => {
    const view = await open(window);
    await view.reads('h1', activeSync);
    await view.reads('.feature > summary', 'Authentication');
    const section = view.frame.locator(`section[data-section="${access}"]`);
    await until(
      'the lock with its place',
      () => section.locator('.delegation').innerText(),
      (text) => /A web\.config cannot set this section\. Locked in\s+applicationHost\.config:\d+/.test(text),
    );
    assertWellFormed(await heard(view));
  });

  check('the filter finds what is folded and gives back what was open', async (window) => {
    const view = await open(window);
    const opened = () => view.frame.locator('details.feature[open] > summary h2').allInnerTexts();
    const before = await opened();
    await view.control('searchbox', /Filter/).fill('maxAllowedContentLength');
    await view.hears('1 shown');
    await rowOf(view, 'maxAllowedContentLength').waitFor();
    await view.control('searchbox', /Filter/).fill('');
    await until('what was open', opened, (now) => JSON.stringify(now) === JSON.stringify(before));
    await view.control('searchbox', /Filter/).fill('no such setting');
    await view.hears('Nothing found');
  });

  check('a value is overridden and reset by the keyboard alone, and the page keeps its place', async (window) => {
    const view = await open(window, 'Default Web Site/ecp');
    const id = 'system.webServer/httpLogging dontLog';
    await view.frame.locator('details.feature[id=Logging]').locator('> summary').focus();
    await view.press('Enter');
    await byId(view, `override ${id}`).focus();
    const scroll = await view.frame.evaluate(() => globalThis.scrollY);
    if (scroll === 0) throw new Error('The page is too short to tell whether it keeps its place.');
    await view.press('Enter');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'true' }).first().waitFor();
    await view.press('Enter');
    await previewed(window);
    await window.page.locator('.tab', { hasText: 'ecp' }).first().click();
    const again = await pageOf(window);
    await until(
      'the new value with its place',
      () => rowOfId(again, id),
      (text) => /true[\s\S]*Set here: applicationHost\.config:\d+/.test(text),
    );
    await until(
      'the place where it was',
      () => again.frame.evaluate(() => globalThis.scrollY),
      (now) => Math.abs(now - scroll) < 200,
    );
    await byId(again, `reset ${id}`).focus();
    await again.press('Enter');
    await previewed(window);
    await window.page.locator('.tab', { hasText: 'ecp' }).first().click();
    const last = await pageOf(window);
    await until(
      'the inherited value',
      () => rowOfId(last, id),
      (text) => !text.includes('Set here'),
    );
  });

  check('a change that brings a problem says so first', async (window) => {
    const view = await open(window);
    await byId(view, `edit ${access} sslFlags`).click();
    const rows = window.page.locator('.quick-input-list .monaco-list-row');
    for (const name of ['SslRequireCert', 'SslNegotiateCert']) await rows.filter({ hasText: name }).first().click();
    await window.page.locator('.quick-input-widget .quick-input-action .monaco-button', { hasText: 'OK' }).click();
    const toast = window.page.locator('.notification-toast', { hasText: `New problems: ${activeSync}` });
    await toast.waitFor();
    if (await window.page.locator('.bulk-edit-panel').isVisible()) throw new Error('The preview is there already.');
    await toast.locator('.monaco-button', { hasText: 'Show Preview' }).click();
    await window.page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
    await window.page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Discard' }).click();
  });

  check('an entry of a list is added and removed, each with its preview', async (window) => {
    const view = await open(window);
    await view.control('searchbox', /Filter/).fill('windowsAuthentication providers');
    const windows = 'system.webServer/security/authentication/windowsAuthentication';
    const entries = `entries ${windows} providers`;
    await byId(view, `addEntry ${entries}`).click();
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Negotiate' }).first().waitFor();
    await view.press('Enter');
    await beyondProblems(window);
    await previewed(window);
    const again = await backAt(window, 'Microsoft-Server-ActiveSync');
    const entry = again.frame.locator('li.entry', { hasText: 'value="Negotiate"' }).first();
    await entry.getByRole('button', { name: 'Remove the entry value="Negotiate"' }).focus();
    await again.press('Enter');
    await beyondProblems(window);
    await previewed(window);
    const last = await backAt(window, 'Microsoft-Server-ActiveSync');
    await last.frame.locator('li.entry', { hasText: 'value="Negotiate"' }).waitFor({ state: 'detached' });
  });

  check('an entry of a list whose order decides is moved up and down', async (window) => {
    const view = await open(window, 'Default Web Site/EWS');
    await view.control('searchbox', /Filter/).fill('windowsAuthentication providers');
    const order = (page) => page.frame.locator('li.entry:not([hidden]) code').allInnerTexts();
    const before = await order(view);
    const move = async (page, entry, where) => {
      await page.frame.getByRole('button', { name: `Move the entry ${entry} ${where}` }).click();
      await beyondProblems(window);
      await previewed(window);
      return backAt(window, 'EWS');
    };
    const moved = await move(view, before[1], 'up');
    await until(
      'the second entry first',
      () => order(moved),
      (now) => now[0] === before[1] && now[1] === before[0],
    );
    const again = await move(moved, before[1], 'down');
    await until(
      'the order as it was',
      () => order(again),
      (now) => now.join() === before.join(),
    );
  });

  check('a change is copied as a script instead, with its rollback, and no file changes', async (window) => {
    const view = await open(window);
    const before = readFileSync(hostFile(window), 'utf8');
    await view.control('combobox', 'Changes:').selectOption({ label: 'Copy as appcmd' });
    await byId(view, `edit ${access} sslFlags`).click();
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Ssl128' }).first().click();
    await window.page.locator('.quick-input-widget .quick-input-action .monaco-button', { hasText: 'OK' }).click();
    const toast = window.page.locator('.notification-toast', { hasText: 'Copied. Run it on the server.' }).last();
    await toast.waitFor();
    const script = await window.clipboard();
    if (!/set config .*security\/access \/sslFlags:/.test(script)) throw new Error(script);
    await toast.locator('.monaco-button', { hasText: 'Copy Rollback' }).click();
    await until(
      'the rollback',
      () => window.clipboard(),
      (text) => text.includes('Undoes:'),
    );
    if (readFileSync(hostFile(window), 'utf8') !== before) throw new Error('The file has changed.');
    await view.control('combobox', 'Changes:').selectOption({ label: 'Review in the files' });
    await window.run('Notifications: Clear All Notifications');
  });

  check('files that change elsewhere change the page, which stays where it is', async (window) => {
    const view = await open(window);
    const originId = `origin ${access} sslFlags`;
    const line = async () => Number(/:(\d+)$/.exec(await byId(view, originId).innerText())?.[1]);
    const before = await line();
    await byId(view, `edit ${access} sslFlags`).focus();
    await whileChanged(window, [/<configuration>/, '<!-- one more line -->\n<configuration>'], async () => {
      await until('the place one line below', line, (now) => now === before + 1);
      await view.focusIs(/sslFlags/);
    });
    await until('the place where it was', line, (now) => now === before);
    await view.focusIs(/sslFlags/);
  });

  check('it is compared with the Exchange defaults', async (window) => {
    const view = await open(window);
    // Whatever the tests before have left: Exchange is not delivered so.
    const anySslFlags = new RegExp(`(<location path="${activeSync}"[^]*?<access sslFlags=")[^"]*`);
    await whileChanged(window, [anySslFlags, '$1None'], async () => {
      await view.control('button', 'Compare with…').click();
      await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Exchange defaults' }).first().click();
      await view.reads('.compared', 'Compared with Exchange defaults');
      await view.control('checkbox', 'Only differences').check();
      await view.reads(`tr.differs:not([hidden]):has([id="edit ${access} sslFlags"])`, /None[^]*There: .*Ssl/);
    });
    await view.control('button', 'Stop comparing').click();
    await view.frame.locator('.compared').waitFor({ state: 'detached' });
  });

  check(
    'no word of the page is left in English',
    async (window) => {
      const view = await open(window);
      const text = await view.frame.evaluate(() => globalThis.document.body.innerText);
      const left = ['Setting', 'Value', 'Set', 'Inherited', 'Locked', 'Override', 'Edit', 'Entries', 'IIS default'];
      const found = left.filter((word) => new RegExp(`(?<![\\w.-])${word}(?!\\w)`).test(text));
      if (found.length > 0) throw new Error(`English is left: ${found.join(', ')}`);
    },
    'de',
  );
}

const rowOfId = (view, id) =>
  byId(view, `origin ${id}`)
    .or(byId(view, `override ${id}`))
    .first()
    .locator('xpath=ancestor::tr')
    .innerText();
