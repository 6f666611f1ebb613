// Get-ExchangeCertificate, Get-ExchangeServer and Get-OrganizationConfig: certificates with their services, the
// build of a server, and whether cloud services may come with tokens.
import type { ExchangeBuild, ExchangeCertificate } from '../facts.js';
import { byComputer, type EvidenceKind } from '../kind.js';
import { booleanOf, textOf, textsOf, valueOf, type EvidenceObject } from '../objects/model.js';

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
  if (/^(?=.*\.)[.IPUWSF]{6,8}$/.test(text)) return text.split('').flatMap((letter) => letters[letter] ?? []);
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
      (computer, some) => ({
        kind: 'exchange-server',
        computer,
        scope: 'server',
        facts: { exchangeBuilds: some.flatMap((object) => buildOf(object) ?? []) },
      }),
    );
  },
};

/** `Version 15.2 (Build 2562.17)`. */
function buildOf(object: EvidenceObject): ExchangeBuild | null {
  const said = textOf(object, 'AdminDisplayVersion');
  const [, major, minor, build] =
    /^Version (\d{1,3})\.(\d{1,3}) \(Build (\d{1,6})\.\d{1,6}\)$/.exec(said?.text ?? '') ?? [];
  return said && major !== undefined && minor !== undefined
    ? { text: said.text, major, minor, build: Number(build), range: said.range }
    : null;
}

export const organizationConfigKind: EvidenceKind = {
  name: 'organization-config',
  read({ objects: { objects } }) {
    const found = objects.filter(
      (object) =>
        isOfType(object, 'OrganizationConfig') ||
        (valueOf(object, 'OAuth2ClientProfileEnabled') !== null && textsOf(object, 'OrganizationId', 'Name') !== null),
    );
    if (found.length === 0) return [];
    const organization = found.flatMap((object) => {
      const oAuth2 = booleanOf(object, 'OAuth2ClientProfileEnabled');
      return oAuth2 === null ? [] : [{ oAuth2: oAuth2.value, range: oAuth2.range }];
    });
    return [{ kind: 'organization-config', computer: null, scope: 'organization', facts: { organization } }];
  },
};
