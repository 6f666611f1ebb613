// A certificate that its verdict doubts or rejects is never predicted to pass without a doubt.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  account,
  clientFiles,
  doubtfulFiles,
  list,
  namelessFiles,
  now,
  otherAuthorities,
  partialAccount,
  predictionServer,
  rootCertificate,
  sid,
  smallKey,
} from '../support/prediction.js';
import { outcomeOf, TestHost } from './support.js';

interface Predicted {
  readonly outcome: { readonly kind: string; readonly status: number | null; readonly substatus: number | null };
  readonly certainty: string;
  readonly stage: string;
  readonly rule: string | null;
  readonly alternatives: readonly Predicted[];
}

interface Certificates {
  readonly certificates: readonly { readonly readiness: { readonly verdict: string } | null }[];
}

const files = { ...predictionServer(), ...doubtfulFiles, ...namelessFiles, 'small-key.cer': smallKey };
const around = ['exch01/CA/issuing.cer', 'exch01/Root/root.cer', 'exch01/ca.crl', 'exch01/alice.ldf'];

async function json(...args: readonly string[]): Promise<unknown> {
  return JSON.parse((await outcomeOf([...args, '--at', now, '--format', 'json'], new TestHost(files))).out);
}

const predict = async (name: string): Promise<Predicted> =>
  (await json(
    'simulate',
    'exch01',
    '/Microsoft-Server-ActiveSync',
    '--certificate',
    name,
    '--tls',
    '1.2',
  )) as Predicted;

const shown = ({ outcome, stage, rule }: Predicted): string =>
  `${outcome.kind} ${outcome.status ?? '-'}.${outcome.substatus ?? '-'} ${stage} ${rule ?? '-'}`;

for (const name of [...Object.keys(clientFiles), ...Object.keys(doubtfulFiles)])
  test(`verdict and prediction of ${name} agree`, async () => {
    const { certificates } = (await json('certificate', name, ...around)) as Certificates;
    const verdict = certificates[0]?.readiness?.verdict;
    const { outcome, certainty, alternatives } = await predict(name);
    const fails = alternatives.filter(({ outcome: other }) => other.kind !== 'passes');
    if (verdict === 'notReady') assert.notEqual(outcome.kind, 'passes');
    if (verdict === 'doubtful') assert.ok(outcome.kind !== 'passes' || (certainty === 'possible' && fails.length > 0));
    if (verdict === 'ready' && name !== 'smart-card.cer') assert.equal(outcome.kind, 'passes');
  });

test('what seldom makes a server reject a certificate forks nothing', async () => {
  const { certificates } = (await json('certificate', 'small-key.cer', ...around)) as Certificates;
  assert.equal(certificates[0]?.readiness?.verdict, 'doubtful');
  const [small, alice] = [await predict('small-key.cer'), await predict('alice.cer')];
  assert.deepEqual(small.alternatives.map(shown), alice.alternatives.map(shown));
});

test('an account that was locked when it was exported, or of which no export tells the state, is unknown', async () => {
  const told = async (text: string, name = 'alice.ldf') => {
    const rest = Object.entries(files).filter(([path]) => path !== 'exch01/alice.ldf');
    const host = new TestHost({ ...Object.fromEntries(rest), [`exch01/${name}`]: text });
    const at = ['/Microsoft-Server-ActiveSync', '--certificate', 'alice.cer', '--tls', '1.2', '--at', now];
    const { out } = await outcomeOf(['simulate', 'exch01', ...at, '--format', 'json'], host);
    const { outcome, certainty, unknown } = JSON.parse(out) as Predicted & { unknown: { what: string }[] };
    return [outcome.kind, certainty, ...unknown.map(({ what }) => what)];
  };
  const known = ['passes', 'likely'];
  const unknown = ['passes', 'possible', 'account'];
  const locked = '133700000000000000';
  assert.deepEqual(await told(account()), known);
  assert.deepEqual(await told(account({ lockoutTime: '0' })), known);
  assert.deepEqual(await told(account({ lockoutTime: locked })), unknown);
  assert.deepEqual(await told(account().replace(/^userAccountControl.*\n/m, '')), unknown);
  assert.deepEqual(await told(account({ userAccountControl: '262656' })), known, 'a smart card is required');
  const list = `DistinguishedName : CN=alice,DC=contoso,DC=com\nSamAccountName : alice\nEnabled : True\nSID : ${sid}\nLockedOut : `;
  assert.deepEqual(await told(`${list}False\n`, 'a.txt'), known);
  assert.deepEqual(await told(`${list}True\n`, 'a.txt'), unknown);
  assert.deepEqual(await told(account({ lockoutTime: locked, userAccountControl: '514' })), ['refused', 'likely']);
});

