// A server with all evidence, certificates of a small PKI, and what `simulate` says of them: for the tests of
// predictions.
import * as der from './der-writer.js';
import { ellipticKey, rsaKey, signedCertificate, signedList, type SigningKey } from './signed-certificates.js';

export const now = '2026-11-01T12:00:00Z';
export const sid = 'S-1-5-21-1004336348-1177238915-682003330-1104';

const keys = { root: ellipticKey(), issuing: ellipticKey(), user: ellipticKey() };
const time = (text: string): der.Der => der.tlv(0x17, text);
const validity = (from: string, to: string): der.Der => der.sequence(time(from), time(to));
const long = validity('240101000000Z', '440101000000Z');
const nameOf = (name: string): der.Der => der.name([der.COMMON_NAME, der.utf8(name)]);
const authority = der.extension('2.5.29.19', der.sequence(der.tlv(0x01, Buffer.of(255))), true);
const other = (type: string, value: der.Der): der.Der => der.tlv(0xa0, der.oid(type), der.tlv(0xa0, value));
const upn = (value: string): der.Der =>
  der.extension('2.5.29.17', der.sequence(other('1.3.6.1.4.1.311.20.2.3', der.utf8(value))));
const sidOf = (value: string): der.Der =>
  der.extension('1.3.6.1.4.1.311.25.2', der.sequence(other('1.3.6.1.4.1.311.25.2.1', der.octets(value))));
const purpose = (...oids: readonly string[]): der.Der =>
  der.extension('2.5.29.37', der.sequence(...oids.map((oid) => der.oid(oid))));
const points = der.extension(
  '2.5.29.31',
  der.sequence(der.sequence(der.tlv(0xa0, der.tlv(0xa0, der.tlv(0x86, 'http://pki.contoso.com/ca.crl'))))),
);
const clients = purpose('1.3.6.1.5.5.7.3.2');

export const rootCertificate = signedCertificate(
  {
    issuer: nameOf('Contoso Root'),
    subject: nameOf('Contoso Root'),
    serial: der.integer(1),
    validity: long,
    extensions: [authority],
  },
  keys.root,
  keys.root,
);
export const issuingCertificate = signedCertificate(
  {
    issuer: nameOf('Contoso Root'),
    subject: nameOf('Contoso CA'),
    serial: der.integer(2),
    validity: long,
    extensions: [authority],
  },
  keys.issuing,
  keys.root,
);

function authorityOf(subject: string, key: SigningKey, issuer: string, signer: SigningKey, serial: number): Uint8Array {
  const names = { issuer: nameOf(issuer), subject: nameOf(subject) };
  return signedCertificate(
    { ...names, serial: der.integer(serial), validity: long, extensions: [authority] },
    key,
    signer,
  );
}
const fabrikam = ellipticKey();

/** Other certificates of the same authorities, and another root, which signed one of them. */
export const otherAuthorities = {
  renewedRoot: authorityOf('Contoso Root', keys.root, 'Contoso Root', keys.root, 3),
  renewedIssuing: authorityOf('Contoso CA', keys.issuing, 'Contoso Root', keys.root, 4),
  strangeIssuing: authorityOf('Contoso CA', fabrikam, 'Contoso Root', keys.root, 5),
  crossed: authorityOf('Contoso Root', keys.root, 'Fabrikam Root', fabrikam, 6),
  fabrikam: authorityOf('Fabrikam Root', fabrikam, 'Fabrikam Root', fabrikam, 7),
} as const;

interface UserParts {
  readonly from?: string;
  readonly to?: string;
  readonly serial?: number;
  readonly extensions?: readonly der.Der[];
  readonly key?: SigningKey;
}

function user(parts: UserParts = {}): Uint8Array {
  const { from = '250101000000Z', to = '290101000000Z', serial = 16, extensions, key = keys.user } = parts;
  return signedCertificate(
    {
      issuer: nameOf('Contoso CA'),
      subject: nameOf('alice'),
      serial: der.integer(serial),
      validity: validity(from, to),
      extensions: extensions ?? [upn('alice@contoso.com'), sidOf(sid), clients, points],
    },
    key,
    keys.issuing,
  );
}

