// Takes pictures of the certificate view in themes and states: node
// test/vscode/launcher/certificate-screenshots.mjs <folder> [<file>[@<theme>]]…
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { certificateWorkspace } from './certificate-workspace.mjs';
import { extensionFolder } from './extension.mjs';
import { startVSCode } from './server.mjs';
import { quietSettings, startBrowser, workbenchUrl } from './workbench.mjs';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
  contrastLight: 'Default High Contrast Light',
};
const standard = [
  'strong.cer@dark',
  'upn-only.cer@light',
  'no-upn.cer@contrast',
  'several.cer@dark',
  'legacy.pfx@light',
  'corrupt.cer@contrastLight',
];

const [out = 'screenshots', ...named] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const folder = await certificateWorkspace();
if (folder === null) process.exit(1);
const extension = extensionFolder('node');
const browser = await startBrowser(findBrowser());

/** The page of the view that is in sight, when it has something to show. */
async function viewOf(page) {
  for (const until = Date.now() + 90_000; Date.now() < until; await page.waitForTimeout(200)) {
    for (const frame of page.frames()) {
      const state = await frame
        .evaluate(() => document.visibilityState === 'visible' && document.querySelector('#page')?.dataset.state)
        .catch(() => undefined);
      if (state && state !== 'loading') return frame;
    }
  }
  throw new Error('The view stays empty.');
}

const wanted = named.length > 0 ? named : standard;
const byTheme = Map.groupBy
  ? Map.groupBy(wanted, (name) => name.split('@')[1] ?? 'dark')
  : new Map(
      Object.keys(themes).map((theme) => [theme, wanted.filter((name) => (name.split('@')[1] ?? 'dark') === theme)]),
    );
for (const [theme, names] of byTheme) {
  if (names.length === 0) continue;
  const { port, stop } = await startVSCode({
    ...quietSettings,
    'workbench.colorTheme': themes[theme],
    'window.autoDetectHighContrast': false,
    'workbench.sideBar.location': 'right',
  });
  const page = await browser.newPage({ viewport: { width: 1360, height: 1700 } });
  await page.goto(workbenchUrl(port, { host: 'node', folder, extension }));
  // The view of all certificates is there as soon as the extension is.
  await page.getByText('Certificates by expiry').first().waitFor({ timeout: 90_000 });
  for (const name of names) {
    const [file] = name.split('@');
    try {
      await page.getByRole('treeitem', { name: file, exact: true }).dblclick({ timeout: 90_000 });
      const frame = await viewOf(page);
      await page.waitForTimeout(700);
      await page.screenshot({ path: path.join(out, `${file}-${theme}.png`) });
      const structure = frame.locator('section.structure');
      if (await structure.count()) {
        await structure.scrollIntoViewIfNeeded();
        await page.screenshot({ path: path.join(out, `${file}-${theme}-end.png`) });
      }
      console.log(`${file} ${theme}`);
    } catch (error) {
      await page.screenshot({ path: path.join(out, `${file}-${theme}-failed.png`) });
      console.error(`${file} ${theme}: ${error instanceof Error ? error.message : error}`);
    }
    await page.keyboard.press('Control+F4');
    await page
      .getByRole('tab', { name: file })
      .waitFor({ state: 'detached', timeout: 5_000 })
      .catch(() => undefined);
  }
  await page.close();
  await stop();
}
await browser.close();
process.exit(0);
