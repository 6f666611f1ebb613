// Plain English: words that read translated stay out of everything that a person meets.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { commandSpecs } from '../../server/src/cli/commands.js';
import { ownRules } from '../../server/src/core/lint/own-rules.js';
import { rules } from '../../server/src/core/rules/registry.js';
import { bannedIn } from '../support/banned-words.js';
import { repositoryRoot } from '../support/paths.js';

function texts(): Map<string, string> {
  const result = new Map<string, string>();
  const own = ownRules.map((rule) => ({ id: rule.id, docs: { symptom: '', uncertain: '', ...rule }, messages: {} }));
  for (const { id, docs, messages } of [...rules, ...own]) {
    const { title, what, why, fix, symptom = '', uncertain = '' } = docs;
    const said: Readonly<Record<string, string>> = { title, what, why, fix, symptom, uncertain, ...messages };
    for (const [name, text] of Object.entries(said)) result.set(`${id} ${name}`, text);
  }
  const names = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.nls.json'), 'utf8')) as Record<
    string,
    string
  >;
  for (const [name, text] of Object.entries(names)) result.set(`package.nls.json ${name}`, text);
  for (const { name, summary, details = [], options } of commandSpecs) {
    result.set(`exchange-cba ${name}`, [summary, ...details, ...options.map(({ help }) => help)].join('\n'));
  }
  return result;
}

test('no text of rules, manifest, or command line reads translated', () => {
  const found = [...texts()].flatMap(([where, text]) => bannedIn(text).map((fault) => `${where}: ${fault}`));
  assert.deepEqual(found, []);
});
