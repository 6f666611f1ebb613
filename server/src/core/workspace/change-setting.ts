// A change of one value of one path as a person wants it: the remedy that makes it, and whether it takes
// effect.
import type { Origin } from '../iis/effective.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Effective } from '../iis/effective.js';
import { fileNameOf, samePath } from '../iis/paths.js';
import { review, setting } from '../remedy/build.js';
import type { Remedy, SettingChange, Target } from '../remedy/remedy.js';
import type { SettingEdit } from '../report/effective-page.js';
import type { Obstacle } from '../text/obstacle.js';
import type { Plan } from './plans.js';

/** What an edit of one value leads to. */
export interface SettingPlan extends Plan {
  /** Other paths that get the value from the same place. */
  readonly alsoAt: readonly string[];
}

export type Placed = Exclude<Origin, { readonly kind: 'schema' }>;

export const isPlaced = (origin: Origin): origin is Placed => origin.kind !== 'schema';

type Named = Pick<SettingEdit, 'configurationPath' | 'section' | 'name'>;

/** The value that an edit is about, as it is now. */
export function editedSetting(
  configuration: ServerConfiguration,
  { configurationPath, section, name }: Named,
  path = configurationPath,
): Effective<string> | null {
  const steps = name.split('/');
  let element = configuration.section(path, section);
  for (const step of steps.slice(0, -1)) element = element?.elements.get(step) ?? null;
  return element?.attributes.get(steps.at(-1)!) ?? null;
}

/** The remedy that makes an edit; rejected where there is nothing to edit. */
export function settingRemedy(configuration: ServerConfiguration, edit: SettingEdit): Remedy | Obstacle {
  const { configurationPath, section, name, action, value } = edit;
  const effective = editedSetting(configuration, edit);
  const attribute = name.slice(name.lastIndexOf('/') + 1);
  if (!effective) return { problem: `${section} has no attribute ${name}.` };
  const title = `${action === 'reset' ? 'Reset' : 'Set'} ${attribute}`;
  if (action === 'override') {
    const element = name.split('/').slice(0, -1);
    return review(
      title,
      setting(configuration, configurationPath, section, attribute, value, { element, explicit: true }),
    );
  }
  if (action === 'edit') {
    const { origin } = effective;
    if (!isPlaced(origin)) return { problem: 'No file sets this value. Override it here.' };
    const change = changeAt(configuration, origin, edit, value);
    return 'problem' in change ? change : review(title, change);
  }
  const changes: SettingChange[] = [];
  for (const origin of effective.trail) {
    if (!isPlaced(origin) || !samePath(origin.configurationPath, configurationPath)) continue;
    const change = changeAt(configuration, origin, edit, null);
    if ('problem' in change) return change;
    changes.push(change);
  }
  return changes.length === 0 ? { problem: 'This value is not set here.' } : review(title, ...changes);
}

/** Writes the value where it stands. */
function changeAt(
  configuration: ServerConfiguration,
  origin: Placed,
  { section, name }: SettingEdit,
  value: string | null,
): SettingChange | Obstacle {
  const steps = name.split('/');
  const target = targetAt(configuration, origin, section, steps.slice(0, -1));
  return 'problem' in target ? target : { kind: 'setting', target, attribute: steps.at(-1)!, value };
}

/** Where something stands. */
export function targetAt(
  configuration: ServerConfiguration,
  { uri, configurationPath }: Placed,
  section: string,
  element: readonly string[],
): Target | Obstacle {
  const server = configuration.applicationHost.uri;
  if (uri !== server && ![...configuration.placedFiles.keys()].some((file) => file.uri === uri))
    return { problem: `The value is in ${fileNameOf(uri)}, which configSource specifies. Edit that file.` };
  const base = { configurationPath, section, server, ...(element.length > 0 && { element }) };
  return uri === server ? { ...base, commit: 'applicationHost' } : { ...base, commit: 'webConfig', file: uri };
}

/** What a person has to know of a value after its edit: that the files do not tell whether it holds. */
export function notesAfter(effective: Effective<unknown> | null): readonly string[] {
  return effective?.state === 'unknown' ? [`Whether it takes effect is unknown: ${effective.reason}.`] : [];
}

/** The other paths of these that get the value from the place that decides at the path of an edit. */
export function sharedBy(
  configuration: ServerConfiguration,
  edit: SettingEdit,
  paths: readonly string[],
): readonly string[] {
  const origin = editedSetting(configuration, edit)?.origin;
  if (!origin || !isPlaced(origin)) return [];
  return paths.filter((path) => {
    const other = samePath(path, edit.configurationPath) ? undefined : editedSetting(configuration, edit, path)?.origin;
    return other && isPlaced(other) && other.uri === origin.uri && other.range.start === origin.range.start;
  });
}
