// What client and server say to each other beyond LSP: method names and plain data, shared by both sides.
import type { TreeNode } from './core/face/editor.js';
import type { LogReportData } from './core/face/logs.js';
import type { CertificateUses } from './core/face/certificates.js';
import type { RepairMode, ScriptForm, SetUpChoices, SwitchTarget } from './core/face/remedies.js';
import type { CompareWith, EffectivePage, EntryEdit, PageEdit, SettingEdit } from './core/face/reports.js';
import type { TerminationKind } from './core/face/settings.js';
import type { Severity } from './core/face/findings.js';
import type { FileQuery } from './host/host.js';

/**
 * What a client may announce in `initializationOptions`; a client that announces nothing is served all the
 * same.
 */
export interface InitializationOptions {
  /** The client answers `files.*`: the server asks it for every file that it cannot read itself. */
  readonly files?: boolean;
  /** The client has the command `commands.openRule`. */
  readonly commands?: boolean;
  /**
   * The address of a rule's page, `{rule}` standing for its id: `file:///…/docs/rules/{rule}.md`, or a
   * command's uri.
   */
  readonly ruleAddress?: string;
  /** The client opens documents of `innerScheme`, with `innerTextRequest`; others are led to the archive. */
  readonly innerFiles?: boolean;
  /** Translations of the server's own words, English text → text of the user's language. */
  readonly translations?: Readonly<Record<string, string>>;
  /** Files under other names that `checkFileRequest` made count before: they count from the start. */
  readonly checkedFiles?: readonly string[];
  /** For clients without `workspace/configuration`: the settings without their prefix. */
  readonly settings?: unknown;
}

/**
 * Requests to the client, when it has announced `files`: they answer with ReadFileResult, FileKind and
 * FileList.
 */
export const files = {
  read: 'exchangeCba/files/read',
  stat: 'exchangeCba/files/stat',
  list: 'exchangeCba/files/list',
} as const;

export interface FileParams {
  readonly uri: string;
}

/** For `files.read`. With an offset a piece of the file from there is asked for, else all of it. */
export interface ReadFileParams extends FileParams {
  readonly offset?: number;
}

