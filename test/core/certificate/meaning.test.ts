// What certificates mean for a sign-in: strong mapping and its strings, purposes, names, hosts, chains and
// their signatures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import { CertificatePool } from '../../../server/src/core/certificate/trust/chain.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import {
  compareMapping,
  parseAltSecurityIdentity,
  reverseHex,
  suggestMappings,
} from '../../../server/src/core/certificate/meaning/alt-security-identities.js';
import {
  addMappingCommand,
  inspectionCommands,
  powershellString,
} from '../../../server/src/core/certificate/meaning/commands.js';
import { findAltSecurityIdentities } from '../../../server/src/core/certificate/meaning/find-identities.js';
import { matchesHost, uncoveredNames } from '../../../server/src/core/certificate/meaning/host-names.js';
import { userIdentity } from '../../../server/src/core/certificate/meaning/identity.js';
import { clientPurpose, roleOf } from '../../../server/src/core/certificate/meaning/purpose.js';
import { clientReadiness } from '../../../server/src/core/certificate/meaning/readiness.js';
import { revocationAddresses } from '../../../server/src/core/certificate/meaning/revocation.js';
import { keyStrength, signatureStrength } from '../../../server/src/core/certificate/meaning/strength.js';
import { KDC_EVENTS } from '../../../server/src/core/certificate/meaning/kdc-events.js';
import { logonPaths } from '../../../server/src/core/certificate/meaning/logon-paths.js';
import { strongMapping } from '../../../server/src/core/certificate/meaning/strong-mapping.js';
import { validityAt } from '../../../server/src/core/certificate/meaning/validity.js';
import type { CertificateModel, X509Certificate } from '../../../server/src/core/certificate/model.js';
import { certificateSubjects, isDeclaredRoot } from '../../../server/src/core/certificate/subjects.js';
import { NOW, SID, certificateNames, generatedCertificates } from '../../support/certificates.js';
import type { CertificateName } from '../../support/certificates.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';
import { readFileSync } from 'node:fs';
import { inCorpus, skipWithoutCorpus } from '../../support/corpus.js';

const made = generatedCertificates();
const skip = made === null;

function modelOf(bytes: Uint8Array): X509Certificate {
  const model: CertificateModel = readCertificateFile(bytes, digests).entries[0]!.model;
  assert.ok(model.kind === 'certificate');
  return model;
}

const cache = new Map<CertificateName, X509Certificate>();
function read(name: CertificateName): X509Certificate {
  const model = cache.get(name) ?? modelOf(Buffer.from(made!.pem(name)));
  cache.set(name, model);
  return model;
}

test('the verdict on strong mapping, and what it rests on', { skip }, () => {
  const verdict = (name: CertificateName): unknown[] => {
    const { verdict: found, by, sid } = strongMapping(read(name));
    return [found, by, sid];
  };
  assert.deepEqual(verdict('strong'), ['strong', ['sidExtension'], SID]);
  assert.deepEqual(verdict('sanUri'), ['strong', ['sanUri'], SID]);
  assert.deepEqual(verdict('upnOnly'), ['weak', ['upn'], null]);
  assert.deepEqual(verdict('server'), ['weak', ['dns'], null]);
  assert.deepEqual(verdict('pssKey'), ['none', [], null]);
  assert.equal(strongMapping(read('sidsDiffer')).sidsDiffer, true);
  assert.deepEqual(verdict('sidsDiffer'), ['strong', ['sidExtension', 'sanUri'], 'S-1-5-21-1-2-3-9999']);
});

test('a SID that is not one does not count', () => {
  const sid = (text: string): X509Certificate =>
    modelOf(
      der.certificate({
        extensions: [
          der.extension(
            '1.3.6.1.4.1.311.25.2',
            der.sequence(der.tlv(0xa0, der.oid('1.3.6.1.4.1.311.25.2.1'), der.tlv(0xa0, der.octets(text)))),
          ),
        ],
      }),
    );
  assert.equal(strongMapping(sid('S-1-5-21-1-2-3-1104')).verdict, 'strong');
  for (const wrong of [
    '',
    'S-1-5-47',
    'S-1-12-1-1-2-3-4',
    'S-1-5-21-1-2-3',
    'S-1-5-21-1-2-3-4294967296',
    'S-1',
    'S-1-5-',
    'jane',
    'S-1-5-21-1\n',
  ]) {
    assert.equal(strongMapping(sid(wrong)).verdict, 'none', wrong);
    assert.equal(strongMapping(sid(wrong)).faults[0]?.value, wrong);
  }
});

