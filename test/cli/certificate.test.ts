// The command `certificate`: its JSON as interfaces say, its text, passwords, times, exit codes, and nothing
// secret in any of it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PASSWORD, generatedCertificates, SID } from '../support/certificates.js';
import type { BundleName, CertificateName } from '../support/certificates.js';
import { certutilStore } from '../support/certutil.js';
import * as der from '../support/der-writer.js';
import { outcomeOf, serverText, TestHost, type Outcome } from './support.js';

const made = generatedCertificates();
const at = ['--at', '2026-01-15T12:00:00Z'];

interface Json {
  readonly certificates: Readonly<Record<string, unknown>>[];
  readonly privateKeys: unknown[];
  readonly problems: {
    readonly path: string;
    readonly message: string;
    readonly offset: number | null;
    readonly severity: string;
  }[];
  readonly findings: { readonly rule: string }[];
}

async function json(args: readonly string[], host: TestHost, code: number): Promise<Json> {
  const outcome = await outcomeOf(['certificate', ...args, '--format', 'json'], host);
  assert.equal(outcome.code, code, outcome.out + outcome.warnings.join('\n'));
  return JSON.parse(outcome.out) as Json;
}

/** A signed list of digests, as catalogs of Windows are, with the certificate of its signer or without it. */
const catalog = (...signers: readonly Uint8Array[]): Uint8Array =>
  der.sequence(
    der.oid('1.2.840.113549.1.7.2'),
    der.tlv(
      0xa0,
      der.sequence(
        der.integer(1),
        der.set(),
        der.sequence(der.oid('1.3.6.1.4.1.311.10.1'), der.tlv(0xa0, der.sequence())),
        ...(signers.length === 0 ? [] : [der.tlv(0xa0, ...signers)]),
        der.set(),
      ),
    ),
  );

const pem = (...names: CertificateName[]): string => names.map((name) => made!.pem(name)).join('');
const text = (args: readonly string[], host: TestHost): Promise<Outcome> => outcomeOf(['certificate', ...args], host);

