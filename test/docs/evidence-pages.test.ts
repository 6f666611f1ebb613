// Each kind of evidence has its page, which names the commands that the product asks for and rules that exist.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { kindTitles } from '../../server/src/core/evidence/kind-titles.js';
import { evidenceKinds } from '../../server/src/core/evidence/kinds.js';
import { certificateRules } from '../../server/src/core/rules/certificate-registry.js';
import { rules } from '../../server/src/core/rules/registry.js';
import { questionOf, type QuestionId } from '../../server/src/core/simulate/questions.js';
import { repositoryRoot } from '../support/paths.js';
import { textOf } from './pages.js';

const folder = 'docs/evidence';
const page = (kind: string): string => textOf(`${folder}/${kind}.md`);
/** Beside the table: a whole server, what holds other files, and what is none of them. */
const kinds = [...new Set([...evidenceKinds.map(({ name }) => name), 'healthchecker', 'archive', 'clixml'])].sort();

test('each kind of evidence has a page with the same parts, and the overview lists it', () => {
  const names = readdirSync(path.join(repositoryRoot, folder))
    .filter((name) => name !== 'README.md')
    .map((name) => name.replace('.md', ''));
  assert.deepEqual(names.sort(), kinds);
  const overview = page('README');
  for (const kind of kinds) {
    assert.ok(overview.includes(`| \`${kind}\` | [${/^# (.+)$/m.exec(page(kind))![1]!}](${kind}.md) |`), kind);
    assert.deepEqual(
      [...page(kind).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading),
      ['How to save it', 'What is read', 'What it is compared with', 'What is not read', 'Language and server'],
      kind,
    );
    assert.ok(page(kind).includes(`\`${kind}\` in the JSON of \`check\``), kind);
  }
});

test('the tree calls a kind what its page is called', () => {
  assert.deepEqual(
    Object.entries(kindTitles).sort(),
    kinds.map((kind) => [kind, /^# (.+)$/m.exec(page(kind))![1]!]),
  );
});

test('the pages give the commands that the product asks for', () => {
  const asked: Readonly<Partial<Record<QuestionId, string>>> = {
    sslRecords: 'netsh-sslcert',
    ntauth: 'certutil-store',
    rootStore: 'certutil-store',
    spn: 'setspn',
    account: 'directory-account',
    kdcEvents: 'event',
    shownCertificate: 'tls-probe',
  };
  for (const [id, kind] of Object.entries(asked)) {
    const { command } = questionOf(id as QuestionId);
    assert.ok(page(kind).includes(command), `${kind}: ${command}`);
  }
});

test('every rule about evidence is on a page', () => {
  const all = kinds.map(page).join('\n');
  const missing = [...rules, ...certificateRules]
    .map(({ id }) => id)
    .filter((id) => id.startsWith('evidence/') && !all.includes(`\`${id}\``));
  assert.deepEqual(missing, []);
});