test('the strings for altSecurityIdentities: root-most first, bytes reversed', { skip }, () => {
  assert.deepEqual(
    suggestMappings(read('strong')).map(({ text, caveat }) => [text.replace(/<SKI>.*/, '<SKI>'), caveat]),
    [
      ['X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>1200000000AC11000000002B', null],
      ['X509:<SKI>', null],
      [`X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SID>${SID}`, 'windows2022'],
    ],
  );
  assert.equal(reverseHex('3d0000000000a3'), 'a300000000003d');
  const hard = modelOf(
    der.certificate({
      issuer: der.name(
        ['2.5.4.10', der.utf8('Contoso, "Ltd."')],
        ['2.5.4.8', der.utf8('WA')],
        ['1.2.3.4', der.utf8('x')],
      ),
      serial: der.integer(0, 0x80),
    }),
  );
  assert.deepEqual(suggestMappings(hard), [
    { form: 'issuerSerial', text: 'X509:<I>O="Contoso, ""Ltd.""",S=WA,OID.1.2.3.4=x<SR>8000', caveat: 'nameForm' },
  ]);
  const padded = modelOf(der.certificate({ serial: der.integer(0, 0x80, 1) }));
  assert.deepEqual(suggestMappings(padded)[0], {
    form: 'issuerSerial',
    text: 'X509:<I>CN=issuer<SR>018000',
    caveat: 'leadingZero',
  });
});

test('mapping strings are read, and their strength is told', () => {
  const read = (text: string): unknown[] => {
    const { form, strength } = parseAltSecurityIdentity(text);
    return [form, strength];
  };
  assert.deepEqual(read('X509:<I>DC=com,CN=CA<SR>1200AC'), ['issuerSerial', 'strong']);
  assert.deepEqual(read('x509:<SKI>0102'), ['subjectKeyIdentifier', 'strong']);
  assert.deepEqual(read('X509:<SHA1-PUKEY>0102'), ['sha1PublicKey', 'strong']);
  assert.deepEqual(read('X509:<I>CN=CA<SID>S-1-5-21-1'), ['issuerSid', 'strong']);
  assert.deepEqual(read('X509:<I>CN=CA<S>CN=Jane'), ['issuerSubject', 'weak']);
  assert.deepEqual(read('X509:<S>CN=Jane'), ['subject', 'weak']);
  assert.deepEqual(read('X509:<RFC822>jane@contoso.com'), ['email', 'weak']);
  assert.deepEqual(read('Kerberos:jane@CONTOSO.COM'), ['kerberos', 'unknown']);
  for (const other of ['', 'X509:', 'X509:CN=Jane', 'X509:<S>a<I>b', 'X509:<XX>1', 'jane'])
    assert.deepEqual(read(other), ['unknown', 'unknown'], other);
  const parsed = parseAltSecurityIdentity('X509:<I>DC=com,CN=A<B<SR>1200AC');
  assert.deepEqual([parsed.issuer, parsed.serialNumber], ['DC=com,CN=A<B', 'ac0012']);
});

test('mapping strings are found in any text', () => {
  const text =
    'Set-ADUser jane -Replace @{altSecurityIdentities="X509:<I>DC=com,CN=CA<SR>1200AC"}\r\n<td>X509:<RFC822>jane@contoso.com,\r\nX509: nothing';
  assert.deepEqual(
    findAltSecurityIdentities(text).map(({ range }) => text.slice(range.start, range.end)),
    ['X509:<I>DC=com,CN=CA<SR>1200AC', 'X509:<RFC822>jane@contoso.com'],
  );
});

