// A feature of IIS Manager on the page: its sections with their values and entries.
import { button, element, type Child } from './dom.js';
import { findingList, type Words } from './effective-findings.js';
import { fillText } from './logs-text.js';
import type { ShownCollection, ShownOrigin, ShownPage, ShownSection, ShownSetting } from './effective-messages.js';

export type { Words } from './effective-findings.js';

/** `id` is its title, by which it is found again. */
export function featureView({ title, sections }: ShownPage['features'][number], words: Words): HTMLDetailsElement {
  const { strings } = words;
  const counts = sections.map(countsOf);
  const sum = (name: keyof Counts): number => counts.reduce((total, one) => total + one[name], 0);
  const notes = [
    sum('set') === 0 ? '' : fillText(strings.countSet, { count: sum('set') }),
    counted(sum('findings'), strings.countFinding, strings.countFindings),
    counted(sum('differences'), strings.countDifference, strings.countDifferences),
  ].filter((note) => note !== '');
  return element(
    'details',
    { class: 'feature', id: title },
    element(
      'summary',
      { id: `${title} summary` },
      element('h2', {}, title),
      notes.length === 0 ? null : element('span', { class: 'counts' }, ` ${notes.join(' · ')}`),
    ),
    ...sections.map((section) => sectionView(section, words)),
  );
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? '' : count === 1 ? one : fillText(many, { count });
}

interface Counts {
  readonly set: number;
  readonly findings: number;
  readonly differences: number;
}

const isSet = ({ trail, value }: ShownSetting): boolean => value === null || trail.some(({ place }) => place !== null);

export function countsOf({ settings, collections, findings }: ShownSection): Counts {
  const entries = collections.flatMap((collection) => collection.entries ?? []);
  return {
    set: settings.filter(isSet).length + entries.length,
    findings: [...settings, ...entries].reduce((total, one) => total + one.findings.length, findings.length),
    differences:
      settings.filter(({ compared }) => compared?.differs).length + collections.filter(({ differs }) => differs).length,
  };
}

function sectionView(section: ShownSection, words: Words): HTMLElement {
  const { section: path, settings, collections, findings } = section;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return element(
    'section',
    { 'aria-label': name, 'data-section': path },
    element('h3', { title: path }, name),
    delegation(section, words),
    findings.length === 0 ? null : findingList(findings, words),
    settings.length === 0 ? null : settingTable(section, words),
    ...collections.map((collection) => collectionView(section, collection, words)),
  );
}

/** Whether a web.config may set it, with the place that says so. */
function delegation({ section, delegation: mode, by }: ShownSection, words: Words): HTMLElement {
  const { strings } = words;
  const text = {
    Allow: by?.place ? strings.delegationAllowBy : strings.delegationAllow,
    Deny: by?.place ? strings.delegationDenyBy : strings.delegationDeny,
    Unknown: strings.delegationUnknown,
  }[mode];
  return element(
    'p',
    { class: `delegation ${mode}` },
    text,
    by?.place ? ' ' : null,
    by ? placeLink(by, `by ${section}`, words) : null,
  );
}

function placeLink({ place, label }: ShownOrigin, id: string, { send }: Words): Child {
  if (place === null) return label === '' ? null : label;
  return button(
    label,
    () => {
      send({ kind: 'open', place });
    },
    { class: 'link', id },
  );
}

function settingTable({ section, settings }: ShownSection, words: Words): HTMLElement {
  const { strings } = words;
  const name = section.slice(section.lastIndexOf('/') + 1);
  return element(
    'table',
    { 'aria-label': name },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...[strings.setting, strings.value, strings.setIn, strings.actions].map((text) =>
          element('th', { scope: 'col' }, text),
        ),
      ),
    ),
    element('tbody', {}, ...settings.map((setting) => settingRow(section, setting, words))),
  );
}

function settingRow(section: string, setting: ShownSetting, words: Words): HTMLElement {
  const { strings } = words;
  const { name, value, reason, findings, compared, lockedBy } = setting;
  const id = `${section} ${name}`;
  const shown =
    value === null
      ? element('em', {}, fillText(strings.unknown, { reason }))
      : value === ''
        ? element('span', { class: 'faint' }, strings.notSet)
        : element('code', {}, value);
  const state = `${isSet(setting) ? ' set' : ''}${compared?.differs ? ' differs' : ''}`;
  return element(
    'tr',
    { class: `setting${state}` },
    element('th', { scope: 'row' }, name),
    element(
      'td',
      {},
      shown,
      compared?.differs
        ? element('div', { class: 'other' }, `${strings.onlyThere}: `, element('code', {}, compared.other ?? ''))
        : null,
      findings.length === 0 ? null : findingList(findings, words),
    ),
    element(
      'td',
      {},
      originView(id, setting, words),
      lockedBy
        ? element('div', { class: 'faint' }, `${strings.lockedBy} `, placeLink(lockedBy, `lock ${id}`, words))
        : null,
    ),
    element('td', { class: 'actions' }, ...actionsOf(section, id, setting, words)),
  );
}

/** The place that decides; below it, unfolded on request, all that have a say. */
function originView(id: string, { origin, trail }: ShownSetting, words: Words): HTMLElement {
  const { strings } = words;
  const own = element('div', {}, whereText(origin, words), placeLink(origin, `origin ${id}`, words));
  if (trail.length < 2) return own;
  return element(
    'div',
    {},
    own,
    element(
      'details',
      { id: `trail ${id}`, class: 'trail' },
      element('summary', { id: `trail ${id} summary` }, fillText(strings.showTrail, { count: trail.length })),
      element(
        'ol',
        {},
        ...trail.map((one, at) =>
          element(
            'li',
            {},
            element('code', {}, one.text),
            ' ',
            whereText(one, words),
            placeLink(one, `trail ${id} ${at}`, words),
          ),
        ),
      ),
    ),
  );
}

