// Files that were found and not checked: what the tree lists, and what makes one of them count.
import { boundSettings, settingsUriOf } from '../../core/face/files.js';
import { canonicalUri } from '../../host/uri.js';
import {
  checkFileRequest,
  notCheckedRequest,
  type CheckFileResult,
  type FileParams,
  type NotChecked,
} from '../../protocol.js';
import { onCustomRequest } from '../custom-request.js';
import type { Session } from '../session.js';

/** What a search recognizes as a configuration under another name; it is checked once it is named. */
const isRenamedServer = (why: string): boolean => why.startsWith('looks like an applicationHost.config');

function isFile(params: unknown): params is FileParams {
  return typeof params === 'object' && params !== null && 'uri' in params && typeof params.uri === 'string';
}

export function registerNotChecked({ connection, workspace, run, say, t }: Session): void {
  onCustomRequest(connection, notCheckedRequest, (_, token) =>
    run(notCheckedRequest, token, [], async (): Promise<NotChecked[]> => {
      const snapshot = await workspace.checked();
      return (snapshot.project.analysis.notChecked ?? []).map(({ uri, why, binding }) => ({
        uri: snapshot.clientUri(uri),
        why: say(why),
        canBeChecked: binding !== undefined || isRenamedServer(why),
      }));
    }),
  );

  onCustomRequest(connection, checkFileRequest, (params, token) =>
    run(checkFileRequest, token, null, async (): Promise<CheckFileResult | null> => {
      if (!isFile(params)) return null;
      const snapshot = await workspace.checked();
      const uri = canonicalUri(params.uri);
      const found = snapshot.project.analysis.notChecked?.find((one) => one.uri === uri);
      if (found?.binding) {
        const settings = settingsUriOf(found.binding);
        const before = snapshot.project.analysis.texts.get(settings) ?? null;
        const text = boundSettings(before, found.binding);
        return text === null
          ? { kind: 'problem', problem: t('The settings file is not valid JSON. Correct it first.') }
          : { kind: 'settings', uri: snapshot.clientUri(settings), text, isNew: before === null };
      }
      if (!found || !isRenamedServer(found.why)) return null;
      workspace.serveFile(uri);
      return { kind: 'checked' };
    }),
  );
}