/** Client certificates by what is the matter with them. */
export const clientFiles: Readonly<Record<string, Uint8Array>> = {
  'alice.cer': user(),
  'expired.cer': user({ to: '260101000000Z' }),
  'early.cer': user({ from: '280101000000Z' }),
  'usage.cer': user({ extensions: [upn('alice@contoso.com'), sidOf(sid), purpose('1.3.6.1.5.5.7.3.4'), points] }),
  'weak.cer': user({ extensions: [upn('alice@contoso.com'), clients, points] }),
  'silent.cer': user({ extensions: [upn('alice@contoso.com'), sidOf(sid), clients] }),
  'other-sid.cer': user({ extensions: [upn('alice@contoso.com'), sidOf('S-1-5-21-1-2-3-4'), clients, points] }),
  'revoked.cer': user({ serial: 32 }),
  'expired-usage.cer': user({
    to: '260101000000Z',
    extensions: [upn('alice@contoso.com'), purpose('1.3.6.1.5.5.7.3.4')],
  }),
};

const ready = [upn('alice@contoso.com'), sidOf(sid), clients, points];
const usages = (...bits: readonly number[]): der.Der => der.extension('2.5.29.15', der.tlv(3, Buffer.from(bits)));
const uri = (text: string): der.Der => der.tlv(0x86, text);
const names = (...all: readonly der.Der[]): der.Der => der.extension('2.5.29.17', der.sequence(...all));
const upnName = (value: string): der.Der => other('1.3.6.1.4.1.311.20.2.3', der.utf8(value));
const policies = der.sequence(der.sequence(der.oid('1.3.6.1.4.1.311.10.3.4')));

/** A certificate whose key is weak, which servers seldom reject. */
export const smallKey: Uint8Array = user({ key: rsaKey(1024) });

/** Client certificates of which the verdict doubts something that HTTP.SYS and domain controllers decide. */
export const doubtfulFiles: Readonly<Record<string, Uint8Array>> = {
  'encryption-only.cer': user({ extensions: [...ready, usages(5, 0x20)] }),
  'unknown-critical.cer': user({ extensions: [...ready, der.extension('1.2.3.4', der.octets('x'), true)] }),
  'authority.cer': user({ extensions: [...ready, authority] }),
  'policies.cer': user({ extensions: [...ready, der.extension('1.3.6.1.4.1.311.21.10', policies)] }),
  'smart-card.cer': user({
    extensions: [upn('alice@contoso.com'), sidOf(sid), purpose('1.3.6.1.4.1.311.20.2.2'), points],
  }),
  'two-upns.cer': user({
    extensions: [names(upnName('alice@contoso.com'), upnName('bob@contoso.com')), sidOf(sid), clients, points],
  }),
  'two-sids.cer': user({
    extensions: [
      names(upnName('alice@contoso.com'), uri('tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-4')),
      sidOf(sid),
      clients,
      points,
    ],
  }),
  'capital-uri.cer': user({
    extensions: [names(upnName('alice@contoso.com'), uri(`TAG:microsoft.com,2022-09-14:sid:${sid}`)), clients, points],
  }),
  'email-only.cer': user({ extensions: [names(der.tlv(0x81, 'alice@contoso.com')), sidOf(sid), clients, points] }),
  'blank.cer': user({ extensions: [names(upnName('alice@contoso.com ')), sidOf(sid), clients, points] }),
};

/** Client certificates without a UPN: with the SID of the account, and without it. */
export const namelessFiles: Readonly<Record<string, Uint8Array>> = {
  'no-upn.cer': user({ extensions: [sidOf(sid), clients, points] }),
  'no-names.cer': user({ extensions: [clients, points] }),
};

/** Of another CA, with a user of its own. */
export const foreignCertificate = signedCertificate(
  {
    issuer: nameOf('Fabrikam CA'),
    subject: nameOf('alice'),
    serial: der.integer(64),
    validity: validity('250101000000Z', '290101000000Z'),
    extensions: [upn('alice@fabrikam.com'), clients, points],
  },
  keys.user,
  keys.root,
);

