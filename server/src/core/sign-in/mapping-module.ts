// A module that maps certificates: whether it is installed and in the pipeline of a path, and what took it
// out.
import type { Place } from '../text/range.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { ConfigurationFile } from '../iis/file.js';
import { attributeIgnoringCase } from '../iis/names.js';
import { levelsOf } from '../iis/paths.js';
import { preconditionHolds } from '../iis/preconditions.js';
import { readEntries } from '../iis/read.js';
import type { Truth } from '../iis/truth.js';
import { or } from '../iis/truth.js';
import type { XmlElement } from '../xml/tree.js';
import { attributeOf, childElements } from '../xml/tree.js';
import { mappingModule } from './constants.js';
import { sections } from './sections.js';
import type { SignInState } from './sign-in-state.js';

/**
 * Module names have a case (IIS_schema.xml: caseSensitive); what another one does to the module is not known.
 */
function isMappingModule(name: string, module: string): Truth {
  if (name === module) return 'yes';
  return name.toLowerCase() === module.toLowerCase() ? 'unknown' : 'no';
}

function isAmong(configuration: ServerConfiguration, section: string, module: string): Truth {
  const entries = readEntries(configuration, '', section);
  return entries.state === 'known' ? or(...entries.value.map(({ key }) => isMappingModule(key, module))) : 'unknown';
}

/** Whether IIS has the module, by its Windows feature. Unknown without a list of modules. */
export function isInstalled(configuration: ServerConfiguration, module = mappingModule): Truth {
  if (!configuration.applicationHost.sections.some(({ section }) => section === sections.globalModules))
    return 'unknown';
  return isAmong(configuration, sections.globalModules, module);
}

/** Whether the module is in the list that applicationHost.config has for the whole server. */
export function isInServerPipeline(configuration: ServerConfiguration, module = mappingModule): Truth {
  if (!configuration.applicationHost.sections.some(({ section }) => section === sections.modules)) return 'unknown';
  return isAmong(configuration, sections.modules, module);
}

export interface Removal extends Place {
  /** `<remove>` or `<clear>`; `<add>` where its preCondition does not hold, so that IIS skips it. */
  readonly element: XmlElement;
  /** What it does to the module, as the end of a sentence. */
  readonly what: 'is removed here' | 'has a preCondition that does not hold here';
}

/** Whether the module is in the pipeline of a path, and the place that removes it where one does. */
export interface Pipeline {
  readonly holdsIt: Truth;
  readonly removal: Removal | null;
}

/**
 * The innermost place that adds the module or removes it decides, so that files further up may well be
 * missing. What IIS rejects decides nothing.
 */
export function pipelineOf(signIn: SignInState, module = mappingModule): Pipeline {
  const { configuration, configurationPath } = signIn;
  const { applicationHost, webConfigs, siteIndex } = configuration;
  const levels = levelsOf(configurationPath).slice(1);
  const application = Math.max(...levels.map((level, index) => (siteIndex.applicationAt(level) ? index : 0)));
  for (let at = levels.length - 1; at >= 0; at--) {
    const level = levels[at]!;
    const own = webConfigs.at(level);
    const isOpen =
      own === 'unknown'
        ? siteIndex.directoryAt(level) && configuration.override(level, sections.modules).mode !== 'Deny'
        : own !== 'absent' && !own.configuration;
    if (isOpen) return { holdsIt: 'unknown', removal: null };
    const files: { file: ConfigurationFile; base: string }[] = [{ file: applicationHost, base: '' }];
    for (const base of levels.slice(0, at + 1)) {
      const file = webConfigs.at(base);
      // IIS reads the modules of an application only (measured on IIS 10).
      const isIgnored = base === level && at > application && !siteIndex.directoryAt(level);
      if (typeof file !== 'string' && !isIgnored) files.push({ file, base });
    }
    for (const { file, base } of files.reverse()) {
      const decisive = configuration
        .written(file, base, level, sections.modules)
        .filter(({ location }) => at >= application || (location?.inheritInChildApplications ?? true))
        .flatMap(({ element }) => childElements(element))
        .filter((element) => speaksOfIt(element, module))
        .at(-1);
      if (!decisive) continue;
      const refused = configuration
        .rejections()
        .some(({ uri, section }) => uri === file.uri && section === sections.modules);
      const isMisspelt =
        file.misspelt.some(({ section }) => section === sections.modules) ||
        !['add', 'remove', 'clear'].includes(decisive.name) ||
        (decisive.name !== 'clear' && attributeOf(decisive, 'name')?.value !== module);
      if (refused || isMisspelt || at > application) return { holdsIt: 'unknown', removal: null };
      if (decisive.name === 'add') return added(signIn, file.uri, decisive);
      return {
        holdsIt: 'no',
        removal: { uri: file.uri, range: decisive.startTag, element: decisive, what: 'is removed here' },
      };
    }
  }
  const holdsIt = isInServerPipeline(configuration, module);
  const entry =
    holdsIt === 'yes' && readEntries(configuration, '', sections.modules).value?.find(({ key }) => key === module);
  if (!entry || entry.origin.kind === 'schema') return { holdsIt, removal: null };
  const { uri, range } = entry.origin;
  const element = elementsOf(applicationHost).find(({ startTag }) => startTag.start === range.start);
  return element ? added(signIn, uri, element) : { holdsIt, removal: null };
}

/** A module that is listed and runs, unless its precondition does not hold at the path. */
function added({ configuration, configurationPath }: SignInState, uri: string, element: XmlElement): Pipeline {
  const preCondition = attributeIgnoringCase(element, 'preCondition')?.value ?? '';
  const holdsIt = preconditionHolds(configuration, configurationPath, preCondition);
  const what = 'has a preCondition that does not hold here';
  return { holdsIt, removal: holdsIt === 'no' ? { uri, range: element.startTag, element, what } : null };
}

function elementsOf(file: ConfigurationFile): readonly XmlElement[] {
  return file.sections
    .filter(({ section }) => section === sections.modules)
    .flatMap(({ element }) => childElements(element));
}

function speaksOfIt(element: XmlElement, module: string): boolean {
  const name = element.name.toLowerCase();
  if (name === 'clear') return true;
  return (
    ['add', 'remove'].includes(name) &&
    isMappingModule(attributeIgnoringCase(element, 'name')?.value ?? '', module) !== 'no'
  );
}
