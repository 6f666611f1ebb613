// Findings and edits of core as LSP diagnostics and workspace edits.
import {
  DiagnosticSeverity,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Finding, Severity } from '../core/face/findings.js';
import type { FileEdit } from '../core/text/edit.js';
import type { Place } from '../core/text/range.js';
import { canonicalUri } from '../host/uri.js';
import type { ProtocolFileEdit, ProtocolPlace } from '../protocol.js';
import type { Abilities } from './abilities.js';
import { problemMessage } from './problem-message.js';
import type { Snapshot } from './snapshot.js';

export const diagnosticSource = 'exchange-cba';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

function addressOf(ruleAddress: string, rule: string): string {
  return ruleAddress.replaceAll('{rule}', rule);
}

export function placeOf(snapshot: Snapshot, place: Place): ProtocolPlace | null {
  const range = snapshot.positions(place.uri, place.range);
  return range ? { uri: snapshot.clientUri(place.uri), range } : null;
}

function related(snapshot: Snapshot, finding: Finding): DiagnosticRelatedInformation[] {
  const result: DiagnosticRelatedInformation[] = [];
  for (const note of finding.evidence) {
    const location = placeOf(snapshot, note);
    if (location) result.push({ location, message: withFile(snapshot, note, note.message) });
  }
  return result;
}

/** Names the file where the client is led to its archive. */
function withFile(snapshot: Snapshot, { uri, range }: Place, message: string): string {
  const inner = snapshot.hidden(uri, range);
  return inner === null ? message : `${inner}: ${message}`;
}

export function diagnosticOf(
  snapshot: Snapshot,
  finding: Finding,
  abilities: Abilities,
  ruleAddress: string | undefined,
): Diagnostic | null {
  const range = snapshot.positions(finding.uri, finding.range);
  if (!range) return null;
  return {
    range,
    severity: severities[finding.severity],
    code: finding.rule,
    ...(ruleAddress !== undefined && abilities.codeDescription
      ? { codeDescription: { href: addressOf(ruleAddress, finding.rule) } }
      : {}),
    source: diagnosticSource,
    message: withFile(snapshot, finding, problemMessage(finding)),
    ...(abilities.relatedInformation && finding.evidence.length > 0
      ? { relatedInformation: related(snapshot, finding) }
      : {}),
  };
}

/** The diagnostics of every file that has some, by canonical uri. */
export function diagnosticsByFile(
  snapshot: Snapshot,
  abilities: Abilities,
  ruleAddress: string | undefined,
): Map<string, Diagnostic[]> {
  const result = new Map<string, Diagnostic[]>();
  for (const finding of snapshot.project.analysis.findings) {
    const diagnostic = diagnosticOf(snapshot, finding, abilities, ruleAddress);
    if (!diagnostic) continue;
    const uri = canonicalUri(snapshot.clientUri(finding.uri));
    const known = result.get(uri);
    if (known) known.push(diagnostic);
    else result.set(uri, [diagnostic]);
  }
  return result;
}

/** Null when an edit is of a file that was not read. */
export function fileEditsOf(snapshot: Snapshot, edits: readonly FileEdit[]): readonly ProtocolFileEdit[] | null {
  const result: ProtocolFileEdit[] = [];
  for (const file of edits) {
    const converted: TextEdit[] = [];
    for (const edit of file.edits) {
      const range = snapshot.positions(file.uri, edit.range);
      if (!range) return null;
      converted.push({ range, newText: edit.newText });
    }
    result.push({ uri: snapshot.clientUri(file.uri), version: snapshot.version(file.uri), edits: converted });
  }
  return result;
}

/** Null when an edit is of a file that was not read. */
export function workspaceEditOf(
  snapshot: Snapshot,
  edits: readonly FileEdit[],
  abilities: Abilities,
): WorkspaceEdit | null {
  const files = fileEditsOf(snapshot, edits);
  if (!files) return null;
  if (!abilities.versionedEdits)
    return { changes: Object.fromEntries(files.map((file) => [file.uri, [...file.edits]])) };
  return {
    documentChanges: files.map(({ uri, version, edits: own }) => ({ textDocument: { uri, version }, edits: [...own] })),
  };
}
