// An entry is added to a collection that has one with its key already.
import type { FailureScope } from '../../iis/failure-scope.js';
import { failureScope } from '../../iis/failure-scope.js';
import type { ConfigurationFile } from '../../iis/file.js';
import type { DuplicateEntry } from '../../iis/rejection.js';
import { locate } from '../../iis/schema/locate.js';
import type { CollectionSchema } from '../../iis/schema/schema.js';
import { truth } from '../../iis/truth.js';
import { alternatives } from '../../remedy/build.js';
import type { Remedy } from '../../remedy/remedy.js';
import type { Note } from '../../text/range.js';
import { insertChild, removeElement } from '../../xml/edit.js';
import type { XmlElement } from '../../xml/tree.js';
import { attributeOf, childElements } from '../../xml/tree.js';
import { rejections } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { removalEdits, repair } from '../support/repairs.js';
import type { FileSubject } from '../rule.js';
import { defineRule } from '../rule.js';
import { clip, fitting } from '../support/words.js';

const messages = {
  twice: "Cannot add duplicate collection entry of type '{directive}' with {keys} (0x8007000D), so {effect}.",
  inherited: "Cannot add duplicate collection entry of type '{directive}' with {keys} (0x800700B7), so {effect}.",
};

/** What fails, by the section that is rejected. */
const effects: Readonly<Record<FailureScope, string>> = {
  every: 'every request fails with 500.19',
  folders: 'requests for folders fail with 500.19',
  reading: 'requests that read it fail with 500.19',
  start: 'IIS may start no site',
};

export default defineRule({
  id: 'iis/duplicate-collection-entry',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Duplicate collection entry',
    what: 'An `<add>` element (or its equivalent in the collection) has the key of an entry that precedes it in the same collection or is inherited from a higher level, and the collection allows each key once. If one list adds several inherited entries again, this is one finding.',
    why: 'IIS rejects the section: "Cannot add duplicate collection entry". A typical case is a `providers` list for Windows authentication in a `<location>` without `<clear />`: Negotiate and NTLM are inherited from the server level.',
    fix: 'To replace inherited entries, start with `<clear />` or `<remove>`; otherwise delete the entry. Only you know which is intended.',
    symptom:
      'HTTP 500.19 with 0x8007000D if both entries are in one file, and with 0x800700B7 if one is inherited. Modules, handlers, and MIME types: every request. Default documents: requests for folders only; files are still served.',
    sources: [iisSources.status50019, iisSources.messages, iisSources.schema],
  },
  messages,
  applies: ({ file }) => file.sections.length > 0,
  check(subject, report) {
    const found = rejections(subject, 'duplicate-entry').filter((rejection) => !isSiteStructure(rejection));
    for (const group of grouped(found)) {
      const [first, ...others] = group as [DuplicateEntry, ...DuplicateEntry[]];
      const message = first.inherited ? 'inherited' : 'twice';
      const effect = effects[failureScope(first.section)];
      const data = { directive: first.directive, keys: describeKeys(first), effect };
      report({
        message,
        data: fitting(messages[message], data, 'keys'),
        at: { uri: first.uri, range: first.range },
        configurationPath: subject.server ? first.configurationPath : '',
        evidence: [
          ...group.flatMap((one) => one.first ?? []),
          ...others.map(({ uri, range }): Note => ({ uri, range, message: 'This entry is already inherited too.' })),
        ],
        remedies:
          first.uri !== subject.file.uri
            ? []
            : first.inherited
              ? inheritedRemedies(subject, group)
              : doubledRemedies(subject.file, first),
      });
    }
    return truth(found.length > 0);
  },
});

/** Sites and applications that are twice are reported by another rule. */
function isSiteStructure({ section, directive }: DuplicateEntry): boolean {
  return section === 'system.applicationHost/sites' && (directive === 'site' || directive === 'application');
}

/** Inherited entries that one list adds again are one mistake: the list lacks its `<clear />`. */
function grouped(found: readonly DuplicateEntry[]): readonly (readonly DuplicateEntry[])[] {
  const lists = new Map<XmlElement | null, DuplicateEntry[]>();
  const groups: DuplicateEntry[][] = [];
  for (const rejection of found) {
    const list = rejection.element.parent;
    const group = rejection.inherited ? lists.get(list) : undefined;
    if (group) {
      group.push(rejection);
      continue;
    }
    const started = [rejection];
    groups.push(started);
    if (rejection.inherited) lists.set(list, started);
  }
  return groups;
}

function describeKeys({ keys }: DuplicateEntry): string {
  const names = keys.map(({ attribute }) => attribute).join(', ');
  const values = keys.map(({ value }) => clip(value, 40)).join(', ');
  return keys.length === 1
    ? `unique key attribute '${names}' set to '${values}'`
    : `combined key attributes '${names}' respectively set to '${values}'`;
}

function inheritedRemedies({ file, schema }: FileSubject, group: readonly DuplicateEntry[]): readonly Remedy[] {
  const { document } = file;
  const list = group[0]!.element.parent;
  const located = list && locate(list, schema);
  const collection = located && 'schema' in located.resolved ? located.resolved.schema.collection : null;
  if (!list || !collection) return [];
  const isAll = list.attributes.length === 0 && list.children.length === group.length;
  const removal = isAll
    ? removalEdits(document, list)
    : group.flatMap(({ element }) => removeElement(document, element));
  return alternatives(
    ...replacing(file, list, collection, group),
    ...repair(file, 'review', group.length === 1 ? 'Delete this entry' : 'Delete these entries', removal),
  );
}

/** What is inherited gives way: all of it in a list of providers, the entries of the same keys elsewhere. */
function replacing(
  file: ConfigurationFile,
  list: XmlElement,
  { clearElement, removeElement: remove }: CollectionSchema,
  group: readonly DuplicateEntry[],
): readonly Remedy[] {
  const { document } = file;
  if (clearElement !== null && (list.name === 'providers' || remove === null)) {
    const edits = insertChild(document, list, { name: clearElement }, 'first');
    return repair(file, 'review', `Start the list with <${clearElement} />`, edits);
  }
  // What is locked above can be neither removed nor replaced.
  if (remove === null || group.some(({ firstIsLocked }) => firstIsLocked)) return [];
  const edits = group.flatMap(({ element, keys }) =>
    insertChild(
      document,
      list,
      { name: remove, attributes: Object.fromEntries(writtenKeys(keys)) },
      { before: element },
    ),
  );
  return repair(file, 'review', 'Remove the inherited entry first', edits);
}

/** A key that is not written need not be written to name the entry. */
function writtenKeys(keys: DuplicateEntry['keys']): readonly (readonly [string, string])[] {
  return keys.filter(({ value }) => value !== '').map(({ attribute, value }) => [attribute, value]);
}

function doubledRemedies(file: ConfigurationFile, { element, first, firstElement }: DuplicateEntry): readonly Remedy[] {
  const { document } = file;
  const twin = first?.uri === file.uri ? firstElement : null;
  const removal = removeElement(document, element);
  if (twin && saysTheSame(element, twin)) return repair(file, 'safe', 'Delete the second entry', removal);
  return alternatives(
    ...repair(file, 'review', 'Keep the first entry', removal),
    ...(twin ? repair(file, 'review', 'Keep the second entry', removeElement(document, twin)) : []),
  );
}

function saysTheSame(a: XmlElement, b: XmlElement): boolean {
  return (
    childElements(a).length === 0 &&
    childElements(b).length === 0 &&
    a.attributes.length === b.attributes.length &&
    a.attributes.every(({ name, value }) => attributeOf(b, name)?.value === value)
  );
}
