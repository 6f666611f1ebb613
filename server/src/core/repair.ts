// Applies remedies to texts in memory, pass by pass, until nothing more can be repaired; nothing is written
// here.
import { unifiedDiff } from './text/diff.js';
import { applyEdits, type FileEdit } from './text/edit.js';
import { fingerprint } from './lint/fingerprint.js';
import { combine } from './remedy/combine.js';
import type { Project } from './project.js';
import { changesFiles, type Remedy } from './remedy/remedy.js';
import type { Finding, Severity } from './rules/finding.js';
import type { Obstacle } from './text/obstacle.js';
import type { RepairMode } from './workspace/plans.js';

export interface Repair<P extends Project> {
  /** The text of every file that changes, by uri. */
  readonly texts: ReadonlyMap<string, string>;
  /** How many remedies were applied. */
  readonly applied: number;
  /** Why a remedy could not be applied, each once. */
  readonly refused: readonly string[];
  /** What the files with these texts amount to. */
  readonly project: P;
}

export interface RepairInput<P extends Project> {
  readonly project: P;
  readonly mode: RepairMode;
  /** The findings of a project that are to be repaired. */
  findings(project: P): readonly Finding[];
  /** The project with these texts in place of the files' own. */
  rebuild(texts: ReadonlyMap<string, string>): P;
  textOf(uri: string): string | undefined;
  /** Why a file must not be changed, as a sentence; null when it may. */
  obstacleTo(uri: string): string | null;
}

interface Candidate {
  readonly key: string;
  readonly remedy: Remedy;
  readonly severity: Severity;
}

interface Edited {
  readonly files: readonly FileEdit[];
  /** How many remedies they are. */
  readonly remedies: number;
}

/**
 * Severities and remedies that collide take turns, and a repair uncovers what it hid; but nothing takes turns
 * for ever.
 */
const passes = 50;

export function repair<P extends Project>(input: RepairInput<P>): Repair<P> {
  const texts = new Map<string, string>();
  const refused = new Set<string>();
  let { project } = input;
  let applied = 0;
  const begun = new Set<string>();
  let round = new Set<string>();
  for (let pass = 0; pass < passes; pass++) {
    const all = candidates(project, input);
    let edits = worst(among(all, round), (remedies) => edited(project, remedies, input, refused));
    if (edits.files.length === 0) {
      // What the last round uncovered is the next; what was in one before is back because another remedy
      // undid it.
      round = new Set(all.map(({ key }) => key).filter((key) => !begun.has(key)));
      for (const key of round) begun.add(key);
      edits = worst(among(all, round), (remedies) => edited(project, remedies, input, refused));
    }
    if (edits.files.length === 0) break;
    for (const { uri, edits: changes } of edits.files) {
      const before = texts.get(uri) ?? input.textOf(uri);
      if (before !== undefined) texts.set(uri, applyEdits(before, changes));
    }
    applied += edits.remedies;
    project = input.rebuild(texts);
  }
  for (const [uri, text] of texts) if (text === input.textOf(uri)) texts.delete(uri);
  return { texts, applied, refused: [...refused], project };
}

function among(candidates: readonly Candidate[], keys: ReadonlySet<string>): readonly Candidate[] {
  return candidates.filter(({ key }) => keys.has(key));
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * The edits for the worst findings that have any: what follows from these is gone once they are repaired, and
 * is not to be changed too.
 */
function worst(candidates: readonly Candidate[], edit: (remedies: readonly Remedy[]) => Edited): Edited {
  for (const severity of severities) {
    const edits = edit(candidates.flatMap((candidate) => (candidate.severity === severity ? [candidate.remedy] : [])));
    if (edits.files.length > 0) return edits;
  }
  return { files: [], remedies: 0 };
}

/**
 * `safe`: the first safe one. `all`: the first one. Never one of several between which only a person can
 * choose.
 */
function chosen({ remedies }: Finding, mode: RepairMode): Remedy[] {
  const first = mode === 'safe' ? remedies.find(({ kind }) => kind === 'safe') : remedies[0];
  return first && first.alternative !== true && changesFiles(first) ? [first] : [];
}

/** The remedies of a project that may be applied, each with a name that it keeps while others are applied. */
function candidates<P extends Project>(project: P, input: RepairInput<P>): Candidate[] {
  const { texts } = project.analysis;
  return input.findings(project).flatMap((finding) =>
    chosen(finding, input.mode).map((remedy) => ({
      key: `${fingerprint(finding, finding.uri, texts.get(finding.uri))} ${remedy.title}`,
      remedy,
      severity: finding.severity,
    })),
  );
}

/**
 * The edits of as many remedies as go together; what is refused alone is reported, what collides gets its
 * turn in the next pass.
 */
function edited(
  project: Project,
  remedies: readonly Remedy[],
  input: Pick<RepairInput<Project>, 'obstacleTo'>,
  refused: Set<string>,
): Edited {
  const combined = combine(remedies, (some) => attempt(project, some, input));
  for (const { remedy, problem } of combined.refused) refused.add(`${remedy.title}: ${problem}`);
  return { files: combined.edits, remedies: combined.applied.length };
}

function attempt(
  project: Project,
  remedies: readonly Remedy[],
  input: Pick<RepairInput<Project>, 'obstacleTo'>,
): readonly FileEdit[] | Obstacle {
  const plain = project.edits(remedies);
  if ('problem' in plain) return plain;
  for (const { uri } of plain) {
    const problem = input.obstacleTo(uri);
    if (problem !== null) return { problem };
  }
  return project.fix(remedies);
}

/** What the repair changes, as one unified diff over all files in the order of their names. */
export function repairDiff(
  repaired: Pick<Repair<Project>, 'texts'>,
  textOf: (uri: string) => string | undefined,
  nameOf: (uri: string) => string,
): string {
  return [...repaired.texts]
    .map(([uri, text]) => ({ name: nameOf(uri), before: textOf(uri) ?? '', after: text }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, before, after }) => unifiedDiff(name, before, after))
    .join('');
}
