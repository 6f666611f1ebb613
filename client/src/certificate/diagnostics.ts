// Problems of certificates in texts, on the lines of Base64 that are concerned: what cannot be read, and what
// the rules find.
import {
  Diagnostic,
  DiagnosticSeverity,
  EventEmitter,
  languages,
  Range,
  Uri,
  workspace,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import type { CertificateFile } from '../../../server/src/core/certificate/file.js';
import { fileSubjectOf } from '../../../server/src/core/certificate/subjects.js';
import type { CertificateSubject } from '../../../server/src/core/certificate/subjects.js';
// The one thing of rules that the client knows: the language server serves configurations, and is not started
// for a certificate.
import { checkCertificates } from '../../../server/src/core/face/certificates.js';
import { mayHoldCertificate } from './mentions.js';
import { say } from './clock.js';
import { viewedFilesOf, subjectOf } from './subject.js';
import type { CertificateTexts } from './texts.js';
import { ruleAddress } from '../base/rule-address.js';
import type { CertificateUseFinder } from './uses.js';
import type { WorkspaceCertificates } from './workspace-certificates.js';

/** Long enough that typing does not read at every key. */
const DELAY = 400;
/** Bundles of more are checked in the view, one by one. */
const MAXIMUM_CERTIFICATES = 300;
const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

type Severities = Readonly<Record<string, keyof typeof SEVERITIES | 'off'>>;

export class CertificateDiagnostics implements Disposable {
  readonly #collection = languages.createDiagnosticCollection('exchange-cba certificates');
  readonly #disposables: { dispose(): unknown }[];
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #texts: CertificateTexts;
  readonly #certificates: WorkspaceCertificates;
  readonly #uses: CertificateUseFinder;
  readonly #read = new EventEmitter<{ readonly uri: Uri; readonly file: CertificateFile }>();
  /** A document was read. */
  readonly onDidRead = this.#read.event;

  constructor(texts: CertificateTexts, certificates: WorkspaceCertificates, uses: CertificateUseFinder) {
    this.#texts = texts;
    this.#certificates = certificates;
    this.#uses = uses;
    const all = (): void => {
      for (const document of workspace.textDocuments) this.#soon(document);
    };
    this.#disposables = [
      this.#collection,
      this.#read,
      workspace.onDidOpenTextDocument((document) => {
        this.#soon(document);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        this.#soon(document);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        clearTimeout(this.#timers.get(uri.toString()));
        this.#collection.delete(uri);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('exchangeCba.rules')) all();
      }),
      certificates.onDidChange(all),
      uses.onDidChange(all),
    ];
    all();
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #soon(document: TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    if (!mayHoldCertificate(document)) {
      if (this.#collection.has(document.uri)) this.#collection.delete(document.uri);
      return;
    }
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        void this.#check(document);
      }, DELAY),
    );
  }

  async #check(document: TextDocument): Promise<void> {
    const { version, uri } = document;
    const file = await this.#texts.file(document);
    this.#read.fire({ uri, file });
    const found = await this.#findings(file, uri.toString());
    // A later version has a turn of its own.
    if (document.isClosed || document.version !== version) return;
    const rangeOf = (start: number, end: number): Range =>
      new Range(document.positionAt(start), document.positionAt(Math.max(end, start + 1)));
    const problems = file.problems.map(({ message, severity, offset, range }) => {
      const made = new Diagnostic(
        rangeOf(range?.start ?? offset, range?.end ?? offset),
        say(message),
        severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
      );
      made.source = 'exchange-cba';
      return made;
    });
    const findings = found.map(({ rule, message, severity, range }) => {
      const made = new Diagnostic(rangeOf(range.start, range.end), say(message), SEVERITIES[severity]);
      made.source = 'exchange-cba';
      made.code = { value: rule, target: Uri.parse(ruleAddress.replace('{rule}', rule)) };
      return made;
    });
    this.#collection.set(uri, [...problems, ...findings]);
  }

  async #findings(file: CertificateFile, uri: string): Promise<ReturnType<typeof checkCertificates>['findings']> {
    const now = Date.now();
    const viewedFiles = viewedFilesOf(uri, file, await this.#certificates.files(), verifySignature);
    const uses = await this.#uses.find();
    const certificates: CertificateSubject[] = [];
    for (const entry of file.entries.slice(0, MAXIMUM_CERTIFICATES)) {
      const subject = await subjectOf(entry, file, viewedFiles, now, uses);
      if (subject !== null) certificates.push(subject);
    }
    const severities = workspace.getConfiguration('exchangeCba').get<Severities>('rules', {});
    const whole = await fileSubjectOf({ uri, file }, { now, serverNames: [] }, viewedFiles);
    const analysis = checkCertificates({ certificates, files: [whole] }, severities);
    return analysis.findings.filter((finding) => finding.uri === uri);
  }
}
