// Sections of the classic pipeline in a web.config of an application that runs in an integrated pool.
import type { ServerConfiguration } from '../../iis/configuration.js';
import type { LocationTag } from '../../iis/file.js';
import { modulesSection } from '../../iis/definition-level.js';
import { readBoolean, readEntries } from '../../iis/read.js';
import type { Truth } from '../../iis/truth.js';
import { and, isOn, not, truth } from '../../iis/truth.js';
import { poolOf } from '../../iis/pools.js';
import type { XmlElement } from '../../xml/tree.js';
import { attributeOf, childElements } from '../../xml/tree.js';
import type { FileSubject } from '../rule.js';
import { defineRule } from '../rule.js';
import { pathOf } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { fitting, placeName } from '../support/words.js';

const validation = 'system.webServer/validation';

/** The elements of `system.web` that are validated, with the message of each. */
const validated: ReadonlyMap<string, 'modules' | 'handlers' | 'identity'> = new Map([
  ['httpModules', 'modules'],
  ['httpHandlers', 'handlers'],
  ['identity', 'identity'],
]);

const messages = {
  modules:
    '{path}: <httpModules> does not apply in an integrated pool, so every request fails with 500.22 (0x80070032). Move it to <modules>.',
  handlers:
    '{path}: <httpHandlers> does not apply in an integrated pool, so every request fails with 500.23 (0x80070032). Move it to <handlers>.',
  identity:
    '{path}: impersonate="true" does not apply in an integrated pool, so every request fails with 500.24 (0x80070032). Remove it.',
  ignored:
    '{path}: IIS ignores {section} in a location of an integrated pool, so it never runs. Move it to system.webServer.',
};

export default defineRule({
  id: 'iis/integrated-mode-validation',
  severity: 'error',
  subject: 'file',
  sections: [validation],
  docs: {
    title: 'Classic settings in integrated pool',
    what: 'A web.config of an application in an integrated pool has entries in `system.web/httpModules` or `httpHandlers`, or `identity impersonate="true"`, and does not disable the validation.',
    why: 'The ConfigurationValidationModule stops every request. It does not check `<location>` elements: modules or handlers in them never run, and IIS reports no error.',
    fix: 'Move the entries to `<modules>` or `<handlers>` of `system.webServer`. `<validation validateIntegratedModeConfiguration="false" />` stops the error, but the entries still do not run.',
    symptom: 'HTTP 500.22, 500.23, or 500.24 with 0x80070032.',
    sources: [iisSources.readings, iisSources.statusCodes],
  },
  messages,
  applies: ({ server, file, configurationPaths }) =>
    server !== null && file.kind === 'webConfig' && configurationPaths.length > 0,
  check(subject, report) {
    const { file, configurationPaths } = subject;
    const server = subject.server!;
    const path = configurationPaths.find((one) => server.siteIndex.applicationAt(one));
    const found = file.document.errors.length > 0 ? [] : settingsIn(subject);
    const verdict = found.length === 0 ? 'no' : path === undefined ? 'unknown' : isValidated(server, path);
    if (verdict !== 'yes') return verdict;
    for (const { element, location, kind } of found) {
      const message = location ? 'ignored' : kind;
      const configurationPath = pathOf(subject, { location });
      const data = { path: placeName(configurationPath), section: `<${element.name}>` };
      report({
        message,
        data: fitting(messages[message], data, 'path'),
        at: { uri: file.uri, range: element.startTag },
        configurationPath,
        ...(location && { severity: 'warning' as const }),
      });
    }
    return 'yes';
  },
});

interface ClassicSetting {
  readonly element: XmlElement;
  readonly location: LocationTag | null;
  readonly kind: 'modules' | 'handlers' | 'identity';
}

/** IIS itself does not read `system.web`, so its elements are not among the sections of the file. */
function settingsIn({ file, server }: FileSubject): readonly ClassicSetting[] {
  const places = [
    ...(file.configuration ? [{ element: file.configuration, location: null }] : []),
    ...file.locations.map((location) => ({ element: location.element, location })),
  ];
  return places.flatMap(({ element: place, location }) =>
    childElements(place, 'system.web')
      .flatMap((group) => childElements(group))
      .flatMap((element): readonly ClassicSetting[] => {
        const kind = validated.get(element.name);
        if (!kind || (kind === 'identity' && location)) return [];
        const source = server?.configSourceOf(file, element) ?? null;
        return isSet(kind, source?.kind === 'read' ? source.element : element) ? [{ element, location, kind }] : [];
      }),
  );
}

/** Any content counts for modules and handlers: add, remove, and clear alike. */
function isSet(kind: ClassicSetting['kind'], element: XmlElement): boolean {
  return kind === 'identity'
    ? attributeOf(element, 'impersonate')?.value.trim().toLowerCase() === 'true'
    : childElements(element).length > 0;
}

/**
 * The module that validates is among those of the server, and not in the list of the path: it was removed
 * there.
 */
function isWithoutModule(server: ServerConfiguration, path: string): Truth {
  const isIn = (at: string, section: string): Truth => {
    const entries = readEntries(server, at, section);
    if (entries.state === 'unknown') return 'unknown';
    return truth(entries.value.some(({ key }) => key === 'ConfigurationValidationModule'));
  };
  const installed = isIn('', 'system.webServer/globalModules');
  return installed === 'yes' ? not(isIn(path, modulesSection)) : 'no';
}

/** The application runs in an integrated pool with managed code, and validation is on. */
function isValidated(server: ServerConfiguration, path: string): Truth {
  const pool = poolOf(server, path);
  const mode = pool?.attributes.get('managedPipelineMode');
  const runtime = pool?.attributes.get('managedRuntimeVersion');
  if (mode?.state !== 'known' || runtime?.state !== 'known') return 'unknown';
  return and(
    truth(mode.value === 'Integrated'),
    not(isWithoutModule(server, path)),
    isOn(readBoolean(server, path, validation, 'validateIntegratedModeConfiguration')),
  );
}
