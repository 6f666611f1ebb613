// Reads what a file holds piece by piece, so that ten thousand certificates do not hold the extension host
// up.
import { forgeDigests } from '../../../server/src/adapters/digests.js';
import { decodeText } from '../../../server/src/core/certificate/bytes.js';
import { readPkcs7 } from '../../../server/src/core/certificate/containers/pkcs7.js';
import { sniffDer } from '../../../server/src/core/certificate/containers/sniff.js';
import type { Digests } from '../../../server/src/core/certificate/digests.js';
import { readCertificateFile, readCertificateText } from '../../../server/src/core/certificate/file.js';
import type { CertificateEntry, CertificateFile, EntryPlace } from '../../../server/src/core/certificate/file.js';
import type { CertificateModel } from '../../../server/src/core/certificate/model.js';
import { decodeCertificate } from '../../../server/src/core/certificate/x509/certificate.js';

/** Digests come afterwards from WebCrypto, which is native and does not block. */
const later: Digests = { sha1: () => '', sha256: () => '' };

/** A text of more characters than this is read in pieces. */
const PIECE = 150_000;
const AT_ONCE = 250;

/** Lets everything else have its turn. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

export async function readFile(bytes: Uint8Array): Promise<CertificateFile> {
  return withDigests(await readPieces(bytes));
}

export async function readText(text: string): Promise<CertificateFile> {
  return withDigests(await readTextPieces(text));
}

async function readPieces(bytes: Uint8Array): Promise<CertificateFile> {
  // What a response is about is told by digests of its own.
  if (bytes[0] === 0x30 && sniffDer(bytes) === 'ocspResponse') return readCertificateFile(bytes, forgeDigests);
  if (bytes.length > PIECE && bytes[0] === 0x30 && sniffDer(bytes) === 'pkcs7') return readBag(bytes);
  if (bytes.length <= PIECE || bytes[0] === 0x30) return readCertificateFile(bytes, later);
  const text = decodeText(bytes);
  return text.includes('-----BEGIN ') ? readTextPieces(text) : readCertificateFile(bytes, later);
}

/**
 * Cut before lines that begin a block: what belongs to a block stays with it, its bag attributes included.
 */
async function readTextPieces(text: string): Promise<CertificateFile> {
  const whole = text.length <= PIECE ? null : cuts(text);
  if (whole === null || whole.length < 2) return readCertificateText(text, later);
  const pieces: CertificateFile[] = [];
  for (const [i, start] of whole.entries()) {
    const end = whole[i + 1] ?? text.length;
    pieces.push(moved(readCertificateText(text.slice(start, end), later), start));
    await pause();
  }
  const all = <T>(pick: (piece: CertificateFile) => readonly T[]): T[] => pieces.flatMap(pick);
  const useful = pieces.filter(({ entries, privateKeys }) => entries.length + privateKeys.length > 0);
  return {
    format: 'pem',
    entries: all(({ entries }) => entries),
    privateKeys: all(({ privateKeys }) => privateKeys),
    identities: all(({ identities }) => identities),
    // A piece between blocks that holds nothing is nothing to complain about.
    problems: useful.length === 0 ? (pieces[0]?.problems ?? []) : useful.flatMap(({ problems }) => problems),
    text,
    locked: pieces.find(({ locked }) => locked !== null)?.locked ?? null,
    protection: pieces.find(({ protection }) => protection !== null)?.protection ?? null,
    responses: all(({ responses }) => responses),
    foreign: useful.length === 0 ? (pieces[0]?.foreign ?? null) : null,
  };
}

/** After the END lines that come next behind every so many characters. */
function cuts(text: string): number[] {
  const starts = [0];
  for (;;) {
    const from = starts.at(-1)! + PIECE;
    const end = from >= text.length ? -1 : text.indexOf('\n-----END ', from);
    const line = end < 0 ? -1 : text.indexOf('\n', end + 1);
    if (line < 0 || line + 1 >= text.length) return starts;
    starts.push(line + 1);
  }
}

function moved(file: CertificateFile, by: number): CertificateFile {
  const range = (value: { readonly start: number; readonly end: number }): { start: number; end: number } => ({
    start: value.start + by,
    end: value.end + by,
  });
  const place = (at: EntryPlace): EntryPlace =>
    at.kind === 'text' ? { ...at, range: range(at.range), base64: range(at.base64) } : at;
  return {
    ...file,
    entries: file.entries.map((entry) => ({ ...entry, place: place(entry.place) })),
    privateKeys: file.privateKeys.map((key) => ({ ...key, place: place(key.place) })),
    identities: file.identities.map((found) => ({ ...found, range: range(found.range) })),
    problems: file.problems.map((problem) => ({
      ...problem,
      offset: problem.offset + by,
      range: problem.range === null ? null : range(problem.range),
    })),
  };
}

/** The bag of a large PKCS#7 message, certificate by certificate; what else is in it is read in one go. */
async function readBag(bytes: Uint8Array): Promise<CertificateFile> {
  const contents = readPkcs7(bytes);
  if (contents.problem !== null || contents.crls.length > 0 || contents.certificates.length < AT_ONCE)
    return readCertificateFile(bytes, later);
  const entries: CertificateEntry[] = [];
  const problems: CertificateFile['problems'][number][] = [];
  for (const [i, { start, end }] of contents.certificates.entries()) {
    if (i % AT_ONCE === AT_ONCE - 1) await pause();
    const { model, problem } = decodeCertificate(bytes.subarray(start, end), later);
    for (const { message, severity, offset } of model === null ? [problem] : model.problems) {
      problems.push({ message, severity, offset: start + offset, range: null, derOffset: offset });
    }
    if (model !== null)
      entries.push({ model, place: { kind: 'bytes', offset: start }, friendlyName: null, localKeyId: null });
  }
  return {
    format: 'pkcs7',
    entries,
    privateKeys: [],
    identities: [],
    problems,
    text: null,
    locked: null,
    protection: null,
    responses: [],
    foreign: null,
  };
}

/** The same file with the thumbprints of everything in it. */
export async function withDigests(file: CertificateFile): Promise<CertificateFile> {
  const entries: CertificateEntry[] = [];
  for (let at = 0; at < file.entries.length; at += AT_ONCE) {
    const some = file.entries.slice(at, at + AT_ONCE);
    entries.push(
      ...(await Promise.all(some.map(async (entry) => ({ ...entry, model: await withThumbprints(entry.model) })))),
    );
  }
  return { ...file, entries };
}

async function withThumbprints(model: CertificateModel): Promise<CertificateModel> {
  if (model.sha256 !== '') return model;
  const [sha1, sha256] = await Promise.all([digest('SHA-1', model.der), digest('SHA-256', model.der)]);
  return { ...model, sha1, sha256 };
}

async function digest(algorithm: string, bytes: Uint8Array): Promise<string> {
  const value = new Uint8Array(await crypto.subtle.digest(algorithm, Uint8Array.from(bytes)));
  let hex = '';
  for (const byte of value) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
