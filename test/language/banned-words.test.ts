// Plain English: words that read translated stay out of everything that a person meets.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { commandSpecs } from '../../server/src/cli/commands.js';
import { ownRules } from '../../server/src/core/lint/own-rules.js';
import { rules } from '../../server/src/core/rules/registry.js';
import { repositoryRoot } from '../support/paths.js';

/** Each with what to write instead. */
const banned: readonly (readonly [RegExp, string])[] = [
  [/\b(?:whoever|whatsoever|thereof|nobody|everybody|somebody|anybody)\b/i, 'the client, the user, no user'],
  [/\bat hand\b/i, 'not found, not provided'],
  [/\bhad a say\b|\bof now\b|\bwill do\b|\bis none\b|\bare none\b/i, 'a plain verb'],
  [/\bt(?:ake|akes|aken|ook) (?:\S+ )?away\b/i, 'remove'],
  [/(?<!\bthere )\b(?:is|are) no (?!longer\b)[a-z]/i, 'is not a'],
  [/\bstands? (?:in|here|at|beside|behind|before|above|twice)\b/i, 'is'],
  [/\bdevices? in front\b|\bbehind a device\b/i, 'gateway'],
  [/\bcertificates? ends? at\b/i, 'validated by'],
  [/\bnot knowable\b|\bnot known\b/i, 'unknown'],
  [/\bin the clear\b|\bin clear text\b/i, 'in plaintext'],
  [/\bturn(?:s|ed)? (?:\S+ )?(?:on|off)\b/i, 'enable, disable'],
];

/** Rules about certificates have an owner of their own words. */
const isExempt = (id: string): boolean => id.startsWith('certificate/');

function texts(): Map<string, string> {
  const result = new Map<string, string>();
  const own = ownRules.map((rule) => ({ id: rule.id, docs: { symptom: '', uncertain: '', ...rule }, messages: {} }));
  for (const { id, docs, messages } of [...rules, ...own]) {
    if (isExempt(id)) continue;
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
  const found = [...texts()].flatMap(([where, text]) =>
    banned.flatMap(([word, instead]) => {
      const hit = word.exec(text);
      return hit ? [`${where}: "${hit[0]}"; write ${instead}`] : [];
    }),
  );
  assert.deepEqual(found, []);
});
