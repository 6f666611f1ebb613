// Zip archives in the workspace are opened in memory, and what is in them counts as on the command line; places
// in them lead to documents where the client has them, else to the archive.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { zipSync } from 'fflate';
import type { Hover, HoverRegistrationOptions, WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { createProject } from '../../server/src/core/create-project.js';
import {
  analyzeLogsRequest,
  diagnosisRequest,
  fixServerRequest,
  innerTextRequest,
  notCheckedRequest,
  serversRequest,
  type AnalyzeLogsResult,
  type DiagnosisResult,
  type FixServerResult,
  type NotChecked,
  type PathNode,
  type ServerNode,
} from '../../server/src/protocol.js';
import { certificateRules } from '../../server/src/core/rules/certificate-registry.js';
import { logRules } from '../../server/src/core/rules/log-registry.js';
import { outcomeOf, TestHost } from '../cli/support.js';
import { predictionServer } from '../support/prediction.js';
import { contradictions, supportFolder } from '../support/support-folder.js';
import { messageOf, TestClient } from './support/client.js';

/** Rules about certificates and logs, which the language server leaves alone. */
const beside: ReadonlySet<string> = new Set(
  [...certificateRules, ...logRules].map(({ id }) => id).filter((id) => !id.startsWith('evidence/')),
);

type Files = Readonly<Record<string, string | Uint8Array>>;

const applicationHost = predictionServer({})['exch01/applicationHost.config'] as string;
const support = supportFolder(applicationHost);
const { 'HealthChecker-EXCH01.xml': healthChecker, ...saved } = support;

function zip(files: Files): Uint8Array {
  const bytes = (content: string | Uint8Array): Uint8Array =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, bytes(content)])));
}

function started(files: Files, innerFiles = true): Promise<TestClient> {
  return TestClient.start({
    files: Object.fromEntries(Object.entries(files).map(([name, content]) => [`file:///ws/${name}`, content])),
    initializationOptions: { innerFiles },
    createProject: (input, previous) => createProject(input, undefined, previous),
  });
}

const workspaceReports = async (client: TestClient): Promise<WorkspaceDiagnosticReport['items']> =>
  (await client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] }))
    .items;

/** `code path:line`, with the path as the command line names it. */
async function foundIn(client: TestClient): Promise<string[]> {
  return (await workspaceReports(client)).flatMap((report) => {
    if (report.kind !== 'full') return [];
    const query = report.uri.split('?')[1];
    const path = decodeURIComponent(query === undefined ? report.uri : decodeURIComponent(query));
    return report.items.map(
      ({ code, range }) => `${String(code)} ${path.slice('file:///ws/'.length)}:${range.start.line}`,
    );
  });
}

async function onCommandLine(files: Files): Promise<string[]> {
  const placed = Object.fromEntries(Object.entries(files).map(([name, content]) => [`ws/${name}`, content]));
  const { out } = await outcomeOf(['check', 'ws', '--format', 'json'], new TestHost(placed));
  const { findings } = JSON.parse(out) as {
    findings: { rule: string; path: string; range: { start: { line: number } } }[];
  };
  return findings
    .filter(({ rule }) => !beside.has(rule))
    .map(({ rule, path, range }) => `${rule} ${path.slice('ws/'.length)}:${range.start.line}`);
}

const layouts: Readonly<Record<string, Files>> = {
  'a folder without an archive': support,
  'everything in one archive': { 'case 1 (new).zip': zip(support) },
  'a zipped export beside what was saved': { 'hc.zip': zip({ 'HealthChecker-EXCH01.xml': healthChecker! }), ...saved },
  'a collector with one folder a server': {
    'collected/EXCH01.zip': zip({ 'EXCH01/General/inetsrv/config/applicationHost.config': applicationHost }),
    'collected/evidence.zip': zip(saved),
  },
};

