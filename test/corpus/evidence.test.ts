// Real exports of Exchange servers: each is recognized as what it is, and none contradicts a stock server.
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createProject } from '../../server/src/core/create-project.js';
import { decodeText } from '../../server/src/host/decode.js';
import { inCorpus, skipWithoutCorpus } from '../support/corpus.js';

function textOf(file: string): string {
  const decoded = decodeText(readFileSync(file));
  assert.ok(decoded.kind === 'text', file);
  return decoded.text;
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/VirtualDirectory/, 'virtual-directory'],
  [/GetExchangeCertificate/, 'exchange-certificate'],
  [/GetExchangeServer/, 'exchange-server'],
  [/GetOrganizationConfig/, 'organization-config'],
  [/GetWebBinding/, 'web-binding'],
  [/./, 'clixml'],
];

test('real exports beside a stock server', { skip: skipWithoutCorpus }, () => {
  const folder = inCorpus('evidence/css-exchange');
  const stock = inCorpus('configs/exchange-apphost/Shared_E19_applicationHost_Default.config');
  const names = readdirSync(folder);
  const made = createProject({
    files: [
      { uri: 'file:///s/applicationHost.config', text: textOf(stock) },
      ...names.map((name) => ({ uri: `file:///s/${name}`, text: textOf(path.join(folder, name)) })),
    ],
    schemas: [],
    settings: { termination: 'auto', rules: {} },
  });
  assert.deepEqual(made.analysis.failures, []);
  assert.deepEqual(
    made.analysis.findings.map(({ rule, uri, message }) => `${rule} ${uri} ${message}`),
    [],
  );
  for (const { uri, kind, used, note } of made.analysis.evidence!) {
    const name = uri.slice(uri.lastIndexOf('/') + 1);
    assert.equal(kind, kinds.find(([pattern]) => pattern.test(name))![1], name);
    assert.ok(used || note !== '', name);
  }
  assert.equal(made.analysis.evidence!.length, names.length);
});
