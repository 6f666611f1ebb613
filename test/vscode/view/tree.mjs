// What the context menu of the tree of servers does, by the mouse.
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pageOf } from './support/effective-page.mjs';
import { choose, rowOf, rowsAt } from './support/tree.mjs';
import { until } from './support/wait.mjs';

const activeSync = 'Microsoft-Server-ActiveSync';

const log = [
  '#Software: Microsoft Internet Information Services 10.0',
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken',
  '2026-11-01 10:00:00 192.0.2.10 POST /Microsoft-Server-ActiveSync/default.eas Cmd=Sync&User=jane&DeviceId=A1&DeviceType=iPhone 443 - 198.51.100.1 Apple-iPhone/1 403 7 5 15',
  '',
].join('\n');

const directory = (window) => rowOf(window, 'contoso', 'Default Web Site', activeSync);

export default function (check) {
  check('the web.config and the location of a path open, and its folder shows in the Explorer', async (window) => {
    await choose(window, await directory(window), 'Open web.config');
    await window.tab('web.config');
    await choose(window, await directory(window), 'Open Location in applicationHost.config');
    await window.tab('applicationHost.config');
    const shown = window.page.locator('.explorer-folders-view .monaco-list-row.focused[aria-label^="web.config"]');
    // An Explorer that is just opening may select the active file after the one that it is to show.
    await until(
      'the folder in the Explorer',
      async () => {
        await choose(window, await directory(window), 'Show Folder in Explorer');
        await shown.waitFor({ timeout: 5000 });
        return true;
      },
      Boolean,
    );
  });

  check('the command that lists the settings of a path is copied', async (window) => {
    await choose(window, await directory(window), 'Copy appcmd Command');
    await until(
      'the command',
      () => window.clipboard(),
      (text) => text.endsWith(`appcmd.exe list config "Default Web Site/${activeSync}" /config:*`),
    );
    await choose(window, await directory(window), 'Copy Configuration Path');
    await until(
      'the path',
      () => window.clipboard(),
      (text) => text === `Default Web Site/${activeSync}`,
    );
    await window.run('Notifications: Clear All Notifications');
  });

  check('a path is compared with what Exchange is delivered with', async (window) => {
    await choose(window, await directory(window), 'Compare With…');
    const defaults = window.page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'Exchange defaults' })
      .first();
    await until(
      'Exchange defaults chosen',
      async () => {
        await defaults.click({ timeout: 2000 });
        await defaults.waitFor({ state: 'hidden', timeout: 2000 });
        return true;
      },
      Boolean,
    );
    const view = await pageOf(window);
    await view.reads('.compared', 'Compared with Exchange defaults');
  });

  check('the logs of a server come and go, and are analyzed', async (window) => {
    // Rows that are out of sight are not there.
    const site = await rowOf(window, 'contoso', 'Default Web Site');
    if ((await site.getAttribute('aria-expanded')) === 'true') await site.locator('.monaco-tl-twistie').click();
    const file = path.join(window.folder, 'contoso/u_ex261101.log');
    writeFileSync(file, log);
    try {
      await rowOf(window, 'contoso', 'Logs', 'contoso');
      await choose(window, await rowOf(window, 'contoso', 'Logs'), 'Analyze IIS Logs…');
      await window.page.locator('.tab.active', { hasText: 'Log Analysis' }).waitFor();
    } finally {
      rmSync(file);
    }
    await rowsAt(window, 2).filter({ hasText: 'Logs' }).first().waitFor({ state: 'detached' });
  });
}
