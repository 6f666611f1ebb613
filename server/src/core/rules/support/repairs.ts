// Repairs of a file's own text: the edits behind remedies that are no settings.
import type { ConfigurationFile } from '../../iis/file.js';
import { review, safe, textChange } from '../../remedy/build.js';
import type { Remedy, TextChange } from '../../remedy/remedy.js';
import type { TextEdit } from '../../text/edit.js';
import { removeElement, setAttribute } from '../../xml/edit.js';
import type { XmlDocument, XmlElement } from '../../xml/tree.js';
import type { Violation } from '../../iis/violations.js';
import type { FileSubject } from '../rule.js';

/**
 * One remedy of these edits, titled as the change is; none where there is nothing to edit or the file does
 * not parse.
 */
export function repair(
  file: ConfigurationFile,
  kind: 'safe' | 'review',
  title: string,
  edits: readonly TextEdit[],
): readonly Remedy[] {
  const change = fileChange(file, title, edits);
  if (!change) return [];
  return [kind === 'safe' ? safe(title, change) : review(title, change)];
}

/** The change alone, to be combined with others. */
export function fileChange(file: ConfigurationFile, title: string, edits: readonly TextEdit[]): TextChange | null {
  if (edits.length === 0 || file.document.errors.length > 0) return null;
  return textChange(file.uri, title, edits, file.document.text);
}

/**
 * A remedy for something that is wrong in the checked file itself; none for what is in the file of a
 * configSource.
 */
export function repairViolation(
  { file }: FileSubject,
  { written }: Violation,
  kind: 'safe' | 'review',
  title: string,
  edits: (document: XmlDocument) => readonly TextEdit[],
): readonly Remedy[] {
  return written.uri === file.uri ? repair(file, kind, title, edits(file.document)) : [];
}

/** Another value for an attribute whose value is wrong, as it is meant and unescaped; null for none. */
export function repairValue(
  subject: FileSubject,
  violation: Extract<Violation, { readonly kind: 'value' }>,
  value: string | null,
  kind: 'safe' | 'review' = 'review',
  title = `Change to '${value ?? ''}'`,
): readonly Remedy[] {
  if (value === null) return [];
  const { element, attribute } = violation;
  return repairViolation(subject, violation, kind, title, (document) =>
    setAttribute(document, element, attribute.name, value),
  );
}

/** Another name for an element, in both its tags. */
export function renameEdits({ nameRange, endTag, name }: XmlElement, newName: string): readonly TextEdit[] {
  const start = { range: nameRange, newText: newName };
  if (!endTag) return [start];
  const at = endTag.start + '</'.length;
  return [start, { range: { start: at, end: at + name.length }, newText: newName }];
}

/**
 * Takes an element away, and with it every element around it that would be left empty, up to what a file
 * begins with.
 */
export function removalEdits(document: XmlDocument, element: XmlElement): readonly TextEdit[] {
  let outermost = element;
  for (let parent = element.parent; parent?.children.length === 1; parent = parent.parent) {
    if (parent.name === 'configuration') break;
    outermost = parent;
  }
  return removeElement(document, outermost);
}
