// A module or handler has a precondition that IIS does not know.
import { modulesSection } from '../../iis/definition-level.js';
import { differsInCaseOnly, suggestName } from '../../iis/schema/suggest.js';
import { truth } from '../../iis/truth.js';
import type { WrittenAttribute } from '../../iis/violations.js';
import { writtenAttributes } from '../../iis/violations.js';
import { setAttribute } from '../../xml/edit.js';
import { speaksOf } from '../../text/speaks-of.js';
import { attributeOf } from '../../xml/tree.js';
import type { Remedy } from '../../remedy/remedy.js';
import type { FileSubject } from '../rule.js';
import { defineRule } from '../rule.js';
import { pathOf, writtenSections } from '../support/configuration-file.js';
import { repair } from '../support/repairs.js';
import { iisSources } from '../support/sources/iis.js';
import { clip } from '../support/words.js';

const known = [
  'integratedMode',
  'classicMode',
  'managedHandler',
  'runtimeVersionv2.0',
  'runtimeVersionv4.0',
  'bitness32',
  'bitness64',
];
const handlersSection = 'system.webServer/handlers';

export default defineRule({
  id: 'iis/unknown-precondition',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Unknown precondition',
    what: `A \`preCondition\` of a module or handler contains a word other than ${known.map((name) => `\`${name}\``).join(', ')}.`,
    why: 'IIS stops every request of the application at the beginning, including requests for static files.',
    fix: 'Correct the word, or delete it.',
    symptom: 'HTTP 500.0 with 0x8007000D: Module "…" has a bad precondition "…".',
    uncertain:
      'Whether IIS ignores case in these words, and which runtime versions it supports, is not documented; words that differ only in case or version are not reported.',
    sources: [iisSources.readings, iisSources.modules],
  },
  messages: {
    bad: '{kind} "{name}" has a bad precondition "{token}" (0x8007000D), so every request of the application fails with 500.0.',
  },
  applies: ({ file }) => speaksOf(file.document, 'preCondition'),
  check(subject, report) {
    const found = subject.file.sections.length === 0 ? [] : badTokens(subject);
    for (const { written, uri, token, section, path } of found) {
      const { element, attribute } = written;
      report({
        message: 'bad',
        data: {
          kind: section === modulesSection ? 'Module' : 'Handler',
          name: clip(attributeOf(element, 'name')?.value ?? '', 30),
          token: clip(token, 20),
        },
        at: { uri, range: attribute.valueRange },
        configurationPath: path,
        remedies: uri === subject.file.uri ? remedies(subject, written, token) : [],
      });
    }
    return truth(found.length > 0);
  },
});

interface BadToken {
  readonly written: WrittenAttribute;
  readonly uri: string;
  readonly token: string;
  readonly section: string;
  readonly path: string;
}

function badTokens(subject: FileSubject): readonly BadToken[] {
  const sections = writtenSections(subject).filter(
    ({ occurrence: { section } }) =>
      section === handlersSection || (section === modulesSection && !isIgnoredInFolder(subject)),
  );
  return sections.flatMap((section) =>
    writtenAttributes(section, subject.schema, ({ name }) => name === 'preCondition').flatMap((written) => {
      const token = tokensOf(written).find((one) => !isKnown(one));
      const path = pathOf(subject, section.occurrence);
      return token === undefined
        ? []
        : [{ written, uri: section.uri, token, section: section.occurrence.section, path }];
    }),
  );
}

/** IIS reads no modules from plain folders. */
function isIgnoredInFolder({ server, configurationPaths }: FileSubject): boolean {
  return server !== null && configurationPaths.every((path) => path !== '' && !server.siteIndex.directoryAt(path));
}

function tokensOf({ attribute }: WrittenAttribute): readonly string[] {
  return attribute.value
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
}

function isKnown(token: string): boolean {
  return (
    known.includes(token) || /^runtimeVersion/i.test(token) || known.some((name) => differsInCaseOnly(name, token))
  );
}

function remedies({ file }: FileSubject, written: WrittenAttribute, token: string): readonly Remedy[] {
  const words = token.split(/[\s;|+]+/);
  const meant = words.every(isKnown) ? words.join(',') : suggestName(token, known);
  const tokens = tokensOf(written).flatMap((one) => (one !== token ? [one] : meant === null ? [] : [meant]));
  const { element, attribute } = written;
  const title = meant === null ? 'Delete the unknown precondition' : `Write '${meant}'`;
  return repair(file, 'review', title, setAttribute(file.document, element, attribute.name, tokens.join(',')));
}
