// A plugin of esbuild that shortens what TypeScript writes at the start of each module of the language server
// libraries: their copies of one module for another take 10 KB of a bundle, exports that are undefined until
// they are set 5 KB.
import { readFile } from 'node:fs/promises';

const helper = (name) => new RegExp(`^var ${name} = \\(this && this\\.${name}\\)[^]*?^\\}\\)?(?:\\(\\))?\\)?;\\n`, 'm');

/** `import * as` only reads from these modules, so the module itself serves as well as a copy of it. */
export function withoutImportHelpers(text) {
  const shorter = text
    .replace(/^(?:exports\.\w+ = )+void 0;\n/m, '')
    .replace(helper('__setModuleDefault'), '')
    .replace(helper('__importStar'), 'var __importStar = (module) => module;\n');
  const uses = shorter.match(/\b__createBinding\b/g)?.length ?? 0;
  const own =
    helper('__createBinding')
      .exec(shorter)?.[0]
      .match(/\b__createBinding\b/g)?.length ?? 0;
  return uses === own ? shorter.replace(helper('__createBinding'), '') : shorter;
}

export const importHelpersLeftOut = {
  name: 'import-helpers-left-out',
  setup(build) {
    const filter = /[\\/]node_modules[\\/]vscode-(?:jsonrpc|languageserver(?:-protocol)?)[\\/]lib[\\/].+\.js$/;
    build.onLoad({ filter }, async ({ path }) => ({
      contents: withoutImportHelpers((await readFile(path, 'utf8')).replaceAll('\r\n', '\n')),
      loader: 'js',
    }));
  },
};
