// The note on the flags of a path never says that IIS requests a certificate where only SslRequireCert is
// set.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject } from '../../server/src/core/create-project.js';
import { sampleFiles } from '../support/servers.js';

function notesWith(flags: string): string[] {
  const files = [...sampleFiles('contoso-exchange-2019')].map(([name, text]) => ({
    uri: `file:///exch01/${name}`,
    text: text
      .replace('<access sslFlags="Ssl, SslNegotiateCert, Ssl128" />', `<access sslFlags="${flags}" />`)
      .replaceAll('<basicAuthentication enabled="false" />', '<basicAuthentication enabled="true" />'),
  }));
  const { analysis } = createProject({ files, schemas: [], settings: { termination: 'exchange', rules: {} } });
  return analysis.findings
    .filter(({ rule }) => rule === 'exchange/basic-with-client-certificate')
    .flatMap(({ evidence }) => evidence.map(({ uri, range, message }) => [uri, range, message] as const))
    .filter(([uri, { start, end }]) => files.find((file) => file.uri === uri)?.text.slice(start, end) === flags)
    .map(([, , message]) => message);
}

test('a path that requires a certificate is not said to request it, and the other way round', () => {
  for (const [flags, word] of [
    ['Ssl, SslRequireCert', 'required'],
    ['Ssl, SslNegotiateCert', 'requested'],
  ] as const) {
    const notes = new Set(notesWith(flags));
    assert.deepEqual([...notes], [`Client certificates are ${word} here.`], flags);
  }
});
