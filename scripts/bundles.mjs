// What is bundled into dist/: entry points, outputs, and what stays outside. Build, notices and tests read it
// here.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { importHelpersLeftOut } from './without-import-helpers.mjs';
import { pageTextsLeftOut } from './without-page-texts.mjs';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/**
 * Entry point, output below dist/, platform (`script` for workers and pages, which have no modules), external
 * modules.
 */
const bundles = [
  ['client/src/node.ts', 'client/node.js', 'node', ['vscode', './session-node.js', './certificates.js']],
  ['client/src/session-node.ts', 'client/session-node.js', 'node', ['vscode']],
  ['client/src/certificates.ts', 'client/certificates.js', 'node', ['vscode']],
  ['client/src/browser.ts', 'client/browser.js', 'browser', ['vscode']],
  ['server/src/node.ts', 'server/node.js', 'node', ['./browser.js']],
  ['server/src/browser.ts', 'server/browser.js', 'script', []],
  ['server/src/cli/launcher.ts', 'cli.js', 'node', ['./main.js']],
  ['server/src/cli/main.ts', 'main.js', 'node', []],
  ['client/src/webview/certificate.ts', 'webview/certificate.js', 'script', []],
  ['client/src/webview/logs.ts', 'webview/logs.js', 'script', []],
  ['client/src/webview/effective.ts', 'webview/effective.js', 'script', []],
  ['client/src/webview/effective.css', 'webview/effective.css', 'script', []],
  ['client/src/webview/logs.css', 'webview/logs.css', 'script', []],
  ['client/src/webview/certificate.css', 'webview/certificate.css', 'script', []],
];

/**
 * The options of esbuild for every bundle. `dev` keeps names and adds source maps; `help` is what the launcher
 * answers to `--help` (without it, the program does).
 */
export function buildOptions({ dev = false, help } = {}) {
  return bundles
    .filter(([entry]) => existsSync(path.join(root, entry)))
    .map(([entry, out, platform, external]) => ({
      absWorkingDir: root,
      bundle: true,
      minify: !dev,
      sourcemap: dev,
      metafile: true,
      target: 'es2022',
      charset: 'utf8',
      define: {
        EXCHANGE_CBA_VERSION: JSON.stringify(manifest.version),
        EXCHANGE_CBA_HELP: JSON.stringify(help) ?? 'undefined',
      },
      // The notices of what is bundled ship as one file, ThirdPartyNotices.txt.
      legalComments: 'none',
      logLevel: 'warning',
      entryPoints: [entry],
      outfile: path.join('dist', out),
      platform: platform === 'node' ? 'node' : 'browser',
      format: platform === 'script' ? 'iife' : 'cjs',
      // Node parses a module that is imported twice more than one that is required.
      supported: platform === 'node' ? { 'dynamic-import': false } : {},
      external,
      plugins: [pageTextsLeftOut(out === 'main.js'), importHelpersLeftOut],
    }));
}
