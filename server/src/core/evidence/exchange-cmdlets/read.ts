// Get-ExchangeCertificate, Get-ExchangeServer and Get-OrganizationConfig: recognized, and what they say of
// use.
import type { ExchangeCertificate } from '../facts.js';
import { byComputer, type EvidenceKind } from '../kind.js';
import { textOf, textsOf, valueOf, type EvidenceObject } from '../objects/model.js';

const isOfType = ({ types }: EvidenceObject, name: string): boolean =>
  types.some((type) => type === name || type.endsWith(`.${name}`));

export const exchangeCertificateKind: EvidenceKind = {
  name: 'exchange-certificate',
  read({ objects: { objects } }) {
    const found = objects.filter(
      (object) =>
        isOfType(object, 'ExchangeCertificate') ||
        (textOf(object, 'Thumbprint') !== null &&
          valueOf(object, 'CertificateDomains', 'Services', 'RootCAType') !== null),
    );
    if (found.length === 0) return [];
    const exchangeCertificates = found.flatMap((object): ExchangeCertificate[] => {
      const thumbprint = textOf(object, 'Thumbprint');
      if (thumbprint === null || !/^[0-9a-f]{40}$/i.test(thumbprint.text)) return [];
      const services = servicesIn(textOf(object, 'Services')?.text ?? '');
      return [{ thumbprint: thumbprint.text.toLowerCase(), services, range: thumbprint.range }];
    });
    return [{ kind: 'exchange-certificate', computer: null, scope: 'server', facts: { exchangeCertificates } }];
  },
};

const letters: Readonly<Record<string, string>> = {
  I: 'IMAP',
  P: 'POP',
  U: 'UM',
  W: 'IIS',
  S: 'SMTP',
  F: 'Federation',
};

/** `IIS, SMTP` of lists, `...WS..` of tables; dots alone look like a value that was cut. */
function servicesIn(text: string): string[] {
  if (/^(?=.*\.)[.IPUWSF]{6,8}$/.test(text)) return [...text].flatMap((letter) => letters[letter] ?? []);
  return text === '' ? [] : text.split(/,\s*/);
}

export const exchangeServerKind: EvidenceKind = {
  name: 'exchange-server',
  read({ objects: { objects } }) {
    const found = objects.filter(
      (object) =>
        isOfType(object, 'ExchangeServer') ||
        (valueOf(object, 'AdminDisplayVersion') !== null && valueOf(object, 'ServerRole', 'IsMailboxServer') !== null),
    );
    return byComputer(
      found,
      (object) => textOf(object, 'Name', 'Fqdn', 'Identity')?.text ?? null,
      (computer) => ({ kind: 'exchange-server', computer, scope: 'server', facts: {} }),
    );
  },
};

export const organizationConfigKind: EvidenceKind = {
  name: 'organization-config',
  read({ objects: { objects } }) {
    const found = objects.some(
      (object) =>
        isOfType(object, 'OrganizationConfig') ||
        (valueOf(object, 'OAuth2ClientProfileEnabled') !== null && textsOf(object, 'OrganizationId', 'Name') !== null),
    );
    return found ? [{ kind: 'organization-config', computer: null, scope: 'organization', facts: {} }] : [];
  },
};
