// Name constraints of authorities: form by form by hand, and random families of names against `openssl
// verify`.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import { chainFaults } from '../../../server/src/core/certificate/trust/chain-faults.js';
import { nameLimits } from '../../../server/src/core/certificate/meaning/name-constraints.js';
import type { X509Certificate } from '../../../server/src/core/certificate/model.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';
import { opensslOrSay, tryOpenssl } from '../../support/openssl.js';
import { ellipticKey, signedCertificate } from '../../support/signed-certificates.js';

const NOW = Date.UTC(2026, 0, 15, 12);
const [DC, O, OU, EMAIL] = ['0.9.2342.19200300.100.1.25', '2.5.4.10', '2.5.4.11', '1.2.840.113549.1.9.1'];
const UPN = '1.3.6.1.4.1.311.20.2.3';
const ia5 = (text: string): der.Der => der.tlv(0x16, text);
const printable = (text: string): der.Der => der.tlv(0x13, text);
const bmp = (text: string): der.Der => der.tlv(0x1e, Buffer.from(text, 'utf16le').swap16());

/** One GeneralName. */
const dns = (text: string): der.Der => der.tlv(0x82, text);
const email = (text: string): der.Der => der.tlv(0x81, text);
const uri = (text: string): der.Der => der.tlv(0x86, text);
const ip = (...octets: readonly number[]): der.Der => der.tlv(0x87, Buffer.from(octets));
const directory = (name: der.Der): der.Der => der.tlv(0xa4, name);
const other = (type: string, value: der.Der): der.Der => der.tlv(0xa0, der.oid(type), der.tlv(0xa0, value));
const upn = (text: string): der.Der => other(UPN, der.utf8(text));

const nameOf = (text: string): der.Der => der.name([der.COMMON_NAME, der.utf8(text)]);
const alternative = (...names: readonly der.Der[]): der.Der => der.extension('2.5.29.17', der.sequence(...names));
const subtree = (name: der.Der, ...bounds: readonly der.Der[]): der.Der => der.sequence(name, ...bounds);
interface Limits {
  readonly permitted?: readonly der.Der[];
  readonly excluded?: readonly der.Der[];
}
const limiting = ({ permitted = [], excluded = [] }: Limits): der.Der =>
  der.extension(
    '2.5.29.30',
    der.sequence(
      ...(permitted.length === 0 ? [] : [der.tlv(0xa0, ...permitted)]),
      ...(excluded.length === 0 ? [] : [der.tlv(0xa1, ...excluded)]),
    ),
    true,
  );

const keys = Array.from({ length: 6 }, ellipticKey);
let serial = 1;
function issue(
  subject: der.Der,
  issuer: der.Der,
  isAuthority: boolean,
  extensions: readonly der.Der[],
  key = keys[0]!,
  by = key,
): X509Certificate {
  const bytes = signedCertificate(
    {
      serial: der.integer(1, serial >> 8, serial++ & 255),
      issuer,
      subject,
      extensions: [
        der.extension('2.5.29.19', der.sequence(...(isAuthority ? [der.tlv(1, Buffer.of(255))] : [])), true),
        der.extension('2.5.29.14', der.octets(key.identifier)),
        der.extension('2.5.29.35', der.sequence(der.tlv(0x80, by.identifier))),
        ...extensions,
      ],
    },
    key,
    by,
  );
  const { model } = readCertificateFile(bytes, digests).entries[0]!;
  assert.ok(model.kind === 'certificate');
  return model;
}

const ROOT = nameOf('Root');
const CA = nameOf('CA');
const rootCertificate = issue(ROOT, ROOT, true, []);

/** A user of a CA with these constraints, under a root. */
function family(constraints: Limits | der.Der, names: readonly der.Der[], subject = nameOf('Jane')): X509Certificate[] {
  const limits = constraints instanceof Uint8Array ? constraints : limiting(constraints);
  const extensions = names.length === 0 ? [] : [alternative(...names)];
  return [issue(subject, CA, false, extensions), issue(CA, ROOT, true, [limits]), rootCertificate];
}

type Verdict = 'allowed' | 'forbidden' | 'unclear';
function verdict(chain: readonly X509Certificate[]): Verdict {
  const limits = nameLimits(chain);
  const isForbidden = limits.some(({ forbidden }) => forbidden.length > 0);
  assert.equal(
    chainFaults(chain, NOW).some(({ kind }) => kind === 'nameForbidden'),
    isForbidden,
  );
  if (isForbidden) return 'forbidden';
  return limits.some(({ unclear, isUnreadable }) => isUnreadable || unclear.length > 0) ? 'unclear' : 'allowed';
}

