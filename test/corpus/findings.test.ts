// Everything that is found in the real files of the corpus, each checked alone, and why IIS justifies it:
// findings.golden.txt.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createProject } from '../../server/src/core/create-project.js';
import { decodeText } from '../../server/src/host/decode.js';
import { repositoryRoot } from '../support/paths.js';
import { lineOf } from '../support/plant.js';
import { inCorpus, skipWithoutCorpus } from '../support/corpus.js';

const folders = ['apphost', 'derived', 'exchange-apphost', 'exchange-webconfig', 'malformed', 'webconfig'];

/**
 * `folder/file:line severity rule message`, for every file alone; files called web.config in the wild get
 * their name back.
 */
function found(configs: string): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(configs, folder))
      .sort()
      .flatMap((file) => {
        const decoded = decodeText(readFileSync(path.join(configs, folder, file)));
        if (decoded.kind !== 'text') return [`${folder}/${file}: ${decoded.reason}`];
        const uri = `${folder}/${/web\.config$/i.test(file) ? `${file}/web.config` : file}`;
        const { analysis } = createProject({
          files: [{ uri, text: decoded.text }],
          schemas: [],
          settings: { termination: 'auto', rules: {} },
        });
        assert.deepEqual(analysis.failures, []);
        return analysis.findings.map(
          ({ rule, severity, message, range }) =>
            `${folder}/${file}:${lineOf(decoded.text, range.start) + 1} ${severity} ${rule} ${message}`,
        );
      }),
  );
}

test('real files give the findings that are explained, and no others', { skip: skipWithoutCorpus }, () => {
  const golden = readFileSync(path.join(repositoryRoot, 'test/corpus/findings.golden.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const explained = golden.filter((line) => line.startsWith('  ')).length;
  const expected = golden.filter((line) => !line.startsWith('  '));
  assert.equal(explained, expected.length, 'every finding has a line that explains it');
  assert.deepEqual(found(inCorpus('configs')), expected);
});
