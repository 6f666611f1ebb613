// The probe of each rule: the request on which its mistake shows, and how (domain/13 §13.4). Rules and
// predictions hold each other.
import type { Origin } from '../../../server/src/core/simulate/model.js';

/**
 * `blocks`: the request is rejected because of it, and after the fix it is not rejected so. `may`: so it is on
 * one of several ways.
 * `prompts`: the fix changes the methods that IIS offers. `tightens`: after the fix the request is rejected,
 * or rejected otherwise. `inert`: nothing changes.
 */
export type ProbeClass = 'blocks' | 'may' | 'prompts' | 'tightens' | 'inert';

/**
 * `good`: nothing is wrong with certificate and account; `unmapped`: no account has it; `unlisted`: no trust
 * list has its issuer.
 */
export type ProbeCertificate = 'good' | 'unmapped' | 'unlisted' | 'none';

export interface Probe {
  readonly rule: string;
  readonly shows: ProbeClass;
  readonly from: Origin;
  readonly certificate: ProbeCertificate;
  /** Where it is not the path of the finding: a path or URL, or the `binding` that the finding is about. */
  readonly at?: string;
  readonly scheme?: 'http';
  /** Bytes. */
  readonly body?: number;
  readonly tls?: '1.3';
  readonly http2?: true;
  /** Without records of HTTP.SYS, where those of the fixture are of other bindings. */
  readonly withoutRecords?: true;
  /** Which of the alternatives of the fix; the first where absent. */
  readonly remedy?: number;
  /** Why nothing changes. */
  readonly reason?: string;
  /** Fixtures on which the mistake does not show, with the reason. */
  readonly except?: Readonly<Record<string, string>>;
}

type More = Omit<Probe, 'rule' | 'shows' | 'from' | 'certificate'>;

const probe =
  (shows: ProbeClass, from: Origin, certificate: ProbeCertificate) =>
  (rule: string, more: More = {}): Probe => ({ rule, shows, from, certificate, ...more });

const inert = (rule: string, reason: string): Probe => ({
  rule,
  shows: 'inert',
  from: 'client',
  certificate: 'none',
  reason,
});

const blocksGood = probe('blocks', 'client', 'good');
const blocksNone = probe('blocks', 'client', 'none');
const blocksGateway = probe('blocks', 'gateway', 'none');
const blocksProxy = probe('blocks', 'proxy', 'none');
const promptsUnmapped = probe('prompts', 'client', 'unmapped');
const promptsNone = probe('prompts', 'client', 'none');
const tightensNone = probe('tightens', 'client', 'none');
const mayGood = probe('may', 'client', 'good');

const addressUnknown = 'the address that the client connects to is unknown';
const accepted = 'a certificate is accepted and not required, so that the gateway passes without one';

const ofExchange: readonly Probe[] = [
  blocksGood('exchange/client-certificate-ignored', {
    except: { 'bad-outside-whole-server': 'it is found at the server, and the path that maps is another' },
  }),
  blocksGood('exchange/mapping-disabled-on-virtual-directory'),
  blocksGood('exchange/mapping-module-missing', {
    except: {
      'bad-iis-module': 'the mapping of Active Directory signs the client in',
      'bad-iis-not-listed': 'it is found at the list of the server, and the path that maps is another',
      'bad-not-listed': 'the fixture shows no list of modules of the server',
      'case-iis-removed': 'IIS mapping below the level of the site has no effect, with its module or without',
    },
  }),
  blocksGood('exchange/iis-mapping-enabled', {
    except: {
      'bad-active-sync': 'the mapping of Active Directory wins where DS Mapper Usage is enabled',
      'bad-device': 'no certificate is requested',
      'bad-site': 'the mapping of Active Directory wins where DS Mapper Usage is enabled',
    },
  }),
  blocksProxy('exchange/proxy-requires-client-certificate'),
  blocksNone('exchange/client-certificate-on-site', {
    at: '/EWS',
    except: {
      'bad-accepted': 'a certificate is accepted and not required',
      'bad-accepted-behind-gateway': 'a certificate is accepted and not required',
    },
  }),
  blocksNone('exchange/client-certificate-on-other-virtual-directory', {
    except: { 'bad-calendar': 'a certificate is accepted and not required' },
  }),
  mayGood('exchange/require-without-negotiate'),
  blocksGood('exchange/upload-read-ahead-too-small', { body: 40_000 }),
  blocksGood('exchange/upload-read-ahead-shadowed', {
    body: 40_000,
    except: { 'case-too-small-as-well': 'another rule finds the same value' },
  }),
  promptsUnmapped('exchange/basic-with-client-certificate'),
  promptsUnmapped('exchange/windows-with-client-certificate'),
  promptsUnmapped('exchange/other-authentication-with-client-certificate'),
  tightensNone('exchange/client-certificate-accepted-not-required'),
  tightensNone('exchange/owa-and-ecp-differ'),
  tightensNone('exchange/ssl-not-required', { scheme: 'http' }),
  inert('exchange/ds-mapper-unverified', 'it asks for evidence'),
  inert('exchange/mapping-disabled-on-server', 'the path has a setting of its own'),
  inert('exchange/mapping-on-site', 'the path has a setting of its own, or requests no certificate'),
  inert('exchange/ssl128-dropped', 'every cipher of today has more bits'),
  inert('exchange/upload-read-ahead-too-large', 'requests are not refused because of it'),
];

