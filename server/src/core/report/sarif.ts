// SARIF 2.1.0 for code scanning: rules, results with the places that made them true, fixes and stable
// fingerprints.
import type { FileEdit } from '../text/edit.js';
import type { Place } from '../text/range.js';
import type { Analysis, SuppressedFinding } from '../lint/analysis.js';
import { fingerprint, FingerprintCounter } from '../lint/fingerprint.js';
import type { Remedy } from '../remedy/remedy.js';
import type { Finding, Severity } from '../rules/finding.js';
import { Places, severityRank, type ReportContext, type RuleInfo } from './context.js';
import { notCheckedFiles } from './not-checked.js';

/** What GitHub's code scanning takes of one run (its documentation, "SARIF support for code scanning"). */
const limits = { results: 25_000, locations: 1_000, tags: 20 } as const;

/**
 * Each edit is checked against the whole server first, so that a file gets them for so many findings, fewer
 * where it is very long.
 */
const mostFixesOfFile = 100;
const fewestFixesOfFile = 5;
const checkedCharacters = 20_000_000;

/** The base of all relative addresses: the working folder, whose own address stays private. */
const baseId = 'WORKINGFOLDER';

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/**
 * The scale of GitHub's severity labels: high from 7.0, medium from 4.0, low below. It mirrors the rule's
 * severity.
 */
const securitySeverity: Readonly<Record<Severity, string>> = {
  error: '8.0',
  warning: '5.0',
  information: '2.0',
  hint: '1.0',
};

export function sarifReport(analysis: Analysis, context: ReportContext): string {
  const places = new Places(analysis.texts, analysis.lineNumbers);
  const { entries, leftOut } = withinLimit(analysis);
  const ruleIds = [...new Set(entries.map(({ finding }) => finding.rule))].sort();
  const ruleIndexes = new Map(ruleIds.map((id, index) => [id, index]));
  const counter = new FingerprintCounter();
  const edits = new EditsToShow(places, context);
  const results = entries.map((entry) => result(entry, ruleIndexes, counter, places, edits, context));
  const notifications = [
    ...analysis.failures.map(({ rule, message }) => ({
      level: 'error',
      descriptor: { id: 'internal-error' },
      associatedRule: { id: rule },
      message: { text: message },
    })),
    ...notCheckedFiles(analysis).map(({ uri, why }) => ({
      level: 'note',
      descriptor: { id: 'not-checked' },
      message: { text: `${context.relativePath(uri)}: ${why}` },
    })),
    ...(leftOut > 0
      ? [{ level: 'warning', message: { text: `${leftOut} results of lower severity were left out of this file.` } }]
      : []),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'exchange-cba',
            fullName: `Exchange CBA ${context.version}`,
            version: context.version,
            ...(/^\d+\.\d+\.\d+/.test(context.version) ? { semanticVersion: context.version } : {}),
            rules: ruleIds.map((id) => descriptor(id, context.rule(id))),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [baseId]: { description: { text: 'The folder in which the check ran.' } } },
        invocations: [
          {
            executionSuccessful: analysis.failures.length === 0,
            ...(notifications.length > 0 ? { toolExecutionNotifications: notifications } : {}),
          },
        ],
        results,
        properties: {
          servers: analysis.servers.map(({ root, termination, unknowns }) => ({
            root: context.relativePath(root),
            termination: termination.value,
            chosenBy: termination.chosenBy,
            unknowns,
          })),
          summary: analysis.summary,
        },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

interface Entry {
  readonly finding: Finding;
  readonly suppression: SuppressedFinding | null;
}

/** Everything when there is room for it, otherwise the worst, in the order of places. */
function withinLimit(analysis: Analysis): { entries: readonly Entry[]; leftOut: number } {
  const all: Entry[] = [
    ...analysis.findings.map((finding) => ({ finding, suppression: null })),
    ...(analysis.suppressed ?? []).map((suppression) => ({ finding: suppression.finding, suppression })),
  ];
  if (all.length <= limits.results) return { entries: all, leftOut: 0 };
  const weight = ({ finding, suppression }: Entry): number => severityRank(finding.severity) + (suppression ? 10 : 0);
  const kept = new Set([...all].sort((a, b) => weight(a) - weight(b)).slice(0, limits.results));
  return { entries: all.filter((entry) => kept.has(entry)), leftOut: all.length - limits.results };
}

function descriptor(id: string, rule: RuleInfo | undefined): object {
  const group = id.split('/')[0]!;
  const severity = rule?.severity ?? 'warning';
  const paragraphs = [rule?.what, rule?.why, rule?.fix].filter((text) => text !== undefined);
  const help = paragraphs.join('\n\n');
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: rule?.title ?? id },
    ...(rule?.what === undefined ? {} : { fullDescription: { text: rule.what } }),
    ...(help === '' ? {} : { help: { text: help, markdown: help } }),
    ...(rule?.helpUri === undefined ? {} : { helpUri: rule.helpUri }),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['security', 'configuration', group].slice(0, limits.tags),
      'problem.severity': severity === 'error' ? 'error' : severity === 'warning' ? 'warning' : 'recommendation',
      'security-severity': securitySeverity[severity],
    },
  };
}

