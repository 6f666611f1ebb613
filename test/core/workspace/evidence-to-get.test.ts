// What is not known of a server has a command whose output the product reads; what is there is not asked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import type { TerminationSetting } from '../../../server/src/core/exchange/termination.js';
import { predictionServer } from '../../support/prediction.js';
import { supportFolder } from '../../support/support-folder.js';

const applicationHost = predictionServer({})['exch01/applicationHost.config'] as string;

function missing(termination: TerminationSetting, ...evidence: readonly string[]): readonly string[] {
  const folder = supportFolder(applicationHost);
  const files = [
    { uri: 'file:///exch01/applicationHost.config', text: applicationHost },
    ...evidence.map((name) => ({ uri: `file:///exch01/${name}`, text: folder[name] as string })),
  ];
  const project = createProject({ files, schemas: [], settings: { termination, rules: {} } });
  const answer = project.evidenceToGet('file:///exch01');
  for (const { command, why, saveAs } of answer)
    assert.ok(command !== '' && why !== '' && command.includes(saveAs), saveAs);
  assert.deepEqual(project.evidenceToGet('file:///elsewhere'), []);
  return answer.map(({ saveAs }) => saveAs);
}

test('everything that is not there, by where certificates are validated', () => {
  const alone = missing('exchange');
  assert.equal(alone[0], 'sslcert.txt');
  assert.ok(alone.length >= 4 && !alone.includes('spn.txt'), alone.join());
  const behind = missing('device');
  assert.ok(behind.length >= 3 && behind[0] !== 'sslcert.txt', behind.join());
});

test('what is there is not asked for', () => {
  const some = missing('exchange', 'sslcert.txt', 'ntauth.txt', 'events.txt');
  assert.ok(!some.includes('sslcert.txt') && some.length === missing('exchange').length - 3, some.join());
});
