// The certificate of an IIS one-to-one mapping is written so that it can never match.
import { certificateSources } from '../support/sources/certificate.js';
import { readMappingCertificate } from '../../certificate/one-to-one.js';
import { truth } from '../../iis/truth.js';
import { attributeOf, childElements } from '../../xml/tree.js';
import type { XmlAttribute } from '../../xml/tree.js';
import { pathOf, writtenSections } from '../support/configuration-file.js';
import { repair } from '../support/repairs.js';
import { defineRule } from '../rule.js';

const section = 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication';

export default defineRule({
  id: 'certificate/one-to-one-format',
  severity: 'error',
  subject: 'file',
  sections: [section],
  docs: {
    title: 'Unusable one-to-one mapping certificate',
    what: 'The `certificate` of a one-to-one mapping has PEM lines or white space, is not Base64, or is not a certificate.',
    why: 'IIS compares it with the Base64, on one line, of the certificate that a client sends. Any other form never matches.',
    fix: 'Enter only the Base64 of the DER certificate, on one line.',
    symptom: '401.1 with sc-win32-status 2148086018 (0x80093102) if a character is missing.',
    sources: [certificateSources.iisMapping],
  },
  messages: {
    armour: 'The certificate has PEM lines, so the mapping never matches. Enter only the Base64, on one line.',
    whiteSpace:
      'The certificate has line breaks or spaces, so the mapping never matches. Enter the Base64 on one line.',
    notBase64:
      'The certificate is not valid Base64 at character {offset}, so the mapping never matches. Paste it again.',
    incomplete:
      'The Base64 has {length} characters, not a multiple of 4: one is missing or extra, so it never matches. Export the certificate again.',
    cutOff:
      'The Base64 is shorter or longer than the certificate that it begins with, so it never matches. Export the certificate again.',
    notACertificate:
      'The value is not a certificate, so the mapping never matches. Enter the Base64 of the DER certificate.',
  },
  applies: (subject) => subject.file.sections.some((occurrence) => occurrence.section === section),
  check(subject, report) {
    const { file } = subject;
    let found = false;
    for (const { occurrence, uri, element } of writtenSections(subject)) {
      if (occurrence.section !== section) continue;
      for (const mapping of childElements(element, 'oneToOneMappings').flatMap((mappings) =>
        childElements(mappings, 'add'),
      )) {
        const attribute = attributeOf(mapping, 'certificate');
        if (attribute === undefined || attribute.value.startsWith('[enc:')) continue;
        // As it is written: reading a value folds line breaks into spaces.
        const { fault, offset, length, canonical } = readMappingCertificate(
          written(file.uri === uri ? file.document.text : null, attribute),
        );
        if (fault === null) continue;
        found = true;
        report({
          message: fault,
          data: { offset: offset + 1, length },
          at: { uri, range: attribute.valueRange },
          configurationPath: pathOf(subject, occurrence),
          remedies:
            canonical === null || uri !== file.uri
              ? []
              : repair(file, 'safe', 'Write the certificate on one line', [
                  { range: attribute.valueRange, newText: canonical },
                ]),
        });
      }
    }
    return truth(found);
  },
});

function written(text: string | null, { value, valueRange }: XmlAttribute): string {
  return text === null ? value : text.slice(valueRange.start, valueRange.end);
}
