// Evidence belongs to the right server, HealthChecker exports are servers, and secrets stay where they are.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createProject, type CheckedProject } from '../../../server/src/core/create-project.js';
import { groupByServer } from '../../../server/src/core/lint/by-server.js';
import type { TerminationSetting } from '../../../server/src/core/exchange/termination.js';
import { LineIndex } from '../../../server/src/core/text/line-index.js';
import { reporters } from '../../../server/src/core/report/reporters.js';
import { healthCheckerExport } from '../../support/health-checker.js';
import { repositoryRoot } from '../../support/paths.js';

const host = readFileSync(
  path.join(repositoryRoot, 'test/rules/evidence/contradicts-configuration/case-agrees/applicationHost.config'),
  'utf8',
);

function project(files: Readonly<Record<string, string>>, termination: TerminationSetting = 'auto'): CheckedProject {
  return createProject({
    files: Object.entries(files).map(([name, text]) => ({ uri: `file:///case/${name}`, text })),
    schemas: [],
    settings: { termination, rules: {} },
  });
}

const short = (uri: string | null): string | null => uri?.replace('file:///case/', '') ?? null;
const entriesOf = (
  made: CheckedProject,
): readonly (readonly [string | null, string, string | null, string | null, boolean])[] =>
  made.analysis.evidence!.map(({ uri, kind, computer, server, used }) => [
    short(uri),
    kind,
    computer,
    short(server),
    used,
  ]);
const findingsOf = (made: CheckedProject, prefix = 'evidence/'): readonly string[] =>
  made.analysis.findings.filter(({ rule }) => rule.startsWith(prefix)).map(({ rule, uri }) => `${rule} ${short(uri)!}`);

const view = (server: string, basic = 'True'): string =>
  `BasicAuthEnabled : ${basic}\r\nServer           : ${server}\r\nIdentity         : ${server}\\Microsoft-Server-ActiveSync (Default Web Site)\r\n`;
const netsh =
  '    IP:port : 0.0.0.0:443\r\n    Certificate Hash : 0123456789abcdef0123456789abcdef01234567\r\n    DS Mapper Usage : Disabled\r\n';
const reg =
  'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:443]\r\n"DefaultFlags"=dword:00000000\r\n';
const kdc =
  'Event[0]:\r\n  Source: Microsoft-Windows-Kerberos-Key-Distribution-Center\r\n  Event ID: 39\r\n  Computer: DC01\r\n  Description: \r\nUser: bob\r\n';

test('evidence that names a computer goes to the server of that name, wherever it lies', () => {
  const made = project({
    'exch01/applicationHost.config': host,
    'exch02/applicationHost.config': host,
    'exch01/one.txt': view('EXCH02.contoso.com'),
    'two.txt': view('exch01'),
  });
  assert.deepEqual(entriesOf(made), [
    ['exch01/one.txt', 'virtual-directory', 'EXCH02.contoso.com', 'exch02', true],
    ['two.txt', 'virtual-directory', 'exch01', 'exch01', true],
  ]);
  assert.deepEqual(
    made.analysis.servers.map(({ name }) => name),
    ['exch01', 'exch02'],
  );
  assert.equal(findingsOf(made, 'evidence/contradicts').length, 2);
});

test('a server that is named by its settings takes no evidence of another name', () => {
  const files = { 'a/applicationHost.config': host, 'a/eas.txt': view('EXCH02') };
  assert.deepEqual(entriesOf(project(files)), [['a/eas.txt', 'virtual-directory', 'EXCH02', 'a', true]]);
  const named = project({ ...files, 'a/.exchange-cba.json': '{ "serverName": "EXCH01" }' });
  assert.deepEqual(entriesOf(named), [['a/eas.txt', 'virtual-directory', 'EXCH02', null, false]]);
  assert.match(named.analysis.evidence![0]!.note, /EXCH02/);
  assert.deepEqual(findingsOf(named), []);
  assert.deepEqual(
    named.analysis.servers.map(({ name }) => name),
    ['EXCH01'],
  );
});

test('a file about several computers says nothing of a server whose name is not known', () => {
  const files = { 'a/applicationHost.config': host, 'a/eas.txt': `${view('EXCH01')}\r\n${view('EXCH02')}` };
  const unnamed = project(files);
  assert.deepEqual(
    entriesOf(unnamed).map(([, , , server, used]) => [server, used]),
    [[null, false]],
  );
  assert.match(unnamed.analysis.evidence![0]!.note, /EXCH01 and EXCH02.*serverName/);
  assert.deepEqual(findingsOf(unnamed), []);
  const named = project({ ...files, 'a/.exchange-cba.json': '{ "serverName": "EXCH02" }' });
  assert.deepEqual(findingsOf(named), ['evidence/contradicts-configuration a/eas.txt']);
});

