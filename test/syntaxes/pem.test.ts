// The grammars of PEM: in a file of its own, in Markdown and in XML, coloured as VS Code does it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { realHosts, tokenize } from '../support/tokenizer.js';
import type { Token } from '../support/tokenizer.js';

const BASE64 = 'MIIBszCCAVmgAwIBAgIUe1DvL3Nf+Yw/9kQ5';
const block = (label: string): string[] => [`-----BEGIN ${label}-----`, BASE64, 'YWJj+/ZA==', `-----END ${label}-----`];

/** `text: scope` for every token that has one of ours, the innermost. */
function ours(lines: readonly Token[][]): string[] {
  return lines.flat().flatMap(({ text, scopes }) => {
    const own = scopes.filter(
      (scope) => / *\.pem(?: |$)/.test(scope) && !scope.startsWith('meta.') && scope !== 'source.pem',
    );
    return own.length === 0 || text.trim() === '' ? [] : [`${text.trim()}: ${own.at(-1)!}`];
  });
}

const coloured = (label: string, name = 'entity.name.type.pem'): string[] => [
  '-----: punctuation.definition.block.begin.pem',
  'BEGIN: keyword.control.begin.pem',
  `${label}: ${name}`,
  '-----: punctuation.definition.block.begin.pem',
  `${BASE64}: constant.other.base64.pem`,
  'YWJj+/ZA: constant.other.base64.pem',
  '==: punctuation.definition.padding.base64.pem',
  '-----: punctuation.definition.block.end.pem',
  'END: keyword.control.end.pem',
  `${label}: ${name}`,
  '-----: punctuation.definition.block.end.pem',
];

const PRIVATE = 'markup.bold.pem';

test('a file of blocks, headers, attributes and explanations', async () => {
  const lines = [
    'Bag Attributes',
    '    friendlyName: Jane',
    'subject=CN = Jane',
    ...block('CERTIFICATE'),
    'anything else',
    '# a remark',
    ...block('EC PRIVATE KEY'),
    ...block('X509 CRL'),
  ];
  assert.deepEqual(ours(await tokenize('source.pem', lines.join('\n'))), [
    'Bag Attributes: keyword.other.bag-attributes.pem',
    'friendlyName: variable.other.property.pem',
    ':: punctuation.separator.key-value.pem',
    'Jane: string.unquoted.pem',
    'subject: variable.other.property.pem',
    '=: punctuation.separator.key-value.pem',
    'CN = Jane: string.unquoted.pem',
    ...coloured('CERTIFICATE'),
    'anything else: comment.line.explanatory.pem',
    '# a remark: comment.line.number-sign.pem',
    ...coloured('EC PRIVATE KEY', PRIVATE),
    ...coloured('X509 CRL'),
  ]);
});

test('headers, wrong characters, another last line, a missing one, indentation', async () => {
  const text = [
    '-----BEGIN RSA PRIVATE KEY-----',
    'Proc-Type: 4,ENCRYPTED',
    '',
    'QUJD*RA=',
    '-----END CERTIFICATE-----',
    ...block('CERTIFICATE').map((line) => `   ${line}`),
  ];
  assert.deepEqual(ours(await tokenize('source.pem', text.join('\n'))).slice(4), [
    'Proc-Type: variable.other.property.pem',
    ':: punctuation.separator.key-value.pem',
    '4,ENCRYPTED: string.unquoted.pem',
    'QUJD: constant.other.base64.pem',
    '*: invalid.illegal.base64.pem',
    'RA: constant.other.base64.pem',
    '=: punctuation.definition.padding.base64.pem',
    '-----END CERTIFICATE-----: invalid.illegal.label.pem',
    ...coloured('CERTIFICATE'),
  ]);
});

/** Both hosts: their stand-ins, and VS Code's own grammars where there is one. */
const hosts = realHosts ? [false, true] : [false];

for (const real of hosts) {
  const by = real ? 'the grammar of VS Code' : 'a stand-in';
  const scopesOf = (lines: readonly Token[][], text: string): readonly string[] =>
    lines.flat().find((token) => token.text.includes(text))?.scopes ?? [];

  test(`Markdown by ${by}: fenced, quoted, indented and bare blocks, and what follows them`, async () => {
    for (const lines of [
      ['```pem', ...block('CERTIFICATE'), '```'],
      ['~~~ crt', ...block('CERTIFICATE'), '~~~'],
      ['Look:', '', ...block('CERTIFICATE')],
    ]) {
      const found = await tokenize('text.html.markdown', [...lines, '', '# After', 'and **bold**'].join('\n'), real);
      assert.deepEqual(ours(found), coloured('CERTIFICATE'), lines[0]);
      assert.ok(
        scopesOf(found, 'After').some((scope) => scope.startsWith('markup.heading') || scope.startsWith('heading')),
        lines[0],
      );
      assert.ok(
        scopesOf(found, 'bold').some((scope) => scope.startsWith('markup.bold')),
        lines[0],
      );
    }
    const key = await tokenize(
      'text.html.markdown',
      ['```', ...block('PRIVATE KEY'), '```', '# After'].join('\n'),
      real,
    );
    assert.deepEqual(ours(key), coloured('PRIVATE KEY', PRIVATE));
    assert.ok(scopesOf(key, 'After').some((scope) => scope.includes('heading')));
    // A block that is cut off ends with its fence.
    const cut = await tokenize(
      'text.html.markdown',
      ['```', ...block('CERTIFICATE').slice(0, 2), '```', '# After'].join('\n'),
      real,
    );
    assert.ok(
      scopesOf(cut, 'After').some((scope) => scope.includes('heading')),
      JSON.stringify(cut.at(-1)),
    );
    const quoted = await tokenize(
      'text.html.markdown',
      block('CERTIFICATE')
        .map((line) => `> ${line}`)
        .join('\n'),
      real,
    );
    assert.deepEqual(
      ours(quoted).filter((line) => line.includes('invalid')),
      [],
    );
    assert.equal(ours(quoted).length, coloured('CERTIFICATE').length);
  });

  test(`XML by ${by}: blocks in content, attributes, comments and CDATA end where their place does`, async () => {
    for (const [before, after] of [
      ['<a>', '</a>'],
      ['<a v="', '" w="1"/>'],
      ["<a v='", "' w='1'/>"],
      ['<!-- ', ' -->'],
      ['<a><![CDATA[', ']]></a>'],
    ] as const) {
      for (const cut of [false, true]) {
        const pem = cut ? block('CERTIFICATE').slice(0, 2) : block('CERTIFICATE');
        const found = await tokenize('text.xml', `<r>\n${before}${pem.join('\n')}${after}\n<b c="d"/>\n</r>`, real);
        const expected = cut ? coloured('CERTIFICATE').slice(0, 5) : coloured('CERTIFICATE');
        assert.deepEqual(ours(found), expected, before);
        const next = scopesOf(found, 'b');
        const [tag] = found.at(-2)!.filter(({ text }) => text === 'b');
        assert.ok(
          tag?.scopes.some((scope) => scope.startsWith('entity.name.tag')),
          `${before} ${cut}: ${JSON.stringify(found.at(-2))} ${next.join()}`,
        );
        assert.ok(!found.at(-2)!.some(({ scopes }) => scopes.some((scope) => scope.includes('pem'))));
      }
    }
  });
}
