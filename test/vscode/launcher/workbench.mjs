// Opens VS Code's workbench in a browser, with the extension under development in it.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installedPackage, installedServer, staticPath, vscode } from './install.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The page keeps its pace although no window shows it.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
];

/** Settings that keep a workbench quiet: nothing that asks, tells or fetches by itself. */
export const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  'chat.commandCenter.enabled': false,
  'window.commandCenter': false,
  'files.autoSave': 'off',
  // Quick fixes that change several files are not saved unasked: tests take them back.
  'files.refactoring.autoSave': false,
};

/** Playwright's Chromium; it is in this folder's packages, which are installed on first use. */
export async function startBrowser(executablePath, { headless = true } = {}) {
  await installedServer();
  const { chromium } = installedPackage('playwright-core');
  return chromium.launch({ executablePath, headless, args: flags });
}

/** Makes a page tell extensions another language; VS Code's own texts would need a language pack. */
export async function speakLanguage(page, language) {
  await page.addInitScript((name) => {
    Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => name, set: () => undefined });
  }, language);
}

/**
 * Makes a page load an extension for the web worker extension host as vscode.dev does: by http, named by the
 * page itself.
 */
export async function addWebExtension(page, port, extension) {
  await page.addInitScript(
    (location) => {
      const read = Element.prototype.getAttribute;
      Element.prototype.getAttribute = function (name) {
        const value = read.call(this, name);
        if (this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings') return value;
        const settings = JSON.parse(value);
        return JSON.stringify({
          ...settings,
          developmentOptions: { ...settings.developmentOptions, extensions: [location] },
        });
      };
    },
    webLocation(port, extension),
  );
}

/** The uri, in parts, of a file below VS Code's own folder as its server hands it out. */
function webLocation(port, file) {
  const below = path.relative(vscode, file).split(path.sep).join('/');
  return { scheme: 'http', authority: `localhost:${port}`, path: `${staticPath()}/${below}` };
}

function webAddress(port, file) {
  const location = webLocation(port, file);
  return `${location.scheme}://${location.authority}${location.path}`;
}

const remote = (port, file) => `vscode-remote://localhost:${port}${pathToFileURL(file).pathname}`;

/**
 * The address of a workbench on a folder.
 * @param {{ host: 'node' | 'web', folder: string, extension: string, tests?: string, file?: string }} what absolute paths;
 *   `file` may end in `:line:column`
 */
export function workbenchUrl(port, { host, folder, extension, tests, file }) {
  const address = host === 'web' ? webAddress : remote;
  const payload = [
    ['extensionDevelopmentPath', address(port, extension)],
    ['skipWelcome', 'true'],
  ];
  if (tests !== undefined) payload.push(['extensionTestsPath', address(port, tests)]);
  if (file !== undefined) payload.push(['openFile', remote(port, file)], ['gotoLineMode', 'true']);
  const query = new URLSearchParams({ folder: pathToFileURL(folder).pathname, payload: JSON.stringify(payload) });
  return `http://localhost:${port}/?${query}`;
}
