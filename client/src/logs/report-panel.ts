// The page that shows what logs say: opens lines and rule pages, and saves the report.
import { commands, l10n, Uri, ViewColumn, window, workspace, Range, type WebviewPanel } from 'vscode';
import type { DataLine, LogReportData } from '../../../server/src/core/face/logs.js';
import type { AnalyzeLogsResult } from '../../../server/src/protocol.js';
import { pageOf } from '../base/page.js';
import { openRuleCommand } from '../base/command-ids.js';
import { csvBytes } from '../base/text-bytes.js';
import type { FromReport, ReportStrings, ToReport } from '../webview/logs-messages.js';

type Exports = NonNullable<AnalyzeLogsResult['exports']>;

/** Opens the report beside nothing: it is a page of its own. */
export function showLogReport(extension: Uri, data: LogReportData, exports: Exports): WebviewPanel {
  const folder = Uri.joinPath(extension, 'dist/webview');
  const title = l10n.t('Log Analysis');
  const panel = window.createWebviewPanel('exchangeCba.logReport', title, ViewColumn.Active, {
    enableScripts: true,
    enableFindWidget: true,
    localResourceRoots: [folder],
  });
  panel.webview.onDidReceiveMessage((message: FromReport) => {
    switch (message.kind) {
      case 'ready':
        void panel.webview.postMessage({ kind: 'report', data, strings: strings() } satisfies ToReport);
        break;
      case 'open':
        void openLine(message.at);
        break;
      case 'rule':
        void commands.executeCommand(openRuleCommand, message.rule);
        break;
      case 'save':
        void save(message.format, exports, message.csv);
    }
  });
  panel.webview.html = pageOf(panel.webview, folder, title, 'logs');
  return panel;
}

/** A file that the editor does not open says so itself. */
async function openLine({ uri, line }: DataLine): Promise<void> {
  try {
    await window.showTextDocument(Uri.parse(uri), { selection: new Range(line, 0, line, 0), preview: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showWarningMessage(l10n.t('The editor cannot open the file; look at line {0}: {1}', line + 1, reason));
  }
}

async function save(format: string, exports: Exports, csv: string): Promise<void> {
  const encoder = new TextEncoder();
  const files: Readonly<Record<string, readonly [extension: string, bytes: Uint8Array]>> = {
    markdown: ['md', encoder.encode(exports.markdown)],
    html: ['html', encoder.encode(exports.html)],
    json: ['json', encoder.encode(exports.json)],
    csv: ['csv', csvBytes(csv)],
  };
  const chosen = files[format];
  if (chosen === undefined) return;
  const [extension, bytes] = chosen;
  const target = await window.showSaveDialog({ filters: { [extension.toUpperCase()]: [extension] } });
  if (target) await workspace.fs.writeFile(target, bytes);
}

function strings(): ReportStrings {
  return {
    error: l10n.t('Error'),
    warning: l10n.t('Warning'),
    information: l10n.t('Information'),
    hint: l10n.t('Hint'),
    causes: l10n.t('Causes'),
    timeline: l10n.t('Failures by hour'),
    devices: l10n.t('Mobile devices with failures'),
    filter: l10n.t('Filter by device, user, or cause'),
    from: l10n.t('From'),
    to: l10n.t('To'),
    fix: l10n.t('Fix'),
    setIn: l10n.t('Set in'),
    certificates: l10n.t('Matching certificates'),
    axis: l10n.t('{hours}; at most {most} failures in an hour'),
    example: l10n.t('Open example'),
    rule: l10n.t('Show rule'),
    server: l10n.t('Server'),
    requests: l10n.t('Requests'),
    hour: l10n.t('Hour'),
    device: l10n.t('Device'),
    user: l10n.t('User'),
    type: l10n.t('Type'),
    failures: l10n.t('Failures'),
    firstFailure: l10n.t('First failure'),
    lastFailure: l10n.t('Last failure'),
    lastSuccess: l10n.t('Last success'),
    never: l10n.t('never'),
    noDevice: l10n.t('no device ID'),
    shown: l10n.t('{shown} of {all} shown'),
    save: l10n.t('Save as'),
    showTable: l10n.t('Show as table'),
    more: l10n.t('and {count} more'),
    times: l10n.t('All times are in UTC.'),
  };
}