function whereText({ place, configurationPath }: ShownOrigin, { strings, configurationPath: here }: Words): string {
  if (place === null) return strings.byDefault;
  if (configurationPath.toLowerCase() === here.toLowerCase()) return `${strings.here} `;
  return `${configurationPath === '' ? strings.inheritedServer : fillText(strings.inherited, { path: configurationPath })} `;
}

function actionsOf(section: string, id: string, setting: ShownSetting, { strings, send }: Words): HTMLElement[] {
  const { name, origin, isHere, editable, value } = setting;
  if (!editable) return [];
  const one = (action: 'edit' | 'override' | 'reset', text: string, hint: string): HTMLElement =>
    button(
      text,
      () => {
        send({ kind: 'change', action, section, name });
      },
      { class: 'link', id: `${action} ${id}`, 'aria-label': fillText(hint, { name }), title: fillText(hint, { name }) },
    );
  return [
    ...(origin.place === null ? [] : [one('edit', strings.edit, strings.editHint)]),
    ...(isHere ? [] : [one('override', strings.override, strings.overrideHint)]),
    ...(isHere && (value !== null || origin.place !== null) ? [one('reset', strings.reset, strings.resetHint)] : []),
  ];
}

function entryActions(section: string, collection: ShownCollection, { strings, send }: Words): HTMLElement | null {
  const { name, fields, isHere } = collection;
  const id = `entries ${section} ${name}`;
  const one = (action: 'addEntry' | 'resetEntries', text: string): HTMLElement =>
    button(
      text,
      () => {
        send({ kind: 'changeEntries', action, section, name });
      },
      { class: 'link', id: `${action} ${id}`, 'aria-label': `${text} ${name === '' ? section : name}` },
    );
  const actions = [
    ...(fields.length > 0 ? [one('addEntry', strings.addEntry)] : []),
    ...(isHere ? [one('resetEntries', strings.resetEntries)] : []),
  ];
  return actions.length === 0 ? null : element('p', { class: 'actions' }, ...actions);
}

function collectionView({ section }: ShownSection, collection: ShownCollection, words: Words): HTMLElement {
  const { strings } = words;
  const { name, entries, more, reason, differs, onlyThere } = collection;
  const id = `entries ${section} ${name}`;
  const title = name === '' ? strings.entries : name;
  if (entries === null) {
    return element(
      'div',
      { class: 'none set' },
      element('p', {}, `${title}: `, element('em', {}, fillText(strings.unknown, { reason }))),
      entryActions(section, collection, words),
    );
  }
  if (entries.length === 0 && onlyThere.length === 0) {
    return element(
      'div',
      { class: 'none' },
      element('p', { class: 'faint' }, `${title}: ${strings.noEntries}`),
      entryActions(section, collection, words),
    );
  }
  // The order of some decides, so that it is told where the entries are the same.
  const isOtherOrder = differs && onlyThere.length === 0 && !entries.some(({ onlyHere }) => onlyHere);
  return element(
    'details',
    { class: 'collection', id },
    element(
      'summary',
      { id: `${id} summary` },
      `${title}: ${entries.length + more}`,
      isOtherOrder ? element('span', { class: 'other' }, ` ${strings.otherOrder}`) : null,
    ),
    element(
      'ol',
      {},
      ...entries.map((entry, at) =>
        element(
          'li',
          { class: `entry set${entry.onlyHere || isOtherOrder ? ' differs' : ''}` },
          element('code', {}, entry.text),
          ' ',
          element('span', { class: 'faint' }, whereText(entry.origin, words)),
          placeLink(entry.origin, `${id} ${at}`, words),
          entry.onlyHere ? element('span', { class: 'other' }, ` ${strings.onlyHere}`) : null,
          collection.isOrdered && at > 0 ? move(section, name, entry.text, at, -1, words) : null,
          collection.isOrdered && at + 1 < entries.length ? move(section, name, entry.text, at, 1, words) : null,
          entry.removable ? removal(section, name, entry.text, at, words) : null,
          entry.findings.length === 0 ? null : findingList(entry.findings, words),
        ),
      ),
      ...onlyThere.map((text) =>
        element(
          'li',
          { class: 'entry differs' },
          element('code', {}, text),
          element('span', { class: 'other' }, ` ${strings.onlyThere}`),
        ),
      ),
    ),
    more > 0 ? element('p', { class: 'faint' }, fillText(strings.more, { count: more })) : null,
    entryActions(section, collection, words),
  );
}

function move(
  section: string,
  name: string,
  entry: string,
  at: number,
  by: -1 | 1,
  { strings, send }: Words,
): HTMLElement {
  const hint = fillText(by < 0 ? strings.moveUpHint : strings.moveDownHint, { name: entry });
  return button(
    by < 0 ? strings.moveUp : strings.moveDown,
    () => {
      send({ kind: 'changeEntries', action: 'moveEntry', section, name, at, entry, by });
    },
    { class: 'link remove', id: `move ${by} ${section} ${name} ${entry}`, 'aria-label': hint, title: hint },
  );
}

function removal(section: string, name: string, entry: string, at: number, { strings, send }: Words): HTMLElement {
  const hint = fillText(strings.removeEntryHint, { name: entry });
  return button(
    strings.removeEntry,
    () => {
      send({ kind: 'changeEntries', action: 'removeEntry', section, name, at, entry });
    },
    { class: 'link remove', id: `remove ${section} ${name} ${entry}`, 'aria-label': hint, title: hint },
  );
}
