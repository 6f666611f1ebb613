// Makes a project: assembles the files, checks them, and answers what editor and command line ask.
import { folderOf } from './iis/paths.js';
import type { SavedStoreListing } from './certificate/trust/store-listing.js';
import type { LogSetting } from './rules/log-rule.js';
import { explainingSetting, type ExplainingSetting } from './workspace/log-configuration.js';
import type { EvidenceFile } from './evidence/evidence-file.js';
import type { Assembly } from './workspace/assembly.js';
import type { SourceFile } from './text/source-file.js';
import type { Obstacle } from './text/obstacle.js';
import type { ProjectInput, ProjectSettings } from './workspace/input.js';
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
import type { EvidenceToGet, Project } from './project.js';
import type { CertificateUses } from './certificate-uses/model.js';
import { codeHover } from './editor/code-hover.js';
import { declaredPaths } from './editor/declared-paths.js';
import { inlayHints } from './editor/inlay-hints.js';
import { definitionsAt, referencesAt } from './editor/navigation.js';
import { renameEdits, renameRange } from './editor/rename.js';
import { completionAt } from './editor/completion/completion.js';
import { describeLocation } from './editor/describe.js';
import { hoverAt } from './editor/hover.js';
import { lensesOf } from './editor/lenses.js';
import { linksOf, wantedFiles } from './editor/links.js';
import { locationAt, placeOf } from './editor/located.js';
import { evidenceHover } from './editor/evidence-hover.js';
import { netshSymbols } from './editor/netsh.js';
import { serverTree } from './editor/server-tree.js';
import { symbolsOf } from './editor/symbols.js';
import type { Analysis, ServerVerdict } from './lint/analysis.js';
import { borderOf } from './lint/border.js';
import type { BorderFinder } from './lint/settings-file.js';
import { mergeAnalyses } from './lint/merge.js';
import { fileSuppressionEdit, suppressionEdit } from './lint/suppressions.js';
import type { RemedyContext } from './remedy/edits.js';
import { editsFor } from './remedy/edits.js';
import { harmOf } from './workspace/gate.js';
import { effectOfSwitch, type SwitchEffect } from './workspace/switch-effect.js';
import type { Termination, TerminationSetting } from './exchange/termination.js';
import { notesOf } from './remedy/notes.js';
import type { Remedy } from './remedy/remedy.js';
import { scriptFor, type ScriptForm } from './remedy/scripts.js';
import { defaultsAt } from './remedy/switch.js';
import { setUpChoices, setUpRemedies, type SetUpChoices, type SetUpRequest } from './remedy/set-up.js';
import type { SwitchTarget } from './remedy/switch-target.js';
import type { ExchangeServer } from './exchange/virtual-directory.js';
import { withoutKnown, writeBaseline } from './lint/baseline.js';
import { groupByServer } from './lint/by-server.js';
import { repair } from './repair.js';
import type { RepairMode } from './workspace/plans.js';
import { lineEdits } from './text/diff.js';
import { finish, Stepwise, type Steps } from './text/steps.js';
import { initialSettings, type InitialSettings } from './workspace/initial-settings.js';
import { evidenceToGetFor } from './workspace/evidence-to-get.js';
import { effectivePage } from './workspace/effective-page.js';
import { editedEntries, entriesForScript, entryRemedy } from './workspace/change-entries.js';
import { editedSetting, notesAfter, settingRemedy, sharedBy, type SettingPlan } from './workspace/change-setting.js';
import type { CompareWith, EffectivePage, PageEdit } from './report/effective-page.js';
import type { EffectiveElement } from './iis/effective-element.js';
import { planOf, type Plan, type RepairPlan } from './workspace/plans.js';
import type { Finding } from './rules/finding.js';
import { rules } from './rules/registry.js';
import type { Rule } from './rules/rule.js';
import type { FileEdit } from './text/edit.js';
import { applyEdits } from './text/edit.js';
import type { Place, Range, Within } from './text/range.js';
import type { Schema } from './iis/schema/schema.js';
import { assemblySteps, sameItems } from './workspace/assemble.js';
import { certificateUses, togetherUses } from './certificate-uses/gather.js';
import { documentOf } from './iis/documents.js';
import { ineffectiveDirectories, type IneffectiveDirectory } from './workspace/mapped-directories.js';
import type { CheckResult } from './workspace/check.js';
import type { CheckedServer } from './workspace/assembled-server.js';
import { checkSteps, partsIn, textsOf, type Parts } from './workspace/check.js';
import { Run, type RunServer } from './workspace/run-server.js';
import type { HeldServer } from './workspace/held-server.js';
import { InnerPlaces } from './workspace/inner-places.js';
import { reportOf, type ReportRequest } from './workspace/reports.js';
import { trimResidents } from './workspace/residency.js';
import { schemaFinder } from './workspace/schemas.js';

