// Diagnosis and predictions of the language server: what the command line says of the same files, with places
// that open.
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { createProject } from '../../server/src/core/create-project.js';
import { questions } from '../../server/src/core/simulate/questions.js';
import {
  answerNameRequest,
  diagnosisRequest,
  simulationRequest,
  type DiagnosisResult,
  type SimulationParams,
} from '../../server/src/protocol.js';
import { certutilStore } from '../support/certutil.js';
import { diagnosed, everybody, folder, type Files } from '../support/diagnosis.js';
import { account, netsh, predictionServer, rootCertificate } from '../support/prediction.js';
import { TestClient } from './support/client.js';

function started(files: Files): Promise<TestClient> {
  const placed = Object.fromEntries(Object.entries(files).map(([name, content]) => [`file:///ws/${name}`, content]));
  return TestClient.start({ files: placed, createProject: (input) => createProject(input) });
}

describe('the diagnosis of a workspace', () => {
  for (const [name, files] of [
    ['evidence is needed', folder({}, everybody('401 2 5'))],
    ['a cause is proven', folder({ mapping: false }, everybody('401 2 5'))],
    ['nothing fails', folder({}, everybody('200 0 0'))],
  ] as const) {
    test(`${name}: the state, causes, and question of the command line`, async () => {
      const client = await started(files);
      const result = await client.connection.sendRequest<DiagnosisResult>(diagnosisRequest);
      const told = await diagnosed(files);
      const { length } = told.open;
      assert.deepEqual(
        [result.state, result.open.length, result.hidden.length + result.excluded.length, result.proven.length],
        [told.state, length, told.excluded.length, told.proven.length],
      );
      assert.equal(result.next?.id ?? null, told.state === 'proven' ? 'verify' : (told.next?.id ?? null));
      assert.equal(result.folder, 'file:///ws/exch01');
      await client.stop();
    });
  }

  test('what a proven cause hides is not among the excluded', async () => {
    const client = await started(folder({ mapping: false }, everybody('401 2 5')));
    const { hidden, excluded } = await client.connection.sendRequest<DiagnosisResult>(diagnosisRequest);
    const mapper = 'DS Mapper Usage is disabled on the binding';
    assert.ok(hidden.some(({ title }) => title === mapper));
    assert.ok(!excluded.some(({ title }) => title === mapper));
    await client.stop();
  });

  test('a proven cause opens at the setting that decides', async () => {
    const client = await started(folder({ mapping: false }, everybody('401 2 5')));
    const { proven } = await client.connection.sendRequest<DiagnosisResult>(diagnosisRequest);
    const [place] = proven[0]!.places;
    assert.equal(place?.uri, 'file:///ws/exch01/applicationHost.config');
    assert.ok(place.range.start.line > 0);
    await client.stop();
  });
});

test('an answer is recognized by its content', async () => {
  const client = await started({});
  const name = (text: string, id = 'log', saveAs = 'u_ex.log'): Promise<string | null> =>
    client.connection.sendRequest<string | null>(answerNameRequest, { text, next: { id, saveAs } });
  assert.equal(await name(netsh()), 'sslcert.txt');
  assert.equal(
    await name(certutilStore('Root "Trusted Root Certification Authorities"', [rootCertificate])),
    'root.txt',
  );
  assert.equal(await name(certutilStore('NTAuth', [rootCertificate])), 'ntauth.txt');
  assert.equal(await name(account()), 'account.ldf');
  assert.equal(await name(everybody('403 7 5')), 'u_ex.log');
  assert.equal(await name(everybody('200 0 0'), 'verify', 'u_ex-after.log'), 'u_ex-after.log');
  assert.equal(await name(String(predictionServer()['exch01/applicationHost.config'])), 'applicationHost.config');
  assert.equal(
    await name('<configuration />', 'configurationOfPath', 'HttpProxy/sync/web.config'),
    'HttpProxy/sync/web.config',
  );
  assert.equal(await name('hello'), null);
  assert.ok(questions.every(({ saveAs }) => !saveAs.startsWith('/') && !saveAs.includes('..')));
  await client.stop();
});

describe('what would happen', () => {
  const ask = (client: TestClient, params: Partial<SimulationParams>): Promise<string | null> =>
    client.connection.sendRequest<string | null>(simulationRequest, {
      root: 'file:///ws/exch01',
      url: '/Microsoft-Server-ActiveSync',
      from: 'client',
      certificate: null,
      ...params,
    });

  test('shows the stages, the one that decides, and where', async () => {
    const client = await started(predictionServer());
    const none = await ask(client, {});
    assert.match(none ?? '', /403\.7, certain\. A client certificate is required/);
    assert.match(none ?? '', /<li><mark><strong>Certificate sent<\/strong>: decides<\/mark>/);
    assert.match(none ?? '', /href="command:exchangeCba\.openPlace\?[^"]*applicationHost\.config/);
    assert.doesNotMatch((await ask(client, { links: false })) ?? '', /<a /);
    // The clock of the test begins before any certificate is valid.
    const early = await ask(client, { certificate: 'file:///ws/alice.cer' });
    assert.match(early ?? '', /<mark><strong>Validity<\/strong>: decides/);
    assert.equal(await ask(client, { certificate: 'file:///ws/missing.cer' }), null);
    assert.equal(await ask(client, { root: 'file:///ws/nowhere' }), null);
    await client.stop();
  });

  test('takes a path of the tree for the site that it names', async () => {
    const client = await started(predictionServer({ record: null }));
    const back = await ask(client, { url: '/EWS', configurationPath: 'Exchange Back End/EWS' });
    assert.match(back ?? '', /Exchange Back End\/EWS/);
    const front = await ask(client, { url: '/EWS', configurationPath: 'Default Web Site/EWS' });
    assert.match(front ?? '', /Default Web Site\/EWS/);
    await client.stop();
  });

  test('shows hostile names as text', async () => {
    const client = await started(predictionServer());
    const page = await ask(client, { url: '/<script>alert(1)</script>' });
    assert.doesNotMatch(page ?? '', /<script/);
    await client.stop();
  });
});
