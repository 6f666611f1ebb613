// Did-you-mean for names and values.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { builtinSchema } from '../../../../server/src/core/iis/schema/builtin.js';
import { differsInCaseOnly, suggestName, suggestValue } from '../../../../server/src/core/iis/schema/suggest.js';

const authentication = [
  'anonymousAuthentication',
  'basicAuthentication',
  'clientCertificateMappingAuthentication',
  'iisClientCertificateMappingAuthentication',
  'windowsAuthentication',
];

test('the nearest name is suggested, and none where none is near', () => {
  for (const [name, expected] of [
    ['basicauthentication', 'basicAuthentication'],
    ['basicAuthentification', 'basicAuthentication'],
    ['windowAuthentication', 'windowsAuthentication'],
    ['clientCertificateMapingAuthentication', 'clientCertificateMappingAuthentication'],
    ['oauthAuth', null],
    ['', null],
  ] as const) {
    assert.equal(suggestName(name, authentication), expected, name);
  }
  assert.equal(suggestName('ad', ['add', 'clear']), 'add');
  assert.equal(suggestName('cler', ['add', 'clear']), 'clear');
  assert.equal(suggestName('x', ['y']), null, 'replacing every character is no likeness');
  assert.equal(suggestName('enalbed', ['enabled']), 'enabled');
});

test('the same name in another case comes before a nearer one', () => {
  assert.equal(suggestName('REALM', ['realn', 'realm']), 'realm');
  assert.ok(differsInCaseOnly('mimetype', 'mimeType'));
  assert.ok(!differsInCaseOnly('mimeType', 'mimeType'));
  assert.ok(!differsInCaseOnly('mime', 'mimeType'));
});

test('long names cost nothing', () => {
  assert.equal(suggestName('a'.repeat(1_000_000), authentication), null);
});

const access = builtinSchema.section('system.webServer/security/access')!.attributes.get('sslFlags')!;
const runtime = builtinSchema.section('system.webServer/serverRuntime')!.attributes;

test('values are suggested by type', () => {
  for (const [attribute, raw, expected] of [
    [access, 'Ssl SslNegotiateCert', 'Ssl, SslNegotiateCert'],
    [access, 'Ssl|SslRequireCert|Ssl128', 'Ssl, SslRequireCert, Ssl128'],
    [access, 'SslRequireCerts', 'SslRequireCert'],
    [access, 'Ssl, SslMapCert', null],
    [access, '264', null],
    [access, ' , ', null],
    [runtime.get('enabled')!, '1', 'true'],
    [runtime.get('enabled')!, 'Off', 'false'],
    [runtime.get('enabled')!, 'ture', 'true'],
    [runtime.get('enabled')!, 'maybe', null],
    [runtime.get('authenticatedUserOverride')!, 'UseAuthenticateUser', 'UseAuthenticatedUser'],
    [runtime.get('uploadReadAheadSize')!, '4294967295', '2147483647'],
    [runtime.get('frequentHitThreshold')!, '0', '1'],
    [runtime.get('uploadReadAheadSize')!, 'lots', null],
    [runtime.get('frequentHitTimePeriod')!, '10', null],
    [runtime.get('alternateHostName')!, 'x', null],
  ] as const) {
    assert.equal(suggestValue(attribute, raw), expected, `${attribute.name}="${raw}"`);
  }
});

test('what is suggested is among the candidates', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (name, candidates) => {
      const suggestion = suggestName(name, candidates);
      assert.ok(suggestion === null || candidates.includes(suggestion));
    }),
  );
});