test('evidence without a name: in the folder, above one server, above several', () => {
  const at = (made: CheckedProject): unknown => entriesOf(made).map(([, , , server, used]) => [server, used]);
  assert.deepEqual(at(project({ 'a/applicationHost.config': host, 'a/x/sslcert.txt': netsh })), [['a', true]]);
  assert.deepEqual(at(project({ 'a/applicationHost.config': host, 'sslcert.txt': netsh })), [['a', true]]);
  const several = { 'a/applicationHost.config': host, 'b/applicationHost.config': host };
  assert.deepEqual(at(project({ ...several, 'sslcert.txt': netsh })), [[null, false]]);
  assert.deepEqual(at(project({ ...several, 'b/sslcert.txt': netsh })), [['b', true]]);
});

test('evidence of the organization holds for the servers below, else for the nearest above', () => {
  const several = { 'a/applicationHost.config': host, 'b/applicationHost.config': host };
  const above = project({ ...several, 'kdc.txt': kdc });
  assert.deepEqual(entriesOf(above), [['kdc.txt', 'event', 'DC01', null, true]]);
  assert.deepEqual(findingsOf(above), ['evidence/certificate-refused kdc.txt']);
  assert.deepEqual(findingsOf(project({ ...several, 'b/dc/kdc.txt': kdc })), [
    'evidence/certificate-refused b/dc/kdc.txt',
  ]);
});

test('the registry speaks as netsh does; what both say and do not agree on is not verified', () => {
  const base = { 'a/applicationHost.config': host, 'a/http.reg': reg };
  const made = project(base);
  assert.deepEqual(findingsOf(made, 'tls/ds-mapper'), ['tls/ds-mapper-disabled a/http.reg']);
  const [finding] = made.analysis.findings.filter(({ rule }) => rule === 'tls/ds-mapper-disabled');
  assert.equal(reg.slice(finding!.range.start, finding!.range.end), '"DefaultFlags"=dword:00000000');
  const both = project({ ...base, 'a/sslcert.txt': netsh.replace('Disabled', 'Enabled') });
  assert.deepEqual(findingsOf(both, 'tls/ds-mapper'), []);
  assert.deepEqual(findingsOf(both, 'exchange/ds-mapper'), ['exchange/ds-mapper-unverified a/applicationHost.config']);
});

test('Windows and SCHANNEL decide about TLS 1.3', () => {
  const host19 = host.replace(
    '</configuration>',
    '<location path="Default Web Site/owa/15.2.986.5"><system.webServer /></location></configuration>',
  );
  const info =
    'WindowsProductName : Windows Server 2022 Standard\r\nOsBuildNumber      : 20348\r\nCsName             : EXCH01\r\n';
  const schannel = (enabled: string): string =>
    `Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.3\\Server]\r\n"Enabled"=dword:${enabled}\r\n`;
  const severity = (files: Readonly<Record<string, string>>): readonly string[] =>
    project({ 'a/applicationHost.config': host19, ...files })
      .analysis.findings.filter(({ rule }) => rule.startsWith('tls/tls13'))
      .map((finding) => finding.severity);
  assert.deepEqual(severity({}), ['information']);
  assert.deepEqual(severity({ 'a/info.txt': info }), ['warning']);
  assert.deepEqual(severity({ 'a/info.txt': info.replaceAll('20348', '17763') }), []);
  assert.deepEqual(severity({ 'a/info.txt': info, 'a/s.reg': schannel('00000000') }), []);
  assert.deepEqual(severity({ 'a/info.txt': info, 'a/s.reg': schannel('00000001') }), ['warning']);
});

const exportOf = (configuration: string, more = '', name = 'EXCH01'): string =>
  healthCheckerExport(configuration, [], name, more);
const wrong = host.replace('SslNegotiateCert, SslRequireCert, Ssl128', 'SslNegotiateCert, Ssl128');