/** What a CA that permits `base` says of `name`, and what one that excludes it. */
function both(name: der.Der, base: der.Der): string {
  return [{ permitted: [subtree(base)] }, { excluded: [subtree(base)] }]
    .map((limits) => verdict(family(limits, [name])))
    .join(' ');
}
const INSIDE = 'allowed forbidden';
const OUTSIDE = 'forbidden allowed';
const UNCLEAR = 'unclear unclear';

const cases: readonly (readonly [string, der.Der, der.Der, string])[] = [
  ['the host itself', dns('contoso.com'), dns('contoso.com'), INSIDE],
  ['a host below', dns('A.b.Contoso.com'), dns('contoso.COM'), INSIDE],
  ['a wildcard below', dns('*.contoso.com'), dns('contoso.com'), INSIDE],
  ['another host that ends alike', dns('notcontoso.com'), dns('contoso.com'), OUTSIDE],
  ['the domain above', dns('com'), dns('contoso.com'), OUTSIDE],
  ['any host', dns('contoso.com'), dns(''), INSIDE],
  ['a leading dot and a host below', dns('a.contoso.com'), dns('.contoso.com'), INSIDE],
  ['a leading dot and the host itself', dns('contoso.com'), dns('.contoso.com'), UNCLEAR],
  ['a leading dot and another host', dns('fabrikam.com'), dns('.contoso.com'), OUTSIDE],
  ['a wildcard that stands for the base', dns('*.contoso.com'), dns('a.contoso.com'), UNCLEAR],
  ['a wildcard that does not', dns('*.contoso.com'), dns('a.b.contoso.com'), OUTSIDE],
  ['a host with a dot at its end', dns('contoso.com.'), dns('contoso.com'), UNCLEAR],
  ['what is no host', dns('contoso com'), dns('contoso.com'), UNCLEAR],
  ['a base that is no host', dns('contoso.com'), dns('*.contoso.com'), UNCLEAR],
  ['a mailbox of the host', email('jane@Contoso.com'), email('contoso.com'), INSIDE],
  ['a mailbox of a host below', email('jane@a.contoso.com'), email('contoso.com'), OUTSIDE],
  ['a mailbox below the domain', email('jane@a.contoso.com'), email('.contoso.com'), INSIDE],
  ['a mailbox of the domain itself', email('jane@contoso.com'), email('.contoso.com'), OUTSIDE],
  ['the mailbox', email('jane@contoso.com'), email('jane@CONTOSO.com'), INSIDE],
  ['the mailbox in another case', email('Jane@contoso.com'), email('jane@contoso.com'), UNCLEAR],
  ['another mailbox', email('joe@contoso.com'), email('jane@contoso.com'), OUTSIDE],
  ['all of a host as Windows writes it', email('jane@contoso.com'), email('@contoso.com'), UNCLEAR],
  ['all of another host as Windows writes it', email('jane@fabrikam.com'), email('@contoso.com'), OUTSIDE],
  ['any mailbox as Windows writes it', email('jane@contoso.com'), email(''), UNCLEAR],
  ['a quoted mailbox', email('"a@b"@contoso.com'), email('contoso.com'), UNCLEAR],
  ['what is no mailbox', email('jane'), email('contoso.com'), UNCLEAR],
  ['a URI of the host', uri('https://Contoso.com:443/x?y'), uri('contoso.com'), INSIDE],
  ['a URI of a host below', uri('https://a.contoso.com'), uri('contoso.com'), OUTSIDE],
  ['a URI below the domain', uri('ldap://a.contoso.com/'), uri('.contoso.com'), INSIDE],
  ['a URI of the domain itself', uri('https://contoso.com/'), uri('.contoso.com'), OUTSIDE],
  ['a URI without a host', uri('tag:microsoft.com,2022-09-14:sid:S-1-5-21-1'), uri('contoso.com'), UNCLEAR],
  ['a URI with an address', uri('https://10.0.0.1/'), uri('contoso.com'), UNCLEAR],
  ['a URI with a user', uri('https://contoso.com@fabrikam.com/'), uri('contoso.com'), UNCLEAR],
  ['a URI without a path', uri('https://contoso.com?x'), uri('contoso.com'), UNCLEAR],
  ['a base that is a URI', uri('https://a.contoso.com/'), uri('http://.contoso.com'), UNCLEAR],
  ['an address in the range', ip(10, 1, 2, 3), ip(10, 0, 0, 0, 255, 0, 0, 0), INSIDE],
  ['an address beside the range', ip(11, 1, 2, 3), ip(10, 0, 0, 0, 255, 0, 0, 0), OUTSIDE],
  ['any address', ip(11, 1, 2, 3), ip(0, 0, 0, 0, 0, 0, 0, 0), INSIDE],
  ['an address of the other kind', ip(...Buffer.alloc(16, 1)), ip(0, 0, 0, 0, 0, 0, 0, 0), OUTSIDE],
  [
    'an address of the newer kind',
    ip(...Buffer.alloc(16, 1)),
    ip(...Buffer.alloc(16, 1), ...Buffer.alloc(16, 255)),
    INSIDE,
  ],
  ['a mask with holes', ip(10, 1, 2, 3), ip(10, 0, 0, 0, 255, 0, 255, 0), UNCLEAR],
  ['half an address', ip(10, 1), ip(10, 0, 0, 0, 255, 0, 0, 0), UNCLEAR],
  ['a base of odd length', ip(10, 1, 2, 3), ip(10, 0, 0, 0, 255), UNCLEAR],
  ['a user principal name', upn('Jane@contoso.com'), upn('@Contoso.com'), 'unclear forbidden'],
  ['a user principal name elsewhere', upn('jane@fabrikam.com'), upn('@contoso.com'), 'forbidden unclear'],
  ['the user principal name', upn('jane@contoso.com'), upn('jane@contoso.com'), 'unclear forbidden'],
  ['another user principal name', upn('joe@contoso.com'), upn('jane@contoso.com'), 'forbidden unclear'],
  ['a user principal name that ends alike', upn('mary.jane@contoso.com'), upn('jane@contoso.com'), UNCLEAR],
  ['a user principal name of a domain below', upn('jane@a.contoso.com'), upn('@contoso.com'), UNCLEAR],
  ['a user principal name below a domain', upn('jane@a.contoso.com'), upn('.contoso.com'), UNCLEAR],
  ['a user principal name of a bare domain', upn('jane@contoso.com'), upn('contoso.com'), UNCLEAR],
  ['any user principal name', upn('jane@contoso.com'), upn(''), UNCLEAR],
  ['a text that is not a user principal name', upn('jane'), upn('@contoso.com'), UNCLEAR],
  ['an other name', other('1.2.3', der.utf8('x')), other('1.2.3', der.utf8('y')), UNCLEAR],
  ['a registered id', der.tlv(0x88, Buffer.of(42)), der.tlv(0x88, Buffer.of(42)), UNCLEAR],
  ['an international mailbox', other('1.3.6.1.5.5.7.8.9', der.utf8('jäne@contoso.com')), email('contoso.com'), UNCLEAR],
];

