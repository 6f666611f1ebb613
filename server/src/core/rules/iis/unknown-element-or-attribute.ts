// A section holds an element or attribute that its schema does not have.
import type { FileSubject } from '../rule.js';
import type { ConfigurationFile, LocationTag } from '../../iis/file.js';
import { locationAttributes } from '../../iis/file.js';
import { differsInCaseOnly, suggestName } from '../../iis/schema/suggest.js';
import { truth } from '../../iis/truth.js';
import type { Violation } from '../../iis/violations.js';
import type { XmlAttribute, XmlDocument, XmlElement } from '../../xml/tree.js';
import { attributeOf } from '../../xml/tree.js';
import { isAllowedEverywhere, spellingOfAllowed } from '../../iis/schema/resolve.js';
import { builtinSchema } from '../../iis/schema/builtin.js';
import { byHand } from '../../remedy/build.js';
import { removeAttribute, removeElement } from '../../xml/edit.js';
import type { TextEdit } from '../../text/edit.js';
import { pathOf, violations } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { renameEdits, repair, repairViolation } from '../support/repairs.js';
import type { Reporter } from '../rule.js';
import { defineRule } from '../rule.js';
import { clip, fitting } from '../support/words.js';

const messages = {
  unknownElement:
    '<{name}> in {place} is not in the built-in schema. If IIS does not know it either, requests fail with 500.19. Check it.',
  unknownAttribute:
    "'{name}' in {place} is not in the built-in schema. If IIS does not know it either, requests fail with 500.19. Check it.",
  element: "Unrecognized element '{name}' in {place} (0x8007000D): IIS returns 500.19. Delete it.",
  mistypedElement:
    "Unrecognized element '{name}' in {place} (0x8007000D): IIS returns 500.19. Did you mean '{suggestion}'?",
  attribute: "Unrecognized attribute '{name}' in {place} (0x8007000D): IIS returns 500.19. Delete it.",
  mistypedAttribute:
    "Unrecognized attribute '{name}' in {place} (0x8007000D): IIS returns 500.19. Did you mean '{suggestion}'?",
  root: '{path}: the root element is <{name}>, not <configuration>, so every request here fails with 500.19.',
  rootOfHost: 'The root element is <{name}>, not <configuration>, so IIS starts no site.',
  lock: "lockAttributes contains the unknown attribute '{name}' in {place} (0x8007000D): IIS returns 500.19.",
  spelling: "'{name}' differs from '{suggestion}' in case. Use the case of the schema.",
  runTime: "'{name}' exists only at run time and is not part of the schema; IIS stores it elsewhere. Delete it.",
};

/**
 * Members that IIS adds to its objects at run time; tools that export configuration write them all the same.
 */
const runTimeAttributes: Readonly<Record<string, readonly string[]>> = {
  __proto__: null as never,
  site: ['state'],
  add: ['state'],
  binding: ['certificateHash', 'certificateStoreName', 'isDsMapperEnabled'],
};

export default defineRule({
  id: 'iis/unknown-element-or-attribute',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Unknown element or attribute',
    what: 'A section has an element or attribute that is not in its schema, a `lockAttributes` value has such a name, a `<location>` or section group has an invalid attribute, or the root element of a file that a server reads is not `<configuration>`. Sections of unknown schema are not checked. Lock attributes, `configSource`, `configProtectionProvider`, and namespace declarations are allowed everywhere.',
    why: 'IIS rejects the section that contains it: requests that need it end with 500.19. A name that differs only in case is a hint because it is unknown whether IIS ignores case in names.',
    fix: 'Correct the name or delete it.',
    symptom: 'HTTP 500.19 with 0x8007000D.',
    uncertain:
      "The built-in schema is that of IIS 10, version 1709 and later. Additions by newer versions or modules are known only if the server's schema files were provided.",
    sources: [iisSources.schema, iisSources.messages, iisSources.status50019],
  },
  messages,
  applies: (subject) => {
    const { sections, locations, groups } = subject.file;
    return sections.length + locations.length + groups.length > 0 || wrongRoot(subject) !== null;
  },
  check(subject, report) {
    const root = wrongRoot(subject);
    if (root) reportRoot(subject, root, report);
    const elements = violations(subject, 'unknown-element');
    for (const violation of elements) reportElement(subject, violation, report);
    const attributes = violations(subject, 'unknown-attribute');
    for (const violation of attributes) reportAttribute(subject, violation, report);
    const locks = violations(subject, 'unknown-lock');
    for (const violation of locks) reportLock(subject, violation, report);
    const inLocations = subject.file.locations.flatMap((tag) => unknownInLocation(subject.file, tag));
    for (const { tag, attribute } of inLocations) reportInLocation(subject, tag, attribute, report);
    const inGroups = subject.file.groups.flatMap(unknownInGroup);
    for (const { group, attribute } of inGroups) reportInGroup(subject, group, attribute, report);
    const counts = [elements, attributes, locks, inLocations, inGroups, root ? [root] : []];
    return truth(counts.some(({ length }) => length > 0));
  },
});