test('what is wrong with the certificate of another client is not a reason', async () => {
  const rest = Object.fromEntries(Object.entries(files).filter(([name]) => name !== 'exch01/alice.ldf'));
  const others = { 'exch01/blank.cer': doubtfulFiles['blank.cer']!, 'exch01/bob.cer': doubtfulFiles['two-upns.cer']! };
  const host = new TestHost({ ...rest, ...others });
  const at = ['/Microsoft-Server-ActiveSync', '--certificate', 'alice.cer', '--tls', '1.2', '--at', now];
  const { out } = await outcomeOf(['simulate', 'exch01', ...at, '--format', 'json'], host);
  const { alternatives } = JSON.parse(out) as Predicted;
  assert.deepEqual(
    alternatives.map((other) => shown(other)),
    ['refused 401.2 module -', 'refused 401.1 module -'],
  );
});

test('an account with a SHA1-PUKEY value may map a certificate without a SID', async () => {
  const ldif = account({ altSecurityIdentities: `X509:<SHA1-PUKEY>${'ab'.repeat(20)}` });
  const host = new TestHost({ ...files, 'exch01/alice.ldf': ldif });
  const at = ['/Microsoft-Server-ActiveSync', '--certificate', 'weak.cer', '--tls', '1.2', '--at', now];
  const { out } = await outcomeOf(['simulate', 'exch01', ...at, '--format', 'json'], host);
  const { outcome, certainty, alternatives } = JSON.parse(out) as Predicted;
  assert.deepEqual([outcome.kind, certainty, alternatives.length > 0], ['passes', 'possible', true]);
});

test('a CRL of the root that has ended is a doubt, as one of the issuing CA is', async () => {
  const all = { ...files, 'exch01/root.crl': list('260601000000Z', { isOfRoot: true }) };
  const told = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse((await outcomeOf([...args, '--at', now, '--format', 'json'], new TestHost(all))).out);
  const { certificates } = (await told('certificate', 'alice.cer', ...around, 'exch01/root.crl')) as Certificates;
  assert.equal(certificates[0]?.readiness?.verdict, 'doubtful');
  const at = ['exch01', '/Microsoft-Server-ActiveSync', '--certificate', 'alice.cer', '--tls', '1.2'];
  const { outcome, certainty, alternatives } = (await told('simulate', ...at)) as Predicted;
  assert.deepEqual([outcome.kind, certainty], ['passes', 'possible']);
  assert.deepEqual(alternatives.map(shown), ['refused 403.13 revocation certificate/revocation-list-outdated']);
});

test('a SID URI in capitals may map the certificate', async () => {
  const { outcome, certainty } = await predict('capital-uri.cer');
  assert.deepEqual([outcome.kind, certainty], ['passes', 'possible']);
});

const strong = 'X509:<I>CN=Contoso CA<SR>10';
const property = (value: unknown): string =>
  JSON.stringify({
    SamAccountName: 'alice',
    Enabled: true,
    UserPrincipalName: 'alice@contoso.com',
    altSecurityIdentities: value,
  });
const listed = (values: string): string =>
  `SamAccountName        : alice\nEnabled               : True\nUserPrincipalName     : alice@contoso.com\naltSecurityIdentities : ${values}\n`;
const separated = (value: string): string =>
  `"SamAccountName","UserPrincipalName","altSecurityIdentities"\n"alice","alice@contoso.com","${value}"\n`;

