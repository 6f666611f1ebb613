// Drift: what differs is found once, at the path where it was written, and what may differ is not.
import type { SourceFile } from '../../../server/src/core/text/source-file.js';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import { compareServers, type Drift } from '../../../server/src/core/exchange/drift.js';
import {
  driftHtml,
  driftJson,
  driftMarkdown,
  driftText,
  type DriftContext,
} from '../../../server/src/core/report/drift.js';
import { samples } from '../../support/paths.js';

const contoso = path.join(samples, 'contoso-exchange-2019');

/** The sample server under another name, its texts changed by `change`. */
function server(name: string, change: (text: string, file: string) => string = (text) => text): SourceFile[] {
  return readdirSync(contoso, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:config|txt)$/.test(entry.name))
    .map((entry) => {
      const file = path.relative(contoso, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/');
      const text = readFileSync(path.join(contoso, file), 'utf8').replace(/^\ufeff/, '');
      return { uri: `file:///servers/${name}/${file}`, text: change(text, file) };
    });
}

function drift(...servers: SourceFile[][]): Drift {
  const project = createProject(
    { files: servers.flat(), schemas: [], settings: { termination: 'auto', rules: {} } },
    [],
  );
  assert.equal(project.servers.length, servers.length);
  return compareServers(project.servers);
}

function shown({ differences }: Drift): string[] {
  return differences.map(
    ({ configurationPath, setting, values }) =>
      `${configurationPath}: ${setting}: ${values.map((value) => value?.text ?? '-').join(' | ')}`,
  );
}

/** Only in applicationHost.config. */
function inHost(from: string | RegExp, to: string): (text: string, file: string) => string {
  return (text, file) => {
    if (file !== 'applicationHost.config') return text;
    const changed = text.replace(from, to);
    assert.notEqual(changed, text, `${String(from)} is not in the sample`);
    return changed;
  };
}

/** Only in the saved netsh output. */
function inRecords(from: string | RegExp, to: string): (text: string, file: string) => string {
  return (text, file) => (file === 'sslcert.txt' ? text.replace(from, to) : text);
}

const certificate = 'Ssl, SslNegotiateCert, SslRequireCert, Ssl128';

describe('compareServers', () => {
  test('what HTTP.SYS does differs where output of both tells, at its place', () => {
    const off = server(
      'b',
      inRecords('DS Mapper Usage              : Enabled', 'DS Mapper Usage              : Disabled'),
    );
    const found = drift(server('a'), off);
    assert.deepEqual(shown(found), ['Default Web Site: DS Mapper Usage: on | off']);
    assert.equal(found.differences[0]?.values[1]?.place?.uri, 'file:///servers/b/sslcert.txt');
    // What was not provided differs from nothing.
    const without = server('b').filter(({ uri }) => !uri.endsWith('.txt'));
    assert.deepEqual(shown(drift(server('a'), without)), []);
  });

  test('equal servers do not differ, and much is compared', () => {
    const result = drift(server('a'), server('b'), server('c'));
    assert.deepEqual(shown(result), []);
    assert.ok(result.compared > 300, String(result.compared));
  });

  test('what may differ does not: names, build folders, thumbprints, addresses, case and the order of flags', () => {
    const text = (host: string): string =>
      host
        .replaceAll(/15\.2\.\d+\.\d+/g, '15.2.1544.4')
        .replaceAll('Default Web Site', 'default web site')
        .replaceAll(certificate, 'sslrequirecert,SSL, Ssl128, SslNegotiateCert')
        .replaceAll(/bindingInformation="[^":]*:443:/g, 'bindingInformation="192.0.2.7:443:');
    assert.deepEqual(shown(drift(server('a'), server('b', text))), []);
  });

  test('a value that differs is found at its path, with the place on each side', () => {
    const result = drift(server('a'), server('b', inHost(`sslFlags="${certificate}"`, 'sslFlags="Ssl"')));
    assert.equal(result.differences.length, 1);
    const [difference] = result.differences;
    assert.equal(difference!.setting, 'sslFlags');
    assert.deepEqual(
      difference!.values.map((value) => value?.text),
      [certificate, 'Ssl'],
    );
    assert.deepEqual(
      difference!.values.map((value) => value?.place?.uri),
      ['file:///servers/a/applicationHost.config', 'file:///servers/b/applicationHost.config'],
    );
  });

  test('a difference at the server level is not repeated at every path that inherits it', () => {
    const result = drift(
      server('a'),
      server('b', inHost(/(<windowsAuthentication [^>]*)useKernelMode="false"/, '$1useKernelMode="true"')),
    );
    assert.deepEqual(shown(result), [': useKernelMode: false | true']);
  });

  test('a missing module is found', () => {
    const without = inHost(/<add name="CertificateMappingAuthenticationModule" image[^>]*\/>/, '');
    assert.deepEqual(shown(drift(server('a'), server('b', without))), [
      ': CertificateMappingAuthenticationModule: present | absent',
    ]);
  });

  test('what one server does not tell is not a difference', () => {
    const only = server('a').filter(({ uri }) => uri.endsWith('/applicationHost.config'));
    const result = drift(only, server('b'));
    assert.deepEqual(shown(result), []);
    assert.ok(result.unknown > 0);
  });

  test('an application that is missing where certificates matter is found', () => {
    const without = inHost(/<application path="\/ecp"[\s\S]*?<\/application>/, '');
    assert.ok(
      shown(drift(server('a'), server('b', without))).includes('Default Web Site/ecp: application: present | absent'),
    );
  });
});

