// Names the certificates of the workspace that explain causes, by the findings that the editor shows about
// them.
import { languages, workspace, type Diagnostic } from 'vscode';
import type { DataCause, LogReportData } from '../../../server/src/core/face/logs.js';

/** The report with the certificates that have a finding which goes with a cause. */
export function withCertificates(data: LogReportData): LogReportData {
  return { ...data, causes: data.causes.map((cause) => ({ ...cause, certificates: certificatesOf(cause) })) };
}

function certificatesOf({ certificateRules }: DataCause): DataCause['certificates'] {
  return languages.getDiagnostics().flatMap(([uri, diagnostics]) =>
    diagnostics
      .filter((one) => certificateRules.includes(ruleOf(one)))
      .map(({ message, range }) => ({
        uri: uri.toString(),
        line: range.start.line,
        text: `${workspace.asRelativePath(uri)}: ${message}`,
      })),
  );
}

function ruleOf({ source, code }: Diagnostic): string {
  const value = typeof code === 'object' ? code.value : code;
  return source === 'exchange-cba' && typeof value === 'string' ? value : '';
}
