// Get-WindowsFeature: its table, whose names and marks Windows does not translate, or its objects.
import type { WindowsFeature } from '../facts.js';
import type { EvidenceKind } from '../kind.js';
import { booleanOf, textOf, valueOf, type EvidenceObject } from '../objects/model.js';
import { linesIn } from '../objects/lines.js';

export const windowsFeaturesKind: EvidenceKind = {
  name: 'windows-features',
  read(input) {
    const features = featuresOfObjects(input.objects.objects);
    if (features.length === 0 && !input.isXml) features.push(...featuresOfTable(input.text));
    if (features.length === 0) return [];
    return [{ kind: 'windows-features', computer: null, scope: 'server', facts: { features } }];
  },
};

/** `[X] Display name   Name   Installed`; a name that was cut to the width of the window is passed over. */
function featuresOfTable(text: string): WindowsFeature[] {
  const features: WindowsFeature[] = [];
  for (const { text: line, start } of linesIn(text)) {
    const mark = /^\s{0,40}\[([ X])\] /.exec(line.slice(0, 60));
    if (!mark) continue;
    const words = [...line.matchAll(/\S+/g)];
    // A narrow window has no room for the state, which the mark tells, too.
    const isWithState = /^(?:Installed|Available|Removed|InstallPending|UninstallPending)$/.test(
      words.at(-1)?.[0] ?? '',
    );
    const name = isWithState ? words.at(-2) : words.at(-1);
    const names = isWithState ? /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/ : /^Web-[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/;
    if (!name || !names.test(name[0])) continue;
    const at = start + name.index;
    features.push({ name: name[0], installed: mark[1] === 'X', range: { start: at, end: at + name[0].length } });
  }
  return features;
}

/** Install states as names or as the numbers that ConvertTo-Json writes. */
const installed: ReadonlyMap<string, boolean> = new Map([
  ['installed', true],
  ['1', true],
  ['available', false],
  ['0', false],
  ['removed', false],
  ['5', false],
]);

export function featuresOfObjects(objects: readonly EvidenceObject[]): WindowsFeature[] {
  return objects.flatMap((object) => {
    const name = textOf(object, 'Name');
    const isFeature = valueOf(object, 'FeatureType', 'InstallState', 'SubFeatures') !== null;
    // Of the features of IIS, the name itself tells what it is, whatever was selected beside it.
    if (!name || !(isFeature || /^Web-[A-Za-z-]+$/.test(name.text))) return [];
    const state =
      booleanOf(object, 'Installed')?.value ?? installed.get(textOf(object, 'InstallState')?.text.toLowerCase() ?? '');
    return state === undefined ? [] : [{ name: name.text, installed: state, range: name.range }];
  });
}
