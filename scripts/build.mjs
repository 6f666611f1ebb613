// Bundles client, server, command line and webviews into dist/, with the notices of what they contain and the
// manual page. `--dev` keeps names and adds source maps.
import { build } from 'esbuild';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { buildOptions, manifest, root } from './bundles.mjs';
import { bundledPackages, thirdPartyNotices } from './notices.mjs';

const dist = path.join(root, 'dist');
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const results = await Promise.all(
  buildOptions({ dev: process.argv.includes('--dev') }).map((options) => build(options)),
);
const packages = bundledPackages(results.map(({ metafile }) => metafile));
await writeFile(path.join(dist, 'ThirdPartyNotices.txt'), thirdPartyNotices(root, packages));

/** The manual page comes from the same specifications as `--help`, so it is made by running them. */
async function manualPage() {
  const source =
    "export { manualPage } from './server/src/cli/manual.js'; export { commandSpecs } from './server/src/cli/commands.js';";
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  return module.exports.manualPage(module.exports.commandSpecs, manifest.version);
}

await writeFile(path.join(dist, 'exchange-cba.1'), await manualPage());
