// Bundles client, server, command line and webviews into dist/. `--dev` keeps names and adds source maps.
import { build } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dev = process.argv.includes('--dev');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Entry point, output, platform (`script` for workers and pages, which have no modules), and what stays outside the bundle. */
const bundles = [
  ['client/src/node.ts', 'client/node.js', 'node', ['vscode', './session-node.js', './certificates.js']],
  ['client/src/session-node.ts', 'client/session-node.js', 'node', ['vscode']],
  ['client/src/certificates.ts', 'client/certificates.js', 'node', ['vscode']],
  ['client/src/browser.ts', 'client/browser.js', 'browser', ['vscode']],
  ['server/src/node.ts', 'server/node.js', 'node', []],
  ['server/src/browser.ts', 'server/browser.js', 'script', []],
  ['server/src/cli/main.ts', 'cli.js', 'node', []],
  ['client/src/webview/certificate.ts', 'webview/certificate.js', 'script', []],
  ['client/src/webview/certificate.css', 'webview/certificate.css', 'script', []],
];

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: !dev,
  sourcemap: dev,
  target: 'es2022',
  define: { EXCHANGE_CBA_VERSION: JSON.stringify(version) },
  legalComments: 'none',
  logLevel: 'warning',
};

await rm(path.join(root, 'dist'), { recursive: true, force: true });
await mkdir(path.join(root, 'dist'), { recursive: true });

await Promise.all(
  bundles
    .filter(([entry]) => existsSync(path.join(root, entry)))
    .map(([entry, out, platform, external]) =>
      build({
        ...shared,
        entryPoints: [entry],
        outfile: path.join('dist', out),
        platform: platform === 'node' ? 'node' : 'browser',
        format: platform === 'script' ? 'iife' : 'cjs',
        external,
      }),
    ),
);
