// An element that is neither a declared section nor a group of sections.
import type { ServerConfiguration } from '../../iis/configuration.js';
import type { ConfigurationFile } from '../../iis/file.js';
import { levelsOf } from '../../iis/paths.js';
import { isKnownSectionName, spellingOfKnownSection } from '../../iis/schema/known-sections.js';
import { differsInCaseOnly, suggestName } from '../../iis/schema/suggest.js';
import type { Truth } from '../../iis/truth.js';
import { RangeSet } from '../../text/range-set.js';
import type { XmlElement } from '../../xml/tree.js';
import { attributeOf, childElements } from '../../xml/tree.js';
import { pathOf } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { renameEdits, repair } from '../support/repairs.js';
import type { FileSubject } from '../rule.js';
import { defineRule } from '../rule.js';
import { clip, fitting } from '../support/words.js';

const messages = {
  undeclared:
    "The configuration section '{section}' cannot be read because it is missing a section declaration (0x8007000D).",
  mistyped:
    "The configuration section '{section}' cannot be read because it is not declared. Did you mean '{suggestion}'?",
  spelling: "'{section}' differs in case from the declared section '{suggestion}'. Use the case of the declaration.",
};

/** An element whose name is not declared, with its path of names. */
interface Undeclared {
  readonly path: string;
  readonly element: XmlElement;
  readonly location: ConfigurationFile['undeclared'][number]['location'];
}

export default defineRule({
  id: 'iis/unknown-section',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Undeclared section',
    what: 'A file contains a section that is not declared in the `<configSections>` of the file itself, of applicationHost.config, or of a higher-level web.config, nor by .NET. Sections of `system.webServer` are declared only by the server itself: `rewrite` exists if URL Rewrite is installed.',
    why: 'IIS cannot read the file: "The configuration section cannot be read because it is missing a section declaration". Every request to the path ends with 500.19. Outside `system.webServer` this is a warning because machine.config also declares sections.',
    fix: 'Install the module that adds the section, correct the name, or delete the section.',
    symptom: 'HTTP 500.19 with 0x8007000D.',
    uncertain: 'The error code varies between IIS versions. Files whose server is unknown are not checked.',
    sources: [iisSources.status50019, iisSources.deepDive, iisSources.messages],
  },
  messages,
  applies: ({ file, server }) =>
    server !== null && file.declarations.trusted && server.applicationHost.declarations.trusted,
  check(subject, report) {
    const { file, server } = subject;
    let verdict: Truth = 'no';
    for (const one of undeclared(subject, server!)) {
      const ofIis = isOfIis(one.path) || file === server!.applicationHost;
      if (!ofIis) {
        const above = declaredAbove(subject, server!, one.path);
        if (above === 'yes') continue;
        if (above === 'unknown') {
          if (verdict === 'no') verdict = 'unknown';
          continue;
        }
      }
      verdict = 'yes';
      const suggestion = file.declarations.lookup(one.path)
        ? null
        : (spellingOfKnownSection(one.path) ?? suggestName(one.element.name, siblings(file, one.path)));
      const isSpelling = suggestion !== null && differsInCaseOnly(one.element.name, suggestion);
      const message = isSpelling ? 'spelling' : suggestion === null ? 'undeclared' : 'mistyped';
      report({
        message,
        data: fitting(messages[message], { section: one.path, suggestion: suggestion ?? '' }, 'section'),
        at: { uri: file.uri, range: one.element.nameRange },
        configurationPath: pathOf(subject, one),
        severity: isSpelling ? 'hint' : ofIis ? 'error' : 'warning',
        remedies:
          suggestion === null
            ? []
            : repair(file, 'review', `Change to <${clip(suggestion, 60)}>`, renameEdits(one.element, suggestion)),
      });
    }
    return verdict;
  },
});

function isOfIis(path: string): boolean {
  return /^(system\.webServer|system\.applicationHost|system\.ftpServer)(\/|$)/i.test(path);
}

/**
 * What is declared nowhere in the file and what it is on, apart from what a syntax error may have misplaced.
 */
function* undeclared({ file }: FileSubject, server: ServerConfiguration): Generator<Undeclared, void, undefined> {
  const errors = new RangeSet(file.document.errors.map(({ range }) => range));
  for (const { path, element, location } of file.undeclared) {
    if (!isIntact(element, errors)) continue;
    for (const found of unknownToDotNet(path, element)) yield { ...found, location };
  }
  // Sections that IIS ships or known modules bring are known here without a declaration; on this server they
  // are not there.
  for (const { section, element, location, damaged } of file.sections) {
    if (damaged || file.declarations.lookup(section)?.place !== null) continue;
    if (isOfIis(section) && server.applicationHost.declarations.lookup(section)?.place === null)
      yield { path: section, element, location };
  }
}

/** The outermost elements at and below one that .NET does not know either. */
function* unknownToDotNet(path: string, element: XmlElement): Generator<Omit<Undeclared, 'location'>, void, undefined> {
  // `<assemblyBinding>` and its like belong to the runtime, whatever they are called.
  if (attributeOf(element, 'xmlns')?.value.startsWith('urn:schemas-microsoft-com:asm.')) return;
  const known = isKnownSectionName(path);
  if (known === 'section') return;
  if (known === undefined) {
    yield { path, element };
    return;
  }
  for (const child of childElements(element)) yield* unknownToDotNet(`${path}/${child.name}`, child);
}

function isIntact(element: XmlElement, errors: RangeSet): boolean {
  if (errors.touches(element.range)) return false;
  for (let at = element.parent; at; at = at.parent) {
    if (errors.touches(at.startTag) || (at.endTag ? errors.touches(at.endTag) : !at.selfClosing)) return false;
  }
  return true;
}

/**
 * Whether a web.config above declares a section or a group of that path; unknown where one is not provided.
 */
function declaredAbove({ configurationPaths }: FileSubject, server: ServerConfiguration, path: string): Truth {
  let result: Truth = 'no';
  for (const own of configurationPaths) {
    for (const level of levelsOf(own).slice(1, -1)) {
      const above = server.webConfigs.at(level);
      if (above === 'unknown') result = 'unknown';
      else if (above !== 'absent' && (above.declarations.isSection(path) || above.declarations.isGroup(path)))
        return 'yes';
    }
  }
  return result;
}

/** The names that are declared beside one that is not: sections and groups of the same group. */
function siblings({ declarations }: ConfigurationFile, path: string): ReadonlySet<string> {
  const parent = path.slice(0, path.lastIndexOf('/') + 1);
  const names = new Set<string>(parent === '' ? ['location', 'configSections'] : []);
  for (const declared of declarations.paths) {
    // What is known here without being declared there is no name that could be meant.
    if (!declared.startsWith(parent) || !declarations.lookup(declared)?.place) continue;
    names.add(declared.slice(parent.length).split('/')[0]!);
  }
  return names;
}
