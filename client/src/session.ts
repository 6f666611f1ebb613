// The second stage: the language client and everything that lives as long as it does.
import {
  commands,
  EventEmitter,
  l10n,
  window,
  type Disposable,
  type Event,
  type ExtensionContext,
  type LogOutputChannel,
  type Uri,
} from 'vscode';
import {
  RevealOutputChannelOn,
  State,
  type BaseLanguageClient,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import {
  certificateUsesRequest,
  commands as clientCommands,
  effectiveRequest,
  evidenceToGetRequest,
  explainRequest,
  reportRequest,
  notCheckedRequest,
  serversRequest,
  type NotChecked,
  statusNotification,
  type EffectiveParams,
  type EffectiveResult,
  type EvidenceToGet,
  type InitializationOptions,
  type ProtocolCertificateUses,
  type ReportParams,
  type ServerNode,
  type ServerStatus,
} from '../../server/src/protocol.js';
import { servedGlobs } from '../../server/src/served-files.js';
import { checkWorkspace } from './commands/check-workspace.js';
import { analyzeLogs } from './commands/analyze-logs.js';
import { explainStatus } from './commands/explain-status.js';
import type { CommandId } from './base/command-ids.js';
import { checkFile } from './commands/check-file.js';
import { copyEvidenceCommand } from './commands/copy-evidence-command.js';
import { copyAppcmd, copyPath } from './commands/copy-path.js';
import { openFolder, openLocation, openWebConfig } from './commands/open-files.js';
import { copyFix } from './commands/copy-fix.js';
import { fixServer } from './commands/fix-server.js';
import { setUp } from './commands/set-up.js';
import { openPlace } from './commands/open-place.js';
import { compareServers, readinessReport } from './commands/reports.js';
import { saveBaseline } from './commands/save-baseline.js';
import { serverChoices, serverChoicesCommand } from './commands/server-choices.js';
import { restartServer } from './commands/restart-server.js';
import { showEffective } from './commands/show-effective.js';
import { showOutput } from './commands/show-output.js';
import { EffectivePanels } from './views/effective-panels.js';
import { ExplainedDocuments } from './views/explained-documents.js';
import { InnerDocuments } from './views/inner-documents.js';
import { answerFileRequests } from './base/files.js';
import { CheckedFiles } from './base/checked-files.js';
import type { ServerAccess } from './base/server-access.js';
import { ruleAddress } from './base/rule-address.js';
import { Settling } from './base/settling.js';
import { registerXmlTyping } from './xml-typing.js';
import { Status } from './status.js';
import { endQuietly } from './base/quiet-end.js';
import { createTraceChannel } from './base/trace-channel.js';
import { ReportPanels } from './views/report-panel.js';
import { registerLogLanguage } from './logs/language.js';
import { addAnswerFile, copyCommand, pasteAnswer } from './commands/answers.js';
import { whatWouldHappen } from './commands/what-would-happen.js';
import { DiagnosisView } from './views/diagnosis.js';
import { ServersView, type ServersItem } from './views/servers.js';

/** Also the prefix of the setting `exchangeCba.trace.server`, which the library reads. */
export const clientId = 'exchangeCba';
export const clientName = 'Exchange CBA';

export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** Selected by pattern: the documents stay `xml`, and other tools keep working on them. */
export const documentSelector = servedGlobs.map((pattern) => ({ pattern }));

export class Session implements ServerAccess, Disposable {
  readonly output: LogOutputChannel;
  readonly extensionUri: Uri;
  readonly client: BaseLanguageClient;
  readonly effective: EffectivePanels;
  readonly explained: ExplainedDocuments;
  readonly #inner: InnerDocuments;
  readonly servers: ServersView;
  readonly reports: ReportPanels;
  readonly diagnosis: DiagnosisView;
  readonly #status: Status;
  readonly #checkedFiles: CheckedFiles;
  readonly #disposables: { dispose(): unknown }[] = [];
  readonly #checked = new EventEmitter<void>();
  readonly #settling = new Settling<ServerStatus>(() => new Error(l10n.t('The language server stopped')));

  private constructor(context: ExtensionContext, createClient: CreateClient) {
    this.extensionUri = context.extensionUri;
    this.#checkedFiles = new CheckedFiles(context.workspaceState);
    this.output = window.createOutputChannel(clientName, { log: true });
    const announced: InitializationOptions = {
      files: true,
      commands: true,
      innerFiles: true,
      // The code of a diagnostic leads to the preview of its rule's page.
      ruleAddress,
      ...(l10n.bundle ? { translations: l10n.bundle } : {}),
    };
    const traffic = createTraceChannel(clientId, `${clientName} (${l10n.t('traffic')})`);
    this.client = createClient({
      documentSelector,
      outputChannel: this.output,
      traceOutputChannel: traffic.channel,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: (): InitializationOptions => ({ ...announced, checkedFiles: this.#checkedFiles.uris }),
      diagnosticPullOptions: { onChange: true, onTabs: true, onFocus: true },
    });
    endQuietly(this.client);
    this.effective = new EffectivePanels(this);
    this.explained = new ExplainedDocuments(this);
    this.#inner = new InnerDocuments(this);
    this.servers = new ServersView(this);
    this.reports = new ReportPanels(this);
    this.diagnosis = new DiagnosisView(this);
    this.#status = new Status(this.client, documentSelector);
    this.#disposables.push(
      registerXmlTyping(),
      registerLogLanguage(),
      this.#checked,
      this.output,
      traffic,
      this.effective,
      this.explained,
      this.#inner,
      this.servers,
      this.reports,
      this.diagnosis,
      commands.registerCommand(clientCommands.openPlace, openPlace),
      commands.registerCommand(serverChoicesCommand, serverChoices),
      this.#status,
      this.#settling,
      this.client.onDidChangeState(({ newState }) => {
        if (newState === State.Starting || newState === State.Running) this.#settling.started();
        else this.#settling.stopped();
      }),
    );
    answerFileRequests(this.client);
    this.client.onNotification(statusNotification, (status: ServerStatus) => {
      this.#show(status);
    });
  }

  static async start(context: ExtensionContext, createClient: CreateClient): Promise<Session> {
    const session = new Session(context, createClient);
    try {
      await session.client.start();
    } catch (error) {
      session.dispose();
      throw error;
    }
    return session;
  }

  run(command: CommandId, args: readonly unknown[]): Promise<unknown> {
    switch (command) {
      case 'exchangeCba.checkWorkspace':
        return checkWorkspace(this);
      case 'exchangeCba.showEffective':
        return showEffective(this, this.effective, args[0]);
      case 'exchangeCba.restartServer':
        return restartServer(this);
      case 'exchangeCba.showOutput':
        return showOutput(this);
      case 'exchangeCba.readinessReport':
        return readinessReport(this, this.reports, args[0]);
      case 'exchangeCba.compareServers':
        return compareServers(this, this.reports, args[0]);
      case 'exchangeCba.setUp':
        return setUp(this, args[0]);
      case 'exchangeCba.copyFix':
        return copyFix(this, args[0]);
      case 'exchangeCba.fixServer':
        return fixServer(this, args[0]);
      case 'exchangeCba.saveBaseline':
        return saveBaseline(this);
      case 'exchangeCba.exportReport':
        return this.reports.export();
      case 'exchangeCba.showOnlyFindings':
        return this.servers.showOnlyFindings(true);
      case 'exchangeCba.showAllNodes':
        return this.servers.showOnlyFindings(false);
      case 'exchangeCba.checkFile':
        return checkFile(this, this.#checkedFiles, args[0]);
      case 'exchangeCba.openLocation':
        return openLocation(args[0] as ServersItem);
      case 'exchangeCba.openWebConfig':
        return openWebConfig(args[0] as ServersItem);
      case 'exchangeCba.openFolder':
        return openFolder(args[0] as ServersItem);
      case 'exchangeCba.comparePath':
        return this.effective.compare(args[0] as ServersItem);
      case 'exchangeCba.copyPath':
        return copyPath(args[0]);
      case 'exchangeCba.copyAppcmd':
        return copyAppcmd(this, args[0]);
      case 'exchangeCba.copyEvidenceCommand':
        return copyEvidenceCommand(this, args[0]);
      case 'exchangeCba.analyzeLogs':
        return analyzeLogs(this, args);
      case 'exchangeCba.explainStatus':
        return explainStatus(this, this.explained);
      case 'exchangeCba.simulate':
        return whatWouldHappen(this, this.reports, args[0]);
      case 'exchangeCba.refreshDiagnosis':
        this.diagnosis.refresh();
        return Promise.resolve();
      case 'exchangeCba.copyCommand':
        return copyCommand(this.diagnosis);
      case 'exchangeCba.pasteAnswer':
        return pasteAnswer(this, this.diagnosis);
      case 'exchangeCba.addAnswerFile':
        return addAnswerFile(this.diagnosis);
    }
  }

  async serverNodes(): Promise<readonly ServerNode[]> {
    return this.client.sendRequest<ServerNode[]>(serversRequest);
  }

  async notChecked(): Promise<readonly NotChecked[]> {
    return this.client.sendRequest<NotChecked[]>(notCheckedRequest);
  }

  effectiveConfiguration(params: EffectiveParams): Promise<EffectiveResult | null> {
    return this.client.sendRequest<EffectiveResult | null>(effectiveRequest, params);
  }

  evidenceToGet(root: string): Promise<readonly EvidenceToGet[]> {
    return this.client.sendRequest<EvidenceToGet[]>(evidenceToGetRequest, { root });
  }

  explain(text: string): Promise<string | null> {
    return this.client.sendRequest<string | null>(explainRequest, { text });
  }

  report({ kind, format, roots, links }: ReportParams): Promise<string | null> {
    return this.client.sendRequest<string | null>(reportRequest, { kind, format, roots, links });
  }

  certificateUses(): Promise<ProtocolCertificateUses> {
    return this.client.sendRequest<ProtocolCertificateUses>(certificateUsesRequest);
  }

  /** Every file was checked again. */
  get onDidCheck(): Event<void> {
    return this.#checked.event;
  }

  settled(): Promise<ServerStatus> {
    return this.#settling.wait();
  }

  async stop(): Promise<void> {
    await this.client.dispose();
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
    void commands.executeCommand('setContext', 'exchangeCba.hasServer', false);
  }

  #show(status: ServerStatus): void {
    this.#status.show(status);
    if (status.busy) {
      this.#settling.busy();
      return;
    }
    this.servers.refresh();
    this.effective.refresh();
    this.reports.refresh();
    this.#inner.refresh();
    this.diagnosis.refresh();
    this.#checked.fire();
    void commands.executeCommand('setContext', 'exchangeCba.hasServer', status.servers.length > 0);
    this.#settling.done(status);
  }
}