/** `iis/locked-section` → `IisLockedSection`. */
function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

function result(
  { finding, suppression }: Entry,
  ruleIndexes: ReadonlyMap<string, number>,
  counter: FingerprintCounter,
  places: Places,
  edits: EditsToShow,
  context: ReportContext,
): object {
  const path = context.relativePath(finding.uri);
  const print = counter.next(fingerprint(finding, path, places.text(finding.uri)));
  const fixes = fixesOf(finding, places, edits, context);
  return {
    ruleId: finding.rule,
    ruleIndex: ruleIndexes.get(finding.rule),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: physical(finding, places, context),
        ...(finding.configurationPath === ''
          ? {}
          : { logicalLocations: [{ fullyQualifiedName: finding.configurationPath, kind: 'resource' }] }),
      },
    ],
    ...(finding.evidence.length === 0
      ? {}
      : {
          relatedLocations: finding.evidence.slice(0, limits.locations - 1).map((note, id) => ({
            id,
            physicalLocation: physical(note, places, context),
            message: { text: note.message },
          })),
        }),
    // The first is the name under which GitHub looks for it.
    partialFingerprints: { primaryLocationLineHash: print, 'exchangeCba/v1': print },
    ...(fixes.length === 0 ? {} : { fixes }),
    ...(suppression === null ? {} : { suppressions: [suppressionOf(suppression)] }),
    ...(finding.remedies.length === 0
      ? {}
      : { properties: { remedies: finding.remedies.map(({ title, kind }) => `${title} (${kind})`) } }),
  };
}

function suppressionOf({ by, reason }: SuppressedFinding): object {
  return {
    kind: by === 'comment' ? 'inSource' : 'external',
    status: 'accepted',
    ...(reason === '' ? {} : { justification: reason }),
  };
}

function physical(place: Place, places: Places, context: ReportContext): object {
  return {
    artifactLocation: artifact(place.uri, context),
    ...(places.text(place.uri) === undefined ? {} : { region: region(place, places) }),
  };
}

function artifact(uri: string, context: ReportContext): object {
  return { uri: uriReference(context.relativePath(uri)), uriBaseId: baseId };
}

/** A relative path as a URI reference: everything escaped that is not a plain character of a path. */
function uriReference(path: string): string {
  // encodeURIComponent throws on half a surrogate pair. It escapes the colon of a first segment, which would
  // read as a scheme.
  const wellFormed = path.replace(/\p{Surrogate}/gu, '\ufffd');
  return wellFormed.split('/').map(encodeURIComponent).join('/');
}

function region(place: Place, places: Places): object {
  const { start, end } = places.at(place);
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function fixesOf(finding: Finding, places: Places, toShow: EditsToShow, context: ReportContext): object[] {
  const fixes: object[] = [];
  for (const { remedy, edits } of toShow.of(finding)) {
    fixes.push({
      description: { text: remedy.title },
      artifactChanges: edits.map(({ uri, edits: replacements }) => ({
        artifactLocation: artifact(uri, context),
        replacements: replacements.map(({ range, newText }) => ({
          deletedRegion: region({ uri, range }, places),
          insertedContent: { text: newText },
        })),
      })),
    });
  }
  return fixes;
}

/** The edits of findings, within the limits of their files. */
class EditsToShow {
  readonly #places: Places;
  readonly #context: ReportContext;
  readonly #left = new Map<string, number>();

  constructor(places: Places, context: ReportContext) {
    this.#places = places;
    this.#context = context;
  }

  /** Without the remedies that cannot be edited, or whose file's text is not provided. */
  of({ uri, remedies }: Finding): { readonly remedy: Remedy; readonly edits: readonly FileEdit[] }[] {
    if (remedies.length === 0) return [];
    const left = this.#left.get(uri) ?? this.#limitOf(uri);
    if (left === 0) return [];
    this.#left.set(uri, left - 1);
    return remedies.flatMap((remedy) => {
      const edits = this.#context.edits?.(remedy)?.filter(({ edits: replacements }) => replacements.length > 0) ?? [];
      return edits.length > 0 ? [{ remedy, edits }] : [];
    });
  }

  #limitOf(uri: string): number {
    const length = this.#places.text(uri)?.length ?? 0;
    const affordable = Math.floor(checkedCharacters / Math.max(length, 1));
    return Math.min(mostFixesOfFile, Math.max(fewestFixesOfFile, affordable));
  }
}