for (const [what, name, base, expected] of cases)
  test(`${what}: ${expected}`, () => {
    assert.equal(both(name, base), expected);
  });

test('directory names begin as the base does', () => {
  const base = der.name([DC, ia5('com')], [DC, ia5('contoso')]);
  const below = (...rest: readonly (readonly [string, der.Der])[]): der.Der =>
    der.name([DC, ia5('COM')], [DC, ia5('Contoso')], ...rest);
  const said = (name: der.Der, of = base): string =>
    [{ permitted: [subtree(directory(of))] }, { excluded: [subtree(directory(of))] }]
      .map((limits) => verdict(family(limits, [], name)))
      .join(' ');
  assert.equal(said(below([der.COMMON_NAME, der.utf8('Jane')])), INSIDE);
  assert.equal(said(below()), INSIDE);
  assert.equal(said(der.name([DC, ia5('com')])), OUTSIDE);
  assert.equal(said(der.name([DC, ia5('contoso')], [DC, ia5('com')])), OUTSIDE);
  assert.equal(said(nameOf('Jane'), der.sequence()), INSIDE);
  // An empty subject is not a name.
  assert.equal(said(der.sequence()), 'allowed allowed');
  const o = (value: der.Der): der.Der => der.name([O, value]);
  assert.equal(said(o(printable('contoso   LTD ')), o(der.utf8('Contoso Ltd'))), INSIDE);
  assert.equal(said(o(bmp('contoso ltd')), o(der.utf8('Contoso Ltd'))), UNCLEAR);
  assert.equal(said(o(bmp('Fabrikam')), o(der.utf8('Contoso Ltd'))), OUTSIDE);
  assert.equal(said(o(der.utf8('SÖHNE')), o(der.utf8('Söhne'))), UNCLEAR);
  assert.equal(said(o(der.utf8('Söhne')), o(der.utf8('Söhne'))), INSIDE);
  assert.equal(said(o(der.utf8('STRASSE')), o(der.utf8('Straße'))), UNCLEAR);
  assert.equal(said(o(der.utf8('Contoso-Ltd')), o(der.utf8('ContosoLtd'))), OUTSIDE);
  assert.equal(said(o(der.octets('x')), o(der.octets('x'))), INSIDE);
  const rdn = (...pairs: readonly (readonly [string, der.Der])[]): der.Der =>
    der.sequence(der.set(...pairs.map(([type, value]) => der.sequence(der.oid(type), value))));
  const [ou, organisation] = [[OU, der.utf8('A')] as const, [O, der.utf8('B')] as const];
  assert.equal(said(rdn(ou, organisation), rdn(organisation, ou)), INSIDE);
  assert.equal(said(rdn(ou, organisation), rdn(ou)), OUTSIDE);
  assert.equal(both(directory(below()), directory(base)), 'forbidden forbidden', 'the subject is no name of that base');
});