export function list(to: string, { from = '260101000000Z', isForged = false, isOfRoot = false } = {}): Uint8Array {
  const entry = der.sequence(der.integer(32), time('260601000000Z'));
  return signedList(
    {
      issuer: nameOf(isOfRoot ? 'Contoso Root' : 'Contoso CA'),
      thisUpdate: time(from),
      nextUpdate: time(to),
      entries: [entry],
    },
    isForged ? keys.user : isOfRoot ? keys.root : keys.issuing,
  );
}

export interface ServerShape {
  /** sslFlags of ActiveSync. */
  readonly flags?: string;
  readonly mapping?: boolean;
  readonly methods?: string;
  readonly module?: boolean;
  readonly readAhead?: number;
  readonly windows?: string;
  readonly bindings?: string;
  /** Lines of the location of ActiveSync after its settings. */
  readonly more?: string;
  readonly record?: Readonly<Record<string, string>> | null;
  readonly windowsServer?: string | null;
  /** IIS's own mapping for ActiveSync. */
  readonly iisMapping?: boolean;
  /** owa takes certificates, and ecp a password. */
  readonly owaAndEcpDiffer?: boolean;
}

const sync = 'Default Web Site/Microsoft-Server-ActiveSync';
const off = ['basic', 'windows', 'anonymous', 'digest'].map((name) => `<${name}Authentication enabled="false" />`);

export const methods = {
  none: off.join(''),
  basic: off.join('').replace('<basicAuthentication enabled="false"', '<basicAuthentication enabled="true"'),
  anonymous: off
    .join('')
    .replace('<anonymousAuthentication enabled="false"', '<anonymousAuthentication enabled="true"'),
  windows: (providers: readonly string[], more = ''): string =>
    off
      .join('')
      .replace(
        '<windowsAuthentication enabled="false" />',
        `<windowsAuthentication enabled="true">${more}<providers><clear />${providers
          .map((value) => `<add value="${value}" />`)
          .join('')}</providers></windowsAuthentication>`,
      ),
};

