// Runs the mocha suite inside a real VS Code: in a Node extension host and in a web extension host.
// VSCODE_TEST_LAUNCHER=server (default: VS Code's server from npm, in a browser) or electron
// (@vscode/test-electron). VSCODE_TEST_VERSION=<version> runs another VS Code (see versions/),
// VSCODE_TEST_PACKAGED=1 the extension from its VSIX. Arguments: `node` or `web` run only that host, the name
// of a workspace only that; anything else is a pattern for the names of the tests.
import { build } from 'esbuild';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { certificateWorkspace } from './certificate-workspace.mjs';
import { extensionFolder } from './extension.mjs';
import { installedServer, root, vscode, vscodeVersion } from './install.mjs';
import { startVSCode, temporaryFolder } from './server.mjs';
import { addWebExtension, quietSettings, startBrowser, workbenchUrl } from './workbench.mjs';

/** Longer than any run on a busy machine; a run that hangs ends all the same. */
const timeoutMs = 20 * 60_000;

/**
 * What the suite's reporter begins its lines with; the rest is VS Code's own talk, shown with
 * VSCODE_TEST_LOGS=1.
 */
const mark = '[suite]';

const hosts = ['node', 'web'];

/** What is run: an extension host, on a workspace. */
const runs = [
  { host: 'node', workspace: 'samples' },
  { host: 'node', workspace: 'plain' },
  { host: 'web', workspace: 'samples' },
  { host: 'node', workspace: 'certificates' },
  { host: 'web', workspace: 'certificates' },
];
const workspaces = [...new Set(runs.map(({ workspace }) => workspace))];
const chosen = process.argv.slice(2).filter((argument) => hosts.includes(argument));
const chosenWorkspaces = process.argv.slice(2).filter((argument) => workspaces.includes(argument));
const pattern = process.argv.slice(2).find((argument) => !hosts.includes(argument) && !workspaces.includes(argument));

/** A folder as support engineers receive it: name → Base64, with the contradictions in it as rule and file. */
async function supportFolder() {
  const { contradictions, supportFolder: filesFor } = await import('../../../out/test/support/support-folder.js');
  const { predictionServer } = await import('../../../out/test/support/prediction.js');
  const files = Object.entries(filesFor(predictionServer({})['exch01/applicationHost.config']));
  const encoded = files.map(([name, content]) => [name, Buffer.from(content).toString('base64')]);
  return { files: Object.fromEntries(encoded), contradictions };
}

/**
 * The suite as one file. It lies inside the extension's folder: VS Code runs it in the extension host of that
 * extension.
 */
async function bundleSuite({ host, workspace }, extension) {
  const folder = path.join(extension, 'suite');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/vscode/suite/index.ts'],
    outfile: path.join(folder, 'index.js'),
    bundle: true,
    format: 'cjs',
    platform: host === 'node' ? 'node' : 'browser',
    target: 'es2022',
    external: ['vscode'],
    define: {
      TEST_PATTERN: JSON.stringify(pattern ?? ''),
      TEST_WORKSPACE: JSON.stringify(workspace),
      TEST_HOST: JSON.stringify(host),
      TEST_SUPPORT: JSON.stringify(workspace === 'samples' ? await supportFolder() : null),
    },
    // What is only for Node is left out of the file for browsers.
    minifySyntax: true,
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  return path.join(folder, 'index.js');
}

/** A fresh copy of a workspace, for the tests to change as they like. */
async function copyOf(workspace) {
  if (workspace === 'certificates') return certificateWorkspace();
  const folder = temporaryFolder(`workspace-${workspace}`);
  if (workspace === 'samples') cpSync(path.join(root, 'samples'), path.join(folder, 'samples'), { recursive: true });
  else cpSync(path.join(root, 'test/vscode/workspaces', workspace), folder, { recursive: true });
  return folder;
}

/** Ends this process when one run takes too long. */
async function withinTime(work) {
  const watchdog = setTimeout(() => {
    console.error(`A run of the tests in a real VS Code did not end within ${timeoutMs / 60_000} minutes.`);
    process.exit(1);
  }, timeoutMs);
  try {
    return await work();
  } finally {
    clearTimeout(watchdog);
  }
}

/** Resolves to the suite's exit code. */
async function runInBrowser(browser, what) {
  const { port, stop } = await startVSCode({ ...quietSettings });
  const page = await browser.newPage();
  try {
    const exit = new Promise((resolve, reject) => {
      void page.exposeFunction('codeAutomationLog', (type, args) => {
        const line = args.map(String).join(' ');
        if (line.startsWith(mark)) console.log(line.slice(mark.length));
        else if (process.env.VSCODE_TEST_LOGS) console.error(`[${type}] ${line}`);
      });
      void page.exposeFunction('codeAutomationExit', (code) => resolve(code));
      page.once('crash', () => reject(new Error('The page with VS Code crashed.')));
      page.once('close', () => reject(new Error('The page with VS Code was closed.')));
    });
    if (what.host === 'web') await addWebExtension(page, port, what.extension);
    await page.goto(workbenchUrl(port, what), { timeout: timeoutMs });
    return await exit;
  } finally {
    await page.close();
    await stop();
  }
}

async function runInElectron({ folder, extension, tests }) {
  const { runTests } = await import('@vscode/test-electron');
  const data = temporaryFolder('electron');
  mkdirSync(path.join(data, 'User'), { recursive: true });
  writeFileSync(path.join(data, 'User/settings.json'), JSON.stringify(quietSettings));
  return runTests({
    extensionDevelopmentPath: extension,
    extensionTestsPath: tests,
    launchArgs: [folder, `--user-data-dir=${data}`, '--disable-extensions', '--skip-welcome', '--no-sandbox'],
  });
}

async function main() {
  const kind = process.env.VSCODE_TEST_LAUNCHER ?? 'server';
  if (kind !== 'server' && kind !== 'electron') {
    console.error(`VSCODE_TEST_LAUNCHER is 'server' or 'electron', not '${kind}'.`);
    return 2;
  }
  // Its version is printed before a browser is started.
  if (kind === 'server') await installedServer();
  let browser;
  const run =
    kind === 'electron'
      ? runInElectron
      : async (what) => runInBrowser((browser ??= await startBrowser(findBrowser())), what);
  let worst = 0;
  try {
    for (const { host, workspace } of runs) {
      if (chosen.length > 0 && !chosen.includes(host)) continue;
      if (chosenWorkspaces.length > 0 && !chosenWorkspaces.includes(workspace)) continue;
      const version = kind === 'server' ? ` ${vscodeVersion()}` : '';
      console.log(`\nVS Code${version} (${kind}), ${host} extension host, workspace ${workspace}`);
      // In a browser a web extension comes by http, from where VS Code's server hands out files.
      const served = host === 'web' && kind === 'server';
      const extension = extensionFolder(host, served ? vscode : undefined);
      const tests = await bundleSuite({ host, workspace }, extension);
      const folder = await copyOf(workspace);
      // Without openssl there are no certificates to open; that was said aloud.
      if (folder !== null) worst = Math.max(worst, await withinTime(() => run({ host, folder, extension, tests })));
    }
  } finally {
    await browser?.close();
  }
  return worst;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