/** `last` is false for a piece that others follow. */
export type ReadFileResult =
  | { readonly kind: 'bytes'; readonly base64: string; readonly last?: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface ListFilesParams {
  readonly folder: string;
  readonly query: FileQuery;
}

/** Commands of the client that the server's code actions and lenses name. */
export const commands = {
  /** Argument: the rule's id. */
  openRule: 'exchangeCba.openRule',
  /** Argument: a CopyFixArgument. */
  copyFix: 'exchangeCba.copyFix',
  /** Argument: a ProtocolPlace. */
  openPlace: 'exchangeCba.openPlace',
  /** Argument: a root and a configurationPath. */
  showEffective: 'exchangeCba.showEffective',
  /** Argument: a root and a configurationPath. */
  readinessReport: 'exchangeCba.readinessReport',
} as const;

/** Zero-based lines and UTF-16 characters, as in LSP. */
export interface ProtocolRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface ProtocolPlace {
  readonly uri: string;
  readonly range: ProtocolRange;
}

/** The replacements in one file; `version` of an open document, null for a file on disk. */
export interface ProtocolFileEdit {
  readonly uri: string;
  readonly version: number | null;
  readonly edits: readonly { readonly range: ProtocolRange; readonly newText: string }[];
}

export type Counts = Readonly<Record<Severity, number>>;

/** Request: every server of the workspace with its sites. Params: none. Result: `ServerNode[]`. */
export const serversRequest = 'exchangeCba/servers';

export interface ServerNode {
  /** The uri of the folder that holds applicationHost.config. */
  readonly root: string;
  /** The last segment of `root`. */
  readonly name: string;
  readonly applicationHost: string;
  readonly termination: {
    readonly value: TerminationKind;
    readonly chosenBy: 'evidence' | 'setting';
    readonly evidence: readonly (ProtocolPlace & { readonly message: string })[];
  };
  /** Where client certificates are validated and how many problems there are, in the user's language. */
  readonly verdict: string;
  /** Of all findings in the server's files. */
  readonly counts: Counts;
  /** What could not be known, one sentence each. */
  readonly unknowns: readonly string[];
  /** Sites, application pools, evidence, and logs. */
  readonly children: readonly PathNode[];
}

/** Request: files that were found and not checked. Params: none. Result: `NotChecked[]`. */
export const notCheckedRequest = 'exchangeCba/notChecked';

export interface NotChecked {
  readonly uri: string;
  /** What it is and what to do about it. */
  readonly why: string;
  /** `checkFileRequest` makes it count. */
  readonly canBeChecked: boolean;
}

/** Request: what makes a file count that was found and not checked. Params: `FileParams`. */
export const checkFileRequest = 'exchangeCba/checkFile';

/** `settings`: the settings file at `uri` is to have this text. `checked`: the file counts from now on. */
export type CheckFileResult =
  | { readonly kind: 'settings'; readonly uri: string; readonly text: string; readonly isNew: boolean }
  | { readonly kind: 'checked' }
  | { readonly kind: 'problem'; readonly problem: string };

/**
 * A node of core's server tree, its place by lines; or one of logs: all of a server, those in a folder or
 * archive, whose place it is, or a single one.
 */
export interface PathNode extends Omit<TreeNode, 'kind' | 'place' | 'location' | 'webConfig' | 'children'> {
  readonly kind: TreeNode['kind'] | 'logs' | 'logFolder' | 'logFile';
  readonly place: ProtocolPlace | null;
  readonly location?: ProtocolPlace;
  readonly webConfig?: ProtocolPlace;
  readonly children: readonly PathNode[];
}

/**
 * Request: the effective configuration at a place in a file or at a configuration path, as Markdown; null
 * where there is none.
 */
export const effectiveRequest = 'exchangeCba/effective';

export type EffectiveParams =
  | { readonly uri: string; readonly position: { readonly line: number; readonly character: number } }
  | { readonly root: string; readonly configurationPath: string };

export interface EffectiveResult {
  readonly root: string;
  readonly configurationPath: string;
  readonly markdown: string;
}

/**
 * Request: the appcmd command that lists the effective configuration of a path. Params:
 * `{ configurationPath }`. Result: `string | null`, null where no prompt can be given the path.
 */
export const appcmdRequest = 'exchangeCba/appcmd';

/**
 * Request: the effective configuration of a path as data for a page; null where there is none. Params:
 * `EffectivePageParams`. Result: `EffectivePageResult | null`.
 */
export const effectivePageRequest = 'exchangeCba/effectivePage';

export interface EffectivePageParams {
  readonly root: string;
  readonly configurationPath: string;
  /** Absent: nothing. */
  readonly compareWith?: CompareWith;
}

export type EffectivePageResult = EffectivePage<ProtocolPlace>;

/**
 * Request: the change of a value or of a list, for a person to look at. Params: `PageEdit`. Result:
 * `ChangeSettingResult | null`, null for wrong parameters.
 */
export const changeSettingRequest = 'exchangeCba/changeSetting';

export type { CompareWith, EntryEdit, PageEdit, SettingEdit };

export type ChangeSettingResult =
  | (Extract<PlanResult, { kind: 'plan' }> & {
      /** Other paths that get the value from the same place. */
      readonly alsoAt: readonly string[];
    })
  | { readonly kind: 'problem'; readonly problem: string };

/**
 * Request: the same change as a script for the server. Result: `ScriptResult`; null for wrong parameters.
 */
export const changeSettingScriptRequest = 'exchangeCba/changeSettingScript';

export interface ChangeSettingScriptParams {
  readonly edit: PageEdit;
  readonly form: ScriptForm;
  readonly rollback: boolean;
}

/**
 * Request: the file that records every finding of the workspace as known, in the form of `check
 * --create-baseline`. Params: `{ uri }`, where it is to be.
 */
export const baselineRequest = 'exchangeCba/baseline';

/** Request: a report as HTML or Markdown; null where there is nothing to report. */
export const reportRequest = 'exchangeCba/report';

export interface ReportParams {
  readonly kind: 'readiness' | 'compare';
  readonly format: 'html' | 'markdown' | 'csv';
  readonly roots: readonly string[];
  /** Places become links to the client's command `commands.openPlace`. */
  readonly links: boolean;
}

/**
 * Where client certificates can be set up to be validated; `default` restores what Exchange is delivered
 * with.
 */
export const setUpTargets: readonly SwitchTarget[] = ['exchange', 'device', 'legacy', 'default'];

/** Request: what can be set up on the servers of the workspace. Servers without Exchange are left out. */
export const setUpChoicesRequest = 'exchangeCba/setUpChoices';

export interface SetUpChoicesParams {
  readonly to: SwitchTarget;
}

export type SetUpChoicesResult = readonly (SetUpChoices & { readonly root: string })[];

/**
 * Request: the change that sets servers up, for a person to look at. Result: `PlanResult`; null for wrong
 * parameters.
 */
export const setUpRequest = 'exchangeCba/setUp';

export interface SetUpParams {
  readonly roots: readonly string[];
  readonly to: SwitchTarget;
  /** Configuration paths. */
  readonly virtualDirectories: readonly string[];
}

export type PlanResult =
  | {
      readonly kind: 'plan';
      readonly edits: readonly ProtocolFileEdit[];
      /** What a person has to know before, one sentence each. */
      readonly notes: readonly string[];
      /** The messages of findings that are gone afterwards, and of errors and warnings that are new. */
      readonly solved: readonly string[];
      readonly added: readonly string[];
    }
  | { readonly kind: 'problem'; readonly problem: string };

/**
 * Request: the same change of the first server as a script. Result: `ScriptResult`; null for wrong
 * parameters.
 */
export const setUpScriptRequest = 'exchangeCba/setUpScript';

export interface SetUpScriptParams extends SetUpParams {
  readonly form: ScriptForm;
  /** The script that leads back to what the files show now. */
  readonly rollback: boolean;
}

export type ScriptResult =
  { readonly kind: 'script'; readonly text: string } | { readonly kind: 'problem'; readonly problem: string };

/** What the command that copies a fix as a script is told: the finding, and the titles of its fixes. */
export interface CopyFixArgument {
  /** The version of the files that `finding` counts in. */
  readonly generation: number;
  readonly finding: number;
  readonly titles: readonly string[];
}

/**
 * Request: a fix of a finding as a script. Result: `ScriptResult`; null where the files have changed since.
 */
export const fixScriptRequest = 'exchangeCba/fixScript';

export interface FixScriptParams {
  readonly generation: number;
  readonly finding: number;
  readonly remedy: number;
  readonly form: ScriptForm;
  readonly rollback: boolean;
}

/**
 * Request: all fixes of a server that leave no choice. Result: `FixServerResult`; null for an unknown server.
 */
export const fixServerRequest = 'exchangeCba/fixServer';

export interface FixServerParams {
  readonly root: string;
  readonly mode: RepairMode;
}

/** `refused`: why a fix is not among them, one sentence each. */
export type FixServerResult = PlanResult & { readonly refused: readonly string[] };

/**
 * Request: the diagnosis of what lies in the workspace. Params: none. Result: `DiagnosisResult`, or null
 * without a workspace.
 */
export const diagnosisRequest = 'exchangeCba/diagnosis';

export interface DiagnosisResult {
  readonly state: 'evidence' | 'proven' | 'handedOver' | 'healthy' | 'contradiction';
  /** `More evidence is needed`, and one sentence. */
  readonly headline: string;
  readonly message: string;
  /** What the logs show, a line each. */
  readonly observed: readonly DiagnosisEntry[];
  readonly proven: readonly DiagnosisEntry[];
  readonly open: readonly DiagnosisEntry[];
  /** What the proven cause keeps the request from coming to. */
  readonly hidden: readonly DiagnosisEntry[];
  readonly excluded: readonly DiagnosisEntry[];
  /** The one next thing to get; where a cause is proven, the line that verifies the fix. */
  readonly next: DiagnosisQuestion | null;
  /** Where answers are saved: the folder of the server, else of the workspace. */
  readonly folder: string;
}

export interface DiagnosisEntry {
  readonly title: string;
  readonly message: string;
  readonly places: readonly (ProtocolPlace & { readonly message: string })[];
}

export interface DiagnosisQuestion {
  readonly id: string;
  readonly why: string;
  /** `On the Exchange server`. */
  readonly where: string;
  /** '' where a person has to look. */
  readonly command: string;
  /** Below the folder, with `/`. */
  readonly saveAs: string;
}

/**
 * Request: under which name an answer is saved, by its content; null for a text that no question asks for.
 */
export const answerNameRequest = 'exchangeCba/answerName';

export interface AnswerNameParams {
  readonly text: string;
  readonly next: { readonly id: string; readonly saveAs: string } | null;
}

/**
 * Request: what a request would get, as a page of HTML whose links run `commands.openPlace`; null where no
 * server has the root.
 */
export const simulationRequest = 'exchangeCba/simulation';

export interface SimulationParams {
  readonly root: string;
  /** A path or URL. */
  readonly url: string;
  /** Instead of it: a path of the configuration, of any site. */
  readonly configurationPath?: string;
  readonly from: 'client' | 'gateway' | 'proxy' | 'loopback';
  /** The file of the client's certificate; null for none. */
  readonly certificate: string | null;
  /** As in `ReportParams`; with links where absent. */
  readonly links?: boolean;
}

/** Documents that are files in zip archives; the query is the uri that `innerTextRequest` takes. */
export const innerScheme = 'exchange-cba-zip';

/** FileParams → the text of a file in an archive, or null. */
export const innerTextRequest = 'exchangeCba/innerText';

/**
 * Request: what a status, a code of Windows, a reason of HTTPERR, or a rule means, as Markdown; null for
 * anything else.
 */
export const explainRequest = 'exchangeCba/explain';

export interface ExplainParams {
  /** `403.7`, `403.16.2148204809`, `Timer_HeaderWait`. */
  readonly text: string;
}

/**
 * Request: the commands whose saved output would tell more about a server. Result: `EvidenceToGet[]`, the
 * most important first.
 */
export const evidenceToGetRequest = 'exchangeCba/evidenceToGet';

export interface EvidenceToGetParams {
  readonly root: string;
}

export interface EvidenceToGet {
  /** Ready to paste into Windows PowerShell; it writes the file itself. */
  readonly command: string;
  readonly saveAs: string;
  readonly why: string;
  readonly runOn: 'exchange' | 'client' | 'dc' | 'anyDomainMember' | 'person';
}

/** Request: where the servers speak of certificates. Params: none. Result: `ProtocolCertificateUses`. */
export const certificateUsesRequest = 'exchangeCba/certificateUses';

export type ProtocolCertificateUses = CertificateUses<ProtocolPlace>;

/** Notification to the client whenever one of its parts has changed. */
export const statusNotification = 'exchangeCba/status';

export interface ServerStatus {
  /** The server reads or checks files. */
  readonly busy: boolean;
  /**
   * Grows whenever files or settings have changed: earlier answers may be outdated, even if all that follows
   * is the same.
   */
  readonly generation: number;
  readonly servers: readonly {
    readonly root: string;
    readonly name: string;
    readonly termination: TerminationKind;
    /** As in `ServerNode`. */
    readonly verdict: string;
    /** The verdict's last sentence, without its period. */
    readonly summary: string;
    readonly counts: Counts;
  }[];
  /** The number of configuration files read. */
  readonly files: number;
  /** What prevented the check, one sentence each. */
  readonly problems: readonly string[];
}

/** Request: analyzes logs and folders of logs; cancelled, it answers with what was read until then. */
export const analyzeLogsRequest = 'exchangeCba/analyzeLogs';

export interface AnalyzeLogsParams {
  readonly uris: readonly string[];
}

export interface AnalyzeLogsResult {
  /** Null where the analysis failed. */
  readonly data: LogReportData | null;
  /** The whole report as files hold it. */
  readonly exports: { readonly markdown: string; readonly html: string; readonly json: string } | null;
  /** What kept folders from being searched, one sentence each. */
  readonly problems: readonly string[];
}

/** Notification to the client while logs are read. */
export const logProgressNotification = 'exchangeCba/logProgress';

export interface LogProgressParams {
  /** The file that is being read. */
  readonly name: string;
  /** Files that are read whole, and all. */
  readonly done: number;
  readonly files: number;
  readonly bytes: number;
  /** Requests so far that failed. */
  readonly failures: number;
}
