// A native module is used that globalModules does not have.
import { certificateVirtualDirectories, siteRoles, virtualDirectoryName } from '../../exchange/layout.js';
import { mappingModule } from '../../sign-in/constants.js';
import { sections } from '../../sign-in/sections.js';
import type { ServerConfiguration } from '../../iis/configuration.js';
import type { SectionOccurrence } from '../../iis/file.js';
import { readBoolean, readEntries } from '../../iis/read.js';
import { differsInCaseOnly, suggestName } from '../../iis/schema/suggest.js';
import { truth } from '../../iis/truth.js';
import { commandChange, review } from '../../remedy/build.js';
import type { Remedy } from '../../remedy/remedy.js';
import { removeElement, setAttribute } from '../../xml/edit.js';
import type { XmlAttribute, XmlElement } from '../../xml/tree.js';
import { attributeOf, childElements } from '../../xml/tree.js';
import { pathOf } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { nativeModules } from '../support/modules.js';
import { repair } from '../support/repairs.js';
import type { FileSubject } from '../rule.js';
import { defineRule } from '../rule.js';
import { clip } from '../support/words.js';

export default defineRule({
  id: 'iis/module-not-registered',
  severity: 'error',
  subject: 'file',
  sections: [sections.modules, sections.globalModules],
  docs: {
    title: 'Unregistered native module',
    what: '`modules` adds a module without a `type`, that is, a native module, but `globalModules` of the server has no such module. Managed modules have a `type` and other names (`UrlAuthorization`, not `UrlAuthorizationModule`).',
    why: 'IIS has no image for the name: requests end with 500.21 ("has a bad module in its module list"), or the application pool does not start.',
    fix: 'Install the Windows feature or product that contains the module, or delete the entry.',
    symptom: 'HTTP 500.21, or 503 with a stopped application pool.',
    commands: ['appcmd list modules', 'Get-WebGlobalModule'],
    sources: [iisSources.modules, iisSources.statusCodes],
  },
  messages: {
    absent:
      "Module '{name}' is not registered in globalModules, so requests end with 500.21. Install it or delete this entry.",
    mistyped:
      "Module '{name}' is not registered in globalModules, so requests end with 500.21. Did you mean '{suggestion}'?",
  },
  applies: ({ server, file }) =>
    server !== null &&
    server.applicationHost.sections.some(({ section }) => section === sections.globalModules) &&
    file.sections.some(({ section }) => section === sections.modules),
  check(subject, report) {
    const { server, file } = subject;
    const registered = readEntries(server!, '', sections.globalModules);
    if (registered.state === 'unknown') return 'unknown';
    const names = new Set(registered.value.map(({ key }) => key));
    const found = file.sections
      .filter(({ section, damaged }) => section === sections.modules && !damaged)
      .flatMap((occurrence) => nativeEntries(occurrence).map((entry) => ({ occurrence, ...entry })))
      .filter(({ name }) => !names.has(name.value))
      // Where certificates are mapped, another rule tells that this one is not installed.
      .filter(({ name }) => name.value !== mappingModule || !mapsCertificates(server!));
    for (const { occurrence, element, name } of found) {
      const near = suggestName(name.value, names);
      const suggestion =
        near !== null && (differsInCaseOnly(name.value, near) || !nativeModules.has(name.value)) ? near : null;
      report({
        message: suggestion === null ? 'absent' : 'mistyped',
        data: { name: clip(name.value, 40), suggestion: clip(suggestion ?? '', 40) },
        at: { uri: file.uri, range: name.valueRange },
        configurationPath: pathOf(subject, occurrence),
        remedies: remedies(subject, element, name, suggestion),
      });
    }
    return truth(found.length > 0);
  },
});

function mapsCertificates(server: ServerConfiguration): boolean {
  const { frontEnd } = siteRoles(server.sites);
  return (
    frontEnd?.applications.some(({ configurationPath }) => {
      const name = virtualDirectoryName(frontEnd, configurationPath);
      if (name === null || !certificateVirtualDirectories.includes(name)) return false;
      const enabled = readBoolean(server, configurationPath, sections.mapping, 'enabled');
      return enabled.state === 'known' && enabled.value;
    }) ?? false
  );
}

/** The entries of native modules; with a precondition IIS may not load them at all. */
function nativeEntries({
  element,
}: SectionOccurrence): { readonly element: XmlElement; readonly name: XmlAttribute }[] {
  return childElements(element, 'add').flatMap((entry) => {
    if (entry.attributes.some(({ name }) => differsInCaseOnly(name, 'type') || differsInCaseOnly(name, 'preCondition')))
      return [];
    const name = attributeOf(entry, 'name');
    const isNative = !attributeOf(entry, 'type')?.value && !attributeOf(entry, 'preCondition')?.value;
    return name?.value && isNative ? [{ element: entry, name }] : [];
  });
}

function remedies(
  { file }: FileSubject,
  element: XmlElement,
  { value }: XmlAttribute,
  suggestion: string | null,
): readonly Remedy[] {
  const { document } = file;
  if (suggestion !== null) {
    return repair(
      file,
      'review',
      `Change the name to '${suggestion}'`,
      setAttribute(document, element, 'name', suggestion),
    );
  }
  const feature = nativeModules.get(value)?.feature;
  const install =
    feature === undefined
      ? []
      : [
          review(
            `Install the ${feature} feature`,
            commandChange(`Install ${value}`, { powershell: `Install-WindowsFeature ${feature}` }),
          ),
        ];
  return [...install, ...repair(file, 'review', 'Delete the entry', removeElement(document, element))];
}
