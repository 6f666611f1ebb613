// Which record of HTTP.SYS is behind which binding, which server saved output belongs to, and what the editor
// says of it.
import type { SslRecord } from '../../../server/src/core/evidence/netsh-records.js';
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { createProject, type CheckedProject } from '../../../server/src/core/create-project.js';
import { readNetshSslCertificates } from '../../../server/src/core/evidence/netsh.js';
import { recordsBehind, switchOf } from '../../../server/src/core/exchange/ssl-records.js';
import { parseBinding, type ParsedBinding } from '../../../server/src/core/exchange/bindings.js';

const record = (first: string, mapper: string): string => `    ${first}\n    DS Mapper Usage : ${mapper}\n`;

const recordsOf = (...texts: readonly string[]): SslRecord[] =>
  readNetshSslCertificates(texts.join('\n')).map((one) => ({ ...one, uri: 'sslcert.txt' }));

const binding = (address: string, host = '', flags = 0): ParsedBinding => ({
  binding: null as never,
  address,
  spelling: address,
  port: 443,
  host,
  flags,
});

describe('the record behind a binding', () => {
  const all = recordsOf(
    record('IP:port : 0.0.0.0:443', 'Enabled'),
    record('IP:port : 10.0.0.5:443', 'Disabled'),
    record('IP:port : [fe80::1]:443', 'Disabled'),
    record('Hostname:port : mail.contoso.com:443', 'Disabled'),
    record('IP:port : 0.0.0.0:444', 'Disabled'),
  );
  const endpoints = (of: ParsedBinding): string[] => recordsBehind(of, all).map(({ endpoint }) => endpoint);

  test('of all addresses', () => {
    assert.deepEqual(endpoints(binding('')), ['0.0.0.0:443']);
  });
  test('of one address, and of one that has none of its own', () => {
    assert.deepEqual(endpoints(binding('10.0.0.5')), ['10.0.0.5:443']);
    assert.deepEqual(endpoints(binding('fe80::1')), ['[fe80::1]:443']);
    assert.deepEqual(endpoints(binding('10.0.0.6')), ['0.0.0.0:443']);
  });
  test('of an IPv6 address, however either spells it', () => {
    const records = recordsOf(
      record('IP:port : [2001:0DB8:0:0::5]:443', 'Enabled'),
      record('IP:port : [0:0::0]:8443', 'Enabled'),
    );
    const behind = (bindingInformation: string): string[] => {
      const value = (text: string) => ({ value: text, attribute: null });
      const written = { bindingInformation: value(bindingInformation), sslFlags: value('0') };
      return recordsBehind(parseBinding(written as never)!, records).map(({ endpoint }) => endpoint.toLowerCase());
    };
    assert.deepEqual(behind('[2001:db8::5]:443:'), ['[2001:0db8:0:0::5]:443']);
    assert.deepEqual(behind('[2001:DB8:0:0:0:0:0.0.0.5]:443:'), ['[2001:0db8:0:0::5]:443']);
    assert.deepEqual(behind('[2001:db8::6]:443:'), []);
    assert.deepEqual(behind('*:8443:'), ['[0:0::0]:8443']);
  });
  test('of a host name only where the binding asks for one', () => {
    assert.deepEqual(endpoints(binding('', 'mail.contoso.com', 1)), ['mail.contoso.com:443']);
    assert.deepEqual(endpoints(binding('', 'mail.contoso.com', 0)), ['0.0.0.0:443']);
    assert.deepEqual(endpoints(binding('', 'other.contoso.com', 1)), ['0.0.0.0:443']);
  });
  test('of a host name and of the address, which may contradict each other', () => {
    const both = recordsBehind(binding('10.0.0.7', 'mail.contoso.com', 1), [
      ...all,
      ...recordsOf(record('IP:port : 10.0.0.7:443', 'Enabled')),
    ]);
    assert.deepEqual(
      both.map(({ endpoint }) => endpoint),
      ['mail.contoso.com:443', '10.0.0.7:443'],
    );
    assert.equal(switchOf(both, 'dsMapper'), 'unknown');
  });
  test('of thousands of names is found in no time', () => {
    const names = Array.from({ length: 4000 }, (_, index) => `h${index}.contoso.com`);
    const records = recordsOf(...names.map((name) => record(`Hostname:port : ${name}:443`, 'Enabled')));
    const start = performance.now();
    const found = names.flatMap((name) => recordsBehind(binding('', name, 1), records));
    assert.deepEqual(
      found.map(({ endpoint }) => endpoint),
      names.map((name) => `${name}:443`),
    );
    assert.ok(performance.now() - start < 2000);
  });
  test('a switch that is not said, or said in two ways, is unknown', () => {
    assert.equal(switchOf(recordsBehind(binding(''), all), 'dsMapper'), 'yes');
    assert.equal(switchOf(recordsBehind(binding(''), all), 'verifyRevocation'), 'unknown');
    assert.equal(switchOf(all, 'dsMapper'), 'unknown');
    assert.equal(switchOf([], 'dsMapper'), 'unknown');
  });
});

