// The pages that people read, and what is in them, for the tests that run and follow it.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../support/paths.js';

export interface Block {
  readonly page: string;
  /** `sh`, `json`; '' where the fence names none. */
  readonly language: string;
  readonly text: string;
}

/** Relative to the repository; the pages of rules are generated and not among them. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...['docs', 'docs/walkthrough', 'docs/evidence'].flatMap((folder) =>
    readdirSync(path.join(repositoryRoot, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];

export function textOf(page: string): string {
  return readFileSync(path.join(repositoryRoot, page), 'utf8');
}

/** The fenced blocks of a page, without the indent of their fence. */
export function blocksOf(page: string): readonly Block[] {
  return [...textOf(page).matchAll(/^( *)```(\w*)\n([^]*?)^\1```$/gm)].map(([, indent, language, text]) => ({
    page,
    language: language!,
    text: text!.replaceAll(new RegExp(`^${indent!}`, 'gm'), ''),
  }));
}
