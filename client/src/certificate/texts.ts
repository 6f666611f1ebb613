// What is said about certificates inside texts: hovers and lenses on PEM blocks, Base64, thumbprints and
// mapping strings; and the way from a thumbprint or a binding to its certificate.
import {
  CodeLens,
  Hover,
  MarkdownString,
  Range,
  Uri,
  workspace,
  type LocationLink,
  type Position,
  type TextDocument,
} from 'vscode';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import { fromBase64 } from '../../../server/src/core/certificate/bytes.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import type { CertificateEntry, CertificateFile } from '../../../server/src/core/certificate/file.js';
import { findAltSecurityIdentities } from '../../../server/src/core/certificate/meaning/find-identities.js';
import { forgeDigests } from '../../../server/src/adapters/digests.js';
import type { ProtocolPlace } from '../../../server/src/protocol.js';
import { pageContext } from './clock.js';
import { readText } from './read.js';
import { viewedFilesOf, newerListOf, subjectOf } from './subject.js';
import { certificateHover, identityHover, lensTitle, privateKeyHover, unknownThumbprint } from './view-model/hover.js';
import { privateKeyWords } from './view-model/identity.js';
import { withoutIcons } from './view-model/labels.js';
import { thumbprintAt } from './view-model/thumbprints.js';
import { boundHover, manyToOneHover } from './view-model/use-hovers.js';
import type { CertificateUseFinder } from './uses.js';
import type { FoundCertificate, WorkspaceCertificates } from './workspace-certificates.js';

/** Lenses above so many blocks; a bundle of thousands is for the view. */
const MAXIMUM_LENSES = 200;

interface Bound {
  /** Of the certificate. */
  readonly sha1: string;
  readonly endpoint: string;
  readonly range: Range;
}

export class CertificateTexts {
  readonly #certificates: WorkspaceCertificates;
  readonly #uses: CertificateUseFinder;
  readonly #read = new WeakMap<TextDocument, { readonly version: number; readonly file: Promise<CertificateFile> }>();

  constructor(certificates: WorkspaceCertificates, uses: CertificateUseFinder) {
    this.#certificates = certificates;
    this.#uses = uses;
  }

  /** What a document holds, read once a version. */
  file(document: TextDocument): Promise<CertificateFile> {
    const known = this.#read.get(document);
    if (known?.version === document.version) return known.file;
    const file = readText(document.getText());
    this.#read.set(document, { version: document.version, file });
    return file;
  }