/** Files of a server below `exch01/` on which nothing is wrong, but for what the shape says. */
export function predictionServer(shape: ServerShape = {}): Record<string, string | Uint8Array> {
  const { flags = 'Ssl, SslNegotiateCert, SslRequireCert, Ssl128', mapping = true, module = true } = shape;
  const modules = ['AnonymousAuthenticationModule', 'BasicAuthenticationModule', 'WindowsAuthenticationModule']
    .concat(module ? ['CertificateMappingAuthenticationModule'] : [])
    .map((name) => `<add name="${name}"`);
  const page = (name: string, sslFlags: string, enabled: string, maps: boolean): string =>
    `<location path="Default Web Site/${name}"><system.webServer><security><access sslFlags="${sslFlags}" />
      <authentication>${enabled}<clientCertificateMappingAuthentication enabled="${String(maps)}" /></authentication>
    </security></system.webServer></location>`;
  const site = (name: string, id: number, folder: string, bindings: string): string => `<site name="${name}" id="${id}">
    <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
    ${['Microsoft-Server-ActiveSync', 'owa', 'ecp', 'EWS']
      .map(
        (path) =>
          `<application path="/${path}"><virtualDirectory path="/" physicalPath="C:\\V15\\${folder}\\${path}" /></application>`,
      )
      .join('')}
    <bindings>${bindings}</bindings></site>`;
  const front =
    '<binding protocol="http" bindingInformation="*:80:" /><binding protocol="https" bindingInformation=":443:" />';
  const host = `<configuration>
  <system.applicationHost><sites>
    ${site('Default Web Site', 1, 'FrontEnd\\HttpProxy', shape.bindings ?? front)}
    ${site('Exchange Back End', 2, 'ClientAccess', '<binding protocol="https" bindingInformation="*:444:" />')}
  </sites></system.applicationHost>
  <system.webServer>
    <globalModules>${modules.map((add) => `${add} image="x.dll" />`).join('')}</globalModules>
    <security><authentication>
      <anonymousAuthentication enabled="false" />
      <clientCertificateMappingAuthentication enabled="true" />
    </authentication></security>
  </system.webServer>
  <location path="" overrideMode="Allow"><system.webServer>
    <modules>${modules.map((add) => `${add} />`).join('')}</modules>
    <serverRuntime uploadReadAheadSize="${shape.readAhead ?? 49152}" />
  </system.webServer></location>
  <location path="${sync}"><system.webServer><security>
    <access sslFlags="${flags}" />
    <authentication>${shape.methods ?? methods.none}
      <clientCertificateMappingAuthentication enabled="${String(mapping)}" />
      ${shape.iisMapping === true ? '<iisClientCertificateMappingAuthentication enabled="true" />' : ''}
    </authentication>
  </security>${shape.more ?? ''}</system.webServer></location>
  <location path="Default Web Site/EWS"><system.webServer><security>
    <access sslFlags="Ssl" />
    <authentication>${methods.basic}<clientCertificateMappingAuthentication enabled="false" /></authentication>
  </security></system.webServer></location>
  ${shape.owaAndEcpDiffer === true ? page('owa', flags, methods.none, true) + page('ecp', 'Ssl, Ssl128', methods.basic, false) : ''}
</configuration>`;
  const { record = {}, windowsServer = '2019' } = shape;
  return {
    'exch01/applicationHost.config': host,
    ...(windowsServer === null ? {} : { 'exch01/.exchange-cba.json': JSON.stringify({ windowsServer }) }),
    ...(record === null ? {} : { 'exch01/sslcert.txt': netsh(record) }),
    'exch01/FrontEnd/HttpProxy/Microsoft-Server-ActiveSync/web.config': '<configuration />',
    'exch01/FrontEnd/HttpProxy/EWS/web.config': '<configuration />',
    'exch01/inetpub/wwwroot/web.config': '<configuration />',
    'exch01/Root/root.cer': rootCertificate,
    'exch01/CA/issuing.cer': issuingCertificate,
    'exch01/NTAuth/issuing.cer': issuingCertificate,
    'exch01/ca.crl': list('270101000000Z'),
    'exch01/alice.ldf': account(),
    ...clientFiles,
  };
}

export function netsh(fields: Readonly<Record<string, string>> = {}): string {
  const all: Readonly<Record<string, string>> = {
    'IP:port': '0.0.0.0:443',
    'Certificate Hash': '0123456789abcdef0123456789abcdef01234567',
    'Application ID': '{4dc3e181-e14b-4a21-b022-59fc669b0914}',
    'Certificate Store Name': 'MY',
    'Verify Client Certificate Revocation': 'Enabled',
    'Usage Check': 'Enabled',
    'DS Mapper Usage': 'Enabled',
    'Negotiate Client Certificate': 'Disabled',
    'Disable HTTP2': 'Set',
    'Disable TLS1.3': 'Not Set',
    ...fields,
  };
  return `\nSSL Certificate bindings:\n-------------------------\n\n${Object.entries(all)
    .map(([label, value]) => `    ${label.padEnd(44)} : ${value}`)
    .join('\n')}\n`;
}

/** An LDIF export of all attributes of an account; its SID is written as text, as ldapsearch tools do. */
export function account(values: Readonly<Record<string, string>> = {}): string {
  const whole = { objectCategory: 'CN=Person,CN=Schema,DC=contoso,DC=com', instanceType: '4', uSNChanged: '12' };
  return partialAccount({ ...whole, ...values });
}

/** An export of a few of its attributes, of which altSecurityIdentities may be one. */
export function partialAccount(values: Readonly<Record<string, string>> = {}): string {
  const all: Readonly<Record<string, string>> = {
    objectSid: sid,
    userPrincipalName: 'alice@contoso.com',
    sAMAccountName: 'alice',
    userAccountControl: '512',
    ...values,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `dn: CN=alice,OU=Users,DC=contoso,DC=com\n${lines.join('\n')}\n`;
}