/** The document element of a file that a server reads, where it is another one than IIS reads. */
function wrongRoot({ file, server }: FileSubject): XmlElement | null {
  const { root, errors } = file.document;
  return server && root && !file.configuration && errors.length === 0 ? root : null;
}

function reportRoot({ file, configurationPaths }: FileSubject, root: XmlElement, report: Reporter): void {
  const isSpelling = differsInCaseOnly(root.name, 'configuration');
  const path = configurationPaths[0] ?? '';
  report({
    message: isSpelling ? 'spelling' : file.kind === 'applicationHost' ? 'rootOfHost' : 'root',
    data: fitting(messages.root, { path, name: clip(root.name, 40), suggestion: 'configuration' }, 'path'),
    ...(isSpelling && { severity: 'hint' }),
    at: { uri: file.uri, range: root.startTag },
    configurationPath: path,
  });
}

/**
 * Whether the server's own schema files are missing, so that a module or a newer Windows may know more names.
 */
function isBuiltin({ schema }: FileSubject): boolean {
  return schema === builtinSchema;
}

type UnknownElement = Extract<Violation, { kind: 'unknown-element' }>;
type UnknownAttribute = Extract<Violation, { kind: 'unknown-attribute' }>;

function reportElement(subject: FileSubject, violation: UnknownElement, report: Reporter): void {
  const { written, element, suggestion, range, names } = violation;
  const { name } = element;
  const common = { at: { uri: written.uri, range }, configurationPath: pathOf(subject, written.occurrence) };
  const rename = (to: string) =>
    repairViolation(subject, violation, 'review', `Change to <${to}>`, () => renameEdits(element, to));
  if (suggestion !== null && differsInCaseOnly(name, suggestion)) {
    report({
      ...common,
      message: 'spelling',
      data: { name, suggestion },
      severity: 'hint',
      remedies: rename(suggestion),
    });
    return;
  }
  const isUnsure = suggestion === null && isBuiltin(subject);
  const message = isUnsure ? 'unknownElement' : suggestion === null ? 'element' : 'mistypedElement';
  const place = [written.occurrence.section, ...names.slice(0, -1)].join('/');
  const data = { name: clip(name, 40), place, suggestion: suggestion ?? '' };
  report({
    ...common,
    message,
    data: fitting(messages[message], data, 'place'),
    ...(isUnsure && { severity: 'warning' }),
    remedies:
      suggestion === null
        ? byHand(
            repairViolation(subject, violation, 'review', `Delete <${clip(name, 40)}>`, (document) =>
              removeElement(document, element),
            ),
          )
        : rename(suggestion),
  });
}

function renameAttribute({ nameRange }: XmlAttribute, newText: string): readonly TextEdit[] {
  return [{ range: nameRange, newText }];
}

function reportAttribute(subject: FileSubject, violation: UnknownAttribute, report: Reporter): void {
  const { written, element, attribute, suggestion, range, names } = violation;
  const { name } = attribute;
  const common = { at: { uri: written.uri, range }, configurationPath: pathOf(subject, written.occurrence) };
  const remove = (kind: 'safe' | 'review') =>
    repairViolation(subject, violation, kind, `Delete ${clip(name, 40)}`, (document: XmlDocument) =>
      removeAttribute(document, element, name),
    );
  const rename = (to: string) =>
    repairViolation(subject, violation, 'review', `Change to ${to}`, () => renameAttribute(attribute, to));
  if (suggestion !== null && differsInCaseOnly(name, suggestion)) {
    report({
      ...common,
      message: 'spelling',
      data: { name, suggestion },
      severity: 'hint',
      remedies: rename(suggestion),
    });
  } else if (runTimeAttributes[element.name]?.includes(name)) {
    report({ ...common, message: 'runTime', data: { name }, severity: 'hint', remedies: remove('safe') });
  } else {
    const isUnsure = suggestion === null && isBuiltin(subject);
    const message = isUnsure ? 'unknownAttribute' : suggestion === null ? 'attribute' : 'mistypedAttribute';
    const place = [written.occurrence.section, ...names].join('/');
    const data = { name: clip(name, 40), place, suggestion: suggestion ?? '' };
    report({
      ...common,
      message,
      data: fitting(messages[message], data, 'place'),
      ...(isUnsure && { severity: 'warning' }),
      remedies: suggestion === null ? byHand(remove('review')) : rename(suggestion),
    });
  }
}

