// Analyzing logs through the server: the report, progress, cancelling, and what lenses say afterwards.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { CancellationTokenSource, CodeLensRequest, FileChangeType, type CodeLens } from 'vscode-languageserver/node';
import { createProject, rules } from '../../server/src/core/create-project.js';
import {
  analyzeLogsRequest,
  logProgressNotification,
  type AnalyzeLogsResult,
  serversRequest,
  type LogProgressParams,
  type PathNode,
  type ServerNode,
} from '../../server/src/protocol.js';
import { serverText } from '../cli/support.js';
import { activeSyncLine, w3cHeader } from '../support/logs.js';
import { TestClient } from './support/client.js';

const host = 'file:///ws/exch01/applicationHost.config';
const access = `<location path="Default Web Site/Microsoft-Server-ActiveSync"><system.webServer><security>
  <access sslFlags="Ssl, SslNegotiateCert, SslRequireCert" /></security></system.webServer></location>`;
const log = w3cHeader + activeSyncLine({ status: '403 7 64' }) + activeSyncLine({ query: 'DeviceId=B2' });

const start = (files: Readonly<Record<string, string>>): Promise<TestClient> =>
  TestClient.start({
    files: { [host]: serverText(access), ...files },
    createProject: (input, previous) => createProject(input, rules, previous),
  });

test('a folder of logs becomes a report that names the setting, and a lens on it', async () => {
  const client = await start({ 'file:///ws/logs/u_ex261102.log': log, 'file:///ws/logs/notes.txt': 'x' });
  const progress: LogProgressParams[] = [];
  client.connection.onNotification(logProgressNotification, (params: LogProgressParams) => {
    progress.push(params);
  });
  const { data, exports } = await client.connection.sendRequest<AnalyzeLogsResult>(analyzeLogsRequest, {
    uris: ['file:///ws/logs'],
  });
  assert.match(
    data?.verdict ?? '',
    /^1 of 2 mobile devices since 2026-11-02T06:00:00Z: client certificate not presented/,
  );
  assert.deepEqual(
    data?.causes.map(({ rule, example, setting }) => [rule, example, setting?.uri, setting?.value]),
    [
      [
        'log/certificate-not-presented',
        { uri: 'file:///ws/logs/u_ex261102.log', line: 4 },
        host,
        'Ssl, SslNegotiateCert, SslRequireCert',
      ],
    ],
  );
  assert.deepEqual(
    data.timeline.series.map(({ counts }) => counts),
    [[1]],
  );
  assert.deepEqual(
    data.devices.map(({ device, causes }) => [device, causes.length]),
    [['APPL1', 1]],
  );
  assert.match(exports?.markdown ?? '', /^# Log analysis/);
  const lenses = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: host } });
  const titles = lenses?.map((lens: CodeLens) => lens.command?.title ?? '') ?? [];
  assert.ok(
    titles.includes('Logs: 1 × Client certificate not presented · since 2026-11-02 · 1 mobile device'),
    titles.join(),
  );
  await client.stop();
});

test('a lens is on the server that logged it, with what that server logged', async () => {
  const other = 'file:///ws/exch02/applicationHost.config';
  const client = await start({
    [other]: serverText(access),
    'file:///ws/exch01/logs/u_ex261102.log': log,
    'file:///ws/exch02/logs/u_ex261102.log': w3cHeader + activeSyncLine({ query: 'DeviceId=B2', server: '10.1.1.12' }),
  });
  const lensesOn = async (uri: string): Promise<string[]> => {
    const lenses = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    return (lenses ?? []).map(({ command }) => command?.title ?? '').filter((title) => title.startsWith('Logs:'));
  };
  const { data } = await client.connection.sendRequest<AnalyzeLogsResult>(analyzeLogsRequest, { uris: ['file:///ws'] });
  assert.equal(data?.causes[0]?.setting?.uri, host);
  const one = 'Logs: 1 × Client certificate not presented · since 2026-11-02 · 1 mobile device';
  assert.deepEqual([await lensesOn(host), await lensesOn(other)], [[one], []]);
  await client.stop();
});

test('a cancelled analysis ends early', async () => {
  const client = await start({ 'file:///ws/logs/u_ex261102.log': w3cHeader + activeSyncLine({}).repeat(20_000) });
  const source = new CancellationTokenSource();
  const asked = client.connection.sendRequest<AnalyzeLogsResult>(
    analyzeLogsRequest,
    { uris: ['file:///ws/logs'] },
    source.token,
  );
  source.cancel();
  await assert.rejects(asked);
  await client.stop();
});

test('the logs of each server are in its tree, by folder, the last name first', async () => {
  const client = await start({
    'file:///ws/exch01/logs/W3SVC1/u_ex261101.log': log,
    'file:///ws/exch01/logs/W3SVC1/u_ex261102.log': log,
    'file:///ws/exch01/logs/notes.txt': 'x',
    'file:///ws/exch02/applicationHost.config': serverText(access),
    'file:///ws/u_ex261103.log': log,
  });
  const shown = async (): Promise<string[][]> => {
    const servers = await client.connection.sendRequest<ServerNode[]>(serversRequest);
    const lines = (nodes: readonly PathNode[]): string[] =>
      nodes.flatMap((node) => [
        `${node.kind} ${node.label} ${node.detail} ${node.place?.uri ?? ''}`.trim(),
        ...lines(node.children),
      ]);
    return servers.map(({ children }) => lines(children.filter(({ kind }) => kind === 'logs')));
  };
  // Both servers are as near to it.
  const common = ['logFolder ws 1 log file:///ws', 'logFile u_ex261103.log  file:///ws/u_ex261103.log'];
  const folder = 'file:///ws/exch01/logs/W3SVC1';
  assert.deepEqual(await shown(), [
    [
      'logs Logs 3 logs',
      `logFolder logs/W3SVC1 2 logs ${folder}`,
      `logFile u_ex261102.log  ${folder}/u_ex261102.log`,
      `logFile u_ex261101.log  ${folder}/u_ex261101.log`,
      ...common,
    ],
    ['logs Logs 1 log', ...common],
  ]);
  client.host.delete('file:///ws/u_ex261103.log');
  await client.watched({ uri: 'file:///ws/u_ex261103.log', type: FileChangeType.Deleted });
  assert.deepEqual((await shown())[1], []);
  await client.stop();
});