describe('reports of drift', () => {
  const files = [
    ...server('exch01'),
    ...server('exch02'),
    ...server('exch03', inHost(`sslFlags="${certificate}"`, 'sslFlags="Ssl"')),
  ];
  const project = createProject({ files, schemas: [], settings: { termination: 'auto', rules: {} } }, []);
  const result = compareServers(project.servers);
  const context: DriftContext = {
    version: '1.2.3',
    servers: [
      { name: 'exch01', termination: 'exchange' },
      { name: 'exch02', termination: 'exchange' },
      { name: 'exch03 <b>|`', termination: null },
    ],
    relativePath: (uri) => uri.replace('file:///servers/', ''),
    texts: project.analysis.texts,
    color: false,
  };

  test('text puts equal values together, the most frequent first', () => {
    const text = driftText(result, context);
    assert.match(
      text,
      /sslFlags\n {4}Ssl, SslNegotiateCert, SslRequireCert, Ssl128\n {6}exch01 .*:\d+:\d+\n {6}exch02 .*:\d+:\d+\n {4}Ssl\n {6}exch03 /,
    );
    assert.match(text, /\n1 difference; \d+ settings compared/);
  });

  test('JSON has a value for every server', () => {
    const json = JSON.parse(driftJson(result, context)) as {
      differences: { values: { server: string; value: string; place: object }[] }[];
    };
    assert.deepEqual(
      json.differences[0]!.values.map(({ server: name, value }) => [name, value]),
      [
        ['exch01', certificate],
        ['exch02', certificate],
        ['exch03 <b>|`', 'Ssl'],
      ],
    );
  });

  test('Markdown and HTML show names as they are', () => {
    assert.match(driftMarkdown(result, context), /exch03 &lt;b&gt;\\\|\\`/);
    const html = driftHtml(result, context);
    assert.match(html, /exch03 &lt;b&gt;\|`/);
    assert.doesNotMatch(html, /<b>/);
    assert.equal(html.match(/<table>/g)!.length, html.match(/<caption>/g)!.length);
  });

  test('no difference is said in every format', () => {
    const none = { differences: [], compared: 3, unknown: 0 };
    for (const report of [driftText, driftMarkdown, driftHtml])
      assert.match(report(none, context), /No differences; 3 settings compared\./);
    assert.match(driftJson(none, context), /"differences": \[\]/);
  });
});
