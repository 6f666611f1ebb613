// One view of one document: sends what is requested, in pieces where there is much of it, and does what the
// user wants done.
import { commands, env, Range, Uri, type Disposable, type Webview, type WebviewPanel } from 'vscode';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import { toHex } from '../../../server/src/core/certificate/bytes.js';
import type { CertificateEntry, CertificateFile } from '../../../server/src/core/certificate/file.js';
import { roleOf } from '../../../server/src/core/certificate/meaning/purpose.js';
import { showable } from '../../../server/src/core/certificate/showable.js';
import type { Detail, FromView, ToView } from '../webview/messages.js';
import { pageContext } from './clock.js';
import type { CertificateDocument } from './document.js';
import { pageOf } from '../base/page.js';
import { pause } from './read.js';
import { viewStrings } from './strings.js';
import { compareRows } from './view-model/compare.js';
import { detailOf, pemOf, type KnownOfEntry } from './view-model/detail.js';
import { privateKeyWords } from './view-model/identity.js';
import { titleOf } from './view-model/names.js';
import { noticeOf } from './view-model/notices.js';
import { asn1Answer, shownBytes } from './view-model/raw.js';
import { rowOf } from './view-model/rows.js';
import { viewedFilesOf, newerListOf, subjectOf } from './subject.js';
import type { ViewedFiles } from './subject.js';
import type { CertificateUseFinder } from './uses.js';
import type { WorkspaceCertificates } from './workspace-certificates.js';

const ROWS_AT_ONCE = 500;
/** Milliseconds; when the workspace takes longer to be read, the page shows what it has to say without it. */
const SOON = 300;

export class CertificatePanel implements Disposable {
  readonly #document: CertificateDocument;
  readonly #panel: WebviewPanel;
  readonly #webview: Webview;
  readonly #workspace: WorkspaceCertificates;
  readonly #uses: CertificateUseFinder;
  readonly #disposables: Disposable[] = [];
  readonly #told: () => void;
  #ready = false;
  /** What to select once there are rows. */
  #wanted: number | null = null;
  #viewedFiles: Promise<ViewedFiles> | null = null;
  /** Nothing of the file has been shown yet. */
  #isFirst = true;
  /** Counts what the page was asked to show: an answer to something older is dropped. */
  #asked = 0;
  /** What the view shows; known to the tests. */
  #last: ToView[] = [];

