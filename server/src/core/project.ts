// The one face of core towards editor and command line: a set of files and settings, checked, and what can be
// asked of it.
import type {
  CompletionItem,
  ConfigurationLocation,
  DeclaredPath,
  DocumentSymbol,
  Hover,
  InlayHint,
  Lens,
  Link,
  TreeNode,
} from './editor/answers.js';
import type { Obstacle } from './text/obstacle.js';
import type { CompareWith, EffectivePage, PageEdit } from './report/effective-page.js';
import type { SettingPlan } from './workspace/change-setting.js';
import type { ReportRequest } from './workspace/reports.js';
import type { ProjectInput } from './workspace/input.js';
import type { CertificateUses } from './certificate-uses/model.js';
import type { Analysis, ServerVerdict } from './lint/analysis.js';
import type { Remedy } from './remedy/remedy.js';
import type { ScriptForm } from './remedy/scripts.js';
import type { SetUpChoices, SetUpRequest } from './remedy/set-up.js';
import type { SwitchTarget } from './remedy/switch-target.js';
import type { RepairMode } from './workspace/plans.js';
import type { Plan, RepairPlan } from './workspace/plans.js';
import type { Finding } from './rules/finding.js';
import type { FileEdit } from './text/edit.js';
import type { Question } from './simulate/questions.js';
import type { Place, Range } from './text/range.js';
import type { Steps } from './text/steps.js';

/** `runOn` as in `Question`; the command writes the file `saveAs` itself. */
export type EvidenceToGet = Pick<Question, 'command' | 'saveAs' | 'why' | 'runOn'>;

/**
 * Files and settings, checked. Immutable: a change of any file makes a new project. Every method is total; a
 * uri that is not among the files gives the neutral answer.
 */
export interface Project {
  readonly analysis: Analysis;
  /** Takes the next step towards `analysis`, which otherwise takes all at once; true when it is known. */
  step(): boolean;
  /** Gives up the steps that were taken, but for what was found by then of whole servers. */
  stop(): void;
  /**
   * Files that the given ones name (configSource, `.exchange-cba.json`), given or not: the host loads what it
   * can and drops what nothing names any more.
   */
  readonly wanted: readonly string[];
  hover(uri: string, offset: number): Hover | null;
  completion(uri: string, offset: number): readonly CompletionItem[];
  symbols(uri: string): readonly DocumentSymbol[];
  lenses(uri: string): readonly Lens[];
  links(uri: string): readonly Link[];
  /** The places that decide or declare what is at an offset. */
  definitions(uri: string, offset: number): readonly Place[];
  /** The places that name the same site, pool or module, or write the same attribute or section. */
  references(uri: string, offset: number, withDeclaration: boolean): readonly Place[];
  /** The name of a site or application pool at an offset, where it can be renamed. */
  renameRange(uri: string, offset: number): Range | null;
  renameEdits(uri: string, offset: number, newName: string): readonly FileEdit[] | Obstacle;
  /** Notes to show in a range of a file. */
  inlayHints(uri: string, range: Range): readonly InlayHint[];
  /** A report about servers, or what differs between them; null where there is nothing to report. */
  report(request: ReportRequest): string | null;
  /** What a server consists of, with the findings about each part; `findings` are those of the server. */
  serverTree(server: ServerVerdict, findings: readonly Finding[]): readonly TreeNode[];
  /** Every configuration path that the servers declare, with the place that declares it. */
  paths(): readonly DeclaredPath[];
  /** The edits that bring all these remedies about together; files that need none are not listed. */
  edits(remedies: readonly Remedy[]): readonly FileEdit[] | Obstacle;
  /**
   * The same edits where what they lead to, checked in advance, does no harm; else why they are refused. What
   * a person is offered comes from here.
   */
  fix(remedies: readonly Remedy[]): readonly FileEdit[] | Obstacle;
  /** What can be set up on a server; null for one that is unknown or holds no Exchange. */
  setUpChoices(root: string, to: SwitchTarget): SetUpChoices | null;
  /** The change that sets servers up, with what comes of it. */
  setUp(requests: readonly SetUpRequest[]): Plan | Obstacle;
  /** The same for one server as a script, or as the script that leads back. */
  setUpScript(request: SetUpRequest, form: ScriptForm, rollback: boolean): string | Obstacle;
  /** All fixes of a server that leave no choice to a person, as `check --fix` applies them. */
  repairServer(root: string, mode: RepairMode): RepairPlan | null;
  /** The safe fixes of a file that change no other file, one after the other until none is left. */
  repairFile(uri: string): readonly FileEdit[];
  /** Remedies of one server as a script, or as the script that leads back. */
  script(remedies: readonly Remedy[], form: ScriptForm, rollback: boolean): string | Obstacle;
  /** The file that records all findings as known; `relativePath` is from its folder. */
  baseline(relativePath: (uri: string) => string): string;
  /** The edit that silences the finding for the element that it is in. */
  suppress(finding: Finding): readonly FileEdit[] | Obstacle;
  /** The edit that silences the rule of the finding in its file. */
  suppressInFile(finding: Finding): readonly FileEdit[] | Obstacle;
  /** The configuration path that a place in a file speaks of. */
  locationAt(uri: string, offset: number): ConfigurationLocation | null;
  /** Where a configuration path is declared: its `<location>`, application or site. */
  placeOf(location: ConfigurationLocation): Place | null;
  /** Where the servers speak of certificates: bindings, records of HTTP.SYS, mappings of IIS. */
  certificateUses(): CertificateUses<Place>;
  /**
   * The commands whose saved output would tell more about the server, the most important first; empty for an
   * unknown root.
   */
  evidenceToGet(root: string): readonly EvidenceToGet[];
  /**
   * The effective configuration of a path with its origins, as Markdown; null for a path that the server does
   * not have.
   */
  describe(location: ConfigurationLocation): string | null;
  /** The same with all sections, as data for a page, and beside it what it is compared with. */
  effectivePage(location: ConfigurationLocation, compareWith: CompareWith | null): EffectivePage | null;
  /** The change of one value, with what comes of it. */
  changeSetting(edit: PageEdit): SettingPlan | Obstacle;
  /** The same change as a script, or as the script that leads back. */
  changeSettingScript(edit: PageEdit, form: ScriptForm, rollback: boolean): string | Obstacle;
}

/** `previous` is the project of the files before a change: what did not change may be taken over from it. */
export type ProjectSteps = (input: ProjectInput, previous: Project | null) => Steps<Project>;
