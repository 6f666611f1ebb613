// What the extensions that administrators meet are called in the user's language; the rest keep the names of
// their standards.
import type { Words } from './words.js';

/** Null for an extension that has no name of its own here. */
export function extensionName(oid: string, words: Words): string | null {
  switch (oid) {
    case '2.5.29.14':
      return words('Subject key identifier');
    case '2.5.29.15':
      return words('Key usage');
    case '2.5.29.17':
      return words('Subject alternative name');
    case '2.5.29.18':
      return words('Issuer alternative name');
    case '2.5.29.19':
      return words('Basic constraints');
    case '2.5.29.20':
      return words('CRL number');
    case '2.5.29.30':
      return words('Name constraints');
    case '2.5.29.31':
      return words('CRL distribution points');
    case '2.5.29.32':
      return words('Certificate policies');
    case '2.5.29.35':
      return words('Authority key identifier');
    case '2.5.29.37':
      return words('Extended key usage');
    case '2.5.29.46':
      return words('Freshest CRL');
    case '1.3.6.1.5.5.7.1.1':
      return words('Authority information access');
    case '1.3.6.1.4.1.311.20.2':
      return words('Certificate template name');
    case '1.3.6.1.4.1.311.21.1':
      return words('CA version');
    case '1.3.6.1.4.1.311.21.2':
      return words('Previous CA certificate hash');
    case '1.3.6.1.4.1.311.21.4':
      return words('Next CRL publish');
    case '1.3.6.1.4.1.311.21.7':
      return words('Certificate template');
    case '1.3.6.1.4.1.311.21.10':
      return words('Application policies');
    case '1.3.6.1.4.1.311.25.2':
      return words('Security identifier (NTDS CA security extension)');
    default:
      return null;
  }
}
