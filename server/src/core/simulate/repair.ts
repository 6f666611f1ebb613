// A server and its callers as they would be with one cause repaired: what a proof compares with what was
// seen.
import type { SimulatedRequest } from './model.js';
import type { World } from './world.js';

export interface Case {
  readonly request: SimulatedRequest;
  readonly world: World;
}

type Repair = (seen: Case) => Case;

const corrected =
  (facts: Readonly<Record<string, string>>): Repair =>
  ({ request, world }) => ({ request, world: world.correcting(facts) });

/** A client whose certificate and account are as they should be. */
const goodClient: Repair = ({ request, world }) => ({
  request: { ...request, certificate: null, anyCertificate: true },
  world: world.correcting({
    anySent: 'yes',
    clientOffers: 'yes',
    certificate: 'yes',
    anyTrust: 'yes',
    anyRevocation: 'yes',
    anyAccount: 'yes',
  }),
});

/** Gateways and servers cannot send a certificate, so the path must not require one. */
const sent: Repair = ({ request, world }) => {
  const isClient = request.from === 'client' || request.from === 'loopback';
  const facts = isClient ? { anySent: 'yes', endsBefore: 'no' } : { requires: 'no' };
  return { request: { ...request, certificate: null, anyCertificate: true }, world: world.correcting(facts) };
};

const trusted = { trust: 'yes', chain: 'yes', anyTrust: 'yes', anySent: 'yes' };
const signedIn = corrected({ methods: 'yes' });
const ticketAccepted = corrected({ ticket: 'yes' });

/** Causes that are not here lie outside of what is simulated. */
const repairs: Readonly<Record<string, Repair>> = {
  'certificate-not-sent': sent,
  'tls-ended-before': sent,
  'issuer-not-offered': sent,
  'certificate-never-asked': corrected({ requireWithoutNegotiate: 'yes' }),
  'ssl-required': ({ request, world }) => ({ request: { ...request, scheme: 'https', port: 443 }, world }),
  'root-unknown': corrected(trusted),
  'intermediate-missing': corrected(trusted),
  'root-store-not-self-signed': (seen) => {
    const { root } = seen.world.members;
    const kept = root && { ...root, certificates: root.certificates.filter(({ selfIssued }) => selfIssued !== false) };
    return corrected(root ? {} : trusted)({ ...seen, world: seen.world.with({ root: kept }) });
  },
  'ctl-excludes': (seen) => {
    const records = seen.world.members.records.map((record) => ({ ...record, trustList: null }));
    return corrected({ anySent: 'yes' })({ ...seen, world: seen.world.with({ records }) });
  },
  'wrong-certificate': goodClient,
  'wrong-usage': goodClient,
  'certificate-revoked': goodClient,
  'certificate-expired': goodClient,
  'certificate-not-yet-valid': goodClient,
  'weak-mapping': goodClient,
  'sid-contradicts': goodClient,
  'account-state': goodClient,
  'account-unknown': goodClient,
  'revocation-unknown': corrected({ revocation: 'yes', anyRevocation: 'yes' }),
  'ds-mapper-off': corrected({ dsMapper: 'yes' }),
  'not-in-ntauth': corrected({ ntauth: 'yes', anyAccount: 'yes' }),
  'mapping-off': corrected({ mapping: 'yes' }),
  'module-missing': corrected({ module: 'yes' }),
  'mapping-below-site': corrected({ iisMapping: 'yes' }),
  'providers-empty': signedIn,
  'no-method': signedIn,
  'ticket-refused': ticketAccepted,
  'channel-binding': ticketAccepted,
  'body-over-read-ahead': corrected({ readAhead: 'yes' }),
  'tls13-per-path': ({ request, world }) => ({ request: { ...request, tls: '1.2', http2: false }, world }),
  'configuration-refused': ({ request, world }) => ({
    request,
    world: world
      .with({ findings: world.members.findings.filter(({ rule }) => !rule.startsWith('iis/')) })
      .correcting({ pool: 'yes', endpoint: 'yes' }),
  }),
  'back-end-refused': ({ request, world }) => ({
    request,
    world: world.correcting(request.from === 'proxy' ? { requires: 'no' } : { backEnd: 'yes' }),
  }),
};

/** Null for a cause that lies outside of what is simulated. */
export function repaired(cause: string, seen: Case): Case | null {
  return repairs[cause]?.(seen) ?? null;
}
