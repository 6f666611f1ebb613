// The bits of a binding's sslFlags.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bindingFlags, bindingFlagsOf } from '../../../../server/src/core/iis/schema/binding-flags.js';

test('a value is taken apart into its bits', () => {
  for (const [value, names, unknownBits] of [
    [0, [], 0],
    [1, ['Sni'], 0],
    [3, ['Sni', 'CentralCertStore'], 0],
    [33, ['Sni', 'DisableTLS13'], 0],
    [125, ['Sni', 'DisableHTTP2', 'DisableOCSPStp', 'DisableQUIC', 'DisableTLS13', 'DisableLegacyTLS'], 0],
    [128, ['NegotiateClientCert'], 0],
    [2147483649, ['Sni'], 2147483648],
    [256, [], 256],
  ] as const) {
    const parts = bindingFlagsOf(value);
    assert.deepEqual(
      parts.flags.map(({ name }) => name),
      names,
    );
    assert.equal(parts.unknownBits, unknownBits);
  }
});

test('the bits are the powers of two in order', () => {
  assert.deepEqual(
    bindingFlags.map(({ bit }) => bit),
    [1, 2, 4, 8, 16, 32, 64, 128],
  );
});
