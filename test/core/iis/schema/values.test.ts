// Reading of attribute values by type.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { builtinSchema } from '../../../../server/src/core/iis/schema/builtin.js';
import { parseSection } from '../../../../server/src/core/iis/schema/notation.js';
import type { AttributeSchema } from '../../../../server/src/core/iis/schema/schema.js';
import { defaultValue, flagsOf, isEncrypted, readValue } from '../../../../server/src/core/iis/schema/values.js';
import { attributesIn } from './attributes-in.js';

function attribute(line: string): AttributeSchema {
  return [...parseSection('x', ` a: ${line}`).attributes.values()][0]!;
}

const flags = attribute('flags {None=0, Ssl=8, SslNegotiateCert=32, SslRequireCert=64, Ssl128=256}');
const flagsReason = 'Flags must be some combination of None, Ssl, SslNegotiateCert, SslRequireCert, Ssl128';

const accepted: [string, string, string][] = [
  ['bool', 'true', 'true'],
  ['bool', 'False', 'false'],
  ['bool', ' TRUE ', 'true'],
  ['enum {Integrated=0, Classic=1}', 'classic', 'Classic'],
  ['uint', '0', '0'],
  ['uint', '007', '7'],
  ['uint', '4294967295', '4294967295'],
  ['uint', '0xFF', '255'],
  ['uint range(0,1023,exclude)', '1024', '1024'],
  ['int range(-1,999)', '-1', '-1'],
  ['int infinite range(0,10)', 'infinite', 'Infinite'],
  ['int64', '-9223372036854775808', '-9223372036854775808'],
  ['timeSpan', '00:20:00', '00:20:00'],
  ['timeSpan', '29:00:00', '1.05:00:00'],
  ['timeSpan', '1.00:00:00', '1.00:00:00'],
  ['timeSpan', '0.1:2:3', '01:02:03'],
  ['timeSpan', '10675199.02:48:05.4775807', '10675199.02:48:05.4775807'],
  ['timeSpan infinite', 'INFINITE', 'Infinite'],
  ['timeSpan seconds(0,2592000,60)', '00:01:00', '00:01:00'],
  ['string', '', ''],
  ['string', ' kept as it is ', ' kept as it is '],
  ['string nonEmptyString', ' ', ' '],
  ['string requireTrimmedString', 'a b', 'a b'],
  ['string siteName', 'Exchange Back End', 'Exchange Back End'],
  ['string applicationPoolName', '.NET v4.5 Classic', '.NET v4.5 Classic'],
  ['string applicationPath', '/', '/'],
  ['string applicationPath', '/owa/Calendar', '/owa/Calendar'],
  ['string virtualDirectoryPath', '/a.b/..c', '/a.b/..c'],
  ['string encrypted nonEmptyString', '[enc:AesProvider:AAAA:enc]', '[enc:AesProvider:AAAA:enc]'],
];

for (const [type, raw, canonical] of accepted) {
  test(`${type} reads '${raw}'`, () => {
    assert.deepEqual(readValue(attribute(type), raw), { ok: true, canonical });
  });
}

