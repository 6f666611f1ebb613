// The commands that write a record again keep what it says, or are not given at all.
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

const add = (first: string, ...rest: readonly string[]): string | null => commandsFor(first, ...rest)?.[1] ?? null;

test('a plain record', () => {
  assert.deepEqual(commandsFor('IP:port : 0.0.0.0:443', 'DS Mapper Usage : Disabled', 'Usage Check : Enabled'), [
    'netsh http delete sslcert ipport=0.0.0.0:443',
    `netsh http add sslcert ipport=0.0.0.0:443 certhash=${hash} appid=${id} certstorename=MY usagecheck=enable dsmapperusage=enable`,
  ]);
});

test('everything that it has is repeated', () => {
  assert.equal(
    add(
      'Hostname:port : mail.contoso.com:443',
      'Verify Client Certificate Revocation : Disabled',
      'Negotiate Client Certificate : Enabled',
      'Revocation Freshness Time : 3600',
      'Ctl Identifier : contoso',
      'Ctl Store Name : (null)',
      'Disable TLS1.3 : Set',
      'Disable HTTP2 : Not Set',
    ),
    `netsh http add sslcert hostnameport=mail.contoso.com:443 certhash=${hash} appid=${id} certstorename=MY verifyclientcertrevocation=disable clientcertnegotiation=enable revocationfreshnesstime=3600 sslctlidentifier=contoso disabletls13=enable dsmapperusage=enable`,
  );
});

test('what cannot be repeated for certain is not guessed', () => {
  assert.equal(add('IP:port : 0.0.0.0:443', 'Enable Something New : Set'), null);
  assert.equal(add('IP:port : 0.0.0.0:443', 'Ctl Identifier : a & calc'), null);
  assert.equal(add('Central Certificate Store : 443'), null);
  assert.equal(add('IP:port : 0.0.0.0:443', 'Usage Check : Enabled', 'Usage Check : Disabled'), null);
  const [hashless] = readNetshSslCertificates(
    `    IP:port : 0.0.0.0:443\n    Certificate Hash : 1234\n    Application ID : ${id}\n    Other : ${hash}\n`,
  );
  assert.equal(commandsWithDsMapper(hashless!), null);
  assert.equal(add('Hostname:port : mail.contoso.com&calc:443'), null);
  const [record] = readNetshSslCertificates('    IP:port : 0.0.0.0:443\n    DS Mapper Usage : Disabled\n');
  assert.equal(commandsWithDsMapper(record!), null);
});

test('fields that decide about client certificates are explained, others are not invented', () => {
  assert.match(netshFieldMeaning('DS Mapper Usage')!, /Active Directory/);
  assert.match(netshFieldMeaning('Negotiate Client Certificate')!, /handshake/);
  assert.equal(netshFieldMeaning('Zertifikathash'), undefined);
});
