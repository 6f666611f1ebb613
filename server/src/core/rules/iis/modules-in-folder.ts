// A web.config of a plain folder sets modules, which IIS reads from applications only.
import { modulesSection } from '../../iis/definition-level.js';
import { truth } from '../../iis/truth.js';
import { defineRule } from '../rule.js';
import { pathOf } from '../support/configuration-file.js';
import { removalEdits, repair } from '../support/repairs.js';
import { iisSources } from '../support/sources/iis.js';
import { fitting, placeName } from '../support/words.js';

const messages = {
  ignored:
    'IIS ignores <modules> here because {path} is a folder, not an application. Set it in the web.config of the application.',
};

export default defineRule({
  id: 'iis/modules-in-folder',
  severity: 'warning',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Modules set in a folder',
    what: 'The web.config of a folder that is not an application or virtual directory contains `<modules>`.',
    why: 'IIS reads the modules of an application from the application and the levels above it. It ignores the section in a folder without an error: modules that the section adds never run, and modules that it removes still run.',
    fix: 'Move the section to the web.config of the application, or make the folder an application.',
    sources: [iisSources.readings],
  },
  messages,
  applies: ({ file, server, configurationPaths }) =>
    server !== null && configurationPaths.length > 0 && file.sections.some(({ section }) => section === modulesSection),
  check(subject, report) {
    const { file, server, configurationPaths } = subject;
    const isFolder = configurationPaths.every((path) => path !== '' && !server!.siteIndex.directoryAt(path));
    const found = isFolder
      ? file.sections.filter(({ section, location, damaged }) => section === modulesSection && !location && !damaged)
      : [];
    for (const occurrence of found) {
      const configurationPath = pathOf(subject, occurrence);
      report({
        message: 'ignored',
        data: fitting(messages.ignored, { path: placeName(configurationPath) }, 'path'),
        at: { uri: file.uri, range: occurrence.element.startTag },
        configurationPath,
        remedies: repair(file, 'review', 'Delete the section', removalEdits(file.document, occurrence.element)),
      });
    }
    return truth(found.length > 0);
  },
});
