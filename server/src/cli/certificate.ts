// The command `certificate`: what is in certificate files, whether a user can sign in with it, and how to map
// it.
import { forgeDigests } from '../adapters/digests.js';
import { verifySignature } from '../adapters/signatures.js';
import {
  certificateJson,
  certificateSubjects,
  certificateText,
  checkCertificates,
  problemText,
  readCertificatesAndAccounts,
  type CertificateFile,
  type CertificateReport,
  type CertificateSubject,
  type NamedCertificateFile,
  type Password,
  type ReportedCertificate,
  type SavedStoreListing,
} from '../core/face/certificates.js';
import { documentOf, evidenceFileOf } from '../core/face/files.js';
import { fails } from '../core/face/reports.js';
import { sortFindings, type Finding, type Severity } from '../core/face/findings.js';
import type { ReadResult } from '../host/host.js';
import type { Arguments } from './args.js';
import type { CommandSpec } from './command-spec.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { certificateEnds } from '../served-files.js';
import { relativeName, standardInput } from './names.js';
import { openWith, passwordVariable, readPasswords } from './passwords.js';
import { atOption, timeOf, timeProblem } from './time-argument.js';
import { withArguments } from './usage.js';

export const certificateSpec: CommandSpec = {
  name: 'certificate',
  parameters: '<files...>',
  minimum: 1,
  maximum: Infinity,
  summary: 'Show certificates and whether a user can sign in with them',
  details: [
    'Reads certificates, requests, CRLs, and OCSP responses from PEM, DER, Base64, PKCS#7, PKCS#12, and LDIF files, exports of accounts (ldifde, csvde, Get-ADUser), and listings of NTAuth (certutil), and recognizes them by their content. - is standard input; in a folder, the certificate files are read. Of private keys, only kind and size are shown.',
    `Passwords of PKCS#12 files come from --password-file, one per line, or from the variable ${passwordVariable}.`,
    'Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage error, 3 input that could not be read.',
  ],
  options: [
    { name: 'format', value: '<format>', choices: ['text', 'json'], help: 'How to report (default text)' },
    { name: 'verbose', help: 'Show all details of every object, even for many files' },
    atOption,
    { name: 'password-file', value: '<file>', help: 'A file with the passwords of PKCS#12 files' },
    {
      name: 'fail-on',
      value: '<severity>',
      choices: ['error', 'warning', 'information', 'never'],
      help: 'Exit with 1 at this severity or higher (default error)',
    },
  ],
};

export function runCertificate(args: readonly string[], host: CommandHost, out: Output): Promise<number> {
  return withArguments(
    certificateSpec,
    args,
    host,
    out,
    (read) => timeProblem('at', read.value('at')),
    (read, own) => new Reading(read, host, own).run(),
  );
}

class Reading {
  readonly #args: Arguments;
  readonly #host: CommandHost;
  readonly #out: Output;
  readonly #inputs: NamedCertificateFile[] = [];
  /** Listings of certificate stores, which count beside certificates. */
  readonly #listings: NamedCertificateFile[] = [];
  readonly #taken = new Set<string>();
  readonly #problems: CertificateReport['problems'][number][] = [];
  #passwords: readonly Password[] = [null];

  constructor(args: Arguments, host: CommandHost, out: Output) {
    this.#args = args;
    this.#host = host;
    this.#out = out;
  }