describe('certificate', { skip: made === null }, () => {
  test('check --at sets the clock that certificates are checked by', async () => {
    const checked = (time: string): Promise<Outcome> =>
      outcomeOf(['check', '.', '--at', time], new TestHost({ 'jane.pem': pem('strong') }));
    assert.equal((await checked('soon')).code, 2);
    assert.match((await checked('2999-01-01')).out, /certificate\/expired/);
    assert.doesNotMatch((await checked('2026-01-15')).out, /certificate\/expired/);
  });

  test('a listing of NTAuth beside certificates counts, alone it has no certificate', async () => {
    const files = {
      'jane.pem': pem('strong'),
      'authority.pem': pem('authority'),
      'with.txt': certutilStore('NTAuth', [made!.der('authority')]),
      'without.txt': certutilStore('NTAuth', [made!.der('root')]),
    };
    const verdict = async (...names: string[]): Promise<unknown> => {
      const { certificates } = await json([...names, ...at, '--fail-on', 'never'], new TestHost(files), 0);
      return (certificates[0]!.readiness as { verdict: unknown }).verdict;
    };
    const without = await text(['jane.pem', 'without.txt', ...at], new TestHost(files));
    assert.match(without.out, /cannot sign in .*not in the saved listing of NTAuth/);
    assert.match(without.out, /error evidence\/ntauth-missing at 1:1 of without\.txt: /);
    assert.equal(await verdict('jane.pem', 'authority.pem', 'without.txt'), 'notReady');
    assert.notEqual(await verdict('jane.pem', 'authority.pem', 'with.txt'), 'notReady');
    assert.equal((await text(['with.txt'], new TestHost(files))).code, 3);
  });

  test('JSON of a client certificate', async () => {
    const { certificates, problems, findings } = await json(
      ['jane.pem', ...at],
      new TestHost({ 'jane.pem': pem('strong') }),
      0,
    );
    const { sha1, sha256, chain, readiness, extensions, ...rest } = certificates[0]!;
    assert.match(String(sha1), /^[0-9a-f]{40}$/);
    assert.match(String(sha256), /^[0-9a-f]{64}$/);
    assert.ok(chain && extensions);
    const { verdict, answer, action } = readiness as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      [verdict, answer, action],
      ['ready', 'jane@contoso.com can sign in with this certificate (certificate checks only).', null],
    );
    const suggestions = (rest.strongMapping as { altSecurityIdentities: string[] }).altSecurityIdentities;
    assert.match(suggestions[1]!, /^X509:<SKI>[0-9a-f]{40}$/);
    assert.deepEqual(rest, {
      path: 'jane.pem',
      index: 0,
      kind: 'certificate',
      subject: 'CN=Jane Doe,OU=Users,DC=contoso,DC=com',
      issuer: 'CN=CONTOSO-DC-CA,DC=contoso,DC=com',
      serialNumber: '2b0000000011ac0000000012',
      notBefore: '2024-01-01T00:00:00Z',
      notAfter: '2044-01-01T00:00:00Z',
      signatureAlgorithm: 'ecdsa-with-SHA256',
      publicKey: { algorithm: 'EC', oid: '1.2.840.10045.2.1', bits: 256, curve: 'P-256' },
      isAuthority: false,
      subjectAlternativeNames: [{ type: 'upn', value: 'jane@contoso.com', oid: '1.3.6.1.4.1.311.20.2.3' }],
      extendedKeyUsage: [{ oid: '1.3.6.1.5.5.7.3.2', name: 'Client authentication' }],
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      sid: SID,
      template: { name: null, oid: '1.3.6.1.4.1.311.21.8.1234567.7654321.111.222.333.4444.1.7', version: '100.12' },
      strongMapping: {
        verdict: 'strong',
        by: ['sidExtension'],
        altSecurityIdentities: [
          'X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>1200000000AC11000000002B',
          suggestions[1],
          `X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SID>${SID}`,
        ],
      },
      friendlyName: null,
      role: 'client',
      accounts: [],
      findings: [],
    });
    assert.deepEqual([problems, findings], [[], []]);
  });

  test('several files, several objects in one, and those without a subject', async () => {
    const host = new TestHost({
      'chain.p7b': made!.bundle('chain.p7b'),
      'ca.crl': made!.bundle('authority.crl'),
      'mail.csr': made!.bundle('request.csr'),
    });
    const { certificates } = await json(['chain.p7b', 'ca.crl', 'mail.csr', ...at], host, 0);
    assert.deepEqual(
      certificates.map(({ path, index, kind }) => [path, index, kind]),
      [
        ['chain.p7b', 0, 'certificate'],
        ['chain.p7b', 1, 'certificate'],
        ['chain.p7b', 2, 'certificate'],
        ['ca.crl', 0, 'crl'],
        ['mail.csr', 0, 'request'],
      ],
    );
    assert.deepEqual(
      [certificates[3]!.subject, certificates[3]!.notAfter, certificates[3]!.revokedCount],
      [null, '2043-01-01T00:00:00Z', 2],
    );
    assert.deepEqual([certificates[4]!.issuer, certificates[4]!.subject], [null, 'CN=mail.contoso.com']);
  });

  test('findings are with their certificate, those of the file with its first, and all together', async () => {
    const host = new TestHost({ 'both.pem': made!.bundle('with-key.pem').toString() + pem('expired') });
    const { certificates, findings, privateKeys } = await json(['both.pem', ...at], host, 1);
    const rules = (of: unknown): string[] => (of as { rule: string }[]).map(({ rule }) => rule);
    assert.deepEqual(rules(certificates[0]!.findings), ['certificate/private-key-in-workspace']);
    assert.deepEqual(rules(certificates[1]!.findings), ['certificate/expired']);
    assert.deepEqual(rules(findings), ['certificate/private-key-in-workspace', 'certificate/expired']);
    assert.deepEqual(privateKeys, [{ path: 'both.pem', algorithm: 'EC', bits: 256, curve: 'P-256', encrypted: false }]);
  });

  test('exit codes follow the worst finding and the threshold; unreadable input wins', async () => {
    const host = new TestHost({
      'good.pem': pem('strong'),
      'weak.pem': pem('upnOnly'),
      'hurried.pem': pem('expiring'),
      'bad.pem': pem('expired'),
      'junk.pem': 'nothing',
    });
    const code = async (...args: string[]): Promise<number> => (await text([...args, ...at], host)).code;
    assert.equal(await code('good.pem'), 0);
    assert.equal(await code('weak.pem'), 1);
    assert.equal(await code('hurried.pem'), 0);
    assert.equal(await code('hurried.pem', '--fail-on', 'warning'), 1);
    assert.equal(await code('bad.pem'), 1);
    assert.equal(await code('bad.pem', '--fail-on', 'never'), 0);
    assert.equal(await code('bad.pem', 'junk.pem'), 3);
    assert.equal(await code('bad.pem', 'missing.pem'), 3);
    assert.equal((await text([], host)).code, 2);
    assert.equal((await text(['good.pem', '--at', 'tomorrow'], host)).code, 2);
  });

  test('the clock is set by --at, and is the host without it', async () => {
    const host = new TestHost({ 'jane.pem': pem('expired') });
    const codes = await Promise.all(
      ['2020-06-01', '2020-06-01T00:00:00+02:00', '2019-12-31', '2021-01-02T00:00'].map(
        async (when) => (await text(['jane.pem', '--at', when], host)).code,
      ),
    );
    assert.deepEqual(codes, [0, 0, 1, 1]);
  });

  test('what cannot be read is named with its offset, and the rest is shown', async () => {
    const broken = der.certificate().slice(0, 100);
    const host = new TestHost({ 'broken.cer': broken, 'good.pem': pem('strong'), 'empty.cer': '' });
    const { certificates, problems } = await json(
      ['broken.cer', 'good.pem', 'missing.cer', 'empty.cer', ...at],
      host,
      3,
    );
    assert.equal(certificates.length, 1);
    assert.deepEqual(
      problems.map(({ path, offset, severity }) => [path, offset, severity]),
      [
        ['broken.cer', 0, 'error'],
        ['missing.cer', null, 'error'],
        ['empty.cer', 0, 'error'],
      ],
    );
    const { out, warnings } = await text(['broken.cer', 'good.pem', ...at], host);
    assert.match(out, /^jane@contoso\.com can sign in with this certificate/);
    assert.match(out, /^good\.pem #1: client certificate$/m);
    assert.match(
      warnings[0]!,
      /^exchange-cba: broken\.cer: An element of \d+ bytes is announced, but only \d+ are left \(at offset 0\)\.$/,
    );
  });

  test('passwords come from a file or the environment, and none is tried too', async () => {
    const files = (name: BundleName): Record<string, string | Uint8Array> => ({
      'jane.pfx': made!.bundle(name),
      'passwords.txt': `wrong\r\n${PASSWORD}\r\n`,
    });
    const locked = await json(['jane.pfx', ...at], new TestHost(files('modern.pfx')), 3);
    assert.deepEqual(
      locked.problems.map(({ message }) => message),
      ['The file needs a password: --password-file or EXCHANGE_CBA_PASSWORD.'],
    );
    const opened = await json(
      ['jane.pfx', '--password-file', 'passwords.txt', ...at],
      new TestHost(files('legacy.pfx')),
      0,
    );
    assert.deepEqual(
      opened.certificates.map(({ friendlyName }) => friendlyName),
      ['Jane (legacy)', null],
    );
    assert.equal(
      (
        await json(
          ['jane.pfx', ...at],
          new TestHost(files('elliptic.pfx'), null, { EXCHANGE_CBA_PASSWORD: PASSWORD }),
          0,
        )
      ).certificates.length,
      2,
    );
    assert.equal(
      (await json(['jane.pfx', ...at], new TestHost(files('empty-password.pfx')), 0)).certificates.length,
      2,
    );
    const wrong = await json(
      ['jane.pfx', ...at],
      new TestHost(files('modern.pfx'), null, { EXCHANGE_CBA_PASSWORD: 'wrong' }),
      3,
    );
    assert.deepEqual(
      wrong.problems.map(({ message }) => message),
      ['No password of --password-file or EXCHANGE_CBA_PASSWORD opens the file.'],
    );
    assert.equal((await text(['jane.pfx', '--password-file', 'none.txt'], new TestHost(files('modern.pfx')))).code, 3);
  });

  test('simulate says the same of a file that no password opens', async () => {
    const files = {
      'applicationHost.config': serverText(),
      'jane.pfx': made!.bundle('modern.pfx'),
      'passwords.txt': 'wrong',
    };
    const args = ['simulate', '.', '/owa', '--certificate', 'jane.pfx'];
    for (const [more, says] of [
      [[], 'jane.pfx: The file needs a password: --password-file or EXCHANGE_CBA_PASSWORD.'],
      [['passwords.txt'], 'jane.pfx: No password of --password-file or EXCHANGE_CBA_PASSWORD opens the file.'],
      [['none.txt'], 'the password file none.txt cannot be read.'],
    ] as const) {
      const given = more.flatMap((file) => ['--password-file', file]);
      const { code, warnings } = await outcomeOf([...args, ...given], new TestHost(files));
      assert.deepEqual([code, warnings.at(-1)], [3, `exchange-cba: ${says}`]);
    }
  });

  test('neither passwords nor keys are in any output', async () => {
    const host = new TestHost({
      'jane.pfx': made!.bundle('modern.pfx'),
      'key.pem': made!.bundle('with-key.pem'),
      'p.txt': PASSWORD,
    });
    const key = /-----BEGIN PRIVATE KEY-----\n([^\n]+)/.exec(made!.bundle('with-key.pem').toString())![1]!;
    for (const format of ['text', 'json']) {
      const { out, warnings } = await text(
        ['jane.pfx', 'key.pem', '--password-file', 'p.txt', '--format', format, ...at],
        host,
      );
      const all = out + warnings.join('\n');
      assert.ok(!all.includes(PASSWORD) && !all.includes(key.slice(0, 20)));
    }
  });

  test('standard input and folders', async () => {
    const fromInput = await json(['-', ...at], new TestHost({}, pem('strong')), 0);
    assert.equal(fromInput.certificates[0]!.path, '<stdin>');
    const host = new TestHost({
      'certs/a.cer': made!.der('strong'),
      'certs/sub/b.PEM': pem('authority', 'root'),
      'certs/notes.txt': 'x',
    });
    const fromFolder = await json(['certs', ...at], host, 0);
    assert.deepEqual(
      fromFolder.certificates.map(({ path }) => path),
      ['certs/a.cer', 'certs/sub/b.PEM', 'certs/sub/b.PEM'],
    );
    assert.equal((await text(['.'], new TestHost({ 'a.txt': 'x' }))).code, 3);
  });

  test('text is for people: verdict, reasons, mapping strings', async () => {
    const { out, code } = await text(
      ['jane.pem', ...at],
      new TestHost({ 'jane.pem': pem('upnOnly', 'authority', 'root') }),
    );
    assert.equal(code, 1);
    assert.match(out, /^ {2}Strong mapping {2}weak only \(UPN\)$/m);
    assert.match(out, /^ {18}X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>[0-9A-F]+$/m);
    assert.match(out, /^jane@contoso\.com cannot sign in with this certificate unless the account names it/);
    assert.match(out, /^To do: Reissue the certificate from a template/m);
    assert.match(out, /^ {7}Get-ADUser -LDAPFilter '\(userPrincipalName=jane@contoso\.com\)' \| Set-ADUser -Add/m);
    assert.match(out, /^ {4}- No strong mapping/m);
    assert.match(out, /^ {2}error certificate\/no-strong-mapping at \d+:\d+: Weak mapping only \(UPN\)/m);
    assert.match(out, /^jane\.pem #2: CA certificate$/m);
  });

  test('a bundle opens on the certificate of the user, whatever is first', async () => {
    const { out } = await text(['chain.pem', ...at], new TestHost({ 'chain.pem': pem('root', 'authority', 'strong') }));
    assert.match(
      out,
      /^jane@contoso\.com can sign in with this certificate[^\n]*\nchain\.pem #3: client certificate$/m,
    );
  });

  test('many files are a table with totals, and details on request', async () => {
    const host = new TestHost({
      'a/strong.pem': pem('strong'),
      'a/upn.pem': pem('upnOnly'),
      'a/expiring.pem': pem('expiring'),
      'a/ca.pem': pem('authority', 'root'),
    });
    const { out } = await text(['a', ...at], host);
    assert.match(
      out,
      /^5 objects: 2 can sign in, 1 cannot unless mapped, 2 not used by users\.\n\nFile +Who +Answer +Ends\n/,
    );
    assert.match(out, /^a\/upn\.pem +jane@contoso\.com +cannot unless mapped +2044-01-01$/m);
    assert.match(out, /^a\/expiring\.pem +jane@contoso\.com +can sign in +2026-02-01, renew soon$/m);
    assert.match(out, /^a\/ca\.pem #2 +Contoso Root CA +CA +2044-01-01$/m);
    assert.match(out, /^a\/upn\.pem:\d+:\d+: error certificate\/no-strong-mapping: /m);
    assert.doesNotMatch(out, /Serial number/);
    assert.match((await text(['a', '--verbose', ...at], host)).out, /Serial number/);
  });

  test('what is not a certificate is named, with exit code 3', async () => {
    const files: Readonly<Record<string, readonly [Uint8Array | string, RegExp]>> = {
      'a.jks': [Buffer.from('feedfeed0000000200000000', 'hex'), /Java keystore \(JKS\).*keytool/],
      'a.jceks': [Buffer.from('cececece0000000200000000', 'hex'), /JCEKS/],
      'a.bks': [Buffer.from('0000000200000014', 'hex'), /Bouncy Castle keystore \(BKS\)/],
      'a.bcfks': [
        der.sequence(
          der.sequence(der.sequence(der.oid('1.2.840.113549.1.5.13')), der.octets('x')),
          der.sequence(der.sequence(der.oid('1.2.840.113549.2.11')), der.sequence(), der.octets('x')),
        ),
        /BCFKS/,
      ],
      'a.asc': ['-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBF\n-----END PGP PUBLIC KEY BLOCK-----\n', /PGP key/],
      'a.gpg': [Buffer.from('99010d04', 'hex'), /PGP/],
      id_rsa: [
        '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n',
        /OpenSSH private key/,
      ],
      'id_rsa.pub': ['ssh-rsa AAAAB3NzaC1yc2E jane', /OpenSSH public key/],
      'a.pvk': [Buffer.from('1ef1b5b000000000', 'hex'), /PVK/],
      'a.pem': ['-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n', /public key without a certificate/],
      'dh.pem': ['-----BEGIN DH PARAMETERS-----\nMAA=\n-----END DH PARAMETERS-----\n', /Diffie-Hellman/],
      'a.ocsp': [der.sequence(der.tlv(0x0a, Buffer.of(6))), /OCSP response/],
      'a.p7s': [
        der.sequence(
          der.oid('1.2.840.113549.1.7.2'),
          der.tlv(
            0xa0,
            der.sequence(
              der.integer(1),
              der.set(),
              der.sequence(der.oid('1.2.840.113549.1.7.1')),
              der.set(
                der.sequence(der.integer(3), der.tlv(0x80, 'x'), der.sequence(), der.sequence(), der.octets('x')),
              ),
            ),
          ),
        ),
        /signature \(PKCS#7\) without the certificate/,
      ],
      'a.cat': [catalog(), /security catalog \(\.cat\)/],
      'a.cer': ['<!DOCTYPE html><html>', /HTML page/],
    };
    for (const [name, [content, says]] of Object.entries(files)) {
      const { code, warnings } = await text([name, ...at], new TestHost({ [name]: content }));
      assert.deepEqual([name, code], [name, 3]);
      assert.match(warnings.join('\n'), says);
    }
    const signed = await text(['a.cat', ...at], new TestHost({ 'a.cat': catalog(made!.der('strong')) }));
    assert.match(
      signed.out,
      /security catalog \(\.cat\) or trust list: it contains only the certificates of its signer/,
    );
    const path = new TestHost({
      'a.pkipath': der.sequence(made!.der('root'), made!.der('authority'), made!.der('strong')),
    });
    assert.match((await text(['a.pkipath', ...at], path)).out, /^jane@contoso\.com can sign in/);
  });

  test('exports of accounts are compared with the certificates beside them', async () => {
    const sid = SID.replace('1104', '2222');
    const user = [
      'DistinguishedName : CN=Jane Doe,DC=contoso,DC=com',
      'Enabled           : False',
      `SID               : ${sid}`,
      'UserPrincipalName : jane@contoso.com',
    ];
    const exports: Readonly<Record<string, string>> = {
      'user.txt': `${user.join('\n')}\n`,
      'user.csv': `"DistinguishedName","Enabled","SID","UserPrincipalName"\n"CN=Jane Doe,DC=contoso,DC=com","False","${sid}","jane@contoso.com"\n`,
      'user.json': JSON.stringify({
        DistinguishedName: 'CN=Jane Doe,DC=contoso,DC=com',
        Enabled: false,
        SID: { Value: sid },
        UserPrincipalName: 'jane@contoso.com',
      }),
      'csvde.csv': `DN,objectSid,userPrincipalName,userAccountControl\n"CN=Jane Doe,DC=contoso,DC=com",X'010500000000000515000000dcf4dc3b833d2b46828ba628ae080000',jane@contoso.com,514\n`,
    };
    for (const [name, content] of Object.entries(exports)) {
      const host = new TestHost({ 'jane.pem': pem('strong'), [name]: content });
      const { certificates, findings } = await json(['jane.pem', name, ...at], host, 1);
      assert.deepEqual(
        findings.map(({ rule }) => rule).sort(),
        ['evidence/account-disabled', 'evidence/account-mismatch'],
        name,
      );
      const { verdict, answer } = certificates[0]!.readiness as Readonly<Record<string, string>>;
      assert.equal(verdict, 'notReady');
      assert.match(answer!, /^Cannot sign in as the account CN=Jane Doe,DC=contoso,DC=com with this certificate: /);
    }
  });

  test('check compares exports of accounts with certificates too', async () => {
    const ldif = 'dn: CN=Jane Doe,DC=contoso,DC=com\nuserPrincipalName: jane@contoso.com\nuserAccountControl: 514\n';
    const host = new TestHost({ 'a/jane.pem': pem('strong'), 'a/users.ldf': ldif });
    const { out, code } = await outcomeOf(['check', 'a', '--format', 'json', ...at], host);
    assert.equal(code, 1, out);
    const { findings } = JSON.parse(out) as { findings: { rule: string; path: string }[] };
    assert.deepEqual(
      findings.map(({ rule, path }) => [rule, path]),
      [['evidence/account-disabled', 'a/users.ldf']],
    );
  });

  test('what a certificate says cannot speak to the terminal', async () => {
    const hostile = '\u001b]0;owned\u0007\u202e<img onerror=x>\u0000\r\n';
    const names = [
      der.tlv(0x82, hostile),
      der.tlv(0x86, hostile),
      der.tlv(0xa0, der.oid('1.3.6.1.4.1.311.20.2.3'), der.tlv(0xa0, der.utf8(hostile))),
    ];
    const certificate = der.certificate({
      subject: der.name([der.COMMON_NAME, der.utf8(hostile)], ['1.2.3.4', der.utf8(hostile)]),
      issuer: der.name([der.COMMON_NAME, der.utf8(hostile)]),
      validity: der.sequence(der.tlv(0x17, '24\u001b[31m'), der.tlv(0x17, '440101000000Z')),
      extensions: [
        der.extension('2.5.29.17', der.sequence(...names)),
        der.extension('1.3.6.1.4.1.311.20.2', der.utf8(hostile)),
      ],
    });
    const { out, warnings } = await text(['x.cer', ...at], new TestHost({ 'x.cer': certificate }));

    assert.doesNotMatch(out + warnings.join('\n'), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    assert.ok(out.includes('<img onerror=x>'));
  });
});
