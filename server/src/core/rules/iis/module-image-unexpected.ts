// A known module of IIS is registered with another file than its own.
import { sections } from '../../sign-in/sections.js';
import { truth } from '../../iis/truth.js';
import { setAttribute } from '../../xml/edit.js';
import { attributeOf, childElements } from '../../xml/tree.js';
import { iisSources } from '../support/sources/iis.js';
import { nativeModules } from '../support/modules.js';
import { repair } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { clip } from '../support/words.js';

export default defineRule({
  id: 'iis/module-image-unexpected',
  severity: 'information',
  subject: 'file',
  sections: [sections.globalModules],
  docs: {
    title: 'Module with the file of another',
    what: '`globalModules` names another file for a module of IIS than the one it is in: `authmap.dll` for `CertificateMappingAuthenticationModule`, for instance, which is in `authcert.dll`.',
    why: 'Under the name of the module something else is loaded, or nothing. For certificate mapping the two files are easily confused: Active Directory mapping is `authcert.dll`, one-to-one and many-to-one mapping `authmap.dll`.',
    fix: 'Write the file that belongs to the module, or find out who replaced it.',
    commands: ['Get-WebGlobalModule'],
    sources: [iisSources.modules],
  },
  messages: {
    other: "{module} is normally in {expected}, not in '{image}'. Correct the image, or find out who replaced it.",
  },
  applies: ({ file, server }) => file === server?.applicationHost,
  check({ file }, report) {
    const found = file.sections
      .filter(({ section, damaged }) => section === sections.globalModules && !damaged)
      .flatMap(({ element }) => childElements(element, 'add'))
      .flatMap((element) => {
        const known = nativeModules.get(attributeOf(element, 'name')?.value ?? '');
        const image = attributeOf(element, 'image');
        const name = image?.value.split(/[\\/]/).at(-1) ?? '';
        return known && image && name.toLowerCase() !== known.image ? [{ element, known, image, name }] : [];
      });
    for (const { element, known, image, name } of found) {
      const path = image.value.slice(0, image.value.length - name.length) + known.image;
      report({
        message: 'other',
        data: { module: attributeOf(element, 'name')!.value, expected: known.image, image: clip(name, 40) },
        at: { uri: file.uri, range: image.valueRange },
        configurationPath: '',
        remedies: repair(file, 'review', `Write ${known.image}`, setAttribute(file.document, element, 'image', path)),
      });
    }
    return truth(found.length > 0);
  },
});
