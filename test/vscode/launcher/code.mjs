// `npm run code`: a real VS Code with the extension, on samples/ or on the folder given. Ends with Ctrl+C or
// the window.
import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { extensionFolder } from './extension.mjs';
import { root } from './install.mjs';
import { startVSCode, temporaryFolder } from './server.mjs';
import { quietSettings, startBrowser, workbenchUrl } from './workbench.mjs';

/** What the user asked for, or a copy of the samples that may be changed at will. */
function folderToOpen() {
  const [named] = process.argv.slice(2);
  if (named !== undefined) {
    const folder = path.resolve(named);
    if (existsSync(folder)) return folder;
    console.error(`There is no folder ${folder}.`);
    process.exit(2);
  }
  const folder = temporaryFolder('samples');
  cpSync(path.join(root, 'samples'), folder, { recursive: true });
  return folder;
}

const hasDisplay =
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? '') !== '';

const { port } = await startVSCode(quietSettings);
const url = workbenchUrl(port, { host: 'node', folder: folderToOpen(), extension: extensionFolder('node') });
console.log(`VS Code with the extension is at\n\n${url}\n\nPress Ctrl+C to end it.`);
if (hasDisplay) {
  const browser = await startBrowser(findBrowser(), { headless: false });
  const page = await browser.newPage({ viewport: null });
  page.once('close', () => process.exit(0));
  await page.goto(url);
}
// The server's process keeps this one alive until a signal ends both.