test('a HealthChecker export is a server, with places in the XML and in the file inside it', () => {
  const text = exportOf(wrong);
  const made = project({ 'x/HealthChecker-EXCH01.xml': text });
  const [server] = made.analysis.servers;
  assert.deepEqual(
    [short(server!.root), short(server!.applicationHost), server!.name],
    ['x/HealthChecker-EXCH01.xml', 'x/HealthChecker-EXCH01.xml', 'EXCH01'],
  );
  const finding = made.analysis.findings.find(
    ({ rule }) => rule === 'exchange/client-certificate-accepted-not-required',
  )!;
  assert.equal(short(finding.uri), 'x/HealthChecker-EXCH01.xml');
  assert.equal(text.slice(finding.range.start, finding.range.end), 'Ssl, SslNegotiateCert, Ssl128');
  const inner = new LineIndex(wrong).positionAt(wrong.indexOf('Ssl, SslNegotiateCert, Ssl128'));
  assert.deepEqual(finding.within, { path: '%windir%\\System32\\inetsrv\\config\\applicationHost.config', ...inner });
  for (const { uri } of made.analysis.findings.flatMap((one) => [one, ...one.evidence])) {
    assert.equal(short(uri), 'x/HealthChecker-EXCH01.xml');
  }
  const edits = made.edits(finding.remedies.slice(0, 1));
  assert.ok('problem' in edits);
  assert.ok('problem' in made.suppress(finding));
});

test('the web.config files of an export lie where it says, and its bindings tell of the DS mapper', () => {
  const binding = `<Obj N="Bindings"><LST><Obj><MS><S N="protocol">https</S><S N="bindingInformation">:443:</S><S N="sslFlags">0</S><B N="isDsMapperEnabled">false</B></MS></Obj></LST></Obj>`;
  const content = '<configuration>\n  <a></configuration>';
  const file = { location: 'C:\\Exchange\\FrontEnd\\HttpProxy\\sync\\web.config', text: content };
  const made = project({ 'hc.xml': healthCheckerExport(host, [file], 'EXCH01', binding) });
  assert.deepEqual(findingsOf(made, 'tls/ds-mapper'), ['tls/ds-mapper-disabled hc.xml']);
  const locked = made.analysis.findings.find(({ within }) => within?.path.endsWith('sync\\web.config') === true);
  assert.ok(locked, 'nothing was found in the web.config');
});

test('two exports are two servers; evidence with a name goes to its own', () => {
  const made = project({ '1.xml': exportOf(host), '2.xml': exportOf(host, '', 'EXCH02'), 'v.txt': view('EXCH02') });
  assert.deepEqual(
    made.analysis.servers.map(({ name }) => name),
    ['EXCH01', 'EXCH02'],
  );
  assert.deepEqual(findingsOf(made), ['evidence/contradicts-configuration v.txt']);
});

test('two exports of one server are not compared with each other', () => {
  const differ = (second: string): readonly string[] =>
    findingsOf(project({ '1.xml': exportOf(host), '2.xml': exportOf(wrong, '', second) }), 'termination/');
  assert.deepEqual(differ('EXCH02'), ['termination/servers-differ 2.xml']);
  assert.deepEqual(differ('exch01.contoso.com'), []);
});

/** Several exports as one file, as `Export-Clixml` writes an array of them. */
const together = (...exports: readonly string[]): string =>
  exports
    .map((one) => /<Obj [^]*<\/Obj>/.exec(one)![0])
    .join('')
    .replace(/^/, '<Objs Version="1.1.0.1">') + '</Objs>';

test('an export of two servers is two servers, each with its findings, records, and tree', () => {
  const made = project({ 'hc.xml': together(exportOf(host), exportOf(wrong, '', 'EXCH02')), 'v.txt': view('EXCH02') });
  const { servers } = made.analysis;
  assert.deepEqual(
    servers.map(({ root, name, applicationHost }) => [short(root), name, short(applicationHost)]),
    [
      ['hc.xml/EXCH01', 'EXCH01', 'hc.xml'],
      ['hc.xml/EXCH02', 'EXCH02', 'hc.xml'],
    ],
  );
  const rule = 'exchange/client-certificate-accepted-not-required';
  assert.deepEqual(
    groupByServer(made.analysis).map(({ findings }) => findings.some((finding) => finding.rule === rule)),
    [false, true],
  );
  assert.deepEqual(findingsOf(made), ['evidence/contradicts-configuration v.txt']);
  const places = servers.map((verdict) => made.serverTree(verdict, [])[0]!.place!.range.start);
  assert.ok(places[0]! < places[1]!);
  assert.deepEqual(
    entriesOf(made).map(([uri, , computer, , used]) => [uri, computer, used]),
    [
      ['hc.xml', null, true],
      ['v.txt', 'EXCH02', true],
    ],
  );
  const hostile = project({ 'hc.xml': together(exportOf(host), exportOf(wrong, '', '..')) });
  assert.deepEqual(
    hostile.analysis.servers.map(({ root }) => short(root)),
    ['hc.xml/EXCH01', 'hc.xml/server'],
  );
  const same = project({ 'hc.xml': together(exportOf(host), exportOf(wrong)) });
  assert.deepEqual(
    same.analysis.servers.map(({ root }) => short(root)),
    ['hc.xml/EXCH01', 'hc.xml/EXCH01%202'],
  );
});

