// An LSP client for tests, joined to the real server by two streams in one process; files and clock are the
// test's own.
import { PassThrough } from 'node:stream';
import {
  createConnection,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  InitializedNotification,
  InitializeRequest,
  ProposedFeatures,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type FileChangeType,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type RegistrationParams,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import type { ProjectSteps } from '../../../server/src/core/project.js';
import { MemoryHost } from '../../support/memory-host.js';
import { startServer } from '../../../server/src/lsp/server.js';
import { statusNotification, type InitializationOptions, type ServerStatus } from '../../../server/src/protocol.js';
import { createFakeProject, type CreateProject } from './fake-project.js';

/** What VS Code's client can do, as far as the server looks at it. */
export const fullCapabilities: ClientCapabilities = {
  textDocument: {
    synchronization: { dynamicRegistration: true },
    diagnostic: { dynamicRegistration: true, relatedInformation: true, codeDescriptionSupport: true },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
    hover: { dynamicRegistration: true },
    codeAction: {
      dynamicRegistration: true,
      isPreferredSupport: true,
      disabledSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } },
    },
    completion: { completionItem: { snippetSupport: true } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    documentLink: { tooltipSupport: true },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    workspaceEdit: { documentChanges: true },
  },
};

export function messageOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value;
}

export interface ClientOptions {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: InitializationOptions;
  readonly settings?: unknown;
  readonly createProject?: CreateProject;
  /** In place of `createProject`, which makes a project in one step. */
  readonly projectSteps?: ProjectSteps;
  /** The server's own host reads only uris that begin so. */
  readonly localScheme?: string;
  /** Called before the server is asked to initialize, to answer its requests. */
  readonly prepare?: (connection: ProtocolConnection) => void;
}

export class TestClient {
  readonly host: MemoryHost;
  readonly connection: ProtocolConnection;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly registrations: RegistrationParams['registrations'] = [];
  readonly statuses: ServerStatus[] = [];
  readonly log: string[] = [];
  settings: unknown;
  refreshes = 0;
  result!: InitializeResult;

  private constructor(options: ClientOptions) {
    const { files, settings, createProject = createFakeProject, prepare, localScheme } = options;
    const inOneStep: ProjectSteps = function* (input, previous) {
      return createProject(input, previous);
    };
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    this.host = new MemoryHost(files, localScheme);
    this.settings = settings ?? {};
    startServer(
      createConnection(ProposedFeatures.all, toServer, toClient),
      this.host,
      options.projectSteps ?? inOneStep,
      { version: '1.2.3' },
    );
    this.connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.connection.onRequest('workspace/configuration', () => [this.settings]);
    this.connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      this.registrations.push(...registrations);
    });
    this.connection.onRequest('client/unregisterCapability', (params: { unregisterations: { id: string }[] }) => {
      for (const { id } of params.unregisterations) {
        const index = this.registrations.findIndex((registration) => registration.id === id);
        if (index >= 0) this.registrations.splice(index, 1);
      }
    });
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      return null;
    });
    this.connection.onRequest('workspace/codeLens/refresh', () => null);
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
    });
    this.connection.onNotification(statusNotification, (status: ServerStatus) => {
      this.statuses.push(status);
    });
    prepare?.(this.connection);
    this.connection.listen();
  }

  static async start(options: ClientOptions = {}): Promise<TestClient> {
    const client = new TestClient(options);
    client.result = await client.connection.sendRequest(InitializeRequest.type, {
      processId: null,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol demands it
      rootUri: null,
      capabilities: options.capabilities ?? fullCapabilities,
      workspaceFolders: (options.folders ?? ['file:///ws']).map((uri) => ({ uri, name: uri })),
      initializationOptions: options.initializationOptions,
    });
    await client.connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  async open(uri: string, text: string, version = 1): Promise<void> {
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'xml', version, text },
    });
  }

  async change(
    uri: string,
    version: number,
    ...contentChanges: (TextDocumentContentChangeEvent | string)[]
  ): Promise<void> {
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: contentChanges.map((change) => (typeof change === 'string' ? { text: change } : change)),
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  async watched(...changes: { uri: string; type: FileChangeType }[]): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      identifier: 'exchange-cba',
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** The diagnostics of a full report. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind !== 'full') throw new Error('The report is not full.');
    return report.items;
  }

  /** The messages of the diagnostics of a file. */
  async messages(uri: string): Promise<string[]> {
    return (await this.diagnostics(uri)).map(messageOf);
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    this.connection.dispose();
  }

  /** The text between the first `«` and `»` of a text, and the text without them. */
  static marked(text: string): { text: string; start: number; end: number } {
    const start = text.indexOf('«');
    const end = text.indexOf('»') - 1;
    return { text: text.replace(/[«»]/g, ''), start, end };
  }
}
