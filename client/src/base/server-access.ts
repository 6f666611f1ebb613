// What commands and views may ask of the running language server.
import type { LogOutputChannel, Uri } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type {
  EffectiveParams,
  EffectiveResult,
  NotChecked,
  EvidenceToGet,
  ReportParams,
  ServerNode,
  ServerStatus,
} from '../../../server/src/protocol.js';

export interface ServerAccess {
  readonly client: BaseLanguageClient;
  readonly output: LogOutputChannel;
  readonly extensionUri: Uri;
  /**
   * Resolves when the server has nothing left to read or check; rejects when it stops and does not start
   * again.
   */
  settled(): Promise<ServerStatus>;
  /** All servers of the workspace. */
  serverNodes(): Promise<readonly ServerNode[]>;
  /** Files of the workspace that were found and not checked. */
  notChecked(): Promise<readonly NotChecked[]>;
  effectiveConfiguration(params: EffectiveParams): Promise<EffectiveResult | null>;
  /** What a status means, as Markdown; null for an unknown status. */
  explain(text: string): Promise<string | null>;
  /** The commands whose saved output would tell more about a server. */
  evidenceToGet(root: string): Promise<readonly EvidenceToGet[]>;
  /** A report; null where there is nothing to report. */
  report(params: ReportParams): Promise<string | null>;
}
