// Checks assembled servers and lone files: rules, severities, suppressions and what could not be known, as
// one analysis.
import type { SettingsFile } from '../lint/settings-file.js';
import type { Assembly, UnassignedFile } from './assembly.js';
import type { CheckedServer } from './assembled-server.js';
import type { HeldServer } from './held-server.js';
import { trimResidents } from './residency.js';
import type { RunAnswers, WholeRun } from './run-answers.js';
import type { RunServer } from './run-server.js';
import { plainServerOf } from '../exchange/server.js';
import type { ExchangeServer } from '../exchange/virtual-directory.js';
import type { ProjectInput } from './input.js';
import type { Analysis, ServerVerdict } from '../lint/analysis.js';
import type { Outcome, Subject } from '../lint/run.js';
import { compareFindings, leftOutFindings, ruleSteps, sortFindings } from '../lint/run.js';
import type { RuleSeverity } from '../lint/settings.js';
import { pathsOutside } from '../lint/border.js';
import { overrideSeverities, parseSettings, settingsFindings, severities } from '../lint/settings.js';
import { ownRules } from '../lint/own-rules.js';
import { applySuppressions, speaksOfRules } from '../lint/suppressions.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import { violationSteps } from '../iis/violations.js';
import type { ConfigurationFile } from '../iis/file.js';
import { fileNameOf } from '../iis/paths.js';
import type { Finding, Severity } from '../rules/finding.js';
import type { Rule } from '../rules/rule.js';
import type { Steps } from '../text/steps.js';
import type { XmlDocument } from '../xml/tree.js';
import { separateErrors } from '../xml/separate-errors.js';
import { documentOf } from '../iis/documents.js';
import { archiveEntries, evidenceEntries } from './evidence-entries.js';
import type { InnerPlaces } from './inner-places.js';
import { bindingFinder, checkedAlone, lacksSites, noSites } from './not-checked.js';
import { groupedBy } from '../text/grouped.js';
import { ineffectiveDirectories } from './mapped-directories.js';
import { schemaProblems } from './schemas.js';

/** What was found in something whose parts have to do with nothing else. */
interface Part {
  readonly outcome: Outcome;
}

interface ServerPart extends Part {
  readonly verdict: ServerVerdict | null;
  /** True for a whole file without a single site: none of what it says of paths was checked. */
  readonly lacksSites: boolean;
  /** What the rules asked about the other servers. */
  readonly answers: RunAnswers;
}

export interface CheckResult {
  readonly analysis: Analysis;
  /**
   * The findings of the analysis as the rules gave them: those in files inside files have their places there.
   */
  readonly inner: readonly Finding[];
}

/**
 * What is found of an assembly so far, by the same rules and settings: every part is whole. A server's part holds
 * if what it asked about its run has the same answers.
 */
export interface Parts {
  readonly byServer: Map<HeldServer, ServerPart>;
  readonly byLoneFile: Map<UnassignedFile, Part>;
}

/** The parts of what is the same object in another assembly. */
export function partsIn({ servers, unassigned }: Assembly, known: Parts | null): Parts {
  return { byServer: knownOf(servers, known?.byServer), byLoneFile: knownOf(unassigned, known?.byLoneFile) };
}

