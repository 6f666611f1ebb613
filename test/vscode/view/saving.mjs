// Saving a file fixes it where the settings of the workspace say so, and no other file.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../launcher/install.mjs';
import { rowOf, rowsAt } from './support/tree.mjs';
import { until } from './support/wait.mjs';

export default function (check) {
  check('Ctrl+S applies the safe fixes of the file in front and of no other', async (window) => {
    const [server, settings] = ['saving', '.vscode'].map((name) => path.join(window.folder, name));
    mkdirSync(settings, { recursive: true });
    const actions = { 'editor.codeActionsOnSave': { 'source.fixAll.exchangeCba': 'explicit' } };
    writeFileSync(path.join(settings, 'settings.json'), JSON.stringify(actions));
    cpSync(path.join(root, 'samples/contoso-exchange-2019'), server, { recursive: true });
    const host = () => readFileSync(path.join(server, 'applicationHost.config'), 'utf8');
    const web = () => readFileSync(path.join(server, 'FrontEnd/HttpProxy/sync/web.config'), 'utf8');
    const before = web();
    // Of the sample the first of these is at the server level, where mapping is disabled by mistake.
    const isFixed = (text) => /<clientCertificateMappingAuthentication enabled="(\w+)"/.exec(text)?.[1] === 'true';
    if (isFixed(host())) throw new Error('There is nothing to fix.');
    try {
      const row = await rowOf(window, 'saving');
      await until(
        'the mistakes of the sample',
        () => row.getAttribute('aria-label'),
        (label) => /\d+ errors/.test(label),
      );
      await row.click();
      await window.tab('applicationHost.config');
      await window.page.locator('.editor-instance .view-lines').first().click();
      await window.page.keyboard.press('Control+End');
      // The settings may count a moment after they were written.
      await until(
        'the fix on disk',
        async () => {
          await window.page.keyboard.press('Enter');
          await window.page.keyboard.press('Control+s');
          await window.page.locator('.tab.active:not(.dirty)').waitFor({ timeout: 5000 });
          return isFixed(host());
        },
        Boolean,
      );
      if (web() !== before) throw new Error('Another file was fixed.');
    } finally {
      await window.closeAll();
      rmSync(server, { recursive: true });
      rmSync(settings, { recursive: true });
    }
    await rowsAt(window, 1).filter({ hasText: 'saving' }).first().waitFor({ state: 'detached' });
  });
}
