// The commands that write a record anew keep what it says, or are not given at all.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { commandsWithDsMapper } from '../../../server/src/core/evidence/netsh-commands.js';
import { netshFieldMeaning } from '../../../server/src/core/evidence/netsh-meanings.js';
import { readNetshSslCertificates } from '../../../server/src/core/evidence/netsh.js';

const hash = '0123456789abcdef0123456789abcdef01234567';
const id = '{4dc3e181-e14b-4a21-b022-59fc669b0914}';

const commandsFor = (first: string, ...rest: readonly string[]): string[] | null => {
  const lines = [first, `Certificate Hash : ${hash}`, `Application ID : ${id}`, 'Certificate Store Name : MY', ...rest];
  const [record] = readNetshSslCertificates(lines.map((line) => `    ${line}`).join('\r\n'));
  return commandsWithDsMapper(record!);
};

test('a plain record', () => {
  assert.deepEqual(commandsFor('IP:port : 0.0.0.0:443', 'DS Mapper Usage : Disabled', 'Usage Check : Enabled'), [
    'netsh http delete sslcert ipport=0.0.0.0:443',
    `netsh http add sslcert ipport=0.0.0.0:443 certhash=${hash} appid=${id} certstorename=MY dsmapperusage=enable`,
  ]);
});

test('what differs from the defaults is repeated', () => {
  const [, add] = commandsFor(
    'Hostname:port : mail.contoso.com:443',
    'Verify Client Certificate Revocation : Disabled',
    'Negotiate Client Certificate : Enabled',
    'Revocation Freshness Time : 3600',
    'URL Retrieval Timeout : 0',
    'Disable TLS1.3 : Set',
    'Disable HTTP2 : Not Set',
  )!;
  assert.match(add!, /^netsh http add sslcert hostnameport=mail\.contoso\.com:443 /);
  assert.deepEqual(add!.split(' ').slice(8), [
    'verifyclientcertrevocation=disable',
    'clientcertnegotiation=enable',
    'disabletls13=enable',
    'revocationfreshnesstime=3600',
    'dsmapperusage=enable',
  ]);
});

test('what cannot be repeated for certain is not guessed', () => {
  assert.equal(commandsFor('IP:port : 0.0.0.0:443', 'Ctl Identifier : contoso'), null);
  assert.equal(commandsFor('IP:port : 0.0.0.0:443', 'Enable Something New : Set'), null);
  assert.equal(commandsFor('Central Certificate Store : 443'), null);
  assert.equal(commandsFor('Hostname:port : mail.contoso.com&calc:443'), null);
});

test('fields that decide about client certificates are explained, others are not invented', () => {
  assert.match(netshFieldMeaning('DS Mapper Usage')!, /Active Directory/);
  assert.match(netshFieldMeaning('Negotiate Client Certificate')!, /handshake/);
  assert.equal(netshFieldMeaning('Zertifikathash'), undefined);
});
