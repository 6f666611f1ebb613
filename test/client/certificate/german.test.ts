// What is wrong with the bytes of a certificate file is said in German where the editor is German: no message
// of any corrupt file stays English.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { noticeOf } from '../../../client/src/certificate/view-model/notices.js';
import { readCertificateFile, readCertificateText } from '../../../server/src/core/certificate/file.js';
import { phraseBook } from '../../../server/src/core/text/phrase-book.js';
import { generatedCertificates } from '../../support/certificates.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';
import { literalsIn } from '../../support/literals.js';
import { repositoryRoot } from '../../support/paths.js';
import { english } from './support.js';

const german = JSON.parse(readFileSync(path.join(repositoryRoot, 'l10n/bundle.l10n.de.json'), 'utf8')) as Record<
  string,
  string
>;
const say = phraseBook(german);
const englishWords = /\b(?:the|of|is|and|has|have|not|found|missing|expected|too|many|there|this|these|it)\b/i;

/** Null where it is German, else what a reader would see. */
function left(message: string): string | null {
  const said = say(message);
  return said === message || englishWords.test(said) ? `${message} → ${said}` : null;
}

function* corrupted(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 2) {
    for (const value of [0x00, 0x1f, 0x80, 0xff]) {
      const changed = Uint8Array.from(bytes);
      changed[at] = value;
      yield changed;
    }
    yield bytes.subarray(0, at);
  }
}

const made = generatedCertificates();
const seeds: readonly Uint8Array[] =
  made === null
    ? [der.certificate(), der.revocationList([der.integer(1)])]
    : [
        made.der('strong'),
        made.der('hardName'),
        made.bundle('chain.p7b'),
        made.bundle('elliptic.pfx'),
        der.certificate(),
        der.revocationList([der.integer(1), der.integer(2)]),
      ];

test('no message about corrupt bytes stays English', () => {
  const seen = new Set<string>();
  for (const seed of seeds) {
    for (const bytes of corrupted(seed)) {
      const file = readCertificateFile(bytes, digests);
      for (const { message } of file.problems) seen.add(message);
      if (file.foreign !== null) seen.add(file.foreign);
      for (const { model } of file.entries)
        for (const { problem } of model.extensions) if (problem !== null) seen.add(problem.message);
    }
  }
  assert.ok(seen.size > 100, `only ${seen.size} messages`);
  assert.deepEqual(
    [...seen].flatMap((message) => left(message) ?? []),
    [],
  );
});

test('no message about corrupt text stays English', () => {
  const pem = der.pem('CERTIFICATE', der.certificate());
  const texts = [
    pem.replace('-----END', '----END'),
    pem.replace('M', '*'),
    pem.replace('-----END CERTIFICATE', '-----END X509'),
    pem.slice(0, 120),
    '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
    '-----BEGIN SOMETHING-----\nMAA=\n-----END SOMETHING-----\n',
    'MAA=',
    'MIIB',
  ];
  const seen = texts.flatMap((text) => {
    const { problems, foreign } = readCertificateText(text, digests);
    return [...problems.map(({ message }) => message), ...(foreign === null ? [] : [foreign])];
  });
  assert.ok(new Set(seen).size >= 5, seen.join('\n'));
  assert.deepEqual(
    seen.flatMap((message) => left(message) ?? []),
    [],
  );
});

test('every part of a certificate that a message can name has German', () => {
  const folders = ['der', 'x509', 'containers'].map((name) => `server/src/core/certificate/${name}`);
  const texts = [...new Set(literalsIn(...folders).map(({ text }) => text))];
  const parts = texts.filter((text) => /^(?:an?|the|nested) [a-zA-Z]/.test(text) && !text.includes('{}'));
  const sentences = texts.filter((text) => /^[A-Z][^{}]* [^{}]*\.$/.test(text));
  assert.ok(parts.length > 100 && sentences.length > 40, `${parts.length} parts, ${sentences.length} sentences`);
  assert.deepEqual(
    [...parts, ...sentences].flatMap((text) => left(text) ?? []),
    [],
  );
});

test('the page says it in German', () => {
  const around = { ...english, now: 0, say };
  const notice = noticeOf({ kind: 'damaged', message: 'The tag is cut off.', offset: 3 }, around);
  assert.match(notice.text, /Das Tag ist abgeschnitten\.$/);
});
