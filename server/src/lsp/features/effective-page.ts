// The effective configuration of a path for the client's page, and the change of a value on it.
import type { CompareWith, EffectivePage, PageEdit } from '../../core/face/reports.js';
import type { Place } from '../../core/text/range.js';
import { canonicalUri } from '../../host/uri.js';
import {
  changeSettingRequest,
  changeSettingScriptRequest,
  effectivePageRequest,
  type ChangeSettingResult,
  type ChangeSettingScriptParams,
  type EffectivePageParams,
  type EffectivePageResult,
  type ProtocolPlace,
  type ScriptResult,
} from '../../protocol.js';
import { fileEditsOf, placeOf } from '../convert.js';
import { onCustomRequest } from '../custom-request.js';
import type { Session } from '../session.js';
import { isForm } from './set-up.js';
import type { Snapshot } from '../snapshot.js';

type Section<P> = EffectivePage<P>['features'][number]['sections'][number];
type Origin<P> = Section<P>['settings'][number]['origin'];
type Finding<P> = EffectivePage<P>['findings'][number];

/** Places by lines; what is in a file that was not read is no link. */
class Converter {
  readonly #snapshot: Snapshot;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  page(page: EffectivePage): EffectivePageResult {
    return {
      ...page,
      findings: this.#findings(page.findings),
      features: page.features.map(({ title, sections }) => ({
        title,
        sections: sections.map((section) => this.#section(section)),
      })),
    };
  }

  #section(section: Section<Place>): Section<ProtocolPlace> {
    return {
      ...section,
      by: section.by && this.#origin(section.by),
      findings: this.#findings(section.findings),
      settings: section.settings.map((setting) => ({
        ...setting,
        origin: this.#origin(setting.origin),
        trail: setting.trail.map((origin) => this.#origin(origin)),
        lockedBy: setting.lockedBy && this.#origin(setting.lockedBy),
        findings: this.#findings(setting.findings),
      })),
      collections: section.collections.map((collection) => ({
        ...collection,
        entries:
          collection.entries?.map((entry) => ({
            ...entry,
            origin: this.#origin(entry.origin),
            findings: this.#findings(entry.findings),
          })) ?? null,
      })),
    };
  }

  #origin(origin: Origin<Place>): Origin<ProtocolPlace> {
    return { ...origin, place: origin.place && placeOf(this.#snapshot, origin.place) };
  }

  #findings(findings: readonly Finding<Place>[]): Finding<ProtocolPlace>[] {
    return findings.flatMap((finding) => {
      const place = placeOf(this.#snapshot, finding.place);
      return place ? [{ ...finding, place }] : [];
    });
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isLocation({ root, configurationPath }: Record<string, unknown>): boolean {
  return typeof root === 'string' && typeof configurationPath === 'string';
}

function isPageParams(params: unknown): params is EffectivePageParams {
  if (!isObject(params) || !isLocation(params)) return false;
  const { compareWith } = params;
  if (compareWith === undefined) return true;
  if (!isObject(compareWith)) return false;
  return compareWith.kind === 'default' || (compareWith.kind === 'path' && isLocation(compareWith));
}

function isEdit(params: unknown): params is PageEdit {
  if (!isObject(params) || !isLocation(params)) return false;
  const { section, name, action, value, at, by, entry, attributes } = params;
  if (typeof section !== 'string' || typeof name !== 'string') return false;
  switch (action) {
    case 'reset':
      return value === null;
    case 'edit':
    case 'override':
      return typeof value === 'string';
    case 'addEntry':
      return isObject(attributes) && Object.values(attributes).every((text) => typeof text === 'string');
    case 'moveEntry':
      return typeof at === 'number' && typeof entry === 'string' && (by === -1 || by === 1);
    case 'removeEntry':
      return typeof at === 'number' && typeof entry === 'string';
    default:
      return action === 'resetEntries';
  }
}

function comparedWith(compareWith: CompareWith | undefined): CompareWith | null {
  if (compareWith?.kind !== 'path') return compareWith ?? null;
  return { ...compareWith, root: canonicalUri(compareWith.root) };
}

export function registerEffectivePage({ connection, workspace, run, t }: Session): void {
  onCustomRequest(connection, effectivePageRequest, (params, token) =>
    run(effectivePageRequest, token, null, async (): Promise<EffectivePageResult | null> => {
      if (!isPageParams(params)) return null;
      const snapshot = await workspace.checked();
      const location = { root: canonicalUri(params.root), configurationPath: params.configurationPath };
      const page = snapshot.project.effectivePage(location, comparedWith(params.compareWith));
      return page && new Converter(snapshot).page(page);
    }),
  );

  onCustomRequest(connection, changeSettingRequest, (params, token) =>
    run(changeSettingRequest, token, null, async (): Promise<ChangeSettingResult | null> => {
      if (!isEdit(params)) return null;
      const snapshot = await workspace.checked();
      const plan = snapshot.project.changeSetting({ ...params, root: canonicalUri(params.root) });
      if ('problem' in plan) return { kind: 'problem', problem: plan.problem };
      const edits = fileEditsOf(snapshot, plan.edits);
      if (!edits) return { kind: 'problem', problem: t('A file to change is not available.') };
      return {
        kind: 'plan',
        edits,
        notes: plan.notes,
        solved: plan.solved.map(({ message }) => message),
        added: plan.added.map(({ message }) => message),
        alsoAt: plan.alsoAt,
      };
    }),
  );

  onCustomRequest(connection, changeSettingScriptRequest, (params, token) =>
    run(changeSettingScriptRequest, token, null, async (): Promise<ScriptResult | null> => {
      if (!isObject(params) || !isEdit(params.edit) || !isForm(params.form)) return null;
      const { edit, form, rollback } = params as unknown as ChangeSettingScriptParams;
      const { project } = await workspace.snapshot();
      const script = project.changeSettingScript({ ...edit, root: canonicalUri(edit.root) }, form, rollback);
      return typeof script === 'string' ? { kind: 'script', text: script } : { kind: 'problem', ...script };
    }),
  );
}