test('the address of mail in a subject counts where there are no alternative names', () => {
  const limits = { permitted: [subtree(email('contoso.com'))] };
  const subject = (text: string): der.Der => der.name([der.COMMON_NAME, der.utf8('Jane')], [EMAIL, ia5(text)]);
  assert.equal(verdict(family(limits, [], subject('jane@contoso.com'))), 'allowed');
  assert.equal(verdict(family(limits, [], subject('jane@fabrikam.com'))), 'forbidden');
  assert.equal(verdict(family(limits, [upn('jane@contoso.com')], subject('jane@fabrikam.com'))), 'unclear');
  assert.equal(verdict(family(limits, [email('jane@contoso.com')], subject('jane@fabrikam.com'))), 'unclear');
  const strange = der.name([EMAIL, der.utf8('jane@fabrikam.com')]);
  assert.equal(verdict(family(limits, [], strange)), 'unclear');
});

test('a common name that looks like a host counts for some', () => {
  const limits = { permitted: [subtree(dns('contoso.com'))] };
  assert.equal(verdict(family(limits, [], nameOf('Jane Doe'))), 'allowed');
  assert.equal(verdict(family(limits, [], nameOf('mail.contoso.com'))), 'allowed');
  assert.equal(verdict(family(limits, [], nameOf('mail.fabrikam.com'))), 'unclear');
  assert.equal(verdict(family(limits, [dns('contoso.com')], nameOf('mail.fabrikam.com'))), 'allowed');
});

test('excluded beats permitted, one of the permitted is enough, and other forms are free', () => {
  const limits = {
    permitted: [subtree(dns('contoso.com')), subtree(dns('fabrikam.com'))],
    excluded: [subtree(dns('secret.contoso.com')), subtree(email('x.com'))],
  };
  const said = (...names: readonly der.Der[]): Verdict => verdict(family(limits, names));
  assert.equal(said(dns('a.contoso.com'), dns('b.fabrikam.com')), 'allowed');
  assert.equal(said(dns('secret.contoso.com')), 'forbidden');
  assert.equal(said(dns('a.contoso.com'), dns('example.com')), 'forbidden');
  assert.equal(said(upn('jane@example.com'), email('jane@example.com'), uri('tag:x')), 'allowed');
  assert.equal(said(email('jane@x.com')), 'forbidden');
  const [user] = family(limits, [dns('secret.contoso.com'), dns('example.com'), dns('a.contoso.com')]);
  const found = nameLimits([user!, ...family(limits, []).slice(1)]);
  assert.deepEqual(found[0]!.forbidden, ['secret.contoso.com', 'example.com']);
  assert.deepEqual(found[0]!.unclear, []);
  // The same bytes, read again, are known and another object.
  const { model } = readCertificateFile(user!.der, digests).entries[0]!;
  assert.ok(model.kind === 'certificate');
  assert.equal(nameLimits([model, found[0]!.authority, rootCertificate])[0]!.certificate, model);
});

