// Records of `netsh http show sslcert`, in English and translated, whole and broken.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { readNetshSslCertificates } from '../../../server/src/core/evidence/netsh.js';

const hash = 'E76D0F550882072968ECB7448E71BA14724B8D2E';
const text = `
SSL Certificate bindings:
-------------------------

    IP:port                      : 0.0.0.0:443
    Certificate Hash             : ${hash}
    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}
    Certificate Store Name       : MY
    Verify Client Certificate Revocation : Enabled
    Verify Revocation Using Cached Client Certificate Only : Disabled
    Ctl Identifier               : (null)
    DS Mapper Usage              : Enabled
    Negotiate Client Certificate : Disabled
    Disable TLS1.3               : Not Set
    Disable HTTP2                : Set

    Hostname:port                : mail.contoso.com:443
    Certificate Hash             : ${hash.toLowerCase()}
    Negotiate Client Certificate : Enabled

    Central Certificate Store    : 443
    Certificate Hash             : (null)
`.replaceAll('\n', '\r\n');

test('records with their certificates and switches', () => {
  const records = readNetshSslCertificates(text);
  assert.deepEqual(
    records.map((record) => [record.kind, record.endpoint, record.certificateHash]),
    [
      ['ipPort', '0.0.0.0:443', hash.toLowerCase()],
      ['hostnamePort', 'mail.contoso.com:443', hash.toLowerCase()],
      ['centralStore', '443', null],
    ],
  );
  const [first, second] = records;
  assert.deepEqual(
    [
      first?.dsMapper?.on,
      first?.negotiateClientCertificate?.on,
      first?.verifyRevocation?.on,
      first?.disableTls13?.on,
      first?.disableHttp2?.on,
    ],
    [true, false, true, false, true],
  );
  assert.equal(first?.storeName, 'MY');
  assert.equal(first.applicationId, '{4dc3e181-e14b-4a21-b022-59fc669b0914}');
  assert.deepEqual([second?.negotiateClientCertificate?.on, second?.dsMapper], [true, null]);
  const { range } = first.dsMapper!;
  assert.equal(text.slice(range.start, range.end), 'Enabled');
  const { start, end } = first.certificateHashRange!;
  assert.equal(text.slice(start, end), hash);
  assert.ok(text.slice(first.range.start).startsWith('IP:port'));
});

test('a transcript that goes on behind the last record gives it no certificate', () => {
  const binding = `PS C:\\> Get-WebBinding | fl\r\n\r\ncertificateHash      : ${hash}\r\n`;
  const records = readNetshSslCertificates(`PS C:\\> netsh http show sslcert\r\n${text}\r\n${binding}`);
  assert.deepEqual(
    records.map(({ certificateHash }) => certificateHash !== null),
    [true, true, false],
  );
});

test('a translated Windows is understood as far as values tell', () => {
  const [record] = readNetshSslCertificates(
    `    IP:Port                      : [::]:443\n    Zertifikathash               : ${hash}\n    Anwendungs-ID : {4dc3e181-e14b-4a21-b022-59fc669b0914}\n`,
  );
  assert.equal(record?.kind, 'ipPort');
  assert.equal(record.endpoint, '[::]:443');
  assert.equal(record.certificateHash, hash.toLowerCase());
  assert.equal(record.dsMapper, null);
});

test('a line that is full of white space is read in no time', () => {
  const blank = ' '.repeat(200_000);
  const start = performance.now();
  assert.deepEqual(readNetshSslCertificates(`IP:port${blank}x\nIP:port${blank}: 1.2.3.4:5${blank}`), [
    ...readNetshSslCertificates(`IP:port${blank}x\nIP:port${blank}: 1.2.3.4:5`),
  ]);
  assert.ok(performance.now() - start < 2000);
});

test('any text is read, and ranges lie inside it', () => {
  const line = fc.constantFrom(
    'IP:port : 1.2.3.4:5',
    ' a : b',
    ':',
    '',
    'Hostname:port :',
    `Certificate Hash : ${hash}`,
    '\t : \t',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(line).map((lines) => lines.join('\r\n')),
      ),
      (any) => {
        for (const { range, fields } of readNetshSslCertificates(any)) {
          assert.ok(range.start <= range.end && range.end <= any.length);
          for (const field of fields) {
            const raw = any.slice(field.range.start, field.range.end);
            assert.equal(raw === '(null)' ? '' : raw, field.value);
          }
        }
      },
    ),
  );
});
