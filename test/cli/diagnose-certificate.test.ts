// What the verdict of the mobile device's certificate doubts is a cause of the failure that the log shows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diagnosed, log, type Told } from '../support/diagnosis.js';
import { clientFiles, doubtfulFiles, predictionServer, smallKey } from '../support/prediction.js';

async function told(certificate: Uint8Array, status: string): Promise<Told> {
  const lines = [
    { device: 1, status },
    { device: 2, status: '200 0 0', user: 'CONTOSO\\bob' },
  ];
  return diagnosed({ ...predictionServer(), 'exch01/device.cer': certificate, 'exch01/u_ex.log': log(lines) });
}

function standing({ proven, open, excluded }: Told, cause: string): string {
  const has = (some: readonly { readonly cause: string }[]): boolean => some.some((one) => one.cause === cause);
  return has(proven) ? 'proven' : has(open) ? 'open' : has(excluded) ? 'excluded' : 'not named';
}

const CASES: readonly (readonly [string, Uint8Array, string, string, string])[] = [
  ['an unknown critical extension', doubtfulFiles['unknown-critical.cer']!, '403 16 5', 'wrong-certificate', 'proven'],
  ['a weak key, where a failure was seen', smallKey, '403 16 5', 'wrong-certificate', 'proven'],
  ['nothing', clientFiles['alice.cer']!, '403 16 5', 'wrong-certificate', 'excluded'],
  ['basic constraints of a CA', doubtfulFiles['authority.cer']!, '403 16 5', 'wrong-certificate', 'proven'],
  ['application policies', doubtfulFiles['policies.cer']!, '403 16 5', 'wrong-usage', 'proven'],
  ['a key usage without signatures', doubtfulFiles['encryption-only.cer']!, '403 7 5', 'certificate-not-sent', 'open'],
  ['two UPNs', doubtfulFiles['two-upns.cer']!, '401 2 5', 'account-unknown', 'proven'],
  ['nothing about its names', clientFiles['alice.cer']!, '401 2 5', 'account-unknown', 'excluded'],
];
for (const [what, certificate, status, cause, expected] of CASES)
  test(`${what} makes ${cause} ${expected}`, async () => {
    const found = await told(certificate, status);
    assert.equal(standing(found, cause), expected, JSON.stringify([found.proven, found.open, found.excluded]));
  });

test('of a certificate that was not provided, a rejected CA is possible', async () => {
  for (const [status, cause] of [
    ['403 16 5', 'wrong-certificate'],
    ['403 17 5', 'certificate-expired'],
    ['403 13 5', 'certificate-revoked'],
  ] as const) {
    const found = await diagnosed({ ...predictionServer(), 'exch01/u_ex.log': log([{ device: 1, status }]) });
    assert.equal(standing(found, cause), 'open', status);
  }
});