  constructor(
    document: CertificateDocument,
    panel: WebviewPanel,
    folder: Uri,
    certificates: WorkspaceCertificates,
    uses: CertificateUseFinder,
    told: () => void,
  ) {
    this.#told = told;
    this.#document = document;
    this.#panel = panel;
    this.#webview = panel.webview;
    this.#workspace = certificates;
    this.#uses = uses;
    this.#webview.options = { enableScripts: true, localResourceRoots: [folder] };
    this.#disposables.push(
      this.#webview.onDidReceiveMessage((message: FromView) => {
        void this.#take(message);
      }),
      document.onDidChange(() => {
        this.#viewedFiles = null;
        void this.#show();
      }),
      certificates.onDidChange(() => {
        this.#viewedFiles = null;
        void this.#again();
      }),
      uses.onDidChange(() => {
        void this.#again();
      }),
      panel.onDidChangeViewState(() => {
        this.#tellContext();
      }),
    );
    this.#webview.html = pageOf(this.#webview, folder, 'Certificate');
    this.#tellContext();
  }

  get document(): CertificateDocument {
    return this.#document;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  /** What was last said to the view of one kind. */
  said<T extends ToView['type']>(type: T): Extract<ToView, { type: T }> | undefined {
    return this.#last.find((message): message is Extract<ToView, { type: T }> => message.type === type);
  }

  /** How many lines of the list the view has been given of what is open now. */
  get rowsSent(): number {
    const rows = this.said('rows');
    return rows?.generation === this.#document.generation ? (rows.rows.at(-1)?.index ?? -1) + 1 : 0;
  }

  select(index: number): void {
    if (this.said('rows')?.generation === this.#document.generation) {
      this.#send({ type: 'select', generation: this.#document.generation, index });
    } else {
      this.#wanted = index;
    }
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }

  #send(message: ToView): void {
    this.#last = [...this.#last.filter(({ type }) => type !== message.type), message];
    void this.#webview.postMessage(message);
    this.#told();
  }

  #tellContext(): void {
    if (!this.#panel.active) return;
    const { state } = this.#document;
    const isText = state.kind === 'open' ? state.file.text !== null : state.kind === 'damaged';
    void commands.executeCommand('setContext', 'exchangeCba.certificateIsText', isText);
  }

  async #take(message: FromView): Promise<void> {
    const { words, say } = pageContext();
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        this.#send({ type: 'strings', strings: viewStrings(words), language: env.language });
        await this.#show();
        break;
      case 'select':
        await this.#detail(message.index);
        break;
      case 'asn1': {
        const model = this.#file()?.entries[message.index]?.model;
        if (model === undefined) break;
        const answer = asn1Answer(shownBytes(model).bytes, message.parent, message.from, say);
        this.#send({ type: 'asn1', generation: this.#document.generation, index: message.index, answer });
        break;
      }
      case 'copy':
        await this.#copy(message.text, message.label);
        break;
      case 'copyWhole': {
        const model = this.#file()?.entries[message.index]?.model;
        if (model === undefined) break;
        const { bytes, masked } = shownBytes(model);
        if (message.as === 'hex') await this.#copy(toHex(bytes), words('Hexadecimal'));
        else if (!masked) await this.#copy(pemOf(model), 'PEM');
        break;
      }
      case 'compare':
        this.#compare(message.left, message.right);
        break;
      case 'open':
        await this.#open(message.uri, message.line);
        break;
      case 'action':
        if (message.name === 'password') await this.#askPassword();
        else if (message.name === 'reload') await this.#document.load();
        else await commands.executeCommand('exchangeCba.openCertificateText', this.#document.uri);
    }
  }

  /** The editor does not always give the focus back when its input closes, so the page asks for it. */
  async #askPassword(): Promise<void> {
    await this.#document.askPassword();
    if (this.#panel.active) this.#panel.reveal();
  }

  #file(): CertificateFile | null {
    const { state } = this.#document;
    return state.kind === 'open' ? state.file : null;
  }

  async #show(): Promise<void> {
    this.#tellContext();
    if (!this.#ready) return;
    const { state, generation } = this.#document;
    const around = pageContext();
    const { words, say } = around;
    if (state.kind !== 'open') {
      this.#send({ type: 'notice', notice: noticeOf(state, around) });
      return;
    }
    const { entries, privateKeys, problems, text } = state.file;
    this.#send({
      type: 'file',
      generation,
      name: showable(this.#name(), 200),
      total: entries.length,
      summary: summaryOf(state.file, this.#name()),
      privateKeys: privateKeys.slice(0, 20).map((key) => privateKeyWords(key, words)),
      problems: problems
        .filter(({ derOffset, severity }) => derOffset === null || severity === 'error')
        .slice(0, 20)
        .map(({ message, offset }) =>
          words('At {offset}: {message}', { offset, message: showable(say(message), 300) }),
        ),
      isText: text !== null,
    });
    for (let at = 0; at < entries.length; at += ROWS_AT_ONCE) {
      if (generation !== this.#document.generation) return;
      const rows = entries.slice(at, at + ROWS_AT_ONCE).map((entry, i) => rowOf(entry, at + i, around));
      this.#send({ type: 'rows', generation, rows });
      await pause();
    }
    this.#wanted ??= this.#isFirst ? firstToShow(entries) : null;
    this.#isFirst = false;
    if (this.#wanted !== null && this.#wanted < entries.length) {
      this.#send({ type: 'select', generation, index: this.#wanted });
      this.#wanted = null;
    }
    if (entries.length === 0) {
      const [key] = privateKeys;
      this.#send({
        type: 'notice',
        notice: {
          state: 'empty',
          tone: 'neutral',
          headline: words('This file contains no certificate.'),
          text: key === undefined ? '' : privateKeyWords(key, words),
          action: null,
        },
      });
    }
  }

  async #detail(index: number): Promise<void> {
    const { generation } = this.#document;
    const asked = ++this.#asked;
    const show = (detail: Detail | null): void => {
      if (detail !== null && asked === this.#asked && generation === this.#document.generation)
        this.#send({ type: 'detail', generation, detail });
    };
    const whole = this.#detailOf(index);
    if ((await Promise.race([whole, after(SOON)])) === undefined) show(this.#detailAlone(index));
    show(await whole);
  }

  /**
   * What surrounds the certificate has changed: the page is drawn again where that makes a difference to it.
   */
  async #again(): Promise<void> {
    const shown = this.#page();
    const { generation } = this.#document;
    if (shown?.type !== 'detail' || shown.generation !== generation) return;
    const detail = await this.#detailOf(shown.detail.index);
    if (detail === null || generation !== this.#document.generation || this.#page() !== shown) return;
    // The bar of the validity has another moment every time.
    const lasting = (each: Detail): string => JSON.stringify({ ...each, validity: null });
    if (lasting(detail) !== lasting(shown.detail)) this.#send({ type: 'detail', generation, detail });
  }

  /** The certificate or the comparison, whichever was sent last. */
  #page(): ToView | undefined {
    return this.#last.filter(({ type }) => type === 'detail' || type === 'compare').at(-1);
  }

  async #findViewedFiles(file: CertificateFile): Promise<ViewedFiles> {
    return viewedFilesOf(this.#document.uri.toString(), file, await this.#workspace.files(), verifySignature);
  }

  async #detailOf(index: number): Promise<Detail | null> {
    const file = this.#file();
    const entry = file?.entries[index];
    if (file === null || entry === undefined) return null;
    const { now } = pageContext();
    this.#viewedFiles ??= this.#findViewedFiles(file);
    const viewedFiles = await this.#viewedFiles;
    const uses = await this.#uses.find();
    const { whereabouts } = viewedFiles;
    const subject = await subjectOf(entry, file, viewedFiles, now, uses);
    const newerList = await newerListOf(entry, viewedFiles, now);
    return this.#detailOfKnown(index, entry, file, { subject, newerList, whereabouts, uses });
  }

  /** What the file alone says. */
  #detailAlone(index: number): Detail | null {
    const file = this.#file();
    const entry = file?.entries[index];
    return file === null || entry === undefined ? null : this.#detailOfKnown(index, entry, file, null);
  }

  #detailOfKnown(
    index: number,
    entry: CertificateEntry,
    { privateKeys }: CertificateFile,
    known: KnownOfEntry | null,
  ): Detail {
    return detailOf({ index, entry, privateKeys, fileName: this.#name(), known }, pageContext());
  }

  #compare(left: number, right: number): void {
    const file = this.#file();
    const a = file?.entries[left]?.model;
    const b = file?.entries[right]?.model;
    if (a === undefined || b === undefined) return;
    // A certificate that is still waited for does not come between.
    this.#asked++;
    const around = pageContext();
    const rows = compareRows(a, b, around);
    const different = rows.filter(({ same }) => !same).length;
    this.#send({
      type: 'compare',
      generation: this.#document.generation,
      left: `${left + 1}. ${titleOf(a)}`,
      right: `${right + 1}. ${titleOf(b)}`,
      words: around.words('{count} of {total} differ.', { count: different, total: rows.length }),
      rows,
    });
  }

  async #copy(text: string, label: string): Promise<void> {
    await env.clipboard.writeText(text);
    this.#send({ type: 'said', text: pageContext().words('Copied: {label}', { label }) });
  }

  /** Opens what the view itself was told about, and nothing else. */
  async #open(uri: string, line: number | undefined): Promise<void> {
    if (line === undefined) {
      if ((await this.#workspace.files()).some((file) => file.uri === uri))
        await commands.executeCommand('vscode.open', Uri.parse(uri));
    } else if (this.said('detail')?.detail.uses.some(({ place }) => place.uri === uri && place.line === line)) {
      await commands.executeCommand('vscode.open', Uri.parse(uri), { selection: new Range(line, 0, line, 0) });
    }
  }

  #name(): string {
    const { path } = this.#document.uri;
    return path.slice(path.lastIndexOf('/') + 1);
  }
}