const ldif = (...lines: readonly string[]): string => `${partialAccount()}${lines.join('\n')}\n`;
const bob = (value: string): string => `dn: CN=bob,DC=contoso,DC=com\naltSecurityIdentities: ${value}\n`;
const change = (...lines: readonly string[]): string =>
  `dn: CN=alice,OU=Users,DC=contoso,DC=com\nchangetype: modify\n${lines.join('\n')}\n-\n\n`;
const onBob = `"bob","bob@contoso.com","${strong.replace('10', '11')}"\n`;

/** Exports of the account of a certificate without a SID, and the first outcome with its certainty. */
const EXPORTS: readonly (readonly [string, string, string, string])[] = [
  ['without the attribute', 'a.json', property(undefined), 'passes possible'],
  ['as an object of a depth limit', 'a.json', property({ Count: 1 }), 'passes possible'],
  ['as the name of its type', 'a.csv', separated('System.Collections.Generic.List'), 'passes possible'],
  ['cut off', 'a.txt', listed('{X509:<S>CN=alice, X509:<I>CN=Con...}'), 'passes possible'],
  ['as a list of Windows PowerShell', 'a.json', property({ value: [strong], Count: 1 }), 'passes likely'],
  ['with the certificate', 'a.json', property([strong]), 'passes likely'],
  ['empty', 'a.json', property([]), 'refused likely'],
  ['as null', 'a.json', property(null), 'passes possible'],
  ['as an empty list', 'a.txt', listed('{}'), 'refused likely'],
  ['as a blank', 'a.txt', listed(''), 'passes possible'],
  ['as a blank column', 'a.csv', separated(''), 'passes possible'],
  ['as a blank beside a value', 'a.csv', separated('') + onBob, 'refused likely'],
  [
    'as a blank column of csvde',
    'a.csv',
    `DN,${separated('').replace('"alice"', '"CN=alice","alice"')}`,
    'refused likely',
  ],
  ['by LDIF of some attributes', 'a.ldf', ldif(), 'passes possible'],
  ['by LDIF of all attributes', 'a.ldf', account(), 'refused likely'],
  ['by LDIF, on another account', 'a.ldf', ldif('', bob('X509:<SKI>00')), 'refused likely'],
  [
    'by LDIF, to another account',
    'a.ldf',
    ldif('', change('add: description', 'description: x').replace('alice', 'bob')),
    'passes possible',
  ],
  [
    'by LDIF that adds another value',
    'a.ldf',
    change('add: altSecurityIdentities', 'altSecurityIdentities: X509:<SKI>00') + ldif(),
    'passes possible',
  ],
  [
    'by LDIF that takes it away',
    'a.ldf',
    change('delete: altSecurityIdentities', `altSecurityIdentities: ${strong}`) + ldif(),
    'passes possible',
  ],
];
for (const [what, name, text, expected] of EXPORTS)
  test(`altSecurityIdentities exported ${what}`, async () => {
    const rest = Object.fromEntries(Object.entries(files).filter(([path]) => path !== 'exch01/alice.ldf'));
    const host = new TestHost({ ...rest, [`exch01/${name}`]: text });
    const at = ['/Microsoft-Server-ActiveSync', '--certificate', 'weak.cer', '--tls', '1.2', '--at', now];
    const { out } = await outcomeOf(['simulate', 'exch01', ...at, '--format', 'json'], host);
    const { outcome, certainty } = JSON.parse(out) as Predicted;
    assert.equal(`${outcome.kind} ${certainty}`, expected);
  });

/** Lists beside alice and a revoked certificate, and whether the prediction rests on them. */
const LISTS: readonly (readonly [string, string, Uint8Array, string])[] = [
  ['in force', 'alice.cer', list('270101000000Z'), 'passes likely'],
  ['signed with another key', 'alice.cer', list('270101000000Z', { isForged: true }), 'passes possible'],
  ['not yet in force', 'alice.cer', list('290101000000Z', { from: '280101000000Z' }), 'passes possible'],
  ['in force', 'revoked.cer', list('270101000000Z'), 'refused certain'],
  ['signed with another key', 'revoked.cer', list('270101000000Z', { isForged: true }), 'passes possible'],
];
for (const [what, name, crl, expected] of LISTS)
  test(`${name} and a list ${what}`, async () => {
    const at = ['/Microsoft-Server-ActiveSync', '--certificate', name, '--tls', '1.2', '--at', now];
    const host = new TestHost({ ...files, 'exch01/ca.crl': crl });
    const { out } = await outcomeOf(['simulate', 'exch01', ...at, '--format', 'json'], host);
    const { outcome, certainty } = JSON.parse(out) as Predicted;
    assert.equal(`${outcome.kind} ${certainty}`, expected);
  });

