// Screenshots of the extension's surfaces: node test/vscode/launcher/screenshot.mjs [scenario…] [--theme
// dark|light|contrast]… [--folder <path>] [--file <name:line:column>] [--out <folder>] [--size
// <width>x<height>]. Without scenarios all of them, without themes all three; --file opens one file and takes
// no scenario. Writes <scenario>-<theme>.png into .cache/screenshots. `npm run screenshots` makes the
// pictures of the README with it.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from './browser.mjs';
import { Driver } from './driver.mjs';
import { extensionFolder } from './extension.mjs';
import { cache, root } from './install.mjs';
import { folders, scenarios } from './scenarios.mjs';
import { startVSCode, temporaryFolder } from './server.mjs';
import { smallPng } from './small-png.mjs';
import { quietSettings, startBrowser, workbenchUrl } from './workbench.mjs';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    theme: { type: 'string', multiple: true, default: Object.keys(themes) },
    folder: { type: 'string', default: path.join(root, 'samples') },
    file: { type: 'string' },
    out: { type: 'string', default: path.join(cache, 'screenshots') },
    size: { type: 'string', default: '1400x900' },
  },
});

/** Height of the title bar in pixels. */
const titleBar = 30;

function plans() {
  if (values.file !== undefined) {
    const [, name, place = ''] = /^(.*?)((?::\d+){0,2})$/.exec(values.file);
    return [[path.basename(name), (driver) => driver.open(name, place)]];
  }
  const names = positionals.length > 0 ? positionals : Object.keys(scenarios);
  const unknown = names.filter((name) => !(name in scenarios));
  const wrong = values.theme.filter((theme) => !(theme in themes));
  if (unknown.length === 0 && wrong.length === 0) return names.map((name) => [name, scenarios[name]]);
  console.error(`Scenarios: ${Object.keys(scenarios).join(', ')}. Themes: ${Object.keys(themes).join(', ')}.`);
  process.exit(2);
}

const todo = plans();
const [width, height] = values.size.split('x').map(Number);

/** Writes what the page shows, without the title bar, which names the test's VS Code. */
async function picture(page, file) {
  const png = await page.screenshot({ clip: { x: 0, y: titleBar, width, height: height - titleBar } });
  writeFileSync(file, smallPng(png));
}

mkdirSync(values.out, { recursive: true });
const extension = extensionFolder('node');
const browser = await startBrowser(findBrowser());
let failed = false;
for (const theme of values.theme) {
  const { port, stop } = await startVSCode({
    ...quietSettings,
    'workbench.colorTheme': themes[theme],
    'editor.minimap.enabled': false,
  });
  for (const [name, scenario] of todo) {
    const folder = path.join(temporaryFolder('screenshot'), 'servers');
    mkdirSync(folder);
    if (name in folders) await folders[name](folder);
    else cpSync(path.resolve(values.folder), folder, { recursive: true });
    const page = await browser.newPage({ viewport: { width, height } });
    const file = path.join(values.out, `${name}-${theme}.png`);
    const shoot = (part) => picture(page, path.join(values.out, `${name}-${part}-${theme}.png`));
    try {
      await page.goto(workbenchUrl(port, { host: 'node', folder, extension }));
      const driver = new Driver(page);
      await driver.ready();
      await scenario(driver, shoot);
      console.log(path.relative(process.cwd(), file));
    } catch (error) {
      failed = true;
      console.error(`${name}, ${theme}: ${error instanceof Error ? error.message : error}`);
    }
    await picture(page, file);
    await page.close();
  }
  await stop();
}
await browser.close();
process.exit(failed ? 1 : 0);
