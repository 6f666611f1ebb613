// ActiveSync is missing on the front end, or its folder is another one.
import { hasFrontEndFolder } from '../../exchange/layout.js';
import { commonTail, physicalSegments } from '../../iis/paths.js';
import { textChange } from '../../remedy/build.js';
import { setAttribute } from '../../xml/edit.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

const expected = ['frontend', 'httpproxy', 'sync'];

export default defineRule({
  id: 'layout/virtual-directory-path',
  severity: 'warning',
  subject: 'exchange',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'ActiveSync missing or misplaced',
    what: 'The front end has applications in `FrontEnd\\HttpProxy` but no application `/Microsoft-Server-ActiveSync`, or one whose folder is not `FrontEnd\\HttpProxy\\sync`.',
    why: 'The code that forwards requests is in that folder. With a different folder or without the application, ActiveSync does not work, regardless of the certificate settings.',
    fix: 'Set the Exchange default folder, or create the virtual directory again.',
    symptom: 'Status 404 or 500 for every request to /Microsoft-Server-ActiveSync.',
    commands: ['New-ActiveSyncVirtualDirectory -Server <server> -Role ClientAccess'],
    sources: [sources.healthChecker, sources.realServers],
  },
  messages: {
    missing:
      '{site}: application /Microsoft-Server-ActiveSync does not exist, so devices cannot synchronize. Create it.',
    moved: '{path}: the folder is "{value}"; the Exchange default is FrontEnd\\HttpProxy\\sync.',
  },
  applies: ({ frontEnd }) => hasFrontEndFolder(frontEnd),
  check(server, report) {
    const site = server.frontEnd!;
    const { applicationHost } = server.configuration;
    const { uri, document } = applicationHost;
    const application = server.find('activeSync')?.application;
    if (!application) {
      if (site.element.endTag === null) return 'unknown';
      report({
        message: 'missing',
        data: { site: site.configurationPath },
        at: { uri, range: site.name.attribute?.valueRange ?? site.element.startTag },
        configurationPath: site.configurationPath,
      });
      return 'yes';
    }
    const folder = application.virtualDirectories.find(({ path }) => path.value === '/');
    const attribute = folder?.physicalPath.attribute;
    // An application without a root folder is not a site structure that IIS takes; another rule refers to it.
    if (!folder || !attribute) return 'unknown';
    if (commonTail(physicalSegments(attribute.value), expected) === expected.length) return 'no';
    const sibling = site.applications
      .flatMap(({ virtualDirectories }) => virtualDirectories)
      .map(({ physicalPath }) => /^(.*\\FrontEnd\\HttpProxy)\\/i.exec(physicalPath.value)?.[1])
      .find((found) => found !== undefined);
    const change =
      sibling === undefined
        ? []
        : [
            textChange(
              uri,
              `Set the folder of ${application.configurationPath}`,
              setAttribute(document, folder.element, 'physicalPath', `${sibling}\\sync`),
            ),
          ];
    report({
      message: 'moved',
      data: { path: application.configurationPath, value: shorten(attribute.value) },
      at: { uri, range: attribute.valueRange },
      configurationPath: application.configurationPath,
      remedies:
        change.length === 0 ? [] : [{ title: 'Set the Exchange default folder', kind: 'review', changes: change }],
    });
    return 'yes';
  },
});

/** The end of a long path, which is what tells folders apart. */
function shorten(path: string): string {
  return path.length > 60 ? `…${path.slice(-59)}` : path;
}
