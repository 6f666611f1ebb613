// The texts that source files hold: string literals and templates, with `{}` for every value.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from './paths.js';

export interface Literal {
  /** The path of the file below the root. */
  readonly file: string;
  readonly line: number;
  /**
   * As a reader meets it: strings that are added are one text; `{}` stands for `${value}` and for
   * `{placeholder}`.
   */
  readonly text: string;
}

/** `{name}` and `{0}` as `{}`. */
export function withHoles(text: string): string {
  return text.replace(/\{\w*\}/g, '{}');
}

/** The texts of every TypeScript file in these folders. Names of modules are not texts. */
export function literalsIn(...folders: readonly string[]): Literal[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .flatMap((name) => literalsOf(`${folder}/${name.replaceAll('\\', '/')}`)),
  );
}

function literalsOf(file: string): Literal[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(repositoryRoot, file), 'utf8'),
    ts.ScriptTarget.ES2022,
  );
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const text = textOf(node);
    if (text !== null) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ file, line: line + 1, text: withHoles(text) });
    }
    if (text === null || ts.isTemplateExpression(node) || ts.isBinaryExpression(node)) ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Null for what is not a text. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === null || right === null ? null : left + right;
  }
  return null;
}
