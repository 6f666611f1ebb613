// Sites, applications, virtual directories and bindings as `system.applicationHost/sites` states them, each
// value with its place.
import type { XmlAttribute, XmlElement } from '../xml/tree.js';
import { attributeIgnoringCase, childrenIgnoringCase } from './names.js';
import { joinConfigurationPath, pathKey } from './paths.js';

/** An attribute value, with the attribute that writes it (null where a default holds). */
export interface Positioned {
  readonly value: string;
  readonly attribute: XmlAttribute | null;
}

export interface Binding {
  readonly element: XmlElement;
  readonly protocol: Positioned;
  /** `IP:port:host`; the IP may be empty or `*`. */
  readonly bindingInformation: Positioned;
  /** As written; `0` when absent. */
  readonly sslFlags: Positioned;
}

export interface VirtualDirectoryDefinition {
  readonly element: XmlElement;
  /** `/` or `/bin`: relative to its application. */
  readonly path: Positioned;
  readonly physicalPath: Positioned;
  /** False: no web.config below the virtual directory's folder is read. */
  readonly allowSubDirConfig: boolean;
  /** `Default Web Site/owa`. */
  readonly configurationPath: string;
}

export interface Application {
  readonly element: XmlElement;
  /** `/` or `/owa`. */
  readonly path: Positioned;
  readonly applicationPool: Positioned;
  readonly virtualDirectories: readonly VirtualDirectoryDefinition[];
  readonly configurationPath: string;
}

export interface Site {
  readonly element: XmlElement;
  readonly name: Positioned;
  readonly id: Positioned;
  readonly bindings: readonly Binding[];
  readonly applications: readonly Application[];
  readonly configurationPath: string;
}

const none: Positioned = { value: '', attribute: null };

function read(element: XmlElement, name: string, ...defaults: readonly (XmlElement | undefined)[]): Positioned {
  const own = attributeIgnoringCase(element, name);
  if (own) return { value: own.value, attribute: own };
  for (const fallback of defaults) {
    const attribute = fallback && attributeIgnoringCase(fallback, name);
    if (attribute) return { value: attribute.value, attribute: null };
  }
  return none;
}

/**
 * Reads a `<sites>` section. What is missing reads as ''. A name that differs in case counts: what may be
 * there is not missing.
 */
export function readSites(section: XmlElement): readonly Site[] {
  const applicationDefaults = childrenIgnoringCase(section, 'applicationDefaults')[0];
  const directoryDefaults = childrenIgnoringCase(section, 'virtualDirectoryDefaults')[0];
  return childrenIgnoringCase(section, 'site').map((site) => {
    const name = read(site, 'name');
    const siteApplicationDefaults = childrenIgnoringCase(site, 'applicationDefaults')[0];
    const siteDirectoryDefaults = childrenIgnoringCase(site, 'virtualDirectoryDefaults')[0];
    const applications = childrenIgnoringCase(site, 'application').map((application): Application => {
      const path = read(application, 'path');
      const configurationPath = joinConfigurationPath(name.value, path.value.replace(/^\//, ''));
      const applicationDirectoryDefaults = childrenIgnoringCase(application, 'virtualDirectoryDefaults')[0];
      return {
        element: application,
        path,
        applicationPool: read(application, 'applicationPool', siteApplicationDefaults, applicationDefaults),
        configurationPath,
        virtualDirectories: childrenIgnoringCase(application, 'virtualDirectory').map((directory) => {
          const directoryPath = read(directory, 'path');
          const subDirectories = read(
            directory,
            'allowSubDirConfig',
            applicationDirectoryDefaults,
            siteDirectoryDefaults,
            directoryDefaults,
          );
          return {
            element: directory,
            path: directoryPath,
            physicalPath: read(directory, 'physicalPath'),
            allowSubDirConfig: subDirectories.value.toLowerCase() !== 'false',
            configurationPath: joinConfigurationPath(configurationPath, directoryPath.value.replace(/^\//, '')),
          };
        }),
      };
    });
    const bindings = childrenIgnoringCase(site, 'bindings').flatMap((list) =>
      childrenIgnoringCase(list, 'binding').map((element): Binding => {
        const sslFlags = read(element, 'sslFlags');
        return {
          element,
          protocol: read(element, 'protocol'),
          bindingInformation: read(element, 'bindingInformation'),
          sslFlags: sslFlags.attribute ? sslFlags : { value: '0', attribute: null },
        };
      }),
    );
    return { element: site, name, id: read(site, 'id'), bindings, applications, configurationPath: name.value };
  });
}

/** Finds what is at configuration paths. */
export class SiteIndex {
  readonly sites: readonly Site[];
  readonly #sites = new Map<string, Site>();
  readonly #applications = new Map<string, Application>();
  readonly #directories = new Map<string, VirtualDirectoryDefinition>();

  constructor(sites: readonly Site[]) {
    this.sites = sites;
    for (const site of sites) {
      setOnce(this.#sites, site.configurationPath, site);
      for (const application of site.applications) {
        setOnce(this.#applications, application.configurationPath, application);
        for (const directory of application.virtualDirectories) {
          setOnce(this.#directories, directory.configurationPath, directory);
        }
      }
    }
  }

  /** The site whose name is the first segment of a configuration path. */
  siteOf(path: string): Site | undefined {
    const slash = path.indexOf('/');
    return this.#sites.get(pathKey(slash < 0 ? path : path.slice(0, slash)));
  }

  /** The application whose root is at exactly that path. */
  applicationAt(path: string): Application | undefined {
    return this.#applications.get(pathKey(path));
  }

  /** The virtual directory whose root is at exactly that path. */
  directoryAt(path: string): VirtualDirectoryDefinition | undefined {
    return this.#directories.get(pathKey(path));
  }
}

function setOnce<T>(map: Map<string, T>, path: string, value: T): void {
  const key = pathKey(path);
  if (!map.has(key)) map.set(key, value);
}