function reportLock(
  subject: FileSubject,
  violation: Extract<Violation, { kind: 'unknown-lock' }>,
  report: Reporter,
): void {
  const { written, attribute, name, suggestion, range, names } = violation;
  const isSpelling = suggestion !== null && differsInCaseOnly(name, suggestion);
  const place = [written.occurrence.section, ...names].join('/');
  const data = { name: clip(name, 40), place, suggestion: suggestion ?? '' };
  report({
    at: { uri: written.uri, range },
    configurationPath: pathOf(subject, written.occurrence),
    message: isSpelling ? 'spelling' : 'lock',
    data: isSpelling ? data : fitting(messages.lock, data, 'place'),
    ...(isSpelling && { severity: 'hint' }),
    remedies:
      suggestion === null || range === attribute.valueRange
        ? []
        : repairViolation(subject, violation, 'review', `Change to ${suggestion}`, () => [
            { range, newText: suggestion },
          ]),
  });
}

type Group = ConfigurationFile['groups'][number];

/** A group of sections has no attributes; what every element may have says nothing there. */
function unknownInGroup(group: Group): readonly { readonly group: Group; readonly attribute: XmlAttribute }[] {
  return group.element.attributes
    .filter(({ name }) => !isAllowedEverywhere(name) && !name.includes(':'))
    .map((attribute) => ({ group, attribute }));
}

function reportInGroup(subject: FileSubject, group: Group, attribute: XmlAttribute, report: Reporter): void {
  const { file } = subject;
  const name = clip(attribute.name, 40);
  report({
    at: { uri: file.uri, range: attribute.nameRange },
    configurationPath: pathOf(subject, group),
    message: 'attribute',
    data: fitting(messages.attribute, { name, place: `the section group ${group.path}` }, 'place'),
    remedies: byHand(
      repair(file, 'review', `Delete ${name}`, removeAttribute(file.document, group.element, attribute.name)),
    ),
  });
}

/** The attributes of a location that none can have. */
function unknownInLocation(
  { document }: ConfigurationFile,
  tag: LocationTag,
): readonly { readonly tag: LocationTag; readonly attribute: XmlAttribute }[] {
  const { startTag, attributes } = tag.element;
  // A broken start tag has attributes that no one wrote.
  if (document.errors.some(({ range }) => range.start < startTag.end && startTag.start < range.end)) return [];
  return attributes
    .filter(({ name }) => !locationAttributes.includes(name) && !isAllowedEverywhere(name) && !name.includes(':'))
    .map((attribute) => ({ tag, attribute }));
}

function reportInLocation(subject: FileSubject, tag: LocationTag, attribute: XmlAttribute, report: Reporter): void {
  const { file } = subject;
  const free = locationAttributes.filter((name) => !attributeOf(tag.element, name));
  const suggestion = spellingOfAllowed(attribute.name) ?? suggestName(attribute.name, free);
  const at = { uri: file.uri, range: attribute.nameRange };
  const configurationPath = pathOf(subject, { location: tag });
  const name = clip(attribute.name, 40);
  if (suggestion !== null && differsInCaseOnly(attribute.name, suggestion)) {
    const remedies = repair(file, 'review', `Change to ${suggestion}`, renameAttribute(attribute, suggestion));
    report({ at, configurationPath, message: 'spelling', data: { name, suggestion }, severity: 'hint', remedies });
    return;
  }
  report({
    at,
    configurationPath,
    message: suggestion === null ? 'attribute' : 'mistypedAttribute',
    data: { name, place: '<location>', suggestion: suggestion ?? '' },
    remedies:
      suggestion === null
        ? byHand(repair(file, 'review', `Delete ${name}`, removeAttribute(file.document, tag.element, attribute.name)))
        : repair(file, 'review', `Change to ${suggestion}`, renameAttribute(attribute, suggestion)),
  });
}