/** What a comment that silences rules can name. */
const completionRules = rules.map(({ id, docs: { title } }) => ({ id, title }));

/** The rules of this release. */
export { rules };

/**
 * Checks files. Pure and total. `only` replaces the rules, for tests of single ones. The project is the same
 * with any `previous`; with the one before a change, servers and lone files are not checked again that the
 * change has nothing to do with.
 */
export function createProject(
  input: ProjectInput,
  only: readonly Rule[] = rules,
  previous: Project | null = null,
): CheckedProject {
  return finish(projectSteps(input, only, previous));
}

/** The same in steps, of which all have to be taken. */
export function* projectSteps(
  input: ProjectInput,
  only: readonly Rule[],
  previous: Project | null,
): Steps<CheckedProject> {
  const before = previous instanceof CheckedProject && previous.work.made.rules === only ? previous.work : null;
  const kept = before && sameSettings(before.made.input.settings, input.settings) ? before : null;
  const schemaFor =
    kept && sameItems(kept.made.input.schemas, input.schemas) ? kept.made.schemaFor : schemaFinder(input.schemas);
  const run = new Run(input.settings);
  const made = (server: HeldServer): void => {
    run.add(server);
  };
  const files = allFiles(input);
  const assembly = yield* assemblySteps(
    files,
    schemaFor,
    borderFinder(input),
    made,
    kept?.made.assembly,
    input.missing,
  );
  const servers = run.serversAfter(kept?.made.run ?? null, kept?.made.servers ?? []);
  const places = new InnerPlaces(assembly.evidence.flatMap(({ file }) => file.exports.flatMap(({ files }) => files)));
  const parts = partsIn(assembly, kept?.parts ?? null);
  const check = new Stepwise(() => checkSteps(input, assembly, run.shared, servers, only, places, parts));
  return new CheckedProject({ made: { input, rules: only, schemaFor, assembly, run, servers, places }, parts, check });
}

function allFiles({ files, optionSettings }: ProjectInput): readonly SourceFile[] {
  return optionSettings ? [...files, ...optionSettings] : files;
}

/** Settings of the user's own may name any place. */
function borderFinder({ borders = [], optionSettings = [] }: ProjectInput): BorderFinder {
  const own = new Set(optionSettings);
  return (file) => (own.has(file) ? '' : borderOf(file.uri, borders));
}

function sameSettings(a: ProjectSettings, b: ProjectSettings): boolean {
  const names = Object.keys(a.rules);
  return (
    a.termination === b.termination &&
    names.length === Object.keys(b.rules).length &&
    names.every((name) => Object.hasOwn(b.rules, name) && a.rules[name] === b.rules[name])
  );
}

/** What a project is made from. */
interface Made {
  readonly input: ProjectInput;
  readonly rules: readonly Rule[];
  readonly schemaFor: (root: string) => Schema;
  readonly assembly: Assembly;
  readonly run: Run;
  readonly servers: readonly RunServer[];
  readonly places: InnerPlaces;
}