  async run(): Promise<number> {
    const passwords = await readPasswords(this.#args, this.#host, this.#out);
    if (!passwords) return exitCode.unreadable;
    this.#passwords = passwords;
    for (const path of this.#args.parameters) await this.#add(path);
    if (this.#inputs.length === 0) for (const listing of this.#listings) this.#keep(listing);
    const report = await this.#check();
    const json = this.#args.value('format') === 'json';
    const context = {
      version: this.#host.version,
      relativePath: (uri: string) => this.#name(uri),
      color: this.#out.color,
    };
    this.#out.write(
      json
        ? certificateJson(report, context)
        : certificateText(report, context, { verbose: this.#args.has('verbose') }),
    );
    if (!json) {
      for (const problem of report.problems) {
        if (problem.severity === 'error') this.#out.warn(`exchange-cba: ${problemText(problem, context)}`);
      }
    }
    if (report.problems.some(({ severity }) => severity === 'error')) return exitCode.unreadable;
    const nothing = this.#inputs.find(({ file }) => file.foreign !== null)?.file.foreign ?? null;
    if (report.certificates.length === 0 && nothing !== null) {
      this.#out.warn(`exchange-cba: ${nothing}`);
      return exitCode.unreadable;
    }
    const failOn = (this.#args.value('fail-on') as Severity | 'never' | undefined) ?? 'error';
    return report.findings.some(({ severity }) => fails(severity, failOn)) ? exitCode.findings : exitCode.clean;
  }

  #name(uri: string): string {
    return relativeName(this.#host.workingFolder, uri);
  }

  async #add(path: string): Promise<void> {
    if (path === '-') {
      await this.#take(standardInput, await this.#host.readStandardInput());
      return;
    }
    const uri = this.#host.uriOf(path);
    if ((await this.#host.stat(uri)) !== 'folder') {
      await this.#take(uri, await this.#host.read(uri));
      return;
    }
    const { uris, problems } = await this.#host.list(uri, {
      extensions: certificateEnds,
      depth: 40,
      limit: 20_000,
    });
    for (const problem of problems) this.#out.warn(problem);
    if (uris.length === 0) this.#problem(uri, 'The folder holds no certificate files.');
    for (const file of uris) await this.#take(file, await this.#host.read(file));
  }

  async #take(uri: string, result: ReadResult): Promise<void> {
    if (this.#taken.has(uri)) return;
    this.#taken.add(uri);
    if (result.kind !== 'bytes') {
      this.#problem(uri, result.kind === 'missing' ? 'File not found.' : `The file cannot be read: ${result.reason}.`);
      return;
    }
    const read = readCertificatesAndAccounts(uri, result.bytes, forgeDigests);
    const { locked } = read.file;
    if (storesIn(read).length > 0) this.#listings.push(read);
    else this.#keep(locked === null ? read : { ...read, file: await this.#open(uri, read.file, locked) });
    await this.#host.yield();
  }

  #keep(input: NamedCertificateFile): void {
    this.#inputs.push(input);
    const { uri, file } = input;
    // A response counts beside the certificate that it is about.
    if (file.foreign !== null && file.responses.length === 0) this.#problem(uri, file.foreign);
    for (const { message, severity, offset, derOffset } of file.problems)
      this.#problems.push({ uri, message, severity, offset, derOffset });
  }

  #problem(uri: string, message: string, offset: number | null = null): void {
    this.#problems.push({ uri, message, severity: 'error', offset, derOffset: null });
  }

  /** As it is, with a problem, when no password fits. */
  async #open(uri: string, file: CertificateFile, bytes: Uint8Array): Promise<CertificateFile> {
    const opened = await openWith(this.#passwords, bytes);
    if (!('message' in opened)) return opened;
    this.#problem(uri, opened.message, opened.offset);
    return file;
  }

  async #check(): Promise<CertificateReport> {
    const now = timeOf(this.#args, this.#host);
    const pause = (): Promise<void> => this.#host.yield();
    const stores = this.#listings.flatMap(storesIn);
    const subjects = await certificateSubjects(this.#inputs, { now, serverNames: [], stores }, verifySignature, pause);
    const byEntry = new Map(subjects.certificates.map((subject) => [subject.entry, subject]));
    const certificates: ReportedCertificate[] = [];
    const findings: Finding[] = [];
    for (const fileSubject of subjects.files) {
      const { uri, file } = fileSubject;
      const ofFile = checkCertificates({ certificates: [], files: [fileSubject] }).findings;
      findings.push(...ofFile);
      for (const [index, entry] of file.entries.entries()) {
        const subject = byEntry.get(entry) ?? null;
        const own = subject === null ? [] : findingsOf(subject);
        findings.push(...own);
        certificates.push({
          uri,
          index,
          model: entry.model,
          friendlyName: entry.friendlyName,
          subject,
          findings: index === 0 ? sortFindings([...ofFile, ...own]) : own,
        });
      }
    }
    return {
      certificates,
      protections: this.#inputs.flatMap(({ uri, file: { protection } }) =>
        protection === null ? [] : [{ uri, protection }],
      ),
      responses: this.#inputs.flatMap(({ uri, file }) =>
        file.responses.flatMap(({ answers }) => answers.map((answer) => ({ uri, answer }))),
      ),
      privateKeys: this.#inputs.flatMap(({ uri, file }) => file.privateKeys.map((key) => ({ ...key, uri }))),
      problems: this.#problems,
      findings: sortFindings(findings),
      texts: new Map(
        [...this.#inputs, ...this.#listings].flatMap(({ uri, file }) =>
          file.text === null ? [] : [[uri, file.text] as const],
        ),
      ),
    };
  }
}

/** The listings of certificate stores in a file without certificates, such as one that certutil wrote. */
function storesIn({ uri, file: { entries, text } }: NamedCertificateFile): readonly SavedStoreListing[] {
  if (entries.length > 0 || text === null) return [];
  const source = { uri, text };
  const readings = evidenceFileOf(source, () => documentOf(source))?.readings ?? [];
  return readings.flatMap(({ facts }) => facts.stores);
}

function findingsOf(subject: CertificateSubject): readonly Finding[] {
  return checkCertificates({ certificates: [subject], files: [] }).findings;
}