test('bounds, and constraints or names that cannot be read, make it unclear, but for names that are excluded anyway', () => {
  const zero = der.tlv(0x80, Buffer.of(0));
  const said = (limits: Limits | der.Der, ...names: readonly der.Der[]): Verdict => verdict(family(limits, names));
  const inside = dns('a.contoso.com');
  assert.equal(said({ permitted: [subtree(dns('contoso.com'), zero)] }, inside), 'allowed');
  for (const bound of [der.tlv(0x80, Buffer.of(1)), der.tlv(0x81, Buffer.of(1)), der.tlv(0x80, Buffer.of(0, 0))]) {
    assert.equal(said({ permitted: [subtree(dns('contoso.com'), bound)] }, inside), 'unclear');
    assert.equal(said({ permitted: [subtree(dns('contoso.com')), subtree(dns('x'), bound)] }, inside), 'unclear');
    assert.equal(said({ excluded: [subtree(dns('x'), bound), subtree(dns('contoso.com'))] }, inside), 'forbidden');
    assert.equal(said({ permitted: [subtree(dns('contoso.com'), bound)] }, email('jane@x.com')), 'allowed');
  }
  assert.equal(said(der.extension('2.5.29.30', der.utf8('x')), inside), 'unclear');
  assert.equal(said(der.extension('2.5.29.30', der.sequence()), inside), 'allowed');
  const limits = limiting({ permitted: [subtree(dns('fabrikam.com'))] });
  const authority = issue(CA, ROOT, true, [limits, limits]);
  assert.equal(verdict([family(limits, [inside])[0]!, authority, rootCertificate]), 'unclear');
  const unreadable = issue(nameOf('Jane'), CA, false, [der.extension('2.5.29.17', der.utf8('x'))]);
  assert.equal(verdict([unreadable, ...family(limits, []).slice(1)]), 'unclear');
});

test('whom an authority limits: all below but what another issued for itself; a root limits no one for certain', () => {
  const limits = limiting({ permitted: [subtree(directory(der.name([O, der.utf8('Contoso')])))] });
  const inside = der.name([O, der.utf8('Contoso')], [der.COMMON_NAME, der.utf8('Jane')]);
  const jane = issue(inside, nameOf('Other'), false, []);
  const limited = issue(CA, ROOT, true, [limits]);
  const between = issue(nameOf('Other'), CA, true, []);
  const faults = chainFaults([jane, between, limited, rootCertificate], NOW);
  assert.deepEqual(
    faults.map((fault) => [
      fault.kind,
      fault.authority === limited,
      'certificate' in fault && fault.certificate === between,
    ]),
    [['nameForbidden', true, true]],
  );
  // A key rolled over: CN=CA issued it for itself, and CN=CA is not of the base.
  const own = issue(CA, CA, true, []);
  const user = issue(inside, CA, false, []);
  assert.equal(verdict([user, own, limited, rootCertificate]), 'allowed');
  assert.equal(verdict([own, limited, rootCertificate]), 'forbidden');
  const root = issue(ROOT, ROOT, true, [limits]);
  assert.equal(verdict([issue(inside, ROOT, false, []), root]), 'allowed');
  assert.equal(verdict([issue(nameOf('Jane'), ROOT, false, []), root]), 'unclear');
  // Where the way ends before a root, its last one is not one.
  assert.equal(verdict([issue(nameOf('Jane'), CA, false, []), limited]), 'forbidden');
});

test('too many names for too many subtrees are not compared', () => {
  const many = Array.from({ length: 400 }, (_, index) => dns(`h${index}.contoso.com`));
  const limits = { permitted: many.map((name) => subtree(name)) };
  assert.equal(verdict(family(limits, many)), 'unclear');
  assert.equal(verdict(family(limits, many.slice(0, 40))), 'allowed');
});

const skip = !opensslOrSay();
const folder = skip ? '' : mkdtempSync(path.join(tmpdir(), 'exchange-cba-names-'));
after(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
});

function opensslHolds([leaf, ...above]: readonly X509Certificate[]): boolean {
  const write = (name: string, some: readonly X509Certificate[]): string => {
    const file = path.join(folder, name);
    writeFileSync(file, some.map((one) => der.pem('CERTIFICATE', one.der)).join(''));
    return file;
  };
  const nowhere = ['-no-CApath', '-no-CAfile', '-no-CAstore', '-attime', String(NOW / 1000)];
  const others = above.length === 1 ? [] : ['-untrusted', write('others.pem', above.slice(0, -1))];
  const args = ['verify', ...nowhere, '-trusted', write('root.pem', above.slice(-1)), ...others];
  return tryOpenssl([...args, write('leaf.pem', [leaf!])]).ok;
}

/**
 * What is certain here is so for openssl too. What is unclear openssl decides in its own way: it evaluates
 * the constraints of a root, addresses of mail in a subject beside alternative names, and common names; it
 * refuses forms that it does not know.
 */
