// The page of the certificate view: the list, the comparison, and the bytes with their tree.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Asn1Item, Row, Strings } from '../../../client/src/webview/messages.js';
import { fake, installFakePage, type FakeElement } from '../../support/fake-dom.js';

const page = installFakePage();
// These modules take the editor's API when they are loaded.
const { CertificateList } = await import('../../../client/src/webview/list.js');
const { comparePicker, compareView } = await import('../../../client/src/webview/compare.js');
const { Structure } = await import('../../../client/src/webview/structure.js');
const { element, sign } = await import('../../../client/src/webview/dom.js');

/** Every word of the page is its own name, but for these. */
function words(own: Partial<Strings> = {}): Strings {
  return new Proxy(own, { get: (_, name) => own[name as keyof Strings] ?? `{${String(name)}}` }) as Strings;
}
const strings = words();

function row(index: number, more: Partial<Row> = {}): Row {
  return {
    index,
    title: `Jane ${index}`,
    subtitle: '',
    tone: 'good',
    state: 'Valid',
    until: '',
    search: `jane ${index}`,
    ...more,
  };
}

test('text never becomes markup, and a tone is a sign of its own', () => {
  const made = fake(element('p', {}, '<img src=x onerror=alert(1)>', null));
  assert.deepEqual(made.children, ['<img src=x onerror=alert(1)>']);
  assert.equal(
    new Set((['good', 'doubtful', 'bad', 'neutral'] as const).map((tone) => fake(sign(tone)).textContent)).size,
    4,
  );
});

function listOf(rows: readonly Row[]) {
  const chosen: number[] = [];
  const opened: string[] = [];
  const list = new CertificateList(
    words({ found: '{count}/{total}', nothingFound: 'nothing' }),
    (index) => chosen.push(index),
    () => undefined,
    () => opened.push('opened'),
  );
  list.start(rows.length, '');
  list.add(rows);
  page.frame();
  const root = fake(list.root);
  const scroller = root.querySelector('.rows')!;
  const search = (text: string): void => {
    const input = root.querySelector('input')!;
    input.value = text;
    input.fire('input');
    page.frame();
  };
  const lines = (): FakeElement[] => root.querySelectorAll('.row');
  return { list, chosen, opened, scroller, search, lines, status: () => root.querySelector('.found')!.textContent };
}

test('of ten thousand certificates the lines in sight are elements, and a screen reader knows how many there are', () => {
  const { lines, scroller, status } = listOf(Array.from({ length: 10_000 }, (_, index) => row(index)));
  assert.equal(status(), '10000/10000');
  assert.equal(lines().length, 16);
  scroller.scrollTop = 52 * 5000;
  scroller.fire('scroll');
  page.frame();
  assert.equal(lines().length, 22);
  assert.equal(lines()[6]!.attributes.get('aria-posinset'), '5001');
  assert.equal(lines()[6]!.attributes.get('aria-setsize'), '10000');
});

test('the search ignores how a thumbprint was copied', () => {
  const { search, lines, status } = listOf([row(0), row(1, { search: 'jane 1 0123456789abcdef' })]);
  search('\u200e01 23 45 67 89 AB CD EF ');
  assert.deepEqual([lines().length, status()], [1, '1/2']);
  search('01:23:45:67:89:ab:cd:ef');
  assert.equal(lines().length, 1);
  search('john');
  assert.deepEqual([lines().length, status()], [0, 'nothing']);
});

test('keys move within the list and open what is chosen', () => {
  const { scroller, chosen, opened } = listOf(Array.from({ length: 30 }, (_, index) => row(index)));
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'ArrowDown', 'PageUp', 'Home', 'x', 'Enter'])
    scroller.fire('keydown', { key });
  assert.deepEqual(chosen, [0, 1, 0, 29, 29, 20, 0]);
  assert.deepEqual(opened, ['opened']);
  page.frame();
  assert.equal(scroller.attributes.get('aria-activedescendant'), 'row-0');
});

test('a comparison marks differences in words, and Escape closes it', () => {
  let closed = 0;
  const rows = [
    { label: 'Issuer', left: 'A', right: 'A', same: true },
    { label: 'Key', left: 'RSA', right: 'EC', same: false },
  ];
  const view = fake(compareView({ left: 'one', right: 'two', words: '', rows }, strings, () => closed++));
  assert.deepEqual(
    view.querySelectorAll('.state').map((cell) => cell.textContent),
    ['{same}', '{different}'],
  );
  const toggle = view.querySelector('input')!;
  toggle.checked = true;
  toggle.fire('change');
  assert.equal(view.querySelector('table')!.className, 'compare only-differences');
  view.fire('keydown', { key: 'Escape' });
  assert.equal(closed, 1);
});

test('another certificate of the file can be compared, and not the same one', () => {
  const picker = fake(comparePicker(1, [row(0), row(1), row(2)], strings, () => undefined));
  assert.deepEqual(
    picker.querySelectorAll('option').map(({ value }) => value),
    ['0', '2'],
  );
  picker.querySelector('select')!.value = '2';
  picker.querySelector('button')!.fire('click');
  assert.deepEqual(page.sent.splice(0), [{ type: 'compare', left: 1, right: 2 }]);
});

function item(start: number, end: number, depth: number, children = false): Asn1Item {
  return {
    start,
    contentStart: start + 2,
    end,
    depth,
    type: children ? 'SEQUENCE' : 'INTEGER',
    text: '',
    name: null,
    children,
  };
}

test('an element is asked for once, and a byte opens the tree down to what it belongs to', () => {
  const hex = Array.from({ length: 40 }, (_, at) => at.toString(16).padStart(2, '0')).join('');
  const structure = new Structure(
    3,
    hex,
    100,
    { parent: -1, items: [item(0, 40, 0, true)], rest: null, problem: null },
    strings,
  );
  const [tree, bytes] = [fake(structure.tree), fake(structure.bytes)];
  assert.deepEqual(page.sent.splice(0), [{ type: 'asn1', index: 3, parent: 0, from: null }]);
  assert.deepEqual(
    bytes.querySelectorAll('.offset').map((offset) => offset.textContent),
    ['0000', '0010', '0020'],
  );
  assert.ok(bytes.textContent.endsWith('{hexCut}'));
  structure.answer({ parent: 0, items: [item(2, 20, 1, true), item(20, 40, 1)], rest: 40, problem: 'cut' });
  // The first element within, which is what is signed, is open from the start.
  assert.deepEqual(page.sent.splice(0), [{ type: 'asn1', index: 3, parent: 2, from: null }]);
  assert.equal(tree.querySelector('.problem')!.textContent, 'cut');
  structure.answer({ parent: 2, items: [item(4, 20, 2)], rest: null, problem: null });
  assert.deepEqual(page.sent.splice(0), []);
  structure.show(7);
  const marked = (): string[] => bytes.querySelectorAll('.marked').map((cell) => cell.attributes.get('data-at')!);
  assert.deepEqual([marked()[0], marked().length], ['4', 16]);
  assert.equal(bytes.attributes.get('aria-valuenow'), '7');
  for (const [key, at] of [
    ['ArrowDown', '23'],
    ['ArrowLeft', '22'],
    ['End', '39'],
    ['ArrowDown', '39'],
    ['Home', '0'],
  ] as const) {
    bytes.fire('keydown', { key });
    assert.equal(bytes.attributes.get('aria-valuenow'), at, key);
  }
  tree.querySelector('.more')!.fire('click');
  assert.deepEqual(page.sent.splice(0), [{ type: 'asn1', index: 3, parent: 0, from: 40 }]);
});
