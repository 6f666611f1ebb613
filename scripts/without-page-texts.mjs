// A plugin of esbuild that leaves out of a bundle what only the pages of the rules say; they ship beside it.
// The command line also says why a rule exists and what to do, in SARIF.
import { readFile } from 'node:fs/promises';
import ts from 'typescript';

/** Properties of `docs` that only the pages have. */
export const onPagesOnly = ['symptom', 'commands', 'uncertain'];
/** Those that the command line has too. */
export const onCommandLine = ['why', 'fix'];

/** The text of a rule without these properties of its `docs`. */
export function withoutPageTexts(text, names) {
  const source = ts.createSourceFile('rule.ts', text, ts.ScriptTarget.ES2022);
  const cuts = [];
  const visit = (node) => {
    const isDocs = ts.isPropertyAssignment(node) && node.name.getText(source) === 'docs';
    if (isDocs && ts.isObjectLiteralExpression(node.initializer)) {
      for (const property of node.initializer.properties) {
        if (!ts.isPropertyAssignment(property) || !names.includes(property.name.getText(source))) continue;
        const comma = /^\s*,/.exec(text.slice(property.end))?.[0].length ?? 0;
        cuts.push([property.getStart(source), property.end + comma]);
      }
    } else {
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return cuts.reduceRight((rest, [start, end]) => rest.slice(0, start) + rest.slice(end), text);
}

/**
 * The documents that rules rest on, without what stands for an address on the pages: reports link to those that
 * have one in the web.
 */
export function withoutRepositoryPaths(text) {
  return text.replaceAll(/\baddress: (?:'(?!https:)[^'\n]*'|`(?!https:)[^`\n]*`),?/g, '');
}

/** For a bundle of the command line, or another one. */
export function pageTextsLeftOut(isCommandLine) {
  const names = isCommandLine ? onPagesOnly : [...onPagesOnly, ...onCommandLine];
  return {
    name: 'page-texts-left-out',
    setup(build) {
      build.onLoad({ filter: /[\\/]core[\\/]rules[\\/][^\\/]+[\\/][^\\/]+\.ts$/ }, async ({ path }) => ({
        contents: withoutPageTexts(await readFile(path, 'utf8'), names),
        loader: 'ts',
      }));
      build.onLoad({ filter: /[\\/]core[\\/]rules[\\/]support[\\/]sources[\\/][^\\/]+\.ts$/ }, async ({ path }) => ({
        contents: withoutRepositoryPaths(await readFile(path, 'utf8')),
        loader: 'ts',
      }));
    },
  };
}