test('a revocation whose signature cannot be checked is possible', async () => {
  const rest = Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith('/issuing.cer')));
  const at = ['/Microsoft-Server-ActiveSync', '--certificate', 'revoked.cer', '--tls', '1.2', '--at', now];
  const { out } = await outcomeOf(['simulate', 'exch01', ...at, '--format', 'json'], new TestHost(rest));
  const { outcome, certainty, alternatives } = JSON.parse(out) as Predicted;
  assert.deepEqual([outcome.kind, certainty], ['passes', 'possible']);
  assert.ok(alternatives.some((other) => shown(other).startsWith('refused 403.13 revocation')));
});

const { crossed, fabrikam, renewedIssuing, renewedRoot, strangeIssuing } = otherAuthorities;

/** What the stores of the server have, and the first outcome. */
const STORES: readonly (readonly [string, Readonly<Record<string, Uint8Array>>, string])[] = [
  ['the renewed root', { 'Root/root.cer': renewedRoot, 'CA/old.cer': rootCertificate }, 'passes likely'],
  ['one of two roots', { 'CA/crossed.cer': crossed, 'CA/fabrikam.cer': fabrikam }, 'passes likely'],
  [
    'the other one',
    { 'Root/root.cer': fabrikam, 'CA/crossed.cer': crossed, 'CA/old.cer': rootCertificate },
    'passes likely',
  ],
  ['neither', { 'Root/root.cer': fabrikam }, 'passes possible'],
  ['the renewed CA in NTAuth', { 'NTAuth/issuing.cer': renewedIssuing }, 'passes likely'],
  ['a CA of that name with another key in NTAuth', { 'NTAuth/issuing.cer': strangeIssuing }, 'passes possible'],
];
for (const [what, stores, expected] of STORES)
  test(`stores with ${what}`, async () => {
    const placed = Object.fromEntries(Object.entries(stores).map(([path, bytes]) => [`exch01/${path}`, bytes]));
    const at = ['/Microsoft-Server-ActiveSync', '--certificate', 'alice.cer', '--tls', '1.2', '--at', now];
    const host = new TestHost({ ...files, ...placed });
    const { out } = await outcomeOf(['simulate', 'exch01', ...at, '--format', 'json'], host);
    const { outcome, certainty } = JSON.parse(out) as Predicted;
    assert.equal(`${outcome.kind} ${certainty}`, expected);
  });

test('a gateway does not pass on the certificate of a client', async () => {
  const at = ['/Microsoft-Server-ActiveSync', '--certificate', 'alice.cer', '--from', 'gateway', '--at', now];
  const { out } = await outcomeOf(['simulate', 'exch01', ...at], new TestHost(files));
  assert.match(out, /403\.7, certain: .*that of the client is not passed on\./);
});

const FIRST_FAILURE: Readonly<Record<string, string>> = {
  'encryption-only.cer': 'refused 403.7 none certificate/cannot-sign',
  'unknown-critical.cer': 'refused 403.16 trust certificate/unknown-critical-extension',
  'authority.cer': 'refused 403.16 trust certificate/authority-as-client',
  'policies.cer': 'refused 403.16 usage certificate/client-authentication-missing',
  'smart-card.cer': 'refused 403.16 usage -',
  'two-upns.cer': 'refused 401.2 module certificate/several-upns',
  'two-sids.cer': 'refused 401.2 module certificate/sids-contradict',
  'blank.cer': 'refused 401.2 module certificate/upn-malformed',
};