test('mapping strings are found in text that escapes their brackets, at their places', () => {
  const found = (text: string): unknown[] =>
    findAltSecurityIdentities(text).map(({ range, identity }) => [
      text.slice(range.start, range.end),
      identity.text,
      identity.form,
    ]);
  const written = 'X509:&lt;I&gt;DC=com,O=A &amp; B,CN=CA&lt;SR&gt;1200AC';
  const read = 'X509:<I>DC=com,O=A & B,CN=CA<SR>1200AC';
  const inMarkup = [[written, read, 'issuerSerial']];
  for (const text of [
    `<add value="${written}" other="x" />`,
    `<add value='${written}'/>`,
    `<td>&nbsp;${written}</td><td>x</td>`,
    `<li>${written}, </li>`,
    `{altSecurityIdentities=&quot;${written}&quot;}`,
  ])
    assert.deepEqual(found(text), inMarkup, text);
  assert.deepEqual(found('<a v="X509:&#60;S&#x3e;CN=&#74;&#xf6;rg" />'), [
    ['X509:&#60;S&#x3e;CN=&#74;&#xf6;rg', 'X509:<S>CN=Jörg', 'subject'],
  ]);
  assert.equal(found(`<a>${written}\n${written} X509:&lt;SKI&gt;0aF1&lt;</a>`).length, 3);
  assert.deepEqual(found('{"v":["X509:\\u003cI\\u003eO=\\"A, B\\"\\u003cSR\\u003e12","y"]}'), [
    ['X509:\\u003cI\\u003eO=\\"A, B\\"\\u003cSR\\u003e12', 'X509:<I>O="A, B"<SR>12', 'issuerSerial'],
  ]);
  const quoted = 'X509:<I>O="Contoso, ""Ltd.""",CN=CA<SR>12';
  assert.deepEqual(found(`Set-ADUser -Add @{altSecurityIdentities='${quoted}'}`), [[quoted, quoted, 'issuerSerial']]);
  assert.deepEqual(found('"X509:<S>CN="\n"x"'), [['X509:<S>CN=', 'X509:<S>CN=', 'subject']]);
  assert.deepEqual(found('<td>X509:<S>CN=Jane</td>'), [['X509:<S>CN=Jane', 'X509:<S>CN=Jane', 'subject']]);
  // Not escaped as a whole: an ampersand is one.
  assert.deepEqual(found('X509:<S>O=A &amp; B'), [['X509:<S>O=A &amp; B', 'X509:<S>O=A &amp; B', 'subject']]);
});

test('a mapping string is compared with a certificate', { skip }, () => {
  const certificate = read('strong');
  const compare = (text: string): string => compareMapping(parseAltSecurityIdentity(text), certificate);
  const [bySerial, byKey] = suggestMappings(certificate);
  assert.equal(compare(bySerial!.text), 'yes');
  assert.equal(compare(byKey!.text.toUpperCase()), 'yes');
  assert.equal(compare('X509:<I>DC=com,DC=contoso,CN=contoso-dc-ca<SR>1200000000ac11000000002b'), 'yes');
  // The string of a domain controller has no space after a comma.
  assert.equal(compare('X509:<I>DC=com, DC=contoso, CN=contoso-dc-ca<SR>1200000000ac11000000002b'), 'unknown');
  assert.equal(
    compare('X509:<I>DC=com, DC=contoso, CN=CONTOSO-DC-CA<SR>2B0000000011AC0000000012'),
    'serialNotReversed',
  );
  assert.equal(compare('X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>2B0000000011AC0000000012'), 'serialNotReversed');
  assert.equal(compare('X509:<I>CN=CONTOSO-DC-CA,DC=contoso,DC=com<SR>1200000000AC11000000002B'), 'issuerReversed');
  assert.equal(compare('X509:<I>CN=CONTOSO-DC-CA,DC=contoso,DC=com<SR>13'), 'no');
  assert.equal(compare('X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>12'), 'no');
  assert.equal(compare('X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<S>DC=com,DC=contoso,OU=Users,CN=Jane Doe'), 'yes');
  assert.equal(compare('X509:<S>CN=Jane Doe'), 'no');
  assert.equal(compare('X509:<RFC822>jane@contoso.com'), 'no');
  assert.equal(compare('X509:<SHA1-PUKEY>00'), 'unknown');
  assert.equal(compareMapping(parseAltSecurityIdentity('X509:<RFC822>JANE@contoso.com'), read('emailOnly')), 'yes');
});

test('which logon uses which mapping, and the events of domain controllers', { skip }, () => {
  assert.deepEqual(
    logonPaths(read('upnOnly')).map(({ account, through, accepted }) => [account, through, accepted]),
    [
      ['user', 'upn', false],
      ['any', 'altSecurityIdentities', true],
      ['any', 'altSecurityIdentities', true],
    ],
  );
  assert.deepEqual(logonPaths(read('strong'))[0], {
    account: 'user',
    through: 'upn',
    value: 'jane@contoso.com',
    accepted: true,
  });
  assert.deepEqual(
    KDC_EVENTS.map(({ id }) => id),
    [39, 40, 41],
  );
});

