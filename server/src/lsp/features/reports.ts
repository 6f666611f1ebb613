// Reports about servers as HTML, Markdown, or CSV, and the findings of now as a baseline.
import type { Place } from '../../core/text/range.js';
import { relativePath } from '../../host/relative-path.js';
import { canonicalUri, fileNameOf, folderOf } from '../../host/uri.js';
import { baselineRequest, commands, reportRequest, type ReportParams } from '../../protocol.js';
import { placeOf } from '../convert.js';
import { onCustomRequest } from '../custom-request.js';
import type { Session } from '../session.js';
import type { Snapshot } from '../snapshot.js';

function isReportParams(params: unknown): params is ReportParams {
  if (typeof params !== 'object' || params === null || !('kind' in params) || !('roots' in params)) return false;
  return 'format' in params && ['html', 'markdown', 'csv'].some((format) => format === params.format);
}

/** An address that runs the client's command for a place. */
function commandAddress(snapshot: Snapshot, place: Place): string | null {
  const target = placeOf(snapshot, place);
  return target && `command:${commands.openPlace}?${encodeURIComponent(JSON.stringify([target]))}`;
}

export function registerReports({ connection, workspace, run }: Session, version: string): void {
  onCustomRequest(connection, reportRequest, (params, token) =>
    run(reportRequest, token, null, async (): Promise<string | null> => {
      if (!isReportParams(params)) return null;
      const snapshot = await workspace.checked();
      const { kind, format, links } = params;
      const roots = params.roots.map(canonicalUri);
      const nameOf = (uri: string): string => {
        const root = roots.find((folder) => uri.startsWith(`${folder}/`));
        const name = root === undefined ? fileNameOf(uri) : `${fileNameOf(root)}${uri.slice(root.length)}`;
        return decodeURIComponent(name);
      };
      const href = (place: Place): string | null => (links ? commandAddress(snapshot, place) : null);
      return snapshot.project.report({ kind, format, roots, version, nameOf, href });
    }),
  );

  onCustomRequest(connection, baselineRequest, (params, token) =>
    run(baselineRequest, token, null, async (): Promise<string | null> => {
      const uri = (params as { readonly uri?: unknown } | null)?.uri;
      if (typeof uri !== 'string') return null;
      const folder = folderOf(canonicalUri(uri));
      return (await workspace.checked()).project.baseline((file) => relativePath(folder, file));
    }),
  );
}