/**
 * What a project was made from and by way of, for the one that follows it. The rules run when somebody asks for
 * what they find: a hover or a completion needs the servers alone.
 */
interface ProjectState {
  readonly made: Made;
  readonly parts: Parts;
  readonly check: Check;
}

/** What is found; taken in steps by who has the time, and at once by who needs it. */
type Check = Pick<Stepwise<CheckResult>, 'step' | 'result' | 'stop'>;

/** What is asked of all servers is kept for each, so that none of them is made again for it. */
const trees = new WeakMap<HeldServer, KnownTree>();
const paths = new WeakMap<HeldServer, readonly DeclaredPath[]>();
const uses = new WeakMap<HeldServer, CertificateUses<Place>>();

/** `termination` and `findings` are what the tree was made with. */
interface KnownTree {
  readonly termination: Termination;
  readonly findings: readonly Finding[];
  readonly nodes: readonly TreeNode[];
}

function answered<T>(known: WeakMap<HeldServer, T>, { assembled }: RunServer, answer: () => T): T {
  let found = known.get(assembled);
  if (found === undefined) {
    known.set(assembled, (found = answer()));
    trimResidents();
  }
  return found;
}

export class CheckedProject implements Project {
  readonly servers: readonly RunServer[];
  readonly wanted: readonly string[];
  readonly work: ProjectState;
  /** What the host handed over. */
  readonly #given: ReadonlyMap<string, SourceFile>;
  /** These and the files inside them. */
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #evidence: ReadonlyMap<string, EvidenceFile>;
  #analysis: Analysis | null = null;
  #texts: ReadonlyMap<string, string> | null = null;