test('beside the files of one of its servers, an export is evidence of this one and the other server itself', () => {
  const files = { 'hc.xml': together(exportOf(host), exportOf(host, '', 'EXCH02')) };
  const both = project({ ...files, 'exch01/applicationHost.config': host, 'exch02/applicationHost.config': wrong });
  assert.deepEqual(findingsOf(both), ['evidence/contradicts-configuration hc.xml']);
  assert.ok(
    both.analysis.findings.find(({ rule }) => rule.startsWith('evidence/'))!.range.start > files['hc.xml'].length / 2,
  );
  const one = project({ ...files, 'exch01/applicationHost.config': wrong });
  assert.deepEqual(
    one.analysis.servers.map(({ root }) => short(root)),
    ['exch01', 'hc.xml/EXCH02'],
  );
  assert.deepEqual(findingsOf(one), ['evidence/contradicts-configuration hc.xml']);
  const unnamed = project({ ...files, 'a/applicationHost.config': wrong });
  assert.deepEqual(findingsOf(unnamed), []);
  assert.match(unnamed.analysis.evidence![0]!.note, /EXCH01 and EXCH02.*serverName/);
});

test('of two exports of one server the newer one is compared, and the other is named', () => {
  const time = (day: string): string => `<DT N="GenerationTime">2026-03-${day}T08:00:00</DT>`;
  const files = (first: string, second: string): CheckedProject =>
    project({
      'a/applicationHost.config': wrong,
      'a/1.xml': exportOf(host, first),
      'a/2.xml': exportOf(wrong, second),
    });
  const notes = (made: CheckedProject): readonly (readonly [boolean, string])[] =>
    made.analysis.evidence!.map(({ used, note }) => [used, note]);
  const newer = files(time('02'), time('01'));
  assert.deepEqual(findingsOf(newer), ['evidence/contradicts-configuration a/1.xml']);
  assert.deepEqual(notes(newer), [
    [true, ''],
    [false, 'It is not newer than 1.xml of this server.'],
  ]);
  const older = files(time('01'), time('02'));
  assert.deepEqual(findingsOf(older), []);
  assert.deepEqual(
    notes(older).map(([used]) => used),
    [false, true],
  );
  const unknown = files(time('01'), '');
  assert.deepEqual(findingsOf(unknown), []);
  assert.deepEqual(notes(unknown), [
    [true, 'Its files are not compared: 2.xml is about this server, too, and which is newer is unknown.'],
    [true, 'Its files are not compared: 1.xml is about this server, too, and which is newer is unknown.'],
  ]);
});

test('evidence of several computers in several files says nothing of a server without a name', () => {
  const files = { 'a/applicationHost.config': host, 'a/1.txt': view('EXCH01'), 'a/2.txt': view('EXCH02', 'False') };
  const unnamed = project(files);
  assert.deepEqual(findingsOf(unnamed), []);
  for (const { used, note } of unnamed.analysis.evidence!) {
    assert.equal(used, false);
    assert.match(note, /EXCH01 and EXCH02.*serverName/);
  }
  assert.deepEqual(findingsOf(project({ ...files, 'a/2.txt': view('exch01', 'False') })), [
    'evidence/contradicts-configuration a/1.txt',
  ]);
});

test('an export that ends within the configuration says nothing about the server', () => {
  const text = exportOf(host);
  const inside = text.indexOf('&lt;/configuration&gt;') - 500;
  const made = project({ 'hc.xml': text.slice(0, inside) });
  assert.deepEqual(made.analysis.servers, []);
  assert.deepEqual(findingsOf(made, ''), ['evidence/unread hc.xml']);
});

