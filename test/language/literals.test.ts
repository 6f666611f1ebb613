// Texts in the sources: none reads translated, and every key of the German bundle is a text that is still
// there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { certificateRules } from '../../server/src/core/rules/certificate-registry.js';
import { rules } from '../../server/src/core/rules/registry.js';
import { bannedIn } from '../support/banned-words.js';
import { literalsIn, withHoles } from '../support/literals.js';
import { repositoryRoot } from '../support/paths.js';

const literals = literalsIn('server/src', 'client/src');

/** Texts that are put together from parts when they are said; each beginning with one of these. */
const composed = [
  /^1 (?:check passed|hint)$/,
  /^\{count\} (?:checks passed|hints)$/,
  /^(?:No differences|1 difference|\{differences\} differences); \{count\} settings compared/,
  /^\{server\}: (?:validated by: |client certificates not used$|not an Exchange server$)/,
  /^(?:Active Directory|IIS) mapping: \{value\}$/,
  /^(?:Fix|Either): \{title\} \((?:safe|needs review|needs review, run on the server)\)$/,
  /^\{0\} has (?:\{1\} syntax errors?; nearby|no root element <configuration>; its) settings are unknown\.$/,
  /^(?:No ActiveSync requests|Password sign-in alongside certificates) \(\{read\}\)\.$/,
  /^\{count\} (?:of \{count2\} mobile devices?(?: on \{servers\})?|requests?) since \{time\}: \{what\}$/,
  /^\{count\} more causes$/,
  /^\{count\} mobile devices? \((?:all|others succeed|all, and some of them succeed too|others fail for other reasons|the only one in the logs)\)$/,
  /^\{what\} \(\{others\} instead\)$/,
  /^(?:passes|\{outcome\}, (?:certain|likely|possible),) if \{when\}$/,
  /^\{count\} files? (?:is|are) in the \{format\} log format, which has no substatus\./,
  /^\{count\} files? (?:is not a log|are not logs) of a known kind\.$/,
  /^\{count\} requests? of monitoring and load balancers (?:is|are) not counted for any cause\.$/,
  /^\{count\} lines in \{count2\} files? could not be read\.$/,
  /^Only one <configSections> element allowed\./,
];

test('every key of the German bundle is a text of the product', () => {
  const bundle = JSON.parse(readFileSync(path.join(repositoryRoot, 'l10n/bundle.l10n.de.json'), 'utf8')) as object;
  const messages = [...rules, ...certificateRules].flatMap((rule) => Object.values(rule.messages));
  const texts = [...literals.map(({ text }) => text), ...messages.map(withHoles)].join('\n').toLowerCase();
  // A sentence may be said without its period, and its parts may be one text each.
  const isLive = (key: string): boolean => {
    const text = withHoles(key).toLowerCase().replace(/\.$/, '');
    return texts.includes(text) || text.split('{}').every((part) => texts.includes(part.trim()));
  };
  const stale = Object.keys(bundle).filter((key) => !isLive(key) && !composed.some((pattern) => pattern.test(key)));
  assert.deepEqual(stale, []);
});

test('no text in the sources reads translated', () => {
  // This heading is one that scripts may rely on.
  const own = literals.filter(({ text }) => text !== 'Not known:');
  const found = own.flatMap(({ file, line, text }) => bannedIn(text).map((fault) => `${file}:${line}: ${fault}`));
  assert.deepEqual(found, []);
});
