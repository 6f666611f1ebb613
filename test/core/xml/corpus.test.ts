// The parser on every real configuration: ranges, and the verdicts that the index of the corpus states.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseXml } from '../../../server/src/core/xml/parse.js';
import { childElements, type XmlDocument } from '../../../server/src/core/xml/tree.js';
import { descendantElements } from '../../../server/src/core/xml/walk.js';
import { decodeText, type DecodedText } from '../../../server/src/host/decode.js';
import { checkDocument } from './support.js';
import { inCorpus, skipWithoutCorpus } from '../../support/corpus.js';

/** The rows of CONFIG_INDEX.tsv by column name. */
function index(): Record<string, string>[] {
  const [head, ...rows] = readFileSync(inCorpus('CONFIG_INDEX.tsv'), 'utf8').trim().split(/\r?\n/);
  const columns = head!.split('\t');
  return rows.map((row) => Object.fromEntries(row.split('\t').map((cell, i) => [columns[i]!, cell])));
}

function decoded(file: string): DecodedText {
  const result = decodeText(readFileSync(inCorpus(file)));
  if (result.kind !== 'text') assert.fail(`${file}: ${result.reason}`);
  assert.equal(result.lossy, false, file);
  return result;
}

function read(file: string): XmlDocument {
  return parseXml(decoded(file).text);
}

test('every configuration of the corpus has the verdict of its index', { skip: skipWithoutCorpus }, () => {
  const rows = index();
  assert.ok(rows.length > 90);
  for (const { file, encoding, wellformed, root, locations } of rows) {
    const { byteOrderMark, encoding: found, text } = decoded(file!);
    assert.equal(byteOrderMark, encoding!.endsWith('-bom'), file);
    assert.equal(found, encoding!.startsWith('utf-16') ? 'utf-16le' : 'utf-8', file);
    const document = parseXml(text);
    checkDocument(document);
    assert.equal(document.errors.length === 0, wellformed === 'ok', file);
    if (wellformed !== 'ok') continue;
    assert.equal(document.root!.name, root, file);
    const count = [...descendantElements(document)].filter(({ name }) => name === 'location').length;
    assert.equal(count, Number(locations), file);
  }
});

test(
  'the Exchange configuration with a mistyped end tag has one error, and all else is where it belongs',
  { skip: skipWithoutCorpus },
  () => {
    const broken = read('configs/exchange-apphost/HC_E19_BadApplicationHost.config');
    assert.equal(broken.errors.length, 1);
    const [{ code, range, message }] = broken.errors as [XmlDocument['errors'][0]];
    assert.equal(code, 'start-tag-for-end-tag');
    assert.equal(broken.text.slice(range.start, range.end), '<sectionGroup>');
    assert.equal(broken.text.slice(0, range.start).split('\n').length, 52);
    assert.equal(
      message,
      "<sectionGroup> is where the end tag </sectionGroup> of line 43 is expected: its '/' is missing.",
    );
    const repaired = parseXml(`${broken.text.slice(0, range.start)}</sectionGroup>${broken.text.slice(range.end)}`);
    assert.deepEqual(repaired.errors, []);
    const paths = (document: XmlDocument) =>
      [...descendantElements(document)].map(({ name, parent }) => `${parent?.name ?? ''}/${name}`);
    assert.deepEqual(paths(broken), paths(repaired));
    assert.deepEqual(
      childElements(childElements(broken.root!, 'configSections')[0]!, 'sectionGroup').map(
        ({ attributes }) => attributes[0]!.value,
      ),
      ['system.applicationHost', 'system.webServer', 'system.ftpServer'],
    );
  },
);

test(
  'of a configuration that is cut off anywhere the part before the cut is understood',
  { skip: skipWithoutCorpus },
  () => {
    const { text, root } = read('configs/exchange-apphost/HC_E19_applicationHost.config');
    const sections = childElements(root!, 'configSections')[0]!;
    for (let cut = sections.range.end; cut < text.length; cut += 997) {
      const document = parseXml(text.slice(0, cut));
      checkDocument(document);
      assert.notEqual(document.errors.length, 0);
      assert.deepEqual(childElements(document.root!, 'configSections')[0]!.range, sections.range);
    }
  },
);

test(
  'where one line of a real configuration is lost, its neighbours keep their place',
  { skip: skipWithoutCorpus },
  () => {
    const { text, root } = read('configs/exchange-apphost/HC_E19_applicationHost.config');
    const lines = text.split('\n');
    const depth = (document: XmlDocument) =>
      new Map(
        childElements(document.root!, 'location').map((location) => [
          location.attributes[0]!.value,
          childElements(location).length,
        ]),
      );
    const expected = depth({ text, root, nodes: [root!], errors: [] });
    let lost = 0;
    for (const [number, line] of lines.entries()) {
      if (!/^ {4}<\/location>\s*$/.test(line)) continue;
      lost++;
      const document = parseXml(lines.filter((_, i) => i !== number).join('\n'));
      assert.equal(document.errors.length, 1);
      assert.deepEqual(depth(document), expected);
    }
    assert.ok(lost > 40);
  },
);
