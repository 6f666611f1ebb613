// The cases about certificates, as `check` and `certificate` answer them at 2026-11-29.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { said, type Case, type CaseTests } from './support.js';

const at = ['--at', '2026-11-29T12:00:00Z'];

interface Shown {
  readonly path: string;
  readonly kind: string;
  readonly readiness: {
    readonly verdict: string;
    readonly reasons: readonly { readonly state: string; readonly text: string }[];
  } | null;
  readonly strongMapping?: { readonly altSecurityIdentities: readonly string[] };
}

async function shown(
  one: Case,
  environment: Readonly<Record<string, string>> = {},
): Promise<{
  readonly certificates: readonly Shown[];
  readonly text: string;
  readonly code: number;
  readonly warnings: string;
}> {
  const files = readdirSync(one.folder).filter((name) => !/^EXPECT|\.txt$/.test(name));
  const { out, code, warnings } = await one.run(['certificate', ...files, '--format', 'json', ...at], '.', environment);
  return { ...(JSON.parse(out) as { certificates: Shown[] }), text: out, code, warnings: warnings.join('\n') };
}

/** `check` says these, and the certificates that have a verdict have these. */
const says =
  (findings: readonly string[], ...verdicts: readonly string[]) =>
  async (one: Case): Promise<void> => {
    assert.deepEqual(
      said((await one.check('.', ...at)).findings).map((text) => text.replace(/ @ $/, '')),
      [...findings].sort(),
    );
    const { certificates } = await shown(one);
    assert.deepEqual(
      certificates.flatMap(({ readiness }) => readiness?.verdict ?? []),
      verdicts,
    );
  };

const noMapping = 'error certificate/no-strong-mapping';

export const certificateCases: CaseTests = {
  'altsecid-ldif': async (one) => {
    const { findings } = await one.check('.', ...at);
    assert.deepEqual(said(findings), [
      'warning certificate/alt-security-identity-mismatch @ ',
      'warning certificate/alt-security-identity-mismatch @ ',
      'warning certificate/weak-alt-security-identity @ ',
    ]);
    assert.match(findings.map(({ message }) => message).join('\n'), /wrong order[^]*not reversed/);
  },
  'bundle-root-first': async (one) => {
    const { out } = await one.run(['certificate', 'chain.cer', ...at]);
    assert.match(out.split('\n').slice(0, 4).join('\n'), /jane/);
  },
  'computer-certificate': says(['error certificate/upn-missing'], 'notReady'),
  'crl-of-renewed-key': says(['warning certificate/revoked'], 'doubtful'),
  'crl-outdated-leaf-green': says(['warning certificate/revocation-list-outdated'], 'doubtful'),
  'expiring-is-not-may-fail': says(['warning certificate/expiring'], 'ready'),
  'issuer-sid-mapping-missing': async (one) => {
    const { text } = await shown(one);
    assert.match(text, /<SID>/);
  },
  'not-a-certificate-silent': async (one) => {
    for (const [name, words] of [
      ['pgp.asc', /PGP/],
      ['keystore.jks', /Java keystore.*keytool/],
    ] as const) {
      const { code, warnings, out } = await one.run(['certificate', name, ...at]);
      assert.equal(code, 3, name);
      assert.match(`${out}${warnings.join('\n')}`, words);
    }
  },
  'pfx-aes-for-old-windows': async (one) => {
    const { findings } = await one.check('.', ...at);
    const found = findings.find(({ rule }) => rule === 'certificate/pkcs12-protection');
    assert.match(found?.message ?? '', /Windows Server 2016 and earlier cannot import/);
  },
  'pss-signed': says(['information certificate/weak-signature'], 'ready'),
  'request-without-upn': async (one) => {
    const rules = said((await one.check('.', ...at)).findings);
    for (const rule of ['warning certificate/upn-missing @ ', 'warning certificate/no-strong-mapping @ '])
      assert.ok(rules.includes(rule), rule);
  },
  'sid-as-san-othername': says([noMapping, noMapping], 'notReady', 'notReady'),
  'sid-extension-malformed-check-silent': says([noMapping, noMapping, noMapping], 'notReady', 'notReady', 'notReady'),
  'sid-extension-two-sids': says([noMapping], 'notReady'),
  'sid-of-entra-uri': says([noMapping], 'notReady'),
  'sid-uri-empty': says([noMapping], 'notReady'),
  'sid-uri-near-miss': says(
    [noMapping, noMapping, noMapping, noMapping],
    'notReady',
    'notReady',
    'notReady',
    'notReady',
  ),
  'upn-invisible-characters': async (one) => {
    const found = (await one.check('.', ...at)).findings.filter(({ rule }) => rule === 'certificate/upn-malformed');
    assert.equal(found.length, 3);
    for (const { message } of found) assert.match(message, /⟨U\+00[02]0⟩/);
  },
  'weak-authority-md5': async (one) => {
    const rules = said((await one.check('.', ...at)).findings);
    assert.ok(
      rules.includes('error certificate/weak-signature @ ') && rules.includes('error certificate/chain-invalid @ '),
    );
    const { certificates } = await shown(one);
    assert.deepEqual(
      certificates.flatMap(({ readiness }) => readiness?.verdict ?? []),
      ['notReady'],
    );
  },
};
