// Many-to-one mappings of IIS tried on a certificate.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { forgeDigests } from '../../../server/src/adapters/digests.js';
import { readCertificateText } from '../../../server/src/core/certificate/file.js';
import { tryManyToOne } from '../../../server/src/core/certificate/meaning/many-to-one.js';
import type { ManyToOneRule } from '../../../server/src/core/certificate/meaning/many-to-one.js';
import type { X509Certificate } from '../../../server/src/core/certificate/model.js';
import { generatedCertificates } from '../../support/certificates.js';

const made = generatedCertificates();

test('a mapping fits when it is enabled and every rule fits', { skip: made === null }, () => {
  const certificate = readCertificateText(made!.pem('strong'), forgeDigests).entries[0]!.model as X509Certificate;
  const rule = (
    field: 'Subject' | 'Issuer',
    subField: string,
    matchCriteria: string,
    compareCaseSensitive = true,
  ): ManyToOneRule => ({
    field,
    subField,
    matchCriteria,
    compareCaseSensitive,
  });
  const fits = (rules: readonly ManyToOneRule[], enabled = true): boolean =>
    tryManyToOne(certificate, [{ name: 'x', enabled, permission: 'Allow', rules }])[0]!.fits;
  assert.ok(fits([rule('Subject', 'CN', 'Jane Doe')]));
  assert.ok(fits([rule('Subject', 'CN', 'Jane*'), rule('Issuer', 'CN', '*-DC-*')]));
  assert.ok(fits([rule('Subject', 'DC', 'contoso')]));
  assert.ok(fits([rule('Subject', 'cn', 'jane doe', false)]));
  assert.ok(!fits([rule('Subject', 'CN', 'jane doe')]));
  assert.ok(!fits([rule('Subject', 'CN', 'Jane*Doe*e')]));
  assert.ok(!fits([rule('Subject', 'O', '*')]));
  assert.ok(!fits([rule('Subject', 'CN', 'Jane Doe'), rule('Issuer', 'CN', 'other')]));
  assert.ok(!fits([rule('Subject', 'CN', 'Jane Doe')], false));
  assert.ok(!fits([]));
  assert.ok(!fits([rule('Subject', 'CN', `${'*a'.repeat(5000)}*`)]));
});