const refused: [string, string, string, string][] = [
  ['bool', '1', 'boolean', "Boolean must be either 'true' or 'false'"],
  ['bool', '', 'boolean', "Boolean must be either 'true' or 'false'"],
  ['enum {Integrated=0, Classic=1}', 'Clasic', 'enum', 'Enum must be one of Integrated, Classic'],
  ['enum {Integrated=0, Classic=1}', '1', 'enum', 'Enum must be one of Integrated, Classic'],
  ['enum {Integrated=0, Classic=1}', '', 'enum', 'Enum must be one of Integrated, Classic'],
  ['uint', '-1', 'unsignedInteger', 'Not a valid unsigned integer'],
  ['uint', '4294967296', 'unsignedInteger', 'Not a valid unsigned integer'],
  ['uint', '12a', 'unsignedInteger', 'Not a valid unsigned integer'],
  ['uint', '1.5', 'unsignedInteger', 'Not a valid unsigned integer'],
  ['uint', '', 'unsignedInteger', 'Not a valid unsigned integer'],
  ['uint', '9'.repeat(5000), 'unsignedInteger', 'Not a valid unsigned integer'],
  [
    'uint range(0,2147483647)',
    '2147483648',
    'integerRange',
    'Integer value must be between 0 and 2147483647 inclusive',
  ],
  ['uint range(0,1023,exclude)', '1023', 'integerRange', 'Integer value must not be between 0 and 1023 inclusive'],
  ['int', '2147483648', 'integer', 'Not a valid integer'],
  ['int', 'Infinite', 'integer', 'Not a valid integer'],
  ['int64', '9223372036854775808', 'integer', 'Not a valid integer'],
  ['timeSpan', '20', 'timeSpan', 'Timespan value must be written as [d.]hh:mm:ss'],
  ['timeSpan', '00:60:00', 'timeSpan', 'Timespan value must be written as [d.]hh:mm:ss'],
  ['timeSpan', 'Infinite', 'timeSpan', 'Timespan value must be written as [d.]hh:mm:ss'],
  ['timeSpan', '99999999.00:00:00', 'timeSpan', 'Timespan value must be written as [d.]hh:mm:ss'],
  [
    'timeSpan seconds(0,2592000,60)',
    '00:00:30',
    'timeSpanRange',
    'Timespan value must be between 0 and 2592000 seconds inclusive, with a granularity of 60 seconds',
  ],
  [
    'timeSpan seconds(0,65535,1)',
    '18:12:16',
    'timeSpanRange',
    'Timespan value must be between 0 and 65535 seconds inclusive, with a granularity of 1 seconds',
  ],
  ['string nonEmptyString', '', 'emptyString', 'String must not be empty'],
  ['string requireTrimmedString', 'a ', 'untrimmedString', 'String must not begin or end with white space'],
  ['string siteName', 'Default Web Site/owa', 'siteName', 'Invalid site name'],
  ['string siteName', '', 'siteName', 'Invalid site name'],
  ['string applicationPoolName', '', 'applicationPoolName', 'Invalid application pool name'],
  ['string applicationPoolName', 'a*b', 'applicationPoolName', 'Invalid application pool name'],
  ['string applicationPath', 'owa', 'applicationPath', 'Invalid application path owa'],
  ['string applicationPath', '/owa/', 'applicationPath', 'Invalid application path /owa/'],
  ['string applicationPath', '/a/../b', 'applicationPath', 'Invalid application path /a/../b'],
  ['string virtualDirectoryPath', '', 'virtualDirectoryPath', 'Invalid virtual directory path'],
  ['string virtualDirectoryPath', '/./b', 'virtualDirectoryPath', 'Invalid virtual directory path'],
];

for (const [type, raw, kind, reason] of refused) {
  test(`${type} refuses '${raw.slice(0, 40)}'`, () => {
    const reading = readValue(attribute(type), raw);
    assert.ok(!reading.ok);
    assert.deepEqual([reading.problem.kind, reading.problem.reason], [kind, reason]);
  });
}

test('flags are read in any order and case, and written in the schema order', () => {
  for (const [raw, canonical] of [
    ['Ssl128,ssl', 'Ssl, Ssl128'],
    ['Ssl, SslNegotiateCert, SslRequireCert, Ssl128', 'Ssl, SslNegotiateCert, SslRequireCert, Ssl128'],
    ['Ssl,Ssl', 'Ssl'],
    ['None', 'None'],
    ['None, Ssl', 'Ssl'],
    ['', 'None'],
  ] as const) {
    assert.deepEqual(readValue(flags, raw), { ok: true, canonical }, raw);
  }
  assert.deepEqual(readValue(attribute('flags {File=1, ETW=2}'), ''), { ok: true, canonical: '' });
});

test('flags that are no names are refused and named', () => {
  for (const [raw, unknown] of [
    ['SslMapCert', ['SslMapCert']],
    ['Ssl, SslMapCert, Foo', ['SslMapCert', 'Foo']],
    ['Ssl SslNegotiateCert', ['Ssl SslNegotiateCert']],
    ['264', ['264']],
    ['Ssl|Ssl128', ['Ssl|Ssl128']],
    ['Ssl,', ['']],
  ] as const) {
    assert.deepEqual(
      readValue(flags, raw),
      { ok: false, problem: { kind: 'flags', reason: flagsReason, unknown } },
      raw,
    );
  }
});

