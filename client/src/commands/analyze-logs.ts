// Command: analyze logs that are picked, or those of the explorer's selection, and show the report.
import { CancellationTokenSource, l10n, ProgressLocation, Uri, window } from 'vscode';
import {
  analyzeLogsRequest,
  logProgressNotification,
  type AnalyzeLogsResult,
  type LogProgressParams,
  type PathNode,
} from '../../../server/src/protocol.js';

import { logLanguage } from '../base/log-language.js';
import { withCertificates } from '../logs/certificates.js';
import { showLogReport } from '../logs/report-panel.js';
import type { ServerAccess } from '../base/server-access.js';

/**
 * The explorer gives the item that was clicked and all that are selected; the tree of servers a node of logs,
 * in which those of the server are folders.
 */
function given(args: readonly unknown[]): readonly Uri[] {
  const [one, all] = args;
  if (isNode(one)) {
    const { kind, children, place } = one.node;
    const places = kind === 'logs' ? children.map((folder) => folder.place) : [place];
    return outermost(places.flatMap((each) => (each ? [Uri.parse(each.uri)] : [])));
  }
  const uris = Array.isArray(all) ? (all as unknown[]) : [one];
  return uris.filter((uri): uri is Uri => uri instanceof Uri);
}

function isNode(value: unknown): value is { readonly node: PathNode } {
  return typeof value === 'object' && value !== null && 'node' in value;
}

/** Without folders below others, whose logs would count twice. */
function outermost(uris: readonly Uri[]): readonly Uri[] {
  return uris.filter((uri) => !uris.some((other) => uri.path.startsWith(`${other.path}/`)));
}

/** The verdict of the report, for those who call the command; undefined where there is no report. */
export async function analyzeLogs(server: ServerAccess, args: readonly unknown[]): Promise<string | undefined> {
  const open = window.activeTextEditor?.document;
  // From the command palette: the log that is open, else whatever is picked.
  const uris = args.length === 0 && open?.languageId === logLanguage ? [open.uri] : given(args);
  const chosen =
    uris.length > 0
      ? uris
      : await window.showOpenDialog({
          canSelectMany: true,
          canSelectFolders: true,
          canSelectFiles: true,
          openLabel: l10n.t('Analyze'),
          title: l10n.t('Logs and folders of logs'),
        });
  if (chosen === undefined || chosen.length === 0) return undefined;
  const result = await withProgress(server, chosen);
  for (const problem of result.problems) server.output.warn(problem);
  if (result.data === null || result.exports === null) {
    void window.showErrorMessage(l10n.t('The logs could not be analyzed; see the output.'));
    return undefined;
  }
  showLogReport(server.extensionUri, withCertificates(result.data), result.exports);
  return result.data.verdict;
}

/** Cancelled, it resolves to what was read until then. */
function withProgress(server: ServerAccess, uris: readonly Uri[]): Thenable<AnalyzeLogsResult> {
  const options = { location: ProgressLocation.Notification, title: l10n.t('Analyzing logs'), cancellable: true };
  return window.withProgress(options, async (progress, token) => {
    const source = new CancellationTokenSource();
    const listening = [
      token.onCancellationRequested(() => {
        source.cancel();
      }),
      server.client.onNotification(
        logProgressNotification,
        ({ name, done, files, bytes, failures }: LogProgressParams) => {
          const megabytes = Math.round(bytes / 1e6);
          progress.report({
            message: l10n.t('{0} ({1} of {2} files, {3} MB, {4} failures)', name, done + 1, files, megabytes, failures),
          });
        },
      ),
    ];
    try {
      const params = { uris: uris.map((uri) => uri.toString()) };
      return await server.client.sendRequest<AnalyzeLogsResult>(analyzeLogsRequest, params, source.token);
    } finally {
      for (const one of listening) one.dispose();
      source.dispose();
    }
  });
}
