// Findings as diagnostics: pulled by clients that can, otherwise pushed a moment after the last change.
import {
  DocumentDiagnosticReportKind,
  ResponseError,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { canonicalUri } from '../../host/uri.js';
import { diagnosticsByFile } from '../convert.js';
import type { Log } from '../log.js';
import type { Session } from '../session.js';
import type { Snapshot } from '../snapshot.js';

export const pullIdentifier = 'exchange-cba';

/** Long enough that typing does not publish at every key, short enough to feel immediate. */
const pushDelay = 300;

/** News of many files comes as one. */
const refreshDelay = 50;

/** By then a client has pulled for what it shows. */
const staleDelay = 400;

interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly resultId: string;
}

const none: Report = { diagnostics: [], resultId: 'none' };

/** Two 32-bit FNV-1a hashes of the diagnostics themselves: what reads the same is the same result. */
function resultIdOf(diagnostics: readonly Diagnostic[]): string {
  const text = JSON.stringify(diagnostics);
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  return `${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}-${diagnostics.length}`;
}

/** The reports of a snapshot, worked out once. */
function reporter({ abilities, options, log }: Session): (snapshot: Snapshot) => ReadonlyMap<string, Report> {
  const known = new WeakMap<Snapshot, ReadonlyMap<string, Report>>();
  return (snapshot) => {
    let reports = known.get(snapshot);
    if (!reports) {
      const made = new Map<string, Report>();
      for (const [uri, diagnostics] of diagnosticsByFile(snapshot, abilities, options.ruleAddress)) {
        made.set(uri, { diagnostics, resultId: resultIdOf(diagnostics) });
      }
      reports = made;
      known.set(snapshot, reports);
      for (const { rule, message } of snapshot.original.analysis.failures) log.warn(`Rule ${rule} failed: ${message}`);
    }
    return reports;
  };
}

/** A shutdown of the server is not a failure. */
function logged(log: Log, where: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof ResponseError)) log.failure(where, error);
  };
}

const neutral: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

function pull(session: Session): void {
  const { connection, workspace, run, abilities, host, log } = session;
  const reportsOf = reporter(session);
  /** By uri, the result that the client was told last. */
  const answered = new Map<string, string>();
  /**
   * Documents that were pulled since the client asked about the workspace the last time. Answers about the workspace
   * say them in full: one that the client stopped showing meanwhile has lost what it was told.
   */
  const pulled = new Set<string>();

  connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) =>
    run('textDocument/diagnostic', token, neutral, async (): Promise<DocumentDiagnosticReport> => {
      const reports = reportsOf(await workspace.checked());
      const uri = canonicalUri(textDocument.uri);
      const { diagnostics, resultId } = reports.get(uri) ?? none;
      answered.set(uri, resultId);
      pulled.add(uri);
      if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
      return { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...diagnostics] };
    }),
  );

  connection.languages.diagnostics.onWorkspace(({ previousResultIds }, token) =>
    run('workspace/diagnostic', token, { items: [] }, async () => {
      const pulledBefore = [...pulled];
      const snapshot = await workspace.checked();
      const reports = reportsOf(snapshot);
      const previous = new Map(previousResultIds.map(({ uri, value }) => [canonicalUri(uri), { uri, value }]));
      const items: WorkspaceDocumentDiagnosticReport[] = [];
      for (const uri of new Set([...reports.keys(), ...previous.keys(), ...pulled])) {
        const { diagnostics, resultId } = reports.get(uri) ?? none;
        answered.set(uri, resultId);
        const before = previous.get(uri);
        const named = { uri: before?.uri ?? snapshot.clientUri(uri), version: snapshot.version(uri), resultId };
        if (before?.value === resultId && !pulled.has(uri))
          items.push({ kind: DocumentDiagnosticReportKind.Unchanged, ...named });
        else items.push({ kind: DocumentDiagnosticReportKind.Full, ...named, items: [...diagnostics] });
      }
      for (const uri of pulledBefore) pulled.delete(uri);
      return { items };
    }),
  );

  const refresh = (): void => {
    connection.languages.diagnostics.refresh().catch((error: unknown) => {
      log.failure('workspace/diagnostic/refresh', error);
    });
  };

  /**
   * A client pulls again for the documents that it shows. Of one that it holds in the background it has to be
   * told.
   */
  const refreshWhatIsStale = async (): Promise<void> => {
    const reports = reportsOf(await workspace.checked());
    const isStale = [...answered].some(([uri, resultId]) => (reports.get(uri) ?? none).resultId !== resultId);
    if (isStale) refresh();
  };

  // Changes of open documents are the client's own, unless they change what is found in others.
  let waiting = false;
  let cancel: (() => void) | null = null;
  workspace.onDidChange((cause) => {
    if (!abilities.refreshDiagnostics) return;
    if (cause === 'document') {
      cancel?.();
      cancel = host.after(staleDelay, () => {
        cancel = null;
        refreshWhatIsStale().catch(logged(log, 'workspace/diagnostic/refresh'));
      });
      return;
    }
    if (waiting) return;
    waiting = true;
    host.after(refreshDelay, () => {
      waiting = false;
      refresh();
    });
  });
}

function push(session: Session): void {
  const { connection, workspace, host, log } = session;
  const reportsOf = reporter(session);
  const published = new Map<string, string>();
  let cancel: (() => void) | null = null;
  /** One after the other: what is published first must not arrive last. */
  let publishing = Promise.resolve();

  async function publish(): Promise<void> {
    const snapshot = await workspace.checked();
    const reports = reportsOf(snapshot);
    for (const uri of new Set([...reports.keys(), ...published.keys()])) {
      const { diagnostics, resultId } = reports.get(uri) ?? none;
      // Clients may compare versions, so that an open document is told again when only its version has
      // changed.
      const version = snapshot.version(uri);
      const state = `${resultId}@${version ?? ''}`;
      if (published.get(uri) === state) continue;
      if (resultId === none.resultId) published.delete(uri);
      else published.set(uri, state);
      await connection.sendDiagnostics({
        uri: snapshot.clientUri(uri),
        ...(version === null ? {} : { version }),
        diagnostics: [...diagnostics],
      });
    }
  }

  workspace.onDidChange(() => {
    cancel?.();
    cancel = host.after(pushDelay, () => {
      cancel = null;
      publishing = publishing.then(publish).catch(logged(log, 'textDocument/publishDiagnostics'));
    });
  });
}

export function registerDiagnostics(session: Session): void {
  if (session.abilities.pullDiagnostics) pull(session);
  else push(session);
}
