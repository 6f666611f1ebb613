// OCSP responses as openssl writes them: by the CA itself, by a responder that it appointed, with and without
// its certificate.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { outcomeOf, TestHost } from '../../../cli/support.js';
import * as der from '../../../support/der-writer.js';
import { openssl, opensslOrSay } from '../../../support/openssl.js';
import { rsaKey, signedCertificate } from '../../../support/signed-certificates.js';
import type { SigningKey } from '../../../support/signed-certificates.js';

const named = (text: string): der.Der => der.name([der.COMMON_NAME, der.utf8(text)]);
const validity = der.sequence(der.tlv(0x17, '240101000000Z'), der.tlv(0x17, '440101000000Z'));
const purpose = (oid: string): der.Der => der.extension('2.5.29.37', der.sequence(der.oid(oid)));
const other = (type: string, value: der.Der): der.Der => der.tlv(0xa0, der.oid(type), der.tlv(0xa0, value));

interface Reason {
  readonly aspect: string;
  readonly state: string;
  readonly text: string;
}

test('OCSP responses of openssl', { skip: !opensslOrSay() }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ocsp-'));
  try {
    const write = (name: string, content: string | Uint8Array): void => {
      writeFileSync(path.join(folder, name), content);
    };
    const keep = (name: string, bytes: Uint8Array, key: SigningKey): Uint8Array => {
      write(`${name}.pem`, der.pem('CERTIFICATE', bytes));
      write(`${name}.key`, key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
      return bytes;
    };
    const [authorityKey, responderKey, userKey] = [rsaKey(2048), rsaKey(2048), rsaKey(2048)];
    const common = { issuer: named('Contoso CA'), validity };
    const authority = keep(
      'ca',
      signedCertificate(
        {
          ...common,
          subject: named('Contoso CA'),
          extensions: [der.extension('2.5.29.19', der.sequence(der.tlv(1, Buffer.of(255))), true)],
        },
        authorityKey,
        authorityKey,
      ),
      authorityKey,
    );
    keep(
      'responder',
      signedCertificate(
        { ...common, serial: der.integer(2), subject: named('Responder'), extensions: [purpose('1.3.6.1.5.5.7.3.9')] },
        responderKey,
        authorityKey,
      ),
      responderKey,
    );
    const user = keep(
      'user',
      signedCertificate(
        {
          ...common,
          serial: der.integer(7),
          subject: named('Alice'),
          extensions: [
            purpose('1.3.6.1.5.5.7.3.2'),
            der.extension(
              '2.5.29.17',
              der.sequence(
                other('1.3.6.1.4.1.311.20.2.3', der.utf8('alice@contoso.com')),
                der.tlv(0x86, 'tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-1104'),
              ),
            ),
            der.extension(
              '2.5.29.31',
              der.sequence(der.sequence(der.tlv(0xa0, der.tlv(0xa0, der.tlv(0x86, 'http://pki.contoso.com/ca.crl'))))),
            ),
          ],
        },
        userKey,
        authorityKey,
      ),
      userKey,
    );
    const respond = (index: string, signer: string, ...more: readonly string[]): Uint8Array => {
      write('index.txt', index);
      openssl(
        // prettier-ignore
        ['ocsp', '-index', 'index.txt', '-CA', 'ca.pem', '-issuer', 'ca.pem', '-cert', 'user.pem', '-ndays', '5',
          '-rsigner', `${signer}.pem`, '-rkey', `${signer}.key`, '-respout', 'response', ...more],
        undefined,
        folder,
      );
      return readFileSync(path.join(folder, 'response'));
    };
    const tell = async (response: Uint8Array, at = new Date(Date.now() + 60_000)): Promise<[string, Reason[]]> => {
      const files = { 'user.cer': user, 'ca.cer': authority, 'answer.ocsp': response };
      const { out } = await outcomeOf(
        ['certificate', ...Object.keys(files), '--at', at.toISOString(), '--format', 'json'],
        new TestHost(files),
      );
      const { certificates } = JSON.parse(out) as {
        certificates: { path: string; readiness: { verdict: string; reasons: Reason[] } }[];
      };
      const { verdict, reasons } = certificates.find(({ path }) => path === 'user.cer')!.readiness;
      return [verdict, reasons.filter(({ text }) => text.includes('OCSP response'))];
    };
    const valid = 'V\t440101000000Z\t\t07\tunknown\t/CN=Alice\n';
    const revoked = 'R\t440101000000Z\t250101000000Z,keyCompromise\t07\tunknown\t/CN=Alice\n';
    for (const signer of ['ca', 'responder']) {
      const [good, why] = await tell(respond(valid, signer));
      assert.deepEqual([good, why.map(({ state }) => state)], ['ready', ['good']], signer);
      const [bad, reason] = await tell(respond(revoked, signer));
      assert.deepEqual([bad, reason.map(({ state }) => state)], ['notReady', ['bad']], signer);
      assert.match(reason[0]!.text, /^Revoked on 2025-01-01T00:00:00Z \(keyCompromise\)/);
    }
    // Without the certificate of the responder no one can tell who signed.
    const [unsure, says] = await tell(respond(revoked, 'responder', '-resp_no_certs'));
    assert.deepEqual([unsure, says.map(({ state }) => state)], ['doubtful', ['doubtful']]);
    const [open, unknown] = await tell(respond(valid, 'responder', '-resp_no_certs'));
    assert.deepEqual([open, unknown.map(({ state }) => state)], ['ready', ['unknown']]);
    // A responder that the CA did not appoint: a certificate of its own without the purpose.
    const [byUser] = await tell(respond(revoked, 'user'));
    assert.equal(byUser, 'doubtful');
    // The answer about another certificate, and one that has ended, say nothing.
    const [stale, nothing] = await tell(respond(valid, 'ca'), new Date(Date.now() + 30 * 86_400_000));
    assert.deepEqual([stale, nothing], ['ready', []]);
    // One that does not know the certificate is said, and counts only where no other answers.
    const [unknownTo, does] = await tell(respond('', 'ca'));
    assert.deepEqual([unknownTo, does.map(({ state }) => state)], ['ready', ['unknown']]);
    assert.match(does[0]!.text, /does not know the certificate/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