/** The first certificate that a user shows, where another one is before it: a bundle opens on the answer. */
function firstToShow(entries: readonly CertificateEntry[]): number | null {
  const index = entries.findIndex(({ model }) => model.kind === 'certificate' && roleOf(model) === 'client');
  return index > 0 ? index : null;
}

/** Milliseconds. */
function after(time: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, time);
  });
}

function summaryOf({ entries, format }: CertificateFile, name: string): string {
  const { words } = pageContext();
  const count = (kind: string): number => entries.filter(({ model }) => model.kind === kind).length;
  const parts = [showable(name, 100), formatWords(format)];
  const certificates = count('certificate');
  if (certificates > 0) {
    parts.push(certificates === 1 ? words('1 certificate') : words('{count} certificates', { count: certificates }));
  }
  if (count('request') > 0)
    parts.push(count('request') === 1 ? words('1 request') : words('{count} requests', { count: count('request') }));
  if (count('crl') > 0)
    parts.push(count('crl') === 1 ? words('1 CRL') : words('{count} CRLs', { count: count('crl') }));
  return parts.join(' · ');
}

function formatWords(format: CertificateFile['format']): string {
  switch (format) {
    case 'pem':
      return 'PEM';
    case 'der':
      return 'DER';
    case 'base64':
      return 'Base64';
    case 'pkcs7':
      return 'PKCS#7';
    case 'pkcs12':
      return 'PKCS#12';
    case 'ldif':
      return 'LDIF';
    case 'directory':
      return 'Active Directory';
    case 'serializedStore':
      return 'SST';
    case 'unknown':
      return '?';
  }
}
