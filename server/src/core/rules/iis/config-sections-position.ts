// <configSections> is twice, or not first.
import { truth } from '../../iis/truth.js';
import { spansLines } from '../../text/lines.js';
import { removeElement } from '../../xml/edit.js';
import type { XmlDocument, XmlElement } from '../../xml/tree.js';
import { childElements } from '../../xml/tree.js';
import { indentationBefore } from '../../text/lines.js';
import type { TextEdit } from '../../text/edit.js';
import { iisSources } from '../support/sources/iis.js';
import { repair } from '../support/repairs.js';
import { defineRule } from '../rule.js';

const native =
  'Only one <configSections> element allowed. It must be the first child element of the root <configuration> element';

export default defineRule({
  id: 'iis/config-sections-position',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Misplaced or duplicate configSections',
    what: '`<configSections>` is not the first element below `<configuration>`, it is inside a `<location>`, or there are two. Comments may precede it.',
    why: `IIS rejects the file: "${native}". With an applicationHost.config, no site starts; with a web.config, every request to the path ends with 500.19.`,
    fix: 'Move it to the top; merge two into one.',
    symptom: 'HTTP 500.19 with 0x8007000D.',
    sources: [iisSources.messages, iisSources.deepDive],
  },
  messages: {
    notFirst: `${native}.`,
    second: `${native}. Remove this one.`,
  },
  applies: ({ file }) => file.configuration !== null,
  check({ file }, report) {
    const elements = childElements(file.configuration!);
    const declaring = elements.filter(({ name }) => name === 'configSections');
    const [first, ...others] = declaring;
    const inLocations = file.locations.flatMap(({ element }) => childElements(element, 'configSections'));
    if (first && first !== elements[0]) {
      report({
        message: 'notFirst',
        at: { uri: file.uri, range: first.startTag },
        configurationPath: '',
        evidence: [{ uri: file.uri, range: elements[0]!.startTag, message: 'This element comes first.' }],
        remedies: repair(file, 'review', 'Move configSections to the top', moved(file.document, first, elements[0]!)),
      });
    }
    for (const other of others) {
      report({
        message: 'second',
        at: { uri: file.uri, range: other.startTag },
        configurationPath: '',
        evidence: [{ uri: file.uri, range: first!.startTag, message: 'The first configSections element.' }],
      });
    }
    for (const { startTag: range } of inLocations) {
      report({ message: 'second', at: { uri: file.uri, range }, configurationPath: '' });
    }
    return truth(inLocations.length + others.length > 0 || (first !== undefined && first !== elements[0]));
  },
});

/** The element's text before another one, and gone from where it stands. */
function moved(document: XmlDocument, element: XmlElement, before: XmlElement): readonly TextEdit[] {
  const { text } = document;
  const [removal] = removeElement(document, element);
  const { start } = before.range;
  const isOnOwnLines = spansLines(text, removal!.range.start, removal!.range.end);
  const between = isOnOwnLines
    ? text.slice(element.range.end, removal!.range.end) + (indentationBefore(text, start) ?? '')
    : '';
  const newText = text.slice(element.range.start, element.range.end) + between;
  return [{ range: { start, end: start }, newText }, removal!];
}