test('who a certificate is for', { skip }, () => {
  const states = Object.fromEntries(
    (['strong', 'noUpn', 'subjectUpn', 'emailOnly', 'severalUpns'] as const).map((name) => [
      name,
      userIdentity(read(name)).state,
    ]),
  );
  assert.deepEqual(states, {
    strong: 'present',
    noUpn: 'missing',
    subjectUpn: 'onlyInSubject',
    emailOnly: 'onlyInSubject',
    severalUpns: 'several',
  });
  const upn = (value: string): der.Der =>
    der.tlv(0xa0, der.oid('1.3.6.1.4.1.311.20.2.3'), der.tlv(0xa0, der.utf8(value)));
  const withUpns = (...upns: readonly string[]): X509Certificate =>
    modelOf(der.certificate({ extensions: [der.extension('2.5.29.17', der.sequence(...upns.map(upn)))] }));
  assert.equal(userIdentity(withUpns('jane@contoso.com', 'JANE@contoso.com')).state, 'present');
  assert.equal(strongMapping(withUpns('jane@contoso.com')).verdict, 'weak');
  assert.equal(strongMapping(withUpns(' ')).verdict, 'none', 'an empty UPN maps nothing');
});

test('what a certificate is for', { skip }, () => {
  const roles = new Map(certificateNames.map((name) => [name, roleOf(read(name))]));
  const named = (role: string): string[] => [...roles].filter(([, found]) => found === role).map(([name]) => name);
  assert.deepEqual(named('authority'), ['root', 'authority', 'expiredAuthority', 'strangeRoot', 'impostor']);
  assert.deepEqual(named('server'), ['server', 'selfSigned']);
  assert.deepEqual(named('other'), []);
  assert.equal(clientPurpose(read('wrongPurpose')), 'denied');
  assert.equal(clientPurpose(read('noPurpose')), 'absent');
  assert.equal(clientPurpose(read('smartCard')), 'smartCardLogon');
  const signer = modelOf(
    der.certificate({ extensions: [der.extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.3')))] }),
  );
  assert.equal(roleOf(signer), 'other');
  const purposeOf = (...oids: string[]): string =>
    clientPurpose(
      modelOf(
        der.certificate({ extensions: [der.extension('2.5.29.37', der.sequence(...oids.map((oid) => der.oid(oid))))] }),
      ),
    );
  assert.equal(purposeOf('2.5.29.37.0'), 'any');
  assert.equal(purposeOf('1.3.6.1.5.5.7.3.1', '1.3.6.1.4.1.311.10.12.1'), 'any');
  assert.equal(purposeOf('1.3.6.1.4.1.311.10.12.2'), 'denied');
});

test('validity, to the second, at both ends', () => {
  const certificate = modelOf(der.certificate());
  const from = Date.UTC(2024, 0, 1);
  const to = Date.UTC(2044, 0, 1);
  const state = (now: number): string => validityAt(certificate, now).state;
  assert.deepEqual([from - 1, from, to, to + 1].map(state), ['notYetValid', 'valid', 'expiring', 'expired']);
  assert.deepEqual(
    [validityAt(certificate, to - 30 * 86_400_000).state, validityAt(certificate, to - 30 * 86_400_000 + 1).state],
    ['valid', 'expiring'],
  );
  const broken = modelOf(
    der.certificate({ validity: der.sequence(der.tlv(0x17, '240101000000Z'), der.tlv(0x17, 'never')) }),
  );
  assert.equal(validityAt(broken, from).state, 'unknown');
  assert.equal(validityAt(broken, from - 1).state, 'notYetValid');
});

test('strength of signatures and keys', { skip }, () => {
  assert.deepEqual(
    ['strong', 'sha1', 'md5', 'pss', 'ed25519', 'root'].map((name) => signatureStrength(read(name as CertificateName))),
    ['good', 'weak', 'broken', 'good', 'good', 'good'],
  );
  const [byEd25519] = readCertificateFile(
    der.certificate({ algorithm: der.sequence(der.oid('1.3.101.112')) }),
    digests,
  ).entries;
  assert.equal(byEd25519?.model.kind === 'certificate' && signatureStrength(byEd25519.model), 'unknown');
  assert.deepEqual(
    ['rsaUser', 'weakKey', 'strong', 'brainpool', 'ed25519'].map((name) =>
      keyStrength(read(name as CertificateName).publicKey),
    ),
    ['good', 'weak', 'good', 'unusual', 'unusual'],
  );
});

test('where revocation is looked up', { skip }, () => {
  const { crl, ocsp, issuers } = revocationAddresses(read('strong'));
  assert.deepEqual(
    [crl, ocsp, issuers].map((some) => some.map(({ transport }) => transport)),
    [['ldap', 'http'], ['http'], ['http', 'ldap']],
  );
});

test('host names and wildcards', { skip }, () => {
  assert.ok(matchesHost('Mail.Contoso.com.', 'mail.contoso.com'));
  assert.ok(matchesHost('*.contoso.com', 'mail.contoso.com'));
  for (const host of ['contoso.com', 'a.mail.contoso.com', 'mail.contoso.org'])
    assert.ok(!matchesHost('*.contoso.com', host), host);
  assert.ok(!matchesHost('*.com', 'contoso.com'));
  assert.deepEqual(
    uncoveredNames(read('server'), ['mail.contoso.com', 'x.apps.contoso.com', 'autodiscover.contoso.com', '10.0.0.1']),
    ['autodiscover.contoso.com'],
  );
});

test('every signature that openssl made is verified, and none with another key', { skip }, async () => {
  const verdicts = new Map<string, string>();
  for (const [name, issuer] of [
    ['strong', 'authority'],
    ['authority', 'root'],
    ['root', 'root'],
    ['strangeRoot', 'strangeRoot'],
    ['sha1', 'root'],
    ['md5', 'root'],
    ['pss', 'root'],
    ['p521', 'p521'],
    ['ed25519', 'ed25519'],
    ['ed448', 'ed448'],
    ['brainpool', 'brainpool'],
    ['pssKey', 'pssKey'],
    ['strong', 'impostor'],
    ['strong', 'root'],
    ['ed25519', 'strong'],
  ] as const) {
    verdicts.set(`${name} by ${issuer}`, await verifySignature(read(name), read(issuer)));
  }
  assert.deepEqual(Object.fromEntries(verdicts), {
    'strong by authority': 'valid',
    'authority by root': 'valid',
    'root by root': 'valid',
    'strangeRoot by strangeRoot': 'valid',
    'sha1 by root': 'valid',
    'md5 by root': 'unsupported',
    'pss by root': 'valid',
    'p521 by p521': 'valid',
    'ed25519 by ed25519': 'valid',
    'ed448 by ed448': 'unsupported',
    'brainpool by brainpool': 'unsupported',
    'pssKey by pssKey': 'valid',
    'strong by impostor': 'invalid',
    'strong by root': 'invalid',
    'ed25519 by strong': 'invalid',
  });
  const request = readCertificateFile(made!.bundle('request.csr'), digests).entries[0]!.model;
  assert.ok(request.kind === 'request');
  assert.equal(await verifySignature(request, request), 'valid');
  const list = readCertificateFile(made!.bundle('authority.crl'), digests).entries[0]!.model;
  assert.equal(await verifySignature(list, read('authority')), 'valid');
  assert.equal(await verifySignature(list, read('impostor')), 'invalid');
  const forged = Uint8Array.from(read('strong').der);
  const at = Buffer.from(forged).indexOf('Jane');
  forged[at] = 0x4b;
  assert.equal(await verifySignature(modelOf(forged), read('authority')), 'invalid');
});

test('chains: complete, without root, with a namesake, broken, self-signed', { skip }, async () => {
  const all = (['impostor', 'authority', 'root', 'strangeRoot'] as const).map(read);
  const pool = new CertificatePool(all, verifySignature);
  const chain = await pool.chainOf(read('strong'));
  assert.deepEqual(
    [chain.end, chain.verified, chain.path.map(({ sha1 }) => sha1)],
    ['root', true, [read('strong'), read('authority'), read('root')].map(({ sha1 }) => sha1)],
  );
  const other = await pool.chainOf(read('byImpostor'));
  assert.deepEqual(
    other.path.map(({ subject }) => subject.text),
    ['CN=Jane Doe,OU=Users,DC=contoso,DC=com', 'CN=CONTOSO-DC-CA,DC=contoso,DC=com', 'CN=Fabrikam Root,O=Fabrikam'],
  );
  const withoutRoot = await new CertificatePool([read('authority')], verifySignature).chainOf(read('strong'));
  assert.deepEqual([withoutRoot.end, withoutRoot.path.length], ['missingIssuer', 2]);
  const namesake = await new CertificatePool([read('impostor')], verifySignature).chainOf(read('strong'));
  assert.deepEqual([namesake.end, namesake.verified], ['wrongKey', false]);
  const alone = await new CertificatePool([], verifySignature).chainOf(read('selfSigned'));
  assert.deepEqual([alone.end, alone.path.length, alone.verified], ['root', 1, true]);
});

test('authorities that issued each other do not go round for ever', async () => {
  const nameOf = (text: string): der.Der => der.name([der.COMMON_NAME, der.utf8(text)]);
  const a = modelOf(der.certificate({ subject: nameOf('A'), issuer: nameOf('B'), serial: der.integer(1) }));
  const b = modelOf(der.certificate({ subject: nameOf('B'), issuer: nameOf('A'), serial: der.integer(2) }));
  const chain = await new CertificatePool([a, b], () => Promise.resolve('valid')).chainOf(a);
  assert.deepEqual([chain.end, chain.path.length], ['loop', 2]);
});

test('commands quote what a certificate says', { skip }, () => {
  assert.equal(powershellString("a'b\u2019c"), "'a''b\u2019\u2019c'");
  assert.equal(powershellString('a\nb'), null);
  assert.equal(
    addMappingCommand(read('strong'), suggestMappings(read('strong'))[0]!),
    "Get-ADUser -LDAPFilter '(userPrincipalName=jane@contoso.com)' | Set-ADUser -Add @{altSecurityIdentities='X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>1200000000AC11000000002B'}",
  );
  const upn = der.tlv(0xa0, der.oid('1.3.6.1.4.1.311.20.2.3'), der.tlv(0xa0, der.utf8("x')(cn=*@y")));
  const hostile = modelOf(der.certificate({ extensions: [der.extension('2.5.29.17', der.sequence(upn))] }));
  assert.match(
    addMappingCommand(hostile, suggestMappings(hostile)[0]!)!,
    /^Get-ADUser -LDAPFilter '\(userPrincipalName=x''\\29\\28cn=\\2a@y\)' \| /,
  );
});

test('the verdict on a sign-in', { skip }, async () => {
  const verdicts: Record<string, string> = {};
  const authorities = `${made!.pem('authority')}${made!.pem('root')}`;
  for (const name of [
    'strong',
    'upnOnly',
    'sanUri',
    'noUpn',
    'subjectUpn',
    'severalUpns',
    'expired',
    'notYetValid',
    'expiring',
    'ellipticCurve',
    'rsaUser',
    'weakKey',
    'sha1',
    'md5',
    'noPurpose',
    'wrongPurpose',
    'noSigning',
    'noRevocation',
    'authorityAsClient',
    'otherForest',
  ] as const) {
    const file = readCertificateFile(Buffer.from(made!.pem(name) + authorities), digests);
    const { certificates } = await certificateSubjects(
      [{ uri: 'x.pem', file }],
      { now: NOW, serverNames: [] },
      verifySignature,
    );
    const { verdict, items } = clientReadiness(certificates[0]!);
    const reasons = items
      .filter(({ state }) => state === (verdict === 'notReady' ? 'bad' : 'doubtful'))
      .map(({ aspect }) => aspect);
    verdicts[name] = [verdict, ...reasons].join(' ');
  }
  assert.deepEqual(verdicts, {
    strong: 'ready',
    upnOnly: 'notReady mapping',
    sanUri: 'ready',
    noUpn: 'notReady user',
    subjectUpn: 'doubtful user',
    severalUpns: 'doubtful user',
    expired: 'notReady validity',
    notYetValid: 'notReady validity',
    expiring: 'ready',
    ellipticCurve: 'ready',
    rsaUser: 'ready',
    weakKey: 'doubtful key',
    sha1: 'doubtful signature',
    md5: 'notReady signature',
    noPurpose: 'ready',
    wrongPurpose: 'notReady purpose',
    noSigning: 'doubtful keyUsage',
    noRevocation: 'doubtful revocation',
    authorityAsClient: 'notReady authority',
    otherForest: 'doubtful chain',
  });
});

/** Another thumbprint than the real one, whatever the random key of the certificate makes of that. */
const anotherDigests = { ...digests, sha256: (bytes: Uint8Array) => `another ${digests.sha256(bytes)}` };

test('a server certificate is held to the names only when it is for that server', { skip }, async () => {
  const names = async (
    uris: Readonly<Record<string, CertificateName>>,
    serverNames: readonly string[],
  ): Promise<readonly string[]> => {
    const inputs = Object.entries(uris).map(([uri, name]) => ({
      uri,
      // Another one of the same content has another thumbprint.
      file: readCertificateFile(Buffer.from(made!.pem(name)), uri === 'another' ? anotherDigests : digests),
    }));
    const { certificates } = await certificateSubjects(inputs, { now: NOW, serverNames }, verifySignature);
    return certificates[0]!.serverNames;
  };
  assert.deepEqual(await names({ a: 'server' }, ['mail.fabrikam.com']), ['mail.fabrikam.com']);
  assert.deepEqual(await names({ a: 'server', b: 'selfSigned' }, ['mail.fabrikam.com']), ['mail.fabrikam.com']);
  assert.deepEqual(await names({ a: 'server', copy: 'server' }, ['mail.fabrikam.com']), ['mail.fabrikam.com']);
  const other = { a: 'server', another: 'server' } as const;
  assert.deepEqual(await names(other, ['mail.fabrikam.com']), []);
  assert.deepEqual(await names(other, ['mail.contoso.com', 'autodiscover.contoso.com']), [
    'mail.contoso.com',
    'autodiscover.contoso.com',
  ]);
});

test('files and folders that are named after trusted roots', () => {
  for (const uri of [
    'file:///a/Root/x.cer',
    'file:///a/trusted-roots/x.cer',
    'file:///a/Root.p7b',
    'roots.pem',
    'LocalMachine-Root/x.cer',
    'a/TrustedRootCertificates/x.cer',
  ])
    assert.ok(isDeclaredRoot(uri), uri);
  const home = ['', 'root'].join('/');
  for (const uri of [
    'file:///Root/a/x.cer',
    'file:///a/rooted/x.cer',
    'contoso-root-ca.cer',
    'a/wwwroot/x.cer',
    // The home folder of Linux's administrator.
    `${home}/x.cer`,
    `file://${home}/x.cer`,
  ])
    assert.ok(!isDeclaredRoot(uri), uri);
});

test('values that the sources of real certificates state', { skip: skipWithoutCorpus }, () => {
  const wrapper = modelOf(readFileSync(inCorpus('certs/x509-wrapper/rsa.pem')));
  assert.deepEqual(
    strongMapping(wrapper).faults.map(({ kind, value }) => [kind, value]),
    [['wellKnown', 'S-1-5-47']],
  );
  assert.deepEqual(userIdentity(wrapper), { state: 'present', upn: 'upn@example.com' });
  const names = readCertificateFile(wrapper.der, digests).entries[0]!.model.extensions.flatMap(({ value }) =>
    value.type === 'subjectAlternativeName' ? value.names : [],
  );
  assert.ok(names.some(({ type, value }) => type === 'registeredId' && value === '1.2.3.4'));
  assert.ok(
    names.some(({ oidName, value }) => oidName === 'SMTP UTF-8 mailbox' && value === 'smtpUTF8Mailbox@example.com'),
  );
  const krb = modelOf(readFileSync(inCorpus('certs/krb5-pkinit/user-upn.pem')));
  assert.deepEqual(userIdentity(krb), { state: 'present', upn: 'user@krbtest.com' });
  const bare = modelOf(readFileSync(inCorpus('certs/krb5-pkinit/user-upn2.pem')));
  assert.deepEqual(userIdentity(bare), { state: 'present', upn: 'user' });
});

test('commands to look at a certificate are only those that read its file', () => {
  const model = modelOf(der.certificate());
  const tools = (file: string): string[] =>
    inspectionCommands(model, file).map(({ command }) => /^[\w-]+(?: [a-z-]\S*)?/.exec(command)![0]);
  const find = 'Get-ChildItem';
  assert.deepEqual(tools('jane.cer'), [
    'certutil -dump',
    'certutil -verify',
    find,
    'Get-PfxCertificate -FilePath',
    'openssl x509',
  ]);
  assert.deepEqual(tools('chain.P7B'), ['certutil -dump', find]);
  assert.deepEqual(tools('jane.pfx'), ['certutil -dump', find, 'Get-PfxCertificate -FilePath', 'openssl pkcs12']);
  assert.deepEqual(tools('users.ldf'), [find]);
});