for (const [name, expected] of Object.entries(FIRST_FAILURE))
  test(`what the server may do with ${name}`, async () => {
    const predicted = await predict(name);
    const failure = [predicted, ...predicted.alternatives].find(({ outcome }) => outcome.kind !== 'passes');
    assert.equal(failure && shown(failure), expected);
  });

const other = 'S-1-5-21-1004336348-1177238915-682003330-2000';
const joe = (values: Readonly<Record<string, string>> = {}): string =>
  account({ objectSid: other, userPrincipalName: 'joe@contoso.com', sAMAccountName: 'joe', ...values }).replace(
    'CN=alice',
    'CN=joe',
  );
const byName = 'X509:<S>CN=alice';

/** Accounts of a certificate; the verdict about it; the first outcome; the rules that check finds. */
const ACCOUNTS: readonly (readonly [string, string, readonly string[], string, string, readonly string[]])[] = [
  [
    'a SID and no UPN: the account is not found by the SID',
    'no-upn.cer',
    [account()],
    'notReady',
    'refused 401.2 likely certificate/upn-missing',
    ['certificate/upn-missing'],
  ],
  [
    'a SID and no UPN, and a weak value of the account with this SID',
    'no-upn.cer',
    [account({ altSecurityIdentities: byName })],
    'ready',
    'passes 200.0 likely -',
    [],
  ],
  [
    'a SID and no UPN, and a weak value of an account with another SID',
    'no-upn.cer',
    [joe({ altSecurityIdentities: byName })],
    'notReady',
    'refused 401.2 likely certificate/weak-alt-security-identity',
    ['certificate/upn-missing'],
  ],
  [
    'the UPN of one account and the SID of another',
    'other-sid.cer',
    [account(), joe({ objectSid: 'S-1-5-21-1-2-3-4' })],
    'notReady',
    'refused 401.2 likely -',
    ['evidence/account-mismatch'],
  ],
  [
    'a UPN that is implicit for another account',
    'alice.cer',
    [account({ sAMAccountName: 'asmith' }), joe({ sAMAccountName: 'alice' })],
    'ready',
    'passes 200.0 likely -',
    [],
  ],
  [
    'the UPN of one account, named by another',
    'weak.cer',
    [account(), joe({ altSecurityIdentities: strong })],
    'doubtful',
    'passes 200.0 possible -',
    ['evidence/account-mismatch'],
  ],
  [
    'no UPN, named by two accounts',
    'no-names.cer',
    [account({ altSecurityIdentities: strong }), joe({ altSecurityIdentities: strong })],
    'doubtful',
    'passes 200.0 possible -',
    ['evidence/account-mismatch'],
  ],
  [
    'its account names it, and another one too',
    'weak.cer',
    [account({ altSecurityIdentities: strong }), joe({ altSecurityIdentities: strong })],
    'ready',
    'passes 200.0 likely -',
    [],
  ],
];

for (const [what, name, accounts, verdict, predicted, rules] of ACCOUNTS)
  test(`${what}: verdict, prediction, and findings agree`, async () => {
    const texts = accounts.map((text, at) => [`exch01/${at === 0 ? 'alice' : 'joe'}.ldf`, text] as const);
    const all = { ...files, ...Object.fromEntries(texts) };
    const told = async (...args: readonly string[]): Promise<unknown> =>
      JSON.parse((await outcomeOf([...args, '--at', now, '--format', 'json'], new TestHost(all))).out);
    const { certificates } = (await told(
      'certificate',
      name,
      ...around,
      ...texts.map(([path]) => path),
    )) as Certificates;
    assert.equal(certificates[0]?.readiness?.verdict, verdict);
    const at = ['exch01', '/Microsoft-Server-ActiveSync', '--certificate', name, '--tls', '1.2'];
    const { outcome, certainty, rule } = (await told('simulate', ...at)) as Predicted;
    assert.equal(`${outcome.kind} ${outcome.status}.${outcome.substatus} ${certainty} ${rule ?? '-'}`, predicted);
    const { findings } = (await told('check', 'exch01', name)) as { findings: { rule: string }[] };
    const about = new Set(findings.map((one) => one.rule).filter((one) => /upn-missing|account-mismatch/.test(one)));
    assert.deepEqual([...about], rules);
  });
