// Sites, applications and virtual directories that do not make a server that can start.
import type { ServerConfiguration } from '../../iis/configuration.js';
import type { ConfigurationFile } from '../../iis/file.js';
import { attributeIgnoringCase, childrenIgnoringCase } from '../../iis/names.js';
import { pathKey } from '../../iis/paths.js';
import type { Application, Positioned, Site } from '../../iis/sites.js';
import { truth } from '../../iis/truth.js';
import type { Range } from '../../text/range.js';
import type { XmlElement } from '../../xml/tree.js';
import { attributeOf, childElements } from '../../xml/tree.js';
import { iisSources } from '../support/sources/iis.js';
import type { Report } from '../rule.js';
import { defineRule } from '../rule.js';
import { clip } from '../support/words.js';

const sitesSection = 'system.applicationHost/sites';
const poolsSection = 'system.applicationHost/applicationPools';

export default defineRule({
  id: 'iis/site-structure',
  severity: 'error',
  subject: 'server',
  sections: [sitesSection, poolsSection],
  docs: {
    title: 'Invalid site structure',
    what: 'A site has no application `/`, an application has no virtual directory `/`, two sites have the same name or ID, a site contains the same application twice, or an application pool does not exist.',
    why: 'The Windows Process Activation Service cannot start the site, or rejects the whole configuration; requests to an application without its pool end with 503.',
    fix: 'Add what is missing, or correct the name. Every site needs an application `/` with a virtual directory `/`.',
    symptom: 'The site does not start; HTTP 503; WAS events in the system log.',
    commands: ['appcmd list sites', 'appcmd list apps', 'appcmd list apppools'],
    sources: [iisSources.sites, iisSources.schema],
  },
  messages: {
    noRootApplication: "Site '{name}' has no application with the path '/', so it cannot start. Add it.",
    noRootDirectory: "Application '{name}' has no virtual directory with the path '/', so it has no content. Add it.",
    siteName:
      "Cannot add duplicate collection entry of type 'site' with unique key attribute 'name' set to '{name}' (0x800700B7).",
    siteId:
      "Cannot add duplicate collection entry of type 'site' with unique key attribute 'id' set to '{id}' (0x800700B7).",
    application:
      "Cannot add duplicate collection entry of type 'application' with unique key attribute 'path' set to '{path}' (0x800700B7).",
    pool: "Application pool '{pool}' does not exist, so requests to {name} end with 503. Create it or enter another.",
  },
  applies: ({ applicationHost }) => applicationHost.sections.some(({ section }) => section === sitesSection),
  check(server, report) {
    const { applicationHost } = server;
    if (applicationHost.sections.some(({ section, damaged }) => section === sitesSection && damaged)) return 'unknown';
    const problems = [
      ...server.sites.flatMap((site) => rootProblems(site)),
      ...doubledSites(applicationHost, server.sites),
      ...server.sites.flatMap((site) => doubledApplications(applicationHost, site)),
      ...missingPools(server),
    ];
    for (const { range, ...problem } of problems) report({ ...problem, at: { uri: applicationHost.uri, range } });
    return truth(problems.length > 0);
  },
});

type Problem = Omit<Report, 'at'> & { readonly range: Range };

const placeOf = (value: Positioned, element: XmlElement): Range => value.attribute?.valueRange ?? element.startTag;

function rootProblems(site: Site): readonly Problem[] {
  const { configurationPath } = site;
  const problems: Problem[] = [];
  if (!site.applications.some(({ path }) => path.value === '/')) {
    const range = placeOf(site.name, site.element);
    problems.push({
      message: 'noRootApplication',
      data: { name: clip(site.name.value, 60) },
      range,
      configurationPath,
    });
  }
  for (const application of site.applications) {
    if (application.virtualDirectories.some(({ path }) => path.value === '/')) continue;
    problems.push({
      message: 'noRootDirectory',
      data: { name: clip(application.configurationPath, 60) },
      range: placeOf(application.path, application.element),
      configurationPath: application.configurationPath,
    });
  }
  return problems;
}

/** Pairs of a later item with the first one of the same key. */
function doubles<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [T, T])[] {
  const firsts = new Map<string, T>();
  return items.flatMap((item) => {
    const key = keyOf(item);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, item);
    return first === undefined || key === '' ? [] : [[item, first] as const];
  });
}

function doubledSites({ uri }: ConfigurationFile, sites: readonly Site[]): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [site, first] of doubles(sites, ({ name }) => pathKey(name.value))) {
    problems.push({
      message: 'siteName',
      data: { name: clip(site.name.value, 40) },
      range: placeOf(site.name, site.element),
      configurationPath: site.configurationPath,
      evidence: [{ uri, range: placeOf(first.name, first.element), message: 'The site that already has this name.' }],
    });
  }
  for (const [site, first] of doubles(sites, ({ id }) => id.value.trim())) {
    problems.push({
      message: 'siteId',
      data: { id: clip(site.id.value, 20) },
      range: placeOf(site.id, site.element),
      configurationPath: site.configurationPath,
      evidence: [{ uri, range: placeOf(first.id, first.element), message: 'The site that already has this ID.' }],
    });
  }
  return problems;
}

function doubledApplications({ uri }: ConfigurationFile, { applications }: Site): readonly Problem[] {
  return doubles(applications, ({ path }) => pathKey(path.value)).map(([application, first]) => ({
    message: 'application',
    data: { path: clip(application.path.value, 30) },
    range: placeOf(application.path, application.element),
    configurationPath: application.configurationPath,
    evidence: [
      { uri, range: placeOf(first.path, first.element), message: 'The application that already has this path.' },
    ],
  }));
}

/**
 * Applications whose pool is not there; a default that names no pool is one mistake, however many
 * applications use it.
 */
function missingPools(server: ServerConfiguration): readonly Problem[] {
  const { applicationHost, sites } = server;
  const lists = applicationHost.sections.filter(({ section }) => section === poolsSection);
  if (lists.length === 0 || lists.some(({ damaged }) => damaged)) return [];
  const pools = new Set(
    lists
      .flatMap(({ element }) => childrenIgnoringCase(element, 'add'))
      .map((pool) => pathKey(attributeIgnoringCase(pool, 'name')?.value ?? '')),
  );
  const seen = new Set<number>();
  return sites.flatMap((site) =>
    site.applications.flatMap((application): Problem[] => {
      const { applicationPool, configurationPath } = application;
      if (applicationPool.value === '' || pools.has(pathKey(applicationPool.value))) return [];
      const range =
        applicationPool.attribute?.valueRange ??
        defaultPoolOf(application) ??
        placeOf(application.path, application.element);
      if (seen.has(range.start)) return [];
      seen.add(range.start);
      const data = { pool: clip(applicationPool.value, 40), name: `'${clip(configurationPath, 40)}'` };
      return [{ message: 'pool', data, range, configurationPath }];
    }),
  );
}

/** Where the default of an application's pool is written: for its site, else for all. */
function defaultPoolOf({ element }: Application): Range | null {
  for (let level = element.parent; level; level = level.parent) {
    for (const defaults of childElements(level, 'applicationDefaults')) {
      const attribute = attributeOf(defaults, 'applicationPool');
      if (attribute) return attribute.valueRange;
    }
  }
  return null;
}