const host = `<configuration>
  <system.applicationHost>
    <sites>
      <site name="Default Web Site" id="1">
        <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
        <application path="/Microsoft-Server-ActiveSync">
          <virtualDirectory path="/" physicalPath="C:\\Exchange\\FrontEnd\\HttpProxy\\sync" />
        </application>
        <bindings><binding protocol="https" bindingInformation=":443:" /></bindings>
      </site>
    </sites>
  </system.applicationHost>
  <system.webServer><security><authentication>
    <clientCertificateMappingAuthentication enabled="true" />
  </authentication></security></system.webServer>
</configuration>`;

const checked = (files: Readonly<Record<string, string>>): CheckedProject =>
  createProject({
    files: Object.entries(files).map(([uri, text]) => ({ uri, text })),
    schemas: [],
    settings: { termination: 'auto', rules: {} },
  });

const mapperRules = ({ analysis }: CheckedProject): string[] =>
  analysis.findings.filter(({ rule }) => rule.includes('ds-mapper')).map(({ rule, uri }) => `${uri} ${rule}`);

describe('saved output', () => {
  const off = record('IP:port : 0.0.0.0:443', 'Disabled');
  const on = record('IP:port : 0.0.0.0:443', 'Enabled');

  test('belongs to the nearest server', () => {
    const project = checked({
      'a/applicationHost.config': host,
      'a/evidence/netsh.txt': off,
      'b/applicationHost.config': host,
      'b/sslcert.txt': on,
    });
    assert.deepEqual(mapperRules(project), ['a/evidence/netsh.txt tls/ds-mapper-disabled']);
    assert.deepEqual(project.locationAt('b/sslcert.txt', 0), { root: 'b', configurationPath: 'Default Web Site' });
  });

  test('that could be of either of two servers is of none', () => {
    const project = checked({ 'a/applicationHost.config': host, 'b/applicationHost.config': host, 'sslcert.txt': off });
    assert.deepEqual(mapperRules(project), [
      'a/applicationHost.config exchange/ds-mapper-unverified',
      'b/applicationHost.config exchange/ds-mapper-unverified',
    ]);
  });

  test('is told from configuration by its content', () => {
    const project = checked({ 'a/applicationHost.config': host, 'a/whatever': off });
    assert.deepEqual(mapperRules(project), ['a/whatever tls/ds-mapper-disabled']);
    const comment = checked({ 'a/applicationHost.config': `${host}<!--\n${on}-->` });
    assert.deepEqual(mapperRules(comment), ['a/applicationHost.config exchange/ds-mapper-unverified']);
  });

  test('is explained field by field, with the bindings it is behind and the way to repair it', () => {
    const text = `\n${off.replace(
      '    DS',
      '    Certificate Hash : 0123456789abcdef0123456789abcdef01234567\n    Application ID : {4dc3e181-e14b-4a21-b022-59fc669b0914}\n    Certificate Store Name : MY\n    DS',
    )}`;
    const project = checked({ 'a/applicationHost.config': host, 'a/sslcert.txt': text });
    const hover = (part: string): string => project.hover('a/sslcert.txt', text.indexOf(part))?.markdown ?? '';
    assert.match(hover('0.0.0.0'), /Used by `:443:` of Default Web Site/);
    assert.match(hover('DS Mapper'), /`Disabled` for `0\.0\.0\.0:443`[^]*dsmapperusage=enable/);
    assert.match(hover('Disabled'), /Active Directory/);
    assert.equal(project.hover('a/sslcert.txt', 0), null);
    assert.deepEqual(
      project.symbols('a/sslcert.txt').map(({ name }) => name),
      ['0.0.0.0:443'],
    );
  });
});
