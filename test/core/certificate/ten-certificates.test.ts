// The ten certificates whose first screens are looked at: verdict, answer and what to do, as the command line
// says them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomeOf, TestHost } from '../../cli/support.js';
import { tenCertificateFiles, tenPath } from '../../support/ten-certificates.js';
import type { TenName } from '../../support/ten-certificates.js';

const NOW = '2026-11-29T12:00:00Z';

/** Verdict, and what answer and action have to speak of. */
const EXPECTED: Readonly<Record<TenName, readonly [string, RegExp, RegExp | null]>> = {
  ready: ['ready', /^alice@contoso\.com can sign in/, null],
  'upn-only': ['notReady', /^bob@contoso\.com cannot sign in .* unless/, /X509:<I>.*<SR>/],
  'no-upn': ['notReady', /cannot/, /userPrincipalName/],
  computer: ['notReady', /Computer certificate \(pc01\.contoso\.com\)/, /user certificate/],
  expired: ['notReady', /^dave@contoso\.com cannot sign in .*: Expired on 2026-11-17/, /Renew/],
  expiring: ['ready', /^erin@contoso\.com can sign in/, /Renew the certificate before 2026-12-11/],
  'weak-authority': [
    'doubtful',
    /^Cannot tell whether frank@.*Legacy CA.*sha1/,
    /Reissue the CA certificate .* with SHA-256/,
  ],
  'outdated-list': ['doubtful', /^Cannot tell whether grace@.*Branch CA.*403\.13/, /Publish a new CRL/],
  'wrong-sid-form': ['notReady', /^heidi@contoso\.com cannot sign in .*SID extension/, /./],
  'disabled-account': [
    'notReady',
    /^Cannot sign in as the account CN=Ivan Ingram.*disabled/,
    /Enable-ADAccount -Identity 'CN=Ivan Ingram,OU=Staff,DC=contoso,DC=com'/,
  ],
};

test('ten certificates as administrators bring them', async () => {
  const files = Object.fromEntries(tenCertificateFiles(Date.parse(NOW)));
  const { out } = await outcomeOf(
    ['certificate', ...Object.keys(files), '--at', NOW, '--format', 'json'],
    new TestHost(files),
  );
  const { certificates } = JSON.parse(out) as {
    certificates: { path: string; readiness: { verdict: string; answer: string; action: string | null } | null }[];
  };
  for (const [name, [verdict, answer, action]] of Object.entries(EXPECTED)) {
    const { readiness } = certificates.find(({ path }) => path === tenPath(name as TenName))!;
    assert.equal(readiness?.verdict, verdict, name);
    assert.match(readiness.answer, answer, name);
    if (action === null) assert.equal(readiness.action, null, name);
    else assert.match(readiness.action ?? '', action, name);
  }
});