test('flagsOf gives the names that a value sets, or nothing where it cannot be read', () => {
  assert.deepEqual(flagsOf(flags, 'ssl128,Ssl'), ['Ssl', 'Ssl128']);
  assert.deepEqual(flagsOf(flags, ''), ['None']);
  assert.deepEqual(flagsOf(attribute('flags {File=1}'), ''), []);
  assert.equal(flagsOf(flags, 'SslMapCert'), null);
});

test('time spans that the schema counts in seconds or minutes are read as numbers, too', () => {
  const minutes: AttributeSchema = { ...attribute('timeSpan seconds(60,7200,60)'), timeSpanFormat: 'minutes' };
  assert.deepEqual(readValue(minutes, '30'), { ok: true, canonical: '30' });
  assert.deepEqual(readValue(minutes, '00:30:00'), { ok: true, canonical: '00:30:00' });
  assert.ok(!readValue(minutes, '121').ok);
  const seconds: AttributeSchema = { ...attribute('timeSpan seconds(0,60,1)'), timeSpanFormat: 'seconds' };
  assert.deepEqual(readValue(seconds, '060'), { ok: true, canonical: '60' });
});

test('defaults are canonical', () => {
  assert.equal(defaultValue(attribute('timeSpan = 29:00:00')), '1.05:00:00');
  assert.equal(defaultValue(attribute('string')), null);
});

test('encrypted values are recognised', () => {
  assert.ok(isEncrypted('[enc:IISWASOnlyAesProvider:57686f6130==:enc]'));
  assert.ok(isEncrypted('[enc:AesProvider::enc]'));
  for (const plain of ['', 'enc', '[enc:x]', '[enc:AesProvider:abc', 'x[enc:A:b:enc]', '[enc:A:b:enc] ']) {
    assert.ok(!isEncrypted(plain), plain);
  }
});

const everyAttribute = builtinSchema.paths.flatMap((path) =>
  [...attributesIn(path, builtinSchema.section(path)!)].map((one) => one.attribute),
);

/** Values that are near to being right: pieces of real ones, put together anyhow. */
const piece = fc.constantFrom(
  ...[
    'true',
    'FALSE',
    'None',
    'Ssl',
    'ssl128',
    'Date',
    'Custom',
    'Infinite',
    ',',
    ', ',
    ' ',
    '-',
    '.',
    ':',
    '0',
    '00:20:00',
    '29',
    '0x1F',
  ],
  ...['/', '/owa', '..', '4294967295', '2147483648', '\t', '\u00a0', '[enc:', ':enc]'],
);
const nearly = fc.oneof(
  fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.string(),
);

test('reading is total, and what is canonical is read as itself', () => {
  fc.assert(
    fc.property(fc.constantFrom(...everyAttribute), nearly, (schema, raw) => {
      const reading = readValue(schema, raw);
      if (reading.ok) assert.deepEqual(readValue(schema, reading.canonical), reading);
      else assert.ok(reading.problem.reason.length > 0);
    }),
    { numRuns: 5000 },
  );
});

test('any case, order, blanks and repetition of flags mean the same', () => {
  const withFlags = everyAttribute.filter(({ type }) => type === 'flags');
  fc.assert(
    fc.property(
      fc.constantFrom(...withFlags).chain((schema) =>
        fc.record({
          schema: fc.constant(schema),
          names: fc.subarray(schema.names.map(({ name }) => name).filter((name) => name !== 'None')),
          comma: fc.constantFrom(',', ', ', ' , '),
          upper: fc.boolean(),
        }),
      ),
      ({ schema, names, comma, upper }) => {
        const straight = readValue(schema, names.join(', '));
        const odd = [...names, ...names].reverse().join(comma);
        assert.ok(straight.ok);
        assert.deepEqual(readValue(schema, upper ? odd.toUpperCase() : odd), straight);
      },
    ),
  );
});
