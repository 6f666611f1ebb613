// The language server: one connection, one workspace, one file per feature.
import {
  DidChangeConfigurationNotification,
  TextDocuments,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ProjectSteps, Project } from '../core/face/project.js';
import type { Host } from '../host/host.js';
import { abilitiesOf, optionsOf } from './abilities.js';
import { initializeResult } from './capabilities.js';
import { withClientFiles } from './client-host.js';
import { registerCodeActions } from './features/code-actions.js';
import { registerCompletion } from './features/completion.js';
import { registerDiagnosis } from './features/diagnosis.js';
import { registerDiagnostics } from './features/diagnostics.js';
import { registerEffectivePage } from './features/effective-page.js';
import { registerHover } from './features/hover.js';
import { registerInlayHints } from './features/inlay-hints.js';
import { registerLenses } from './features/lenses.js';
import { registerLinks } from './features/links.js';
import { registerLogs } from './features/logs.js';
import { registerEvidenceHovers } from './features/evidence-hovers.js';
import { registerNamedFiles } from './features/named-files.js';
import { registerCertificateUses } from './features/certificate-uses.js';
import { registerNavigation } from './features/navigation.js';
import { registerNotChecked } from './features/not-checked.js';
import { registerRename } from './features/rename.js';
import { registerEvidence } from './features/evidence.js';
import { registerExplain } from './features/explain.js';
import { registerReports } from './features/reports.js';
import { registerSetUp } from './features/set-up.js';
import { registerServers } from './features/servers.js';
import { registerStatus } from './features/status.js';
import { registerSymbols } from './features/symbols.js';
import { offerFormatting, registerSyntax } from './features/syntax.js';
import { registerWatchedFiles, watchFiles } from './features/watched-files.js';
import { connectionLog } from './log.js';
import { safeRunner } from './run-safe.js';
import { translator, type Session } from './session.js';
import { localizeProject } from './localize.js';
import { phraseBook } from '../core/text/phrase-book.js';
import { sayHtml } from './say-document.js';
import { readSettings } from './settings.js';
import { innerFileOf } from './snapshot.js';
import { Workspace } from './workspace.js';

export interface ServerOptions {
  readonly version: string;
  /** The address of a rule's page as in `InitializationOptions`, for clients that do not announce one. */
  readonly ruleAddress?: string;
}

function foldersOf(params: InitializeParams): string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map(({ uri }) => uri);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- all that clients without workspace folders send
  return params.rootUri ? [params.rootUri] : [];
}

/** How long the client's settings are waited for. */
const timeoutMs = 3_000;

const pause = (host: Host, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    host.after(milliseconds, resolve);
  });

/**
 * Settings: asked for where the client answers, otherwise taken from what it sends.
 * The result fetches them and is to be called once the client is initialized.
 */
function registerSettings(session: Session): () => Promise<void> {
  const { connection, workspace, host, abilities, options, log } = session;
  const apply = (given: unknown): void => {
    const { settings, problems } = readSettings(given);
    for (const problem of problems) log.warn(problem);
    workspace.setSettings(settings);
  };
  let asked = 0;
  const fetch = async (): Promise<void> => {
    const mine = ++asked;
    try {
      const given: unknown = await connection.workspace.getConfiguration('exchangeCba');
      // An answer that was overtaken holds settings that have been changed since.
      if (mine === asked) apply(given);
    } catch (error) {
      log.failure('workspace/configuration', error);
    }
  };
  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
    if (abilities.configuration) void fetch();
    else if (typeof settings === 'object' && settings !== null && 'exchangeCba' in settings)
      apply(settings.exchangeCba);
  });
  return async () => {
    if (abilities.watchConfiguration) {
      connection.client
        .register(DidChangeConfigurationNotification.type, { section: 'exchangeCba' })
        .catch((error: unknown) => {
          log.failure('client/registerCapability', error);
        });
    }
    // A client that never answers is served with the defaults.
    if (abilities.configuration) await Promise.race([fetch(), pause(host, timeoutMs)]);
    else if (options.settings !== undefined) apply(options.settings);
  };
}

function registerDocuments({ connection, workspace }: Session): void {
  const documents = new TextDocuments(TextDocument);
  // What is shown of a file in an archive is read there.
  const isFile = ({ uri }: TextDocument): boolean => innerFileOf(uri) === null;
  documents.onDidOpen(({ document }) => {
    if (isFile(document)) workspace.openDocument(document);
  });
  documents.onDidChangeContent(({ document }) => {
    if (isFile(document)) workspace.changeDocument(document);
  });
  documents.onDidClose(({ document }) => {
    if (isFile(document)) workspace.closeDocument(document);
  });
  documents.listen(connection);
}

/**
 * Serves one client until it says goodbye. `localHost` reads what it can; a client that announces files is
 * asked for the rest.
 */
export function startServer(
  connection: Connection,
  localHost: Host,
  projectSteps: ProjectSteps,
  serverOptions: ServerOptions,
): void {
  const log = connectionLog(connection);

  connection.onInitialize((params) => {
    const abilities = abilitiesOf(params);
    const announced = optionsOf(params);
    const options =
      serverOptions.ruleAddress === undefined ? announced : { ruleAddress: serverOptions.ruleAddress, ...announced };
    const host = options.files ? withClientFiles(connection, localHost) : localHost;
    const say = phraseBook(options.translations);
    const present = (project: Project): Project =>
      options.translations ? localizeProject(project, say, params.locale) : project;
    const workspace = new Workspace(host, projectSteps, log, present, options.innerFiles);
    const session: Session = {
      connection,
      host,
      workspace,
      abilities,
      options,
      log,
      run: safeRunner(host, log),
      t: translator(options.translations),
      say,
      sayPage: (html) => (options.translations ? sayHtml(say, html, params.locale) : html),
    };

    registerDocuments(session);
    registerDiagnostics(session);
    registerCodeActions(session);
    registerHover(session);
    registerCompletion(session);
    registerSymbols(session);
    let refreshLenses = (): void => undefined;
    const logLenses = registerLogs(session, serverOptions.version, () => {
      refreshLenses();
    });
    refreshLenses = registerLenses(session, logLenses);
    registerLinks(session);
    registerSyntax(session);
    registerNavigation(session);
    registerRename(session);
    registerInlayHints(session);
    registerServers(session);
    registerEffectivePage(session);
    registerNotChecked(session);
    registerEvidence(session);
    registerExplain(session);
    registerReports(session, serverOptions.version);
    registerDiagnosis(session);
    registerSetUp(session);
    registerCertificateUses(session);
    const showStatus = registerStatus(session);
    registerWatchedFiles(session);
    registerNamedFiles(session);
    registerEvidenceHovers(session);
    const fetchSettings = registerSettings(session);
    connection.onShutdown(() => {
      workspace.stop();
    });

    connection.onInitialized(() => {
      workspace.waitFor(fetchSettings);
      workspace.addFolders(foldersOf(params));
      for (const uri of options.checkedFiles ?? []) workspace.serveFile(uri);
      showStatus();
      offerFormatting(session).catch((error: unknown) => {
        log.failure('client/registerCapability', error);
      });
      watchFiles(session).catch((error: unknown) => {
        log.failure('client/registerCapability', error);
      });
      if (abilities.workspaceFolders) {
        connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
          workspace.removeFolders(removed.map(({ uri }) => uri));
          workspace.addFolders(added.map(({ uri }) => uri));
        });
      }
    });

    return initializeResult(abilities, serverOptions.version);
  });

  connection.listen();
}
