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
const { help, manualPage } = await textsOfCommands();
const results = await Promise.all(
  buildOptions({ dev: process.argv.includes('--dev'), help }).map((options) => build(options)),
);
const packages = bundledPackages(results.map(({ metafile }) => metafile));
await writeFile(path.join(dist, 'ThirdPartyNotices.txt'), thirdPartyNotices(root, packages));
await writeFile(path.join(dist, 'exchange-cba.1'), manualPage);

/** The help and the manual page come from the specifications of the commands, so they are made by running them. */
async function textsOfCommands() {
  const source = [
    "export { programHelp } from './server/src/cli/help.js';",
    "export { manualPage } from './server/src/cli/manual.js';",
    "export { commandSpecs } from './server/src/cli/commands.js';",
  ].join('\n');
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
  const { programHelp, manualPage, commandSpecs } = module.exports;
  return { help: programHelp(commandSpecs), manualPage: manualPage(commandSpecs, manifest.version) };
}