test('beside the files an export is evidence, and nothing is checked twice', () => {
  const made = project({ 'a/applicationHost.config': wrong, 'a/hc.xml': exportOf(host) });
  assert.equal(made.analysis.servers.length, 1);
  assert.equal(made.analysis.servers[0]!.name, 'EXCH01');
  assert.deepEqual(findingsOf(made, 'exchange/client-certificate-accepted'), [
    'exchange/client-certificate-accepted-not-required a/applicationHost.config',
  ]);
  assert.deepEqual(findingsOf(made), ['evidence/contradicts-configuration a/hc.xml']);
  assert.ok(made.analysis.findings.find(({ rule }) => rule.startsWith('evidence/'))!.within);
  assert.deepEqual(findingsOf(project({ 'a/applicationHost.config': host, 'a/hc.xml': exportOf(host) })), []);
});

test('an export is cut off, empty, or not a server: no throw, no server', () => {
  const text = exportOf(host);
  for (const part of [text.slice(0, text.length / 2), '<Objs/>', exportOf('')]) {
    const made = project({ 'hc.xml': part });
    assert.deepEqual(made.analysis.failures, []);
  }
});

test('what is not read is named and has a finding', () => {
  const german =
    '    IP:Port : 0.0.0.0:443\r\n    Zertifikathash : 0123456789abcdef0123456789abcdef01234567\r\n    DS-Zuordnungsverwendung : Deaktiviert\r\n';
  const made = project({ 'a/applicationHost.config': host, 'a/netsh.txt': german });
  assert.deepEqual(made.analysis.evidence, []);
  assert.deepEqual(
    made.analysis.notChecked!.map(({ uri }) => short(uri)),
    ['a/netsh.txt'],
  );
  assert.deepEqual(findingsOf(made), ['evidence/unread a/netsh.txt']);
});

test('passwords and private keys in evidence are in no output', () => {
  const secret = 'Tr0ub4dor&3';
  const made = project({
    'a/applicationHost.config': host,
    'a/eas.txt': view('EXCH01').replace('Server ', `Password         : ${secret}\r\nServer `),
    'a/s.reg': `${reg}"Password"="${secret}"\r\n`,
    'a/kdc.txt': `${kdc}Password: ${secret}\r\n-----BEGIN PRIVATE KEY-----\r\n${secret}\r\n-----END PRIVATE KEY-----\r\n`,
    'b/hc.xml': exportOf(host, `<S N="Password">${secret}</S>`, 'EXCH09'),
  });
  for (const [format, report] of Object.entries(reporters)) {
    const text = report(made.analysis, {
      version: '0',
      relativePath: (uri) => short(uri)!,
      rule: () => undefined,
      color: false,
      width: null,
      failOn: 'error',
    });
    assert.ok(!text.includes(secret), format);
    assert.ok(!text.includes('Tr0ub4dor&amp;3'), format);
  }
});

test('the tree shows the evidence of a server with its findings; hovers name the counterpart in the configuration', () => {
  const eas = view('EXCH01');
  const made = project({ 'a/applicationHost.config': host, 'a/x/eas.txt': eas, 'a/http.reg': reg, 'a/kdc.txt': kdc });
  const [verdict] = made.analysis.servers;
  const group = made.serverTree(verdict!, made.analysis.findings).find(({ kind }) => kind === 'evidence')!;
  assert.deepEqual(
    group.children.map(({ label, detail, counts }) => [label, detail, counts.error, counts.warning]),
    [
      ['http.reg', 'Registry', 1, 0],
      ['kdc.txt', 'Events', 0, 1],
      ['x/eas.txt', 'Exchange virtual directories', 0, 1],
    ],
  );
  const hover = (uri: string, text: string, word: string): string =>
    made.hover(`file:///case/${uri}`, text.indexOf(word))?.markdown ?? '';
  assert.match(hover('a/x/eas.txt', eas, 'True'), /IIS has `off` in `system\.webServer.*basicAuthentication enabled`/s);
  assert.match(hover('a/http.reg', reg, 'dword'), /DS Mapper Usage/);
  assert.match(hover('a/kdc.txt', kdc, '39'), /KDC event 39/);
  assert.equal(hover('a/kdc.txt', kdc, 'User'), '');
});

test('the tree of an export opens the export', () => {
  const made = project({ 'hc.xml': exportOf(host) });
  const [verdict] = made.analysis.servers;
  const [site] = made.serverTree(verdict!, []);
  assert.equal(short(site!.place!.uri), 'hc.xml');
});
