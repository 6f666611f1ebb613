// Screenshots of the extension's surfaces: node test/vscode/launcher/screenshot.mjs [scenario…] [--look
// dark|light|contrast|contrast-light|german|zoom]… [--folder <path>] [--file <name:line:column>] [--out
// <folder>] [--size <width>x<height>] [--colors <number>]. Without scenarios all of them, without looks all;
// --file opens one file and takes no scenario. Writes <scenario>-<look>.png into .cache/screenshots. `npm run
// screenshots` takes all of them and makes the pictures of the README and the walkthrough with it.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from './browser.mjs';
import { Driver } from './driver.mjs';
import { extensionFolder } from './extension.mjs';
import { cache, root } from './install.mjs';
import { addPainter, looks, windowsOf } from './looks.mjs';
import { folders, scenarios } from './scenarios.mjs';
import { startVSCode, temporaryFolder } from './server.mjs';
import { smallPng } from './small-png.mjs';
import { quietSettings, speakLanguage, startBrowser, workbenchUrl } from './workbench.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    look: { type: 'string', multiple: true, default: Object.keys(looks) },
    folder: { type: 'string', default: path.join(root, 'samples') },
    file: { type: 'string' },
    out: { type: 'string', default: path.join(cache, 'screenshots') },
    size: { type: 'string', default: '1400x900' },
    colors: { type: 'string', default: '256' },
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
  const wrong = values.look.filter((look) => !(look in looks));
  if (unknown.length === 0 && wrong.length === 0) return names.map((name) => [name, scenarios[name]]);
  console.error(`Scenarios: ${Object.keys(scenarios).join(', ')}. Looks: ${Object.keys(looks).join(', ')}.`);
  process.exit(2);
}

const todo = plans();
const [width, height] = values.size.split('x').map(Number);

async function workspaceOf(name) {
  const folder = path.join(temporaryFolder('screenshot'), 'servers');
  mkdirSync(folder);
  if (name in folders) await folders[name](folder);
  else cpSync(path.resolve(values.folder), folder, { recursive: true });
  return folder;
}

mkdirSync(values.out, { recursive: true });
const extension = extensionFolder('node');
const browser = await startBrowser(findBrowser());
const themeFile = path.join(temporaryFolder('theme'), 'theme.txt');
writeFileSync(themeFile, looks.dark.theme.setting);
const settings = { ...quietSettings, 'editor.minimap.enabled': false, 'window.autoDetectHighContrast': false };
const server = await startVSCode(settings);
addPainter(extension, themeFile);

async function paint(page, theme) {
  writeFileSync(themeFile, theme.setting);
  await page.locator(`.monaco-workbench.${theme.style}`).first().waitFor();
  // Webviews follow.
  await page.waitForTimeout(500);
}

/**
 * Writes what the page shows, in each of these looks, without the title bar, which names the test's VS Code;
 * `again` shows again what a change of the theme closes.
 */
async function pictures(page, name, { looks: wanted, zoom }, again) {
  const clip = { x: 0, y: titleBar, width: width / zoom, height: height / zoom - titleBar };
  for (const look of wanted) {
    await paint(page, look.theme);
    await again?.();
    const file = path.join(values.out, `${name}-${look.name}.png`);
    writeFileSync(file, smallPng(await page.screenshot({ clip }), Number(values.colors)));
    console.log(path.relative(process.cwd(), file));
  }
}

/** One scenario in one window, with every picture that it takes. */
async function show([name, scenario], window) {
  const { language, zoom } = window;
  const context = await browser.newContext({
    viewport: { width: width / zoom, height: height / zoom },
    deviceScaleFactor: zoom,
    locale: language,
  });
  const page = await context.newPage();
  try {
    if (language !== 'en') await speakLanguage(page, language);
    await page.goto(workbenchUrl(server.port, { host: 'node', folder: await workspaceOf(name), extension }));
    const driver = new Driver(page, language);
    await driver.ready();
    const again = await scenario(driver, (part, shown) => pictures(page, `${name}-${part}`, window, shown));
    await pictures(page, name, window, again);
    return true;
  } catch (error) {
    console.error(`${name}, ${window.looks[0].name}: ${error instanceof Error ? error.message : error}`);
    await page.screenshot({ path: path.join(values.out, `${name}-${window.looks[0].name}-failed.png`) });
    return false;
  } finally {
    await context.close();
  }
}

let failed = false;
for (const window of windowsOf(values.look)) {
  for (const plan of todo) failed = !(await show(plan, window)) || failed;
}
await browser.close();
await server.stop();
process.exit(failed ? 1 : 0);