  constructor(work: ProjectState) {
    this.work = work;
    this.#given = new Map(allFiles(work.made.input).map((file) => [file.uri, file]));
    this.#files = new Map([...this.#given, ...work.made.assembly.innerFiles.map((file) => [file.uri, file] as const)]);
    this.#evidence = new Map(work.made.assembly.evidence.map(({ file }) => [file.uri, file]));
    this.servers = work.made.servers;
    this.wanted = wantedFiles(this.#given, borderFinder(work.made.input), work.made.input.missing ?? []);
  }

  get analysis(): Analysis {
    if (!this.#analysis) {
      const { known } = this.work.made.input;
      const { analysis } = this.work.check.result;
      this.#analysis = known ? withoutKnown(analysis, known).analysis : analysis;
    }
    return this.#analysis;
  }

  step(): boolean {
    return this.work.check.step();
  }

  stop(): void {
    this.work.check.stop();
  }

  hover(uri: string, offset: number): Hover | null {
    const file = this.#given.get(uri);
    const evidence = this.#evidence.get(uri);
    if (!file) return null;
    const own = evidence
      ? evidenceHover(file.text, evidence, offset, this.#near(uri))
      : hoverAt(file, offset, this.#near(uri), this.#allTexts);
    return own ?? codeHover(file.text, offset);
  }

  completion(uri: string, offset: number): readonly CompletionItem[] {
    const file = this.#files.get(uri);
    return file ? completionAt(file, offset, this.#near(uri), completionRules) : [];
  }

  symbols(uri: string): readonly DocumentSymbol[] {
    const file = this.#given.get(uri);
    const evidence = this.#evidence.get(uri);
    if (evidence) return netshSymbols(evidence.sslRecords);
    return file ? symbolsOf(file) : [];
  }

  lenses(uri: string): readonly Lens[] {
    return lensesOf(uri, this.#near(uri), () => this.analysis);
  }

  links(uri: string): readonly Link[] {
    const file = this.#files.get(uri);
    return file ? linksOf(file, this.#files, this.#near(uri)) : [];
  }

  definitions(uri: string, offset: number): readonly Place[] {
    const file = this.#files.get(uri);
    return file ? definitionsAt(file, offset, this.#near(uri)) : [];
  }

  references(uri: string, offset: number, withDeclaration: boolean): readonly Place[] {
    const file = this.#files.get(uri);
    return file ? referencesAt(file, offset, this.#near(uri), withDeclaration) : [];
  }

  renameRange(uri: string, offset: number): Range | null {
    const file = this.#files.get(uri);
    return file ? renameRange(file, offset, this.#near(uri)) : null;
  }

  renameEdits(uri: string, offset: number, newName: string): readonly FileEdit[] | Obstacle {
    const file = this.#files.get(uri);
    return file
      ? renameEdits(file, offset, newName, this.#near(uri))
      : { problem: 'The file is not open as a configuration.' };
  }

  inlayHints(uri: string, range: Range): readonly InlayHint[] {
    const file = this.#files.get(uri);
    return file ? inlayHints(file, range, this.#near(uri)) : [];
  }

  report(request: ReportRequest): string | null {
    return reportOf(this.servers, this.analysis, request);
  }

  serverTree(verdict: ServerVerdict, findings: readonly Finding[]): readonly TreeNode[] {
    const { places } = this.work.made;
    const server = this.servers.find(
      ({ root, hostUri }) => root === verdict.root && places.outerUri(hostUri) === verdict.applicationHost,
    );
    const placed = (node: TreeNode): TreeNode => ({
      ...node,
      place: node.place && places.place(node.place),
      ...(node.location && { location: places.place(node.location) }),
      ...(node.webConfig && { webConfig: places.place(node.webConfig) }),
      children: node.children.map(placed),
    });
    if (!server) return [];
    const { termination } = verdict;
    const known = trees.get(server.assembled);
    if (known?.termination === termination && sameItems(known.findings, findings)) return known.nodes;
    const nodes = serverTree(server, verdict, findings).map(placed);
    trees.set(server.assembled, { termination, findings, nodes });
    trimResidents();
    return nodes;
  }

  paths(): readonly DeclaredPath[] {
    return this.servers.flatMap((server) => answered(paths, server, () => declaredPaths([server])));
  }

  /** Entries of settings files and of what replaces them that have no effect. */
  get ineffective(): readonly IneffectiveDirectory[] {
    const { assembly, input } = this.work.made;
    return ineffectiveDirectories(assembly, input.files, input.missing ?? []);
  }

  /**
   * The listings of certificate stores in all evidence, which speak of certificates whatever server they lie
   * with.
   */
  get storeListings(): readonly SavedStoreListing[] {
    return this.work.made.assembly.evidence.flatMap(({ file }) => file.readings.flatMap(({ facts }) => facts.stores));
  }

  /** The findings with the places that the models of the servers have. */
  get innerFindings(): readonly Finding[] {
    return this.work.check.result.inner;
  }

  /** A place in a file inside a file, as the characters of the outer one; any other as it is. */
  outer<T extends Place>(place: T): T & { readonly within?: Within } {
    return this.work.made.places.place(place);
  }

  /** Of a folder in an archive the one that the archive lies in; any other as it is. */
  folderOnDisk(folder: string): string {
    const archive = this.work.made.input.archives?.find((one) => `${folder}/`.startsWith(`${one}/`));
    return archive === undefined ? folder : folderOf(archive);
  }

  get #allTexts(): ReadonlyMap<string, string> {
    return (this.#texts ??= textsOf(this.work.made.input, this.work.made.assembly));
  }

  /** The servers that have to do with a file: they read it, or it is evidence about them. */
  #near(uri: string): readonly CheckedServer[] {
    return this.servers.filter(
      ({ files, readings }) => files.has(uri) || readings.some((reading) => reading.uri === uri),
    );
  }

  /** What remedies are turned into edits and scripts with. */
  get context(): RemedyContext {
    return { files: this.#files, servers: this.servers };
  }

  edits(remedies: readonly Remedy[]): readonly FileEdit[] | Obstacle {
    const edits = editsFor(remedies, this.context);
    const isOnDisk = (uri: string): boolean => this.#given.has(uri) && this.folderOnDisk(uri) === uri;
    if ('problem' in edits || edits.every(({ uri }) => isOnDisk(uri))) return edits;
    return {
      problem: 'The configuration is inside an export or archive, which is not changed. Run the script on the server.',
    };
  }

  fix(remedies: readonly Remedy[]): readonly FileEdit[] | Obstacle {
    const edits = this.edits(remedies);
    if ('problem' in edits || edits.length === 0) return edits;
    const problem = harmOf(this, this.with(edits), edits, this.work.made.rules);
    return problem === null ? edits : { problem };
  }

  /**
   * What a switch would do beyond what it is for, with `termination` as what is meant from then on. Nothing
   * is known of a configuration inside an export or archive, which is not changed.
   */
  effectOfSwitch(remedies: readonly Remedy[], termination: TerminationSetting): SwitchEffect {
    const edits = this.edits(remedies);
    if ('problem' in edits || edits.length === 0) return { problem: null, findings: [] };
    const { input, rules } = this.work.made;
    const meant = createProject({ ...input, settings: { ...input.settings, termination } }, rules);
    return effectOfSwitch(meant, meant.with(edits), remedies, rules);
  }

  /** The project with what was found in files that are none of its own. */
  withMore(more: Analysis): CheckedProject {
    const { check } = this.work;
    let merged: CheckResult | null = null;
    const both: Check = {
      step: () => check.step(),
      stop: () => {
        check.stop();
      },
      get result() {
        return (merged ??= { ...check.result, analysis: mergeAnalyses(check.result.analysis, more) });
      },
    };
    return new CheckedProject({ ...this.work, check: both });
  }

  /** The project with these edits carried out. */
  with(edits: readonly FileEdit[]): CheckedProject {
    const texts = edits.map(({ uri, edits: own }) => [uri, applyEdits(this.#given.get(uri)?.text ?? '', own)] as const);
    return this.#withTexts(new Map(texts));
  }

  /** What was recognized below a folder, as a settings file for it. */
  initialSettings(folder: string): InitialSettings {
    return initialSettings(this.servers, this.work.made.input.notRead ?? [], folder);
  }

  setUpChoices(root: string, to: SwitchTarget): SetUpChoices | null {
    const exchange = this.#exchange(root);
    return exchange ? setUpChoices(exchange, to) : null;
  }

  /** All requests have the same target. */
  setUp(requests: readonly SetUpRequest[]): Plan | Obstacle {
    const remedies: Remedy[] = [];
    for (const request of requests) {
      const own = this.#setUpRemedies(request);
      if ('problem' in own) return own;
      remedies.push(...own);
    }
    const edits = this.edits(remedies);
    if ('problem' in edits) return edits;
    const [to = 'default'] = requests.map((request) => request.to);
    const { problem, findings } = this.effectOfSwitch(remedies, to === 'default' ? 'none' : to);
    if (problem !== null) return { problem: `Not done: ${problem}` };
    const after = edits.length === 0 ? this : this.with(edits);
    const notes = notesOf(remedies);
    return { ...planOf(edits, notes, this.analysis.findings, after.analysis.findings), added: findings };
  }

  script(remedies: readonly Remedy[], form: ScriptForm, rollback: boolean): string | Obstacle {
    return scriptFor(remedies, this.context, form, rollback);
  }

  setUpScript(request: SetUpRequest, form: ScriptForm, rollback: boolean): string | Obstacle {
    const remedies = this.#setUpRemedies(request);
    return 'problem' in remedies ? remedies : this.script(remedies, form, rollback);
  }

  repairServer(root: string, mode: RepairMode): RepairPlan | null {
    if (!this.#serverAt(root)) return null;
    const textOf = (uri: string): string | undefined => this.#given.get(uri)?.text;
    const repaired = repair<CheckedProject>({
      project: this,
      mode,
      findings: ({ analysis }) => groupByServer(analysis).find((group) => group.root === root)?.findings ?? [],
      rebuild: (texts) => this.#withTexts(texts),
      textOf,
      obstacleTo: () => null,
    });
    const edits = [...repaired.texts].map(([uri, text]) => ({ uri, edits: lineEdits(textOf(uri) ?? '', text) }));
    const plan = planOf(edits, [], this.analysis.findings, repaired.project.analysis.findings);
    return { ...plan, applied: repaired.applied, refused: repaired.refused };
  }

  repairFile(uri: string): readonly FileEdit[] {
    const { texts } = repair<CheckedProject>({
      project: this,
      mode: 'safe',
      findings: ({ analysis }) => analysis.findings.filter((finding) => finding.uri === uri),
      rebuild: (changed) => this.#withTexts(changed),
      textOf: (of) => this.#given.get(of)?.text,
      obstacleTo: (of) => (of === uri ? null : 'The fix changes another file.'),
    });
    return [...texts].map(([of, text]) => ({ uri: of, edits: lineEdits(this.#given.get(of)?.text ?? '', text) }));
  }

  #exchange(root: string): ExchangeServer | null {
    return this.#serverAt(root)?.exchange ?? null;
  }

  #setUpRemedies(request: SetUpRequest): readonly Remedy[] | Obstacle {
    const exchange = this.#exchange(request.root);
    return exchange ? setUpRemedies(exchange, request) : { problem: 'No Exchange server found in this folder.' };
  }

  #withTexts(texts: ReadonlyMap<string, string>): CheckedProject {
    const { input, rules } = this.work.made;
    const files = input.files.map((file): SourceFile => {
      const text = texts.get(file.uri);
      return text === undefined ? file : { uri: file.uri, text };
    });
    return createProject({ ...input, files }, rules, this);
  }

  baseline(relativePath: (uri: string) => string): string {
    const { findings, texts } = this.work.check.result.analysis;
    return writeBaseline(findings, { relativePath, texts });
  }

  suppress(finding: Finding): readonly FileEdit[] | Obstacle {
    const file = this.#given.get(finding.uri);
    const edit = file && !this.#evidence.has(file.uri) && suppressionEdit(documentOf(file), finding, 'accepted');
    return edit
      ? [{ uri: finding.uri, edits: [edit] }]
      : { problem: 'No element holds the finding, so no comment can silence it.' };
  }

  suppressInFile({ uri, rule }: Finding): readonly FileEdit[] | Obstacle {
    const file = this.#given.get(uri);
    const edit = file && !this.#evidence.has(uri) && fileSuppressionEdit(documentOf(file), rule, 'accepted');
    return edit ? [{ uri, edits: [edit] }] : { problem: 'No comment can silence findings in this file.' };
  }

  locationAt(uri: string, offset: number): ConfigurationLocation | null {
    return locationAt(uri, offset, this.#near(uri));
  }

  placeOf(location: ConfigurationLocation): Place | null {
    const place = placeOf(location, this.servers);
    return place && this.work.made.places.place(place);
  }

  certificateUses(): CertificateUses<Place> {
    const place = (one: Place): Place => this.work.made.places.place(one);
    return togetherUses(this.servers.map((server) => answered(uses, server, () => certificateUses([server], place))));
  }

  evidenceToGet(root: string): readonly EvidenceToGet[] {
    const server = this.#serverAt(root);
    const missing = server ? evidenceToGetFor(server) : [];
    return missing.map(({ command, saveAs, why, runOn }) => ({ command, saveAs, why, runOn }));
  }

  /** The place of a server's setting that explains what its logs show, with its value; null where none does. */
  explainingSetting(setting: LogSetting | null, { exchange }: CheckedServer): ExplainingSetting | null {
    const found = exchange === null ? null : explainingSetting(setting, exchange);
    trimResidents();
    return found;
  }

  describe(location: ConfigurationLocation): string | null {
    return describeLocation(location, this.servers, this.#allTexts);
  }

  effectivePage({ root, configurationPath }: ConfigurationLocation, beside: CompareWith | null): EffectivePage | null {
    const server = this.#serverAt(root);
    if (!server) return null;
    const remedies = defaultsAt(server.exchange, configurationPath);
    const compared = beside && this.#comparedWith(beside, server, configurationPath, remedies);
    const hidden = new Set(this.analysis.suppressed?.map(({ finding }) => finding));
    const findings = this.innerFindings.filter((one) => server.files.has(one.uri) && !hidden.has(one));
    const page = effectivePage(server.configuration, configurationPath, {
      textOf: (uri) => this.#files.get(uri)?.text ?? '',
      outer: (place) => this.outer(place),
      findings,
      compared,
    });
    return page && { ...page, hasDefault: remedies !== null, isCompared: compared !== null };
  }

  /** Reads a section at what a page is compared with; null where that is not there. */
  #comparedWith(
    compareWith: CompareWith,
    { root }: CheckedServer,
    configurationPath: string,
    defaults: readonly Remedy[] | null,
  ): ((section: string) => EffectiveElement | null) | null {
    if (compareWith.kind === 'path') {
      const other = this.#serverAt(compareWith.root)?.configuration;
      const path = compareWith.configurationPath;
      return other?.exists(path) ? (section) => other.section(path, section) : null;
    }
    const edits = defaults && this.edits(defaults);
    if (!edits || 'problem' in edits) return null;
    const asDelivered = this.with(edits).#serverAt(root)?.configuration;
    return asDelivered ? (section) => asDelivered.section(configurationPath, section) : null;
  }

  changeSetting(edit: PageEdit): SettingPlan | Obstacle {
    const server = this.#serverAt(edit.root);
    if (!server) return { problem: 'The workspace does not contain the server.' };
    const { configuration } = server;
    const isOfEntries = !('value' in edit);
    const remedy = isOfEntries ? entryRemedy(configuration, edit) : settingRemedy(configuration, edit);
    if ('problem' in remedy) return remedy;
    const edits = this.edits([remedy]);
    if ('problem' in edits) return edits;
    const after = edits.length === 0 ? this : this.with(edits);
    const later = after.#serverAt(edit.root);
    const changed =
      later && (isOfEntries ? editedEntries(later.configuration, edit) : editedSetting(later.configuration, edit));
    const notes = notesAfter(changed ?? null);
    const paths = declaredPaths([server]).map(({ configurationPath }) => configurationPath);
    return {
      ...planOf(edits, notes, this.analysis.findings, after.analysis.findings),
      alsoAt: edit.action === 'edit' ? sharedBy(configuration, edit, paths) : [],
    };
  }

  changeSettingScript(edit: PageEdit, form: ScriptForm, rollback: boolean): string | Obstacle {
    const server = this.#serverAt(edit.root);
    if (!server) return { problem: 'The workspace does not contain the server.' };
    const { configuration } = server;
    if ('value' in edit) {
      const remedy = settingRemedy(configuration, edit);
      return 'problem' in remedy ? remedy : this.script([remedy], form, rollback);
    }
    const remedy = entryRemedy(configuration, edit);
    if ('problem' in remedy) return remedy;
    const edits = this.edits([remedy]);
    if ('problem' in edits) return edits;
    const later = edits.length === 0 ? server : this.with(edits).#serverAt(edit.root);
    const whole = entriesForScript(configuration, edit, remedy, (later ?? server).configuration);
    return 'problem' in whole ? whole : this.script([whole], form, rollback);
  }

  #serverAt(root: string): CheckedServer | undefined {
    return this.servers.find((server) => server.root === root);
  }
}
