// Runs one folder of reproductions: a copy of it on disk, the program in this process, and what its JSON
// says.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { warningLine } from '../../server/src/cli/door.js';
import { createNodeCommandHost } from '../../server/src/cli/node-console.js';
import { run } from '../../server/src/cli/run.js';
import { TestOutput, type Outcome } from '../cli/support.js';
import { repositoryRoot } from '../support/paths.js';

/** The folder of reproductions; null where there is none on this machine. */
export const caseRoot =
  [
    process.env.EXCHANGE_CBA_CASES,
    path.join(repositoryRoot, '../shared/cases'),
    path.join(repositoryRoot, '../../shared/cases'),
  ].find((folder) => folder !== undefined && existsSync(path.join(folder, 'README.md'))) ?? null;

export interface Place {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface CaseFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly path: string;
  readonly range: Place;
  readonly configurationPath: string;
  readonly remedies: readonly { readonly title: string; readonly kind: string }[];
}

/** The JSON of `check`, as far as the cases look at it. */
export interface CaseReport {
  readonly servers: readonly {
    readonly root: string;
    readonly termination: {
      readonly value: string;
      readonly chosenBy: string;
      readonly virtualDirectories: readonly { readonly configurationPath: string; readonly value: string }[];
    };
  }[];
  readonly findings: readonly CaseFinding[];
  readonly evidence: readonly { readonly path: string; readonly kind: string; readonly used: boolean }[];
  readonly notJudged: readonly { readonly path: string; readonly why: string }[];
  readonly logs?: readonly { readonly path: string; readonly kind: string }[];
  readonly summary: Readonly<Record<string, number>>;
}

/** A copy of one case, in which everything runs. */
export class Case {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-case-'));

  constructor(name: string) {
    cpSync(path.join(caseRoot!, name), this.folder, { recursive: true });
  }

  path(...names: readonly string[]): string {
    return path.join(this.folder, ...names);
  }

  read(...names: readonly string[]): string {
    return readFileSync(this.path(...names), 'utf8');
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  /** Copies a file of the corpus or of the repository to a name in the case. */
  take(from: string, name: string): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    cpSync(from, this.path(name), { recursive: true });
  }

  /** Runs the program in `within` (a folder of the case). */
  async run(
    args: readonly string[],
    within = '.',
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Outcome> {
    const output = new TestOutput();
    const host = createNodeCommandHost('1.2.3', this.path(within), environment, () => process.stdin);
    const code = await run(args, host, output);
    return { code, out: output.written, warnings: output.warnings.map(warningLine) };
  }

  /** `check` in `within`, with further arguments; the working folder where no path is among them. */
  async check(within = '.', ...args: readonly string[]): Promise<CaseReport & { readonly code: number }> {
    const { out, code, warnings } = await this.run(['check', '--format', 'json', ...args], within);
    if (out === '') throw new Error(`No report: ${warnings.join('\n')}`);
    return { ...(JSON.parse(out) as CaseReport), code };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `severity rule @ configuration path`, sorted. */
export function said(findings: readonly CaseFinding[]): string[] {
  return findings.map(({ severity, rule, configurationPath }) => `${severity} ${rule} @ ${configurationPath}`).sort();
}

/** The errors and warnings alone. */
export function serious({ findings }: CaseReport): string[] {
  return said(findings.filter(({ severity }) => severity === 'error' || severity === 'warning'));
}

/** What a case is called by `check`, and how it is tried; the folder is removed afterwards. */
export type CaseTest = (one: Case) => Promise<void>;
export type CaseTests = Readonly<Record<string, CaseTest>>;