function knownOf<K, V>(keys: readonly K[], known: ReadonlyMap<K, V> | undefined): Map<K, V> {
  return new Map(
    keys.flatMap((key): [K, V][] => {
      const value = known?.get(key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** `servers` are those of the run, in its order. What is found is added to `parts`. */
export function* checkSteps(
  { files, schemas, settings, missing = [], notRead = [], archives = [], apart = [] }: ProjectInput,
  assembly: Assembly,
  shared: WholeRun,
  servers: readonly RunServer[],
  rules: readonly Rule[],
  places: InnerPlaces,
  { byServer, byLoneFile }: Parts,
): Steps<CheckResult> {
  const severityOf = (rule: string, from: SettingsFile | null): RuleSeverity | undefined =>
    own(settings.rules, rule) ?? own(from?.settings.rules ?? {}, rule);
  const run = (subjects: readonly Subject[], from: SettingsFile | null): Steps<Outcome> =>
    ruleSteps(rules, subjects, (rule) => severityOf(rule, from));

  // From the last one on: it was added last, so that its model is still in memory.
  for (const server of [...servers].reverse()) {
    const { assembled } = server;
    if (byServer.get(assembled)?.answers.holdIn(shared)) continue;
    byServer.set(assembled, yield* partOf(server, rules, run));
    trimResidents();
    yield;
  }
  for (const lone of assembly.unassigned) {
    if (byLoneFile.has(lone)) continue;
    const subject = { file: lone.file, server: null, configurationPaths: [], schema: lone.schema };
    const outcome = yield* run([{ kind: 'file', subject, configurationPath: '' }], lone.settings);
    byLoneFile.set(lone, { outcome });
  }
  const ofServers = servers.map(({ assembled }) => byServer.get(assembled)!);
  const ofSchemas = schemaProblems(schemas).map((subject): Subject => ({
    kind: 'schemaFile',
    subject,
    configurationPath: '',
  }));
  const unread = [
    ...assembly.evidence.flatMap(({ file: { uri, unread: why } }) => (why === null ? [] : [{ uri, why }])),
    ...notRead.filter(({ isEvidence }) => isEvidence),
  ];
  const ofUnread = unread.map((subject): Subject => ({ kind: 'unreadEvidence', subject, configurationPath: '' }));
  const outcome = together([
    ...ofServers,
    ...assembly.unassigned.map((lone) => byLoneFile.get(lone)!),
    { outcome: yield* run([...ofSchemas, ...ofUnread], null) },
  ]);

  const withoutSites = servers
    .map(({ assembled }) => assembled)
    .filter((assembled) => byServer.get(assembled)!.lacksSites)
    .map(({ hostUri }) => ({ uri: hostUri, outer: places.outerUri(hostUri) }));
  // Of one inside an export, the export itself is evidence, and in that list.
  const exportsWithoutSites = new Set(withoutSites.flatMap(({ uri, outer }) => (uri === outer ? [] : [outer])));

  const knownRules = [...rules, ...ownRules].map(({ id }) => id);
  const ineffective = assembly.settingsFiles.length > 0 ? ineffectiveDirectories(assembly, files, missing) : [];
  const settingsAt = new Map(assembly.settingsFiles.map((file) => [file.uri, file]));
  const ineffectiveIn = groupedBy(ineffective, ({ uri }) => uri);
  const invalid = files.flatMap((file) => {
    const settingsFile = settingsAt.get(file.uri);
    if (!settingsFile) return [];
    const problems = [...parseSettings(file.text, knownRules).problems, ...pathsOutside(settingsFile)];
    return settingsFindings(file.uri, [...problems, ...(ineffectiveIn.get(file.uri) ?? [])]);
  });
  const documents = new Map<string, XmlDocument>();
  const texts = textsOf({ files, schemas }, assembly);
  for (const file of [...files, ...assembly.innerFiles]) {
    if (!assembly.plainTexts.has(file.uri) && speaksOfRules(file)) documents.set(file.uri, documentOf(file));
  }
  const suppressed = applySuppressions(dropDoubles(outcome.findings), documents, knownRules);
  const inner = [
    ...suppressed.findings,
    ...overrideSeverities([...suppressed.unused, ...invalid, ...leftOutFindings(outcome)], settings.rules),
  ];
  const findings = sortFindings(inner.map((finding) => places.finding(finding)));
  const analysis: Analysis = {
    servers: ofServers.flatMap(({ verdict }) => (verdict ? [places.verdict(verdict)] : [])),
    findings,
    summary: {
      ...countBySeverity(findings, outcome.leftOut.values()),
      passed: outcome.passed,
      notApplicable: outcome.notApplicable,
      unknown: outcome.unknown,
      suppressed: suppressed.suppressed.length,
    },
    suppressed: suppressed.suppressed
      .map((one) => ({ ...one, finding: places.finding(one.finding) }))
      .sort((a, b) => compareFindings(a.finding, b.finding)),
    texts,
    evidence: [
      ...archiveEntries(archives, [...files.map(({ uri }) => uri), ...apart]),
      ...evidenceEntries(assembly.evidence, assembly.servers, exportsWithoutSites),
    ],
    notChecked: [
      ...unread,
      ...notRead.filter(({ isEvidence }) => !isEvidence),
      ...checkedAlone(assembly),
      ...withoutSites.flatMap(({ uri, outer }) => (uri === outer ? [{ uri, why: noSites }] : [])),
    ]
      .map(bindingFinder(assembly))
      .sort((a, b) => (a.uri < b.uri ? -1 : 1)),
    failures: outcome.failures,
  };
  return { analysis, inner: sortFindings(inner) };
}

/** By uri, everything that places are in. */
export function textsOf(
  { files, schemas }: Pick<ProjectInput, 'files' | 'schemas'>,
  { innerFiles }: Assembly,
): ReadonlyMap<string, string> {
  return new Map([...schemas, ...files, ...innerFiles].map(({ uri, text }) => [uri, text]));
}

/** Runs the rules on one server, and keeps nothing of its model. */
function* partOf(
  server: RunServer,
  rules: readonly Rule[],
  run: (subjects: readonly Subject[], from: SettingsFile | null) => Steps<Outcome>,
): Steps<ServerPart> {
  const { assembled, configuration, exchange } = server;
  assembled.hold();
  try {
    const plain = exchange ? null : plainServerOf(configuration, server.known);
    const verdict = exchange && verdictOf(server, exchange);
    yield;
    if (rules.some(({ subject }) => subject === 'file')) yield* prepared(configuration);
    const outcome = yield* run(subjectsOf(server, plain), server.settings);
    return { verdict, lacksSites: lacksSites(configuration), outcome, answers: server.answers };
  } finally {
    configuration.forgetMerges();
    assembled.letGo();
  }
}

/** Works out in steps what the first rule to ask would work out at once. A rule that asks fails as this does. */
function* prepared(configuration: ServerConfiguration): Steps<void> {
  try {
    yield* configuration.rejectionSteps();
    for (const file of [configuration.applicationHost, ...configuration.placedFiles.keys()])
      yield* violationSteps(file, configuration.schema);
  } catch {
    return;
  }
}

function together(parts: readonly Part[]): Outcome {
  const sum = (name: 'passed' | 'notApplicable' | 'unknown'): number =>
    parts.reduce((total, { outcome }) => total + outcome[name], 0);
  return {
    findings: parts.flatMap(({ outcome }) => outcome.findings),
    passed: sum('passed'),
    notApplicable: sum('notApplicable'),
    unknown: sum('unknown'),
    failures: parts.flatMap(({ outcome }) => outcome.failures),
    leftOut: addedUp(parts.map(({ outcome }) => outcome.leftOut)),
  };
}

/** A file may be read by several servers; its own number is in each of them. */
function addedUp(maps: readonly Outcome['leftOut'][]): Outcome['leftOut'] {
  const result = new Map<string, Readonly<Record<Severity, number>>>();
  for (const map of maps) for (const [uri, counts] of map) if (!result.has(uri)) result.set(uri, counts);
  return result;
}

function own(rules: Readonly<Record<string, RuleSeverity>>, rule: string): RuleSeverity | undefined {
  return Object.hasOwn(rules, rule) ? rules[rule] : undefined;
}

/** `plain` replaces a server of Exchange where there is none. */
function subjectsOf({ configuration, exchange }: CheckedServer, plain: ExchangeServer | null): Subject[] {
  const file = (subject: ConfigurationFile, configurationPaths: readonly string[]): Subject => ({
    kind: 'file',
    subject: { file: subject, server: configuration, configurationPaths, schema: configuration.schema },
    configurationPath: configurationPaths[0] ?? '',
  });
  const subjects: Subject[] = [file(configuration.applicationHost, [''])];
  for (const [webConfig, paths] of configuration.placedFiles) subjects.push(file(webConfig, paths));
  subjects.push({ kind: 'server', subject: configuration, configurationPath: '' });
  const subject = exchange ?? plain;
  if (!subject) return subjects;
  subjects.push({ kind: 'exchange', subject, configurationPath: '' });
  for (const directory of subject.virtualDirectories) {
    subjects.push({ kind: 'virtualDirectory', subject: directory, configurationPath: directory.configurationPath });
  }
  return subjects;
}

/** A file that is read at several paths or by several servers gives each of its findings once. */
function dropDoubles(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, uri, range, configurationPath, message }) => {
    const key = [rule, uri, range.start, range.end, configurationPath, message].join('\n');
    return seen.size < seen.add(key).size;
  });
}

function countBySeverity(
  findings: readonly Finding[],
  leftOut: Iterable<Readonly<Record<Severity, number>>>,
): Record<Severity, number> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  for (const more of leftOut) for (const severity of severities) counts[severity] += more[severity];
  return counts;
}

function verdictOf({ configuration, name, readings }: CheckedServer, exchange: ExchangeServer): ServerVerdict {
  return {
    root: configuration.root,
    applicationHost: configuration.applicationHost.uri,
    name,
    termination: exchange.termination,
    unknowns: unknownsOf(configuration, exchange),
    files: [
      configuration.applicationHost.uri,
      ...[...configuration.placedFiles.keys()].map(({ uri }) => uri),
      ...new Set(readings.filter(({ reading }) => reading.scope === 'server').map(({ uri }) => uri)),
    ],
    parts: readings.flatMap(({ uri, reading: { part } }) => (part ? [{ uri, range: part }] : [])),
  };
}

function unknownsOf(configuration: ServerConfiguration, exchange: ExchangeServer): string[] {
  const unknowns: string[] = [];
  const { applicationHost } = configuration;
  for (const [file, paths] of [[applicationHost, []] as const, ...configuration.placedFiles]) {
    const name = paths.length === 0 ? fileNameOf(file.uri) : `${paths[0]!}/web.config`;
    const count = separateErrors(file.document).length;
    if (count > 0)
      unknowns.push(`${name} has ${count} syntax error${count === 1 ? '' : 's'}; nearby settings are unknown.`);
    else if (!file.configuration)
      unknowns.push(`${name} has no root element <configuration>; its settings are unknown.`);
  }
  const missing = exchange.virtualDirectories
    .filter(
      ({ name, role, configurationPath }) =>
        name !== null &&
        role !== 'backEnd' &&
        role !== 'other' &&
        configuration.siteIndex.directoryAt(configurationPath),
    )
    .map(({ configurationPath }) => configurationPath)
    .filter((path) => configuration.webConfigs.at(path) === 'unknown');
  if (missing.length > 0) {
    unknowns.push(
      `web.config not provided for ${missing.join(', ')}; uploadReadAheadSize and modules are unknown there.`,
    );
  }
  return unknowns;
}
