// Whatever a certificate says is shown as text: in every field of the view, in lists, comparisons, calendars
// and hovers.
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { calendarOf } from '../../../client/src/certificate/view-model/calendar.js';
import { compareRows } from '../../../client/src/certificate/view-model/compare.js';
import { detailOf } from '../../../client/src/certificate/view-model/detail.js';
import { certificateHover, lensTitle } from '../../../client/src/certificate/view-model/hover.js';
import { withoutIcons, withoutLinks } from '../../../client/src/certificate/view-model/labels.js';
import { rowOf } from '../../../client/src/certificate/view-model/rows.js';
import { viewedFilesOf, subjectOf } from '../../../client/src/certificate/subject.js';
import { forgeDigests } from '../../../server/src/adapters/digests.js';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import { readCertificateText } from '../../../server/src/core/certificate/file.js';
import type { CertificateEntry, CertificateFile } from '../../../server/src/core/certificate/file.js';
import type { X509Certificate } from '../../../server/src/core/certificate/model.js';
import { generatedCertificates, NOW } from '../../support/certificates.js';
import { repositoryRoot } from '../../support/paths.js';
import { noUses } from '../../../server/src/core/certificate-uses/model.js';
import { english } from './support.js';

const hostile = {
  markup: '<img src=x onerror=alert(1)>',
  command: '](command:workbench.action.quit "x")[a](http://x)',
  fence: '```\n# heading\n```` `',
  bidi: '\u202egnp.exe\u2066\u200e',
  controls: 'a\u0000b\u001b[31m\u0007\u007f\u0085\u2028',
  lone: '\ud800x\udc00',
  table: '| a | b |\n| --- | --- |',
  icon: '$(verified) Trusted \\$(x)',
  entity: '&lt;script&gt;&#x3c;',
  huge: '<b>'.repeat(350_000),
};

/**
 * What no shown text may hold: characters that hide or reorder others. A line feed is the view's own between
 * lines.
 */
const HIDDEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Fields whose value is one of a fixed set, or that are not from the file at all. */
const FIXED = new Set(['kind', 'type', 'form', 'sha1', 'sha256', 'hex', 'iso', 'oid', 'severity', 'hash', 'maskHash']);

/** The same structure with every free text replaced. */
function poisoned<T>(value: T, text: string, key = ''): T {
  if (typeof value === 'string') return (FIXED.has(key) ? value : text) as T;
  if (value instanceof Uint8Array || value instanceof Uint32Array || value === null || typeof value !== 'object')
    return value;
  if (Array.isArray(value)) return value.map((each: unknown) => poisoned(each, text, key)) as T;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, poisoned(each, text, name)])) as T;
}

function strings(value: unknown, found: string[] = []): string[] {
  if (typeof value === 'string') found.push(value);
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) strings(each, found);
  return found;
}

/** What Markdown would take for more than text, when it is not escaped. */
function assertInert(markdown: string): void {
  const outsideCode = markdown.replace(/(`+)(?:(?!\1).)+?\1/gs, '');
  assert.ok(!outsideCode.includes('<'), `markup: ${outsideCode.slice(0, 300)}`);
  assert.ok(!/(?<!\\)\]\(/.test(outsideCode), `a link: ${outsideCode.slice(0, 300)}`);
  assert.ok(!/(?<!\\)!\[/.test(outsideCode), 'an image');
  assert.ok(!/&(?!lt;|amp;|nbsp;)/.test(outsideCode), 'an entity');
}

const made = generatedCertificates();

for (const [name, text] of Object.entries(hostile)) {
  test(`${name} is text everywhere`, { skip: made === null }, async () => {
    const honest = readCertificateText(made!.pem('strong') + made!.pem('authority'), forgeDigests);
    const entries: CertificateEntry[] = honest.entries.map((entry) => ({
      ...poisoned(entry, text),
      place: entry.place,
      friendlyName: text,
    }));
    const file: CertificateFile = { ...honest, entries };
    const around = { ...english, now: NOW };
    const viewedFiles = viewedFilesOf('file:///x.cer', file, [], verifySignature);
    for (const [index, entry] of entries.entries()) {
      const subject = await subjectOf(entry, file, viewedFiles, NOW, noUses);
      const detail = detailOf(
        {
          index,
          entry,
          privateKeys: [],
          fileName: text,
          known: { subject, newerList: null, whereabouts: viewedFiles.whereabouts, uses: noUses },
        },
        around,
      );
      const { copies, ...others } = detail;
      const row = rowOf(entry, index, around);
      const rows = compareRows(entry.model, honest.entries[0]!.model, around);
      // What the copy buttons put on the clipboard is the value itself; what is seen of it is not.
      const seen = copies.flatMap(({ fields }) => fields.map(({ label, value, note }) => [label, value, note]));
      const identity = others.identity.map(({ label, value, note }) => [label, value, note]);
      for (const shown of strings([
        { ...others, identity },
        seen,
        row,
        rows,
        lensTitle(entry.model, subject, around),
      ])) {
        assert.ok(!HIDDEN.test(shown), `hidden characters in ${JSON.stringify(shown.slice(0, 200))}`);
        assert.ok(shown.length < 70_000, `${shown.length} characters: ${shown.slice(0, 100)}`);
      }
      assert.ok(!/(?<!\\)\$\(/.test(lensTitle(entry.model, subject, around)), 'an icon in the lens');
      const hover = certificateHover(entry.model, subject, around);
      assert.ok(!HIDDEN.test(hover), 'hidden characters in the hover');
      assert.ok(hover.length < 20_000, `${hover.length} characters in the hover`);
      assertInert(hover);
      const calendar = calendarOf([{ certificate: entry.model as X509Certificate, file: text }], around);
      assert.ok(!HIDDEN.test(calendar.replaceAll('\r\n', '\n')), 'hidden characters in the calendar');
      for (const line of calendar.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
    }
  });
}

test('no picture and no link comes from what is shown in labels and notifications', () => {
  assert.equal(withoutIcons('$(verified) a \\$(x) $5 $(y)'), '\\$(verified) a \\$(x) $5 \\$(y)');
  assert.equal(withoutLinks('[a](command:x).pem'), '[a] (command:x).pem');
});

test('the webview never reads markup', () => {
  const folder = path.join(repositoryRoot, 'client/src/webview');
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.ts'))) {
    const source = readFileSync(path.join(folder, name), 'utf8');
    assert.ok(
      !/innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|\beval\b|new Function|srcdoc/.test(
        source,
      ),
      name,
    );
  }
});
