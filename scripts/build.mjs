// Bundles client, server, command line and webviews into dist/. `--dev` keeps names and adds source maps.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dev = process.argv.includes('--dev');

/** entry point, output, platform, and what stays outside the bundle */
const bundles = [
  ['client/src/node.ts', 'client/node.js', 'node', ['vscode', './session.js']],
  ['client/src/session.ts', 'client/session.js', 'node', ['vscode']],
  ['client/src/browser.ts', 'client/browser.js', 'browser', ['vscode']],
  ['server/src/node.ts', 'server/node.js', 'node', []],
  ['server/src/browser.ts', 'server/browser.js', 'browser', []],
  ['server/src/cli/main.ts', 'cli.js', 'node', []],
  ['client/src/webview/certificate.ts', 'webview/certificate.js', 'page', []],
];

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: !dev,
  sourcemap: dev,
  target: 'es2022',
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
        format: platform === 'page' ? 'iife' : 'cjs',
        external,
      }),
    ),
);