const ofDevice: readonly Probe[] = [
  blocksGateway('device/providers-empty'),
  blocksGateway('device/windows-authentication-off'),
  blocksGateway('device/negotiate-provider-missing'),
  blocksGateway('device/extended-protection-required'),
  blocksGateway('device/client-certificate-configured', { except: { 'case-accepted': accepted } }),
  promptsNone('device/basic-enabled'),
  promptsNone('device/other-authentication-enabled', {
    except: { 'bad-anonymous': 'Anonymous authentication takes the request' },
  }),
  promptsNone('device/ntlm-provider-missing'),
  promptsNone('device/provider-order'),
  promptsNone('device/provider-unknown'),
  inert('device/mapping-enabled', 'no certificate is requested, so none is mapped'),
  inert('device/kernel-mode-enabled', 'only a service account of its own makes it a failure, and no file names it'),
  inert('device/app-pool-credentials-without-kernel-mode', 'the setting has no effect'),
  inert('device/auth-persist-non-ntlm', 'it concerns connections, not requests'),
];

const ofTls: readonly Probe[] = [
  blocksGood('tls/ds-mapper-disabled', {
    except: { 'case-leftover-records': addressUnknown },
  }),
  blocksNone('tls/front-end-https-binding-missing', {
    except: { 'bad-no-loopback': 'clients do not use the binding of 127.0.0.1' },
  }),
  blocksProxy('tls/back-end-https-binding', {
    at: 'https://localhost:444/EWS',
    withoutRecords: true,
    except: { 'bad-one-address': 'the address of the caller is unknown' },
  }),
  blocksNone('tls/record-missing'),
  blocksNone('tls/record-rejects-connections', { except: { 'case-leftover': addressUnknown } }),
  blocksNone('tls/binding-ssl-flags-invalid', { at: 'binding' }),
  probe(
    'may',
    'client',
    'none',
  )('tls/duplicate-binding', {
    at: 'binding',
    except: { 'bad-form': 'the binding names no port' },
  }),
  blocksGood('tls/tls13-with-virtual-directory-certificate', {
    tls: '1.3',
    except: { 'case-exports-disagree': 'whether TLS 1.3 is enabled is unknown' },
  }),
  mayGood('tls/http2-with-virtual-directory-certificate', { http2: true }),
  probe('blocks', 'client', 'unlisted')('tls/record-trust-list'),
  inert('tls/binding-requires-sni', 'clients are taken to send the name of the binding'),
  inert('tls/binding-negotiates-client-certificate', 'the certificate is requested in the handshake'),
  inert('tls/client-certificate-negotiation', 'the certificate is requested in the handshake'),
  inert('tls/record-contradicts-binding', 'HTTP.SYS uses its record'),
  inert('tls/revocation-check-disabled', 'only a revoked certificate is refused after the fix'),
  inert('tls/usage-check-disabled', 'only a certificate with another EKU is refused after the fix'),
];

