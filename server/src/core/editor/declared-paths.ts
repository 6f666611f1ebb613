// Every path that the servers declare, for a search over all of them.
import type { CheckedServer } from '../workspace/assembled-server.js';
import type { XmlElement } from '../xml/tree.js';
import type { DeclaredPath } from './answers.js';

/**
 * Sites, applications and virtual directories, each path of a server once, in the order of its configuration.
 */
export function declaredPaths(servers: readonly CheckedServer[]): DeclaredPath[] {
  return servers.flatMap(({ configuration: { root, applicationHost, sites } }) => {
    const paths = new Map<string, DeclaredPath>();
    const add = (configurationPath: string, kind: DeclaredPath['kind'], { startTag }: XmlElement): void => {
      if (paths.has(configurationPath)) return;
      paths.set(configurationPath, {
        root,
        configurationPath,
        kind,
        place: { uri: applicationHost.uri, range: startTag },
      });
    };
    for (const site of sites) {
      add(site.configurationPath, 'site', site.element);
      for (const application of site.applications) {
        add(application.configurationPath, 'application', application.element);
        for (const directory of application.virtualDirectories) {
          add(directory.configurationPath, 'virtualDirectory', directory.element);
        }
      }
    }
    return [...paths.values()];
  });
}
