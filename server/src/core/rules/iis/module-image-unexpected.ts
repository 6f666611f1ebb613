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
    title: 'Unexpected module image',
    what: '`globalModules` assigns an IIS module a different file than usual: for example, `authmap.dll` for `CertificateMappingAuthenticationModule`, which is in `authcert.dll`.',
    why: 'IIS loads different code under the name of the module, or none. The two certificate mapping files are easily confused: Active Directory mapping is in `authcert.dll`, one-to-one and many-to-one mapping in `authmap.dll`.',
    fix: 'Enter the file that belongs to the module, or find out why it changed.',
    commands: ['Get-WebGlobalModule'],
    sources: [iisSources.modules],
  },
  messages: {
    other: "Module {module} normally loads {expected}, not '{image}'. Correct the path or find out why it changed.",
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
        remedies: repair(
          file,
          'review',
          `Change the path to ${known.image}`,
          setAttribute(file.document, element, 'image', path),
        ),
      });
    }
    return truth(found.length > 0);
  },
});