describe('archives in the editor', () => {
  for (const [name, files] of Object.entries(layouts)) {
    test(`${name}: the findings of the command line, at the same places`, async () => {
      const client = await started(files);
      const found = await foundIn(client);
      assert.deepEqual(found.sort(), (await onCommandLine(files)).sort());
      // What logs say is in the view Diagnosis.
      for (const [rule, file] of contradictions.filter(([id]) => !id.startsWith('log/')))
        assert.ok(
          found.some((one) => one.startsWith(`${rule} `) && one.includes(`${file}:`)),
          `${rule} in ${file}`,
        );
      const [server] = await client.connection.sendRequest<ServerNode[]>(serversRequest);
      const group = server?.children.find(({ kind }) => kind === 'evidence');
      assert.ok(
        group?.children.some(({ label }: PathNode) => label.includes('sslcert.txt')),
        JSON.stringify(group?.children.map(({ label }) => label)),
      );
      const left = await client.connection.sendRequest<NotChecked[]>(notCheckedRequest);
      assert.deepEqual(
        left.filter(({ why }) => !why.startsWith('checked separately')),
        [],
      );
      await client.stop();
    });
  }

  test('a place leads to the text in the archive', async () => {
    const client = await started({ 'case.zip': zip(support) });
    const report = (await workspaceReports(client)).find(({ uri }) => uri.includes('/case.zip/sslcert.txt?'));
    assert.equal(report?.kind, 'full');
    const uri = decodeURIComponent(report.uri.slice(report.uri.indexOf('?') + 1));
    const text = await client.connection.sendRequest<string | null>(innerTextRequest, { uri });
    assert.match(text!.split(/\r?\n/)[report.items[0]!.range.start.line]!, /DS Mapper Usage/);
    const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: report.uri },
      position: report.items[0]!.range.start,
    });
    assert.match(JSON.stringify(hover?.contents), /DS Mapper Usage/);
    assert.deepEqual(hover?.range?.start.line, report.items[0]!.range.start.line);
    // Under a name that is served by itself hovers are asked for anyway.
    const patterns = client.registrations
      .filter(({ method }) => method === 'textDocument/hover')
      .flatMap(({ registerOptions }) => (registerOptions as HoverRegistrationOptions).documentSelector ?? [])
      .map((filter) => (filter as { pattern: string }).pattern);
    assert.ok(patterns.includes('**/ws/case.zip/eas.txt'), patterns.join());
    assert.ok(!patterns.some((pattern) => pattern.endsWith('sslcert.txt')), patterns.join());
    const log = await client.connection.sendRequest<string | null>(innerTextRequest, {
      uri: 'file:///ws/case.zip/u_ex261128.log',
    });
    assert.match(log ?? '', /^#Software/);
    for (const other of ['file:///ws/case.zip/none.txt', 'file:///ws/case.zip', 'file:///etc/passwd'])
      assert.equal(await client.connection.sendRequest(innerTextRequest, { uri: other }), null);
    await client.stop();
  });

  test('a client without such documents is led to the archive, and told the file', async () => {
    const client = await started({ 'case.zip': zip(support) }, false);
    const found = await client.diagnostics('file:///ws/case.zip');
    const record = found.find(({ code }) => code === 'tls/ds-mapper-disabled');
    assert.match(messageOf(record!), /^sslcert\.txt:9: DS Mapper Usage is disabled/);
    assert.deepEqual(record?.range.start, { line: 0, character: 0 });
    const reports = await workspaceReports(client);
    assert.deepEqual(
      reports.map(({ uri }) => uri),
      ['file:///ws/case.zip'],
    );
    await client.stop();
  });

  test('what is in an archive is not changed', async () => {
    const client = await started({ 'config.zip': zip({ 'applicationHost.config': applicationHost }) });
    const [server] = await client.connection.sendRequest<ServerNode[]>(serversRequest);
    const result = await client.connection.sendRequest<FixServerResult>(fixServerRequest, {
      root: server!.root,
      mode: 'all',
    });
    assert.doesNotMatch(JSON.stringify(result), /newText/);
    await client.stop();
  });

  test('logs and certificates in an archive count; answers are saved beside it', async () => {
    const client = await started({ 'sub/case.zip': zip(support) });
    const result = await client.connection.sendRequest<DiagnosisResult>(diagnosisRequest);
    assert.match(result.observed[0]!.title, /403\.7/);
    assert.match(result.observed[0]!.places[0]!.uri, /^exchange-cba-zip:\/ws\/sub\/case\.zip\/u_ex261128\.log\?/);
    assert.equal(result.folder, 'file:///ws/sub');
    assert.notEqual(result.next?.id, 'log');
    const { data } = await client.connection.sendRequest<AnalyzeLogsResult>(analyzeLogsRequest, {
      uris: ['file:///ws/sub/case.zip'],
    });
    assert.match(data?.verdict ?? '', /403\.7|certificate/i);
    await client.stop();
  });

  test('an archive that changes or goes takes what was in it along', async () => {
    const files = { 'applicationHost.config': applicationHost };
    const client = await started({ ...files, 'a.zip': zip({ 'sslcert.txt': saved['sslcert.txt']! }) });
    const count = async (): Promise<number> =>
      (await foundIn(client)).filter((one) => one.startsWith('tls/ds-mapper-disabled')).length;
    assert.equal(await count(), 1);
    client.host.write('file:///ws/a.zip', zip({ 'eas.txt': saved['eas.txt']!, 'inner.zip': zip({ a: 'a' }) }));
    await client.watched({ uri: 'file:///ws/a.zip', type: 2 });
    assert.equal(await count(), 0);
    const inner = await client.connection.sendRequest<NotChecked[]>(notCheckedRequest);
    assert.deepEqual(
      inner.map(({ why }) => why),
      ['a zip archive. Extract it in this folder.'],
    );
    client.host.delete('file:///ws/a.zip');
    await client.watched({ uri: 'file:///ws/a.zip', type: 3 });
    assert.ok((await foundIn(client)).every((one) => !one.includes('a.zip')));
    assert.deepEqual(await client.connection.sendRequest<NotChecked[]>(notCheckedRequest), []);
    await client.stop();
  });

  test('a bomb, a damaged archive, and one with a way out are refused in a sentence', async () => {
    const bomb = zip({ 'applicationHost.config': ' '.repeat(30_000_000) });
    const client = await started({
      'bomb.zip': bomb,
      'damaged.zip': zip(support).slice(0, 2000),
      'out.zip': zip({ '../applicationHost.config': applicationHost }),
    });
    assert.deepEqual(await client.connection.sendRequest(serversRequest), []);
    const refused = await client.connection.sendRequest<NotChecked[]>(notCheckedRequest);
    assert.deepEqual(
      refused.map(({ uri, why }) => [uri.slice('file:///ws/'.length), why]),
      [
        ['bomb.zip', 'a zip archive that was not opened: its unpacked size exceeds the limit.'],
        ['damaged.zip', 'a zip archive that was not opened: it is damaged.'],
      ],
    );
    await client.stop();
  });

  test('a section in a file that a configuration in the archive names is read there', async () => {
    const text = applicationHost.replace(/<access [^>]*\/>/, '<access configSource="access.section" />');
    assert.notEqual(text, applicationHost);
    const files = {
      'c.zip': zip({ 'applicationHost.config': text, 'access.section': '<access sslFlags="Ssl, Bogus" />' }),
    };
    const client = await started(files);
    const found = await foundIn(client);
    assert.deepEqual(found.sort(), (await onCommandLine(files)).sort());
    assert.ok(
      found.some((one) => one.includes('c.zip/access.section:')),
      found.join('\n'),
    );
    await client.stop();
  });
});
