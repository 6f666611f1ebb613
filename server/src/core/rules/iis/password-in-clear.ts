// A password stands in a configuration file as it is typed. Its value is never repeated.
import { truth } from '../../iis/truth.js';
import { isProtected, writtenAttributes } from '../../iis/violations.js';
import { pathOf, writtenSections } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { defineRule } from '../rule.js';
import { nameOfSection } from '../support/words.js';

export default defineRule({
  id: 'iis/password-in-clear',
  severity: 'warning',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Password in clear text',
    what: 'An attribute that IIS encrypts, such as the `password` of a virtual directory or application pool, holds its value in the clear. The finding points at the name of the attribute; the value is shown nowhere.',
    why: 'Whoever can read the file, a backup or a copy of it has the password. IIS writes such values as `[enc:…:enc]` when they are set with its own tools.',
    fix: 'Set the password again with IIS Manager, appcmd or PowerShell, which encrypt it, and change it, since it was readable. Better: let the application pool sign in with its own identity.',
    commands: ['appcmd set apppool "MyPool" /processModel.password:*'],
    sources: [iisSources.schema],
  },
  messages: {
    clear: '{attribute} in {section} stands in clear text. Set it again with IIS Manager or appcmd, which encrypt it.',
  },
  applies: ({ file }) => file.sections.length > 0,
  check(subject, report) {
    const found = writtenSections(subject).flatMap((written) =>
      writtenAttributes(written, subject.schema)
        .filter(({ attribute, schema }) => schema.encrypted && attribute.value !== '' && !isProtected(attribute.value))
        .map((one) => ({ ...one, written })),
    );
    for (const { written, attribute } of found) {
      report({
        message: 'clear',
        data: { attribute: attribute.name, section: nameOfSection(written.occurrence.section) },
        at: { uri: written.uri, range: attribute.nameRange },
        configurationPath: pathOf(subject, written.occurrence),
      });
    }
    return truth(found.length > 0);
  },
});
