// Colours text as VS Code does, by its own tokenizer and the grammars that the manifest contributes.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import type { IRawGrammar } from 'vscode-textmate';
import { repositoryRoot } from './paths.js';

/** A piece of a line and the scopes of it, from the outermost. */
export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

interface Contribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}

/**
 * Where the tests in a real VS Code have put one; its extensions bring the grammars that ours are injected
 * into.
 */
const BUILT_IN = path.join(repositoryRoot, 'test/vscode/launcher/node_modules/code-server/lib/vscode/extensions');
const HOSTS: Readonly<Record<string, string>> = {
  'text.xml': 'xml/syntaxes/xml.tmLanguage.json',
  'text.html.markdown': 'markdown-basics/syntaxes/markdown.tmLanguage.json',
};

/** What of those grammars matters to an injection, for machines without a VS Code. */
const STAND_INS: Readonly<Record<string, object>> = {
  'text.xml': {
    patterns: [{ include: '#all' }],
    repository: {
      all: {
        patterns: [
          { begin: '<!--', end: '-->', name: 'comment.block.xml' },
          { begin: '<!\\[CDATA\\[', end: ']]>', name: 'string.unquoted.cdata.xml' },
          {
            begin: '<(/?[\\w.]+)',
            end: '/?>',
            name: 'meta.tag.xml',
            beginCaptures: { 1: { name: 'entity.name.tag.xml' } },
            patterns: [
              { match: '([\\w.:]+)(?=\\s*=)', name: 'entity.other.attribute-name.xml' },
              { begin: '"', end: '"', name: 'string.quoted.double.xml' },
              { begin: "'", end: "'", name: 'string.quoted.single.xml' },
            ],
          },
        ],
      },
    },
  },
  'text.html.markdown': {
    patterns: [
      {
        begin: '(^|\\G)\\s*(`{3,})\\s*(?=([^`]*)?$)',
        end: '(^|\\G)\\s*(\\2)\\s*$',
        name: 'markup.fenced_code.block.markdown',
      },
      { match: '^#.*$', name: 'markup.heading.markdown' },
      { begin: '^> ?', while: '^> ?', name: 'markup.quote.markdown', patterns: [{ include: '$self' }] },
      { match: '\\*\\*[^*]*\\*\\*', name: 'markup.bold.markdown' },
    ],
  },
};

const { contributes } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as {
  contributes: { grammars: readonly Contribution[] };
};

function grammar(scopeName: string, real: boolean): IRawGrammar | null {
  const own = contributes.grammars.find((one) => one.scopeName === scopeName);
  if (own !== undefined) return parse(path.join(repositoryRoot, own.path));
  const host = HOSTS[scopeName];
  if (host !== undefined && real) return parse(path.join(BUILT_IN, host));
  const standIn = STAND_INS[scopeName];
  if (standIn === undefined) return null;
  return textmate.parseRawGrammar(JSON.stringify({ scopeName, ...standIn }), `${scopeName}.json`);
}

function parse(file: string): IRawGrammar {
  return textmate.parseRawGrammar(readFileSync(file, 'utf8'), file);
}

let loaded: Promise<void> | undefined;

/** Whether the grammars of a VS Code are there to be injected into, besides the stand-ins. */
export const realHosts = existsSync(BUILT_IN);

/** The tokens of each line. `real`: by the grammars of a VS Code. */
export async function tokenize(scopeName: string, text: string, real = false): Promise<Token[][]> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  loaded ??= oniguruma.loadWASM(Uint8Array.from(readFileSync(wasm)).buffer);
  await loaded;
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (string) => new oniguruma.OnigString(string),
    }),
    loadGrammar: (scope) => Promise.resolve(grammar(scope, real)),
    getInjections: (scope) =>
      contributes.grammars.filter(({ injectTo }) => injectTo?.includes(scope)).map((one) => one.scopeName),
  });
  const found = await registry.loadGrammar(scopeName);
  if (found === null) throw new Error(`There is no grammar ${scopeName}.`);
  let state = textmate.INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = found.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
  });
}