test('openssl agrees with all that is certain', { skip }, () => {
  let state = 815;
  const pick = <T>(...choices: readonly T[]): T => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return choices[Math.floor((state / 2147483648) * choices.length)]!;
  };
  const some = <T>(make: () => T, ...counts: readonly number[]): T[] => Array.from({ length: pick(...counts) }, make);
  const label = (): string => pick('a', 'B', 'a.b', 'x-y', '*', '');
  const host = (): string => {
    const first = label();
    return `${first}${first === '' ? '' : '.'}${pick('contoso.com', 'Contoso.COM', 'fabrikam.com', 'com', 'xcontoso.com')}`;
  };
  const distinguished = (): der.Der =>
    der.name(
      ...some(
        () =>
          pick<readonly [string, der.Der]>(
            [O, der.utf8('Contoso')],
            [O, printable('contoso ')],
            [O, der.utf8('Fabrikam')],
            [DC, ia5('com')],
            [O, bmp('Contoso')],
          ),
        1,
        1,
        2,
      ),
    );
  const address = (): readonly number[] =>
    pick([10, 0, 0, 1], [10, 1, 0, 1], [192, 168, 0, 1], [...Buffer.alloc(16, 1)], [...Buffer.alloc(15, 1), 2]);
  const name = (): der.Der =>
    pick(
      () => dns(host()),
      () => email(`${pick('jane', 'Jane', 'joe')}@${host()}`),
      () => uri(`${pick('http', 'https')}://${host()}${pick('', '/', ':443/x')}`),
      () => ip(...address()),
      () => directory(distinguished()),
      () => pick(upn('jane@contoso.com'), uri('tag:x'), dns('a b'), email('jane')),
    )();
  const base = (): der.Der =>
    pick(
      () => dns(`${pick('', '', '.')}${host()}`),
      () => email(`${pick('', '.', 'jane@', '@')}${host()}`),
      () => uri(`${pick('', '.', '.', 'http://')}${host()}`),
      () => ip(10, 0, 0, 0, 255, pick(0, 255), 0, 0),
      () => ip(...Buffer.alloc(16, 1), ...Buffer.alloc(16, pick(0, 255))),
      () => directory(distinguished()),
      () => pick(upn('@contoso.com'), ip(10, 0), dns('')),
    )();
  const bounded = (): der.Der =>
    subtree(base(), ...(pick(0, 0, 0, 0, 0, 0, 0, 0, 1) === 1 ? [der.tlv(0x81, Buffer.of(3))] : []));
  const constrained = (odds: number): der.Der[] =>
    pick(...Array.from({ length: odds }, () => true), false)
      ? [limiting({ permitted: some(bounded, 0, 1, 3), excluded: some(bounded, 0, 0, 1) })]
      : [];
  const counts: Record<Verdict, number> = { allowed: 0, forbidden: 0, unclear: 0 };
  for (let round = 0; round < 300; round++) {
    const second = distinguished();
    // From the root down; a name twice is an authority that issued its own new key.
    const line = [ROOT, CA, ...pick([], [CA], [second], [second, second])];
    const subject = pick(der.sequence(), distinguished(), nameOf('Jane'), nameOf('mail.contoso.com'));
    const mail = der.name([EMAIL, ia5(`jane@${host()}`)]);
    const extensions = pick(true, true, true, false) ? [alternative(...some(name, 1, 1, 2))] : [];
    const authorities = line.map((own, level) => {
      const odds = level === 0 ? (round % 8 === 0 ? 1 : 0) : level === 1 ? 5 : 1;
      return issue(own, line[level - 1] ?? ROOT, true, constrained(odds), keys[level], keys[Math.max(0, level - 1)]);
    });
    const last = line.length - 1;
    const user = issue(pick(subject, subject, mail), line[last]!, false, extensions, keys[last + 1], keys[last]);
    const chain = [user, ...authorities.reverse()];
    const own = verdict(chain);
    counts[own]++;
    const say = `round ${round}: ${own} ${JSON.stringify(nameLimits(chain).map(({ forbidden, unclear }) => [forbidden, unclear]))}`;
    if (own === 'allowed') assert.ok(opensslHolds(chain), say);
    if (own === 'forbidden') assert.ok(!opensslHolds(chain), say);
  }
  assert.ok(counts.allowed > 40 && counts.forbidden > 60 && counts.unclear > 30, JSON.stringify(counts));
});
