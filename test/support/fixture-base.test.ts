// Fixtures on a base: what is stated replaces, what is not stays, and the shortest form gives the same text
// again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { baseNameOf, collapsed, expanded } from './fixture-base.js';
import { repositoryRoot } from './paths.js';

const base = readFileSync(path.join(repositoryRoot, 'test/support/bases/exchange-2019.config'), 'utf8');
const owa = '    <location path="Default Web Site/owa">\n        <system.webServer />\n    </location>\n';
const proxy = '    <location path="Default Web Site/Microsoft-Server-ActiveSync/Proxy">';

test('a fixture that states nothing is the base, and a text without a base is itself', () => {
  const empty = collapsed(base, 'exchange-2019');
  assert.equal(empty.split('\n').length, 5);
  assert.equal(baseNameOf(empty), 'exchange-2019');
  assert.equal(expanded(empty), base);
  assert.equal(expanded(base), base);
});

test('a changed child, a new one between others, and a new one at the end come back at their places', () => {
  for (const text of [
    base.replace('sslFlags="Ssl, Ssl128"', 'sslFlags="None"'),
    base.replace(proxy, owa + proxy),
    base.replace('</configuration>', `${owa}</configuration>`),
    base.replace(proxy, owa + proxy).replace('</configuration>', `${owa.replace('owa', 'ecp')}</configuration>`),
  ]) {
    const short = collapsed(text, 'exchange-2019');
    assert.ok(short.length < text.length / 2);
    assert.equal(expanded(short), text);
  }
});

test('what cannot be said as a difference is written out, and an unknown base is an error', () => {
  const lacking = base.replace(/ {4}<system\.webServer>[^]*?\n {4}<\/system\.webServer>\n/, '');
  const twice = base.replace('</configuration>', `${owa}${owa}</configuration>`);
  for (const text of [lacking, twice, '<configuration>\n  <a/>\n</configuration>\n'])
    assert.equal(collapsed(text, 'exchange-2019'), text);
  assert.throws(() => expanded('<!-- base: unknown -->\n<configuration>\n</configuration>\n'), /no base 'unknown'/);
});
