// Incremental edits give the same document as its full text, whatever is typed.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { messageOf, TestClient } from './support/client.js';

const web = 'file:///ws/web.config';

/** Where a text may be cut: not inside CRLF and not inside a surrogate pair, as editors do. */
function snap(text: string, offset: number): number {
  const at = Math.min(offset, text.length);
  if (at === 0) return 0;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  const splitsLineEnd = before === 13 && after === 10;
  const splitsPair = before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
  return splitsLineEnd || splitsPair ? at - 1 : at;
}

const piece = fc.constantFrom(
  '<a bad="',
  '"/>',
  '\r\n',
  '\n',
  '😀',
  'ü',
  'needs="x"',
  'gives="x"',
  ' ',
  '<!--',
  '-->',
  '',
);
const edit = fc.record({ from: fc.nat(60), length: fc.nat(20), pieces: fc.array(piece, { maxLength: 4 }) });

test('incremental edits and full text give the same diagnostics', async () => {
  const client = await TestClient.start();
  let name = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 12 }),
      fc.array(edit, { minLength: 1, maxLength: 8 }),
      async (start, edits) => {
        name++;
        const typed = `file:///typed${name}/web.config`;
        const whole = `file:///whole${name}/web.config`;
        let text = start.join('');
        await client.open(typed, text);
        await client.open(whole, text);
        let version = 1;
        for (const { from, length, pieces } of edits) {
          version++;
          const begin = snap(text, from);
          const end = Math.max(begin, snap(text, from + length));
          const document = TextDocument.create(typed, 'xml', version, text);
          const range = { start: document.positionAt(begin), end: document.positionAt(end) };
          const newText = pieces.join('');
          text = text.slice(0, begin) + newText + text.slice(end);
          await client.change(typed, version, { range, text: newText });
          await client.change(whole, version, text);
        }
        assert.deepEqual(await client.diagnostics(typed), await client.diagnostics(whole));
        const [first] = await client.diagnostics(typed);
        if (first && messageOf(first).startsWith('fake/bad')) {
          // The place is right in the text as it should be now.
          const document = TextDocument.create(typed, 'xml', version, text);
          assert.equal(`fake/bad: ${document.getText(first.range)}`, first.message);
        }
        await client.close(typed);
        await client.close(whole);
      },
    ),
    { numRuns: 150 },
  );
  await client.stop();
});

test('an open document hides the file on disk, and closing brings that back', async () => {
  const client = await TestClient.start({ files: { [web]: '<a bad="disk"/>' } });
  assert.deepEqual(await client.messages(web), ['fake/bad: disk']);
  await client.open(web, '<a bad="typed"/>');
  assert.deepEqual(await client.messages(web), ['fake/bad: typed']);
  client.host.write(web, '<a bad="saved elsewhere"/>');
  assert.deepEqual(await client.messages(web), ['fake/bad: typed']);
  await client.close(web);
  assert.deepEqual(await client.messages(web), ['fake/bad: saved elsewhere']);
  await client.stop();
});

test('a document that is nowhere on disk is checked while it is open', async () => {
  const client = await TestClient.start();
  await client.open('untitled:web.config', '<a bad="new"/>');
  assert.deepEqual(await client.messages('untitled:web.config'), ['fake/bad: new']);
  await client.close('untitled:web.config');
  assert.deepEqual(await client.diagnostics('untitled:web.config'), []);
  await client.stop();
});
