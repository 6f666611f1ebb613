// Opens VS Code's workbench in a browser, with the extension under development in it.
import { pathToFileURL } from 'node:url';

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
};

/** Playwright's Chromium; imported late, because this folder's packages are installed on first use. */
export async function startBrowser(executablePath, { headless = true } = {}) {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath, headless, args: flags });
}

const remote = (port, file) => `vscode-remote://localhost:${port}${pathToFileURL(file).pathname}`;

/**
 * The address of a workbench on a folder.
 * @param {{ folder: string, extension: string, tests?: string, file?: string }} what absolute paths; `file` may end in `:line:column`
 */
export function workbenchUrl(port, { folder, extension, tests, file }) {
  const payload = [
    ['extensionDevelopmentPath', remote(port, extension)],
    ['skipWelcome', 'true'],
  ];
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(port, tests)]);
  if (file !== undefined) payload.push(['openFile', remote(port, file)], ['gotoLineMode', 'true']);
  const query = new URLSearchParams({ folder: pathToFileURL(folder).pathname, payload: JSON.stringify(payload) });
  return `http://localhost:${port}/?${query}`;
}