  async hover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    return (
      (await this.#identity(document, position)) ??
      (await this.#thumbprint(document, position)) ??
      (await this.#block(document, position)) ??
      (await this.#bareBase64(document, position)) ??
      (await this.#binding(document, position)) ??
      (await this.#manyToOne(document, position))
    );
  }

  /** The file of the certificate that a thumbprint names or that HTTP.SYS shows for a binding. */
  async definition(document: TextDocument, position: Position): Promise<LocationLink[]> {
    const { text } = document.lineAt(position.line);
    const thumbprint = thumbprintAt(text, position.character);
    const bound = thumbprint ? undefined : await this.#bound(document, position);
    const sha1 = thumbprint?.sha1 ?? bound?.sha1;
    const match = sha1 === undefined ? undefined : await this.#certificates.byThumbprint(sha1);
    if (!match) return [];
    const originSelectionRange = thumbprint
      ? new Range(position.line, thumbprint.start, position.line, thumbprint.end)
      : bound?.range;
    const targetRange = await this.#lineOf(match);
    return [{ ...(originSelectionRange ? { originSelectionRange } : {}), targetUri: match.uri, targetRange }];
  }

  async lenses(document: TextDocument): Promise<CodeLens[]> {
    const file = await this.file(document);
    const around = pageContext();
    const lenses: CodeLens[] = [];
    const viewedFiles = viewedFilesOf(document.uri.toString(), file, await this.#certificates.files(), verifySignature);
    const uses = await this.#uses.find();
    for (const [index, entry] of file.entries.entries()) {
      if (lenses.length >= MAXIMUM_LENSES || entry.place.kind !== 'text') continue;
      const subject = await subjectOf(entry, file, viewedFiles, around.now, uses);
      const at = document.positionAt(entry.place.range.start);
      lenses.push(
        new CodeLens(new Range(at, at), {
          title: lensTitle(entry.model, subject, around),
          command: 'exchangeCba.openCertificate',
          arguments: [document.uri, index],
        }),
      );
    }
    for (const key of file.privateKeys.slice(0, 20)) {
      if (key.place.kind !== 'text') continue;
      const at = document.positionAt(key.place.range.start);
      lenses.push(
        new CodeLens(new Range(at, at), { title: withoutIcons(privateKeyWords(key, around.words)), command: '' }),
      );
    }
    return lenses;
  }

  async #block(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const offset = document.offsetAt(position);
    const file = await this.file(document);
    const holds = ({ place }: { place: CertificateEntry['place'] }): boolean =>
      place.kind === 'text' && offset >= place.range.start && offset <= place.range.end;
    const entries = file.entries.filter(holds);
    const [entry] = entries;
    if (entry?.place.kind === 'text') {
      const { start, end } = entry.place.range;
      return this.#about(entry, file, document.uri, rangeOf(document, start, end));
    }
    const key = file.privateKeys.find(holds);
    if (key?.place.kind !== 'text') return undefined;
    const { start, end } = key.place.range;
    return hoverOf(privateKeyHover(key, pageContext()), rangeOf(document, start, end));
  }

  /** One certificate in Base64 without lines around it: `oneToOneMappings`, exports of the directory. */
  async #bareBase64(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const { text, range } = document.lineAt(position.line);
    const isBase64 = (at: number): boolean => /[A-Za-z0-9+/=]/.test(text.charAt(at));
    let start = position.character;
    let end = position.character;
    while (start > 0 && isBase64(start - 1)) start--;
    while (end < text.length && isBase64(end)) end++;
    // `certificate=MII…`: the equals sign is before it, not in it.
    const lead = /^[^=]*=(?=MI)/.exec(text.slice(start, Math.min(end, start + 100)));
    if (lead !== null) start += lead[0].length;
    if (end - start < 300 || end - start > 200_000 || !text.startsWith('MI', start)) return undefined;
    const { bytes, problem } = fromBase64(text, start, end);
    if (problem !== null) return undefined;
    const file = readCertificateFile(bytes, forgeDigests);
    const [entry] = file.entries;
    if (entry === undefined) return undefined;
    const at = document.offsetAt(range.start);
    return this.#about(entry, file, document.uri, rangeOf(document, at + start, at + end));
  }

  async #thumbprint(document: TextDocument, { line, character }: Position): Promise<Hover | undefined> {
    const { text } = document.lineAt(line);
    const found = thumbprintAt(text, character);
    if (found === null) return undefined;
    const match = await this.#certificates.byThumbprint(found.sha1);
    const range = new Range(line, found.start, line, found.end);
    const around = pageContext();
    // Any 40 digits may be something else (a commit, say): only where a certificate is meant is it said that
    // there is none.
    if (match === undefined) return found.named ? hoverOf(unknownThumbprint(found.sha1, around), range) : undefined;
    const files = await this.#certificates.files();
    const file = files.find(({ uri }) => uri === match.uri.toString());
    return file === undefined ? undefined : this.#about(match.entry, file.file, match.uri, range);
  }

  /** Where a certificate begins in its file: its first line; the first line of a binary file. */
  async #lineOf({ uri, entry }: FoundCertificate): Promise<Range> {
    if (entry.place.kind !== 'text') return new Range(0, 0, 0, 0);
    const at = (await workspace.openTextDocument(uri)).positionAt(entry.place.range.start);
    return new Range(at, at);
  }

  /** The binding at a position, with the record of HTTP.SYS that is behind it. */
  async #bound(document: TextDocument, position: Position): Promise<Bound | undefined> {
    const { records } = await this.#uses.find();
    for (const { sha1, endpoint, bindings } of records) {
      const binding = bindings.find(({ at }) => holds(at, document, position));
      if (binding) return { sha1, endpoint, range: rangeIn(binding.at) };
    }
    return undefined;
  }

  /** The certificate that HTTP.SYS shows for a binding. */
  async #binding(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const bound = await this.#bound(document, position);
    if (!bound) return undefined;
    const { sha1, endpoint, range } = bound;
    const match = await this.#certificates.byThumbprint(sha1);
    const around = pageContext();
    if (match === undefined) return hoverOf(boundHover(endpoint, sha1, null, around), range);
    const file = (await this.#certificates.files()).find(({ uri }) => uri === match.uri.toString());
    if (file === undefined) return undefined;
    const about = await this.#markdown(match.entry, file.file, match.uri);
    return hoverOf(boundHover(endpoint, sha1, about, around), range);
  }

  /** The certificates of the workspace that a many-to-one mapping fits. */
  async #manyToOne(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const { manyToOne } = await this.#uses.find();
    const use = manyToOne.find(({ at }) => holds(at, document, position));
    if (!use) return undefined;
    const certificates = (await this.#certificates.certificates()).map(({ certificate }) => certificate);
    return hoverOf(manyToOneHover(use, manyToOne, certificates, pageContext()), rangeIn(use.at));
  }

  async #identity(document: TextDocument, { line, character }: Position): Promise<Hover | undefined> {
    const { text } = document.lineAt(line);
    const found = findAltSecurityIdentities(text).find(
      ({ range }) => character >= range.start && character <= range.end,
    );
    if (found === undefined) return undefined;
    const certificates = (await this.#certificates.certificates()).map(({ certificate }) => certificate);
    return hoverOf(
      identityHover(found.identity, certificates, pageContext()),
      new Range(line, found.range.start, line, found.range.end),
    );
  }

  async #about(entry: CertificateEntry, file: CertificateFile, uri: Uri, range: Range): Promise<Hover> {
    return hoverOf(await this.#markdown(entry, file, uri), range);
  }

  async #markdown(entry: CertificateEntry, file: CertificateFile, uri: Uri): Promise<string> {
    const around = pageContext();
    const viewedFiles = viewedFilesOf(uri.toString(), file, await this.#certificates.files(), verifySignature);
    const uses = await this.#uses.find();
    const subject = await subjectOf(entry, file, viewedFiles, around.now, uses);
    return certificateHover(entry.model, subject, around, await newerListOf(entry, viewedFiles, around.now));
  }
}

function rangeIn({ range: { start, end } }: ProtocolPlace): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

function holds(place: ProtocolPlace, document: TextDocument, position: Position): boolean {
  return rangeIn(place).contains(position) && Uri.parse(place.uri).toString() === document.uri.toString();
}

function rangeOf(document: TextDocument, start: number, end: number): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/** Neither commands nor markup of HTML are trusted; what comes from a certificate is escaped besides. */
function hoverOf(markdown: string, range: Range): Hover {
  const text = new MarkdownString(markdown);
  text.isTrusted = false;
  text.supportHtml = false;
  return new Hover(text, range);
}
