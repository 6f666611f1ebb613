// Reads PowerShell with a real grammar (tree-sitter's), for tests of scripts.
import { createRequire } from 'node:module';
import type * as Grammars from '@vscode/tree-sitter-wasm';

const require = createRequire(import.meta.url);
// A CommonJS package whose exports Node cannot see from outside.
const grammars = require('@vscode/tree-sitter-wasm') as typeof Grammars;

let parser: Grammars.Parser | null = null;

async function load(): Promise<Grammars.Parser> {
  if (parser) return parser;
  await grammars.Parser.init();
  parser = new grammars.Parser();
  parser.setLanguage(
    await grammars.Language.load(require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm')),
  );
  return parser;
}

export interface PowershellCommand {
  readonly name: string;
  /** Parameters and arguments as written. */
  readonly elements: readonly string[];
}

/** The commands of a script in order; throws where the grammar finds an error. */
export async function readPowershell(text: string): Promise<readonly PowershellCommand[]> {
  const tree = (await load()).parse(text)!;
  const commands: PowershellCommand[] = [];
  const visit = (node: Grammars.Node): void => {
    if (node.isError || node.isMissing) {
      throw new Error(`Line ${node.startPosition.row + 1}: ${node.text.slice(0, 120)}`);
    }
    if (node.type === 'command') {
      const [name, ...elements] =
        node.text.match(/\((?:'(?:[^']|'')*'|[^()'])*\)|@\{[^}]*\}|'(?:[^']|'')*'|[^\s()]+/g) ?? [];
      commands.push({ name: name ?? '', elements });
    }
    for (const child of node.children) if (child) visit(child);
  };
  visit(tree.rootNode);
  tree.delete();
  return commands;
}

/** The value of an argument that is a string in single quotes, or pieces of one and codes of characters. */
export function valueOf(literal: string): string {
  const inner = /^\((.*)\)$/s.exec(literal)?.[1] ?? literal;
  let result = '';
  for (const [, quoted, code] of inner.matchAll(/'((?:[^']+|'')*)'|\[char\]0x([\dA-F]+)/g)) {
    result += quoted !== undefined ? quoted.replaceAll("''", "'") : String.fromCharCode(parseInt(code!, 16));
  }
  return result;
}
