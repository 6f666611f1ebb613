// A password is in a configuration file as it is typed. Its value is never repeated.
import { mayEncrypt } from '../../iis/schema/resolve.js';
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
    title: 'Plaintext password',
    what: 'An attribute that IIS encrypts, such as the `password` of a virtual directory or application pool, is stored in plaintext. The finding marks the attribute name; the value is not shown anywhere.',
    why: 'Anyone who can read the file, a backup, or a copy can see the password. IIS stores such values as `[enc:…:enc]` when you set them with its own tools.',
    fix: 'Set the password with IIS Manager, appcmd, or PowerShell, which encrypt it, and change it because it was readable. Better: use the identity of the application pool.',
    commands: ['appcmd set apppool "MyPool" /processModel.password:*'],
    sources: [iisSources.schema],
  },
  messages: {
    clear: '{attribute} in {section} is stored in plaintext. Set it with IIS Manager or appcmd, which encrypt it.',
  },
  applies: ({ file }) => file.sections.length > 0,
  check(subject, report) {
    const found = writtenSections(subject).flatMap((written) => {
      const section = subject.schema.section(written.occurrence.section);
      if (!section || !mayEncrypt(section)) return [];
      return writtenAttributes(written, subject.schema, ({ encrypted }) => encrypted)
        .filter(({ attribute: { value } }) => value !== '' && !isProtected(value))
        .map((one) => ({ ...one, written }));
    });
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