const ofCoexistence: readonly Probe[] = [
  blocksNone('coexistence/client-certificate-on-legacy', {
    except: { 'bad-accepted-by-the-site': 'a certificate is accepted and not required' },
  }),
  blocksProxy('coexistence/proxy-inherits-client-certificate'),
  blocksProxy('coexistence/proxy-location-missing'),
  blocksProxy('coexistence/proxy-not-windows', {
    except: {
      'bad-anonymous-on': 'Windows authentication accepts the ticket as well',
      'bad-basic-on': 'Windows authentication accepts the ticket as well',
    },
  }),
  promptsNone('coexistence/legacy-active-sync-not-basic'),
  inert('coexistence/mapping-on-legacy', 'no certificate is requested, so none is mapped'),
];

const ofTermination: readonly Probe[] = [
  blocksGood('termination/no-authentication'),
  blocksGateway('termination/exchange-and-device', {
    remedy: 1,
    except: {
      'bad-device-asks-for-certificates': accepted,
      'bad-device-maps-certificates': 'the fix leaves the methods to the administrator',
    },
  }),
  tightensNone('termination/certificate-or-password'),
  inert('termination/two-mappings', 'the mapping of Active Directory wins where DS Mapper Usage is enabled'),
  inert('termination/servers-differ', 'it compares servers, each of which answers by its own settings'),
];

/** Read before a request is: whatever the request is, the path of the finding answers 500. */
const violations = [
  'config-source-rejected',
  'definition-not-allowed-here',
  'duplicate-collection-entry',
  'duplicate-section',
  'integrated-mode-validation',
  'invalid-boolean',
  'invalid-enum',
  'invalid-flags',
  'locked-attribute',
  'locked-module-removed',
  'locked-section',
  'module-not-registered',
  'not-well-formed',
  'override-mode-and-allow-override',
  'section-declared-twice',
  'site-structure',
  'ssl-map-cert',
  'unknown-element-or-attribute',
  'unknown-section',
  'unlock-below-lock',
  'value-out-of-range',
];

const exceptViolations: Readonly<Record<string, Probe['except']>> = {
  'invalid-enum': { 'case-config-source': 'the file of a configSource belongs to several paths' },
  'ssl-map-cert': { 'bad-with-another-mistake': 'another value of the same attribute is rejected first' },
  'unknown-element-or-attribute': {
    'bad-case-and-run-time': 'IIS ignores what it does not read',
    'case-config-source': 'the file of a configSource belongs to several paths',
    'case-root-of-host': 'a file without a configuration has no site that a request could reach',
  },
  'unknown-section': { 'case-dot-net': 'the .NET configuration declares it' },
};

const lone = 'its fixtures are files without a server';

const ofIis: readonly Probe[] = [
  ...violations.map((name) =>
    blocksNone(`iis/${name}`, exceptViolations[name] ? { except: exceptViolations[name] } : {}),
  ),
  inert('iis/config-sections-position', lone),
  inert('iis/missing-required-attribute', lone),
  inert('iis/redirection-enabled', lone),
  inert('iis/remove-without-key', lone),
  inert('iis/unknown-precondition', lone),
  inert('iis/config-source-in-application-host', 'IIS reads the section from the other file'),
  inert('iis/duplicate-location', 'IIS merges the locations'),
  inert('iis/location-path-syntax', 'no request reaches such a path'),
  inert('iis/location-unknown-site', 'no request reaches such a path'),
  inert('iis/module-image-unexpected', 'what the other image does is unknown'),
  inert('iis/modules-in-folder', 'IIS ignores the element'),
  inert('iis/password-in-clear', 'requests are not refused because of it'),
  inert('iis/schema-unreadable', 'it is about what can be checked'),
  {
    ...inert('iis/security-section-unlocked', 'requests are not refused because of it'),
    except: {
      'bad-declaration': 'until it is locked, files that were not provided may set it',
      'bad-location': 'until it is locked, files that were not provided may set it',
    },
  },
  inert('iis/ssl-flags-not-canonical', 'IIS reads the same flags'),
];

export const probes: readonly Probe[] = [
  ...ofExchange,
  ...ofDevice,
  ...ofTls,
  ...ofCoexistence,
  ...ofTermination,
  ...ofIis,
];
