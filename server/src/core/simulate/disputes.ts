// Where evidence contradicts itself about what a prediction does not know: it is there, and is not to be collected.
import { haveOtherCertificates } from '../certificate/trust/store-listing.js';
import type { Fact, Sourced } from '../evidence/facts.js';
import type { NetshSwitchName } from '../evidence/netsh.js';
import { disputedDelegations } from '../exchange/delegations.js';
import { disputedServiceNames } from '../exchange/service-names.js';
import { hasOtherCertificate, isDisputed } from '../exchange/ssl-records.js';
import { agreed } from '../text/agreed.js';
import type { Note } from '../text/range.js';
import type { SimulatedRequest, Unknown } from './model.js';
import { certificatePlace, switchPlaces } from './places.js';
import { questionIdFor, type QuestionId } from './questions.js';
import type { Target } from './target.js';
import type { World } from './world.js';

type Disputes = (world: World, request: SimulatedRequest, target: Target | null) => Note[];

const ofTls: Disputes = ({ members: { facts, tlsServer } }) => {
  const offered = tlsServer.filter(({ version }) => version === 'TLS 1.3');
  return [
    ...(isOne(facts.windows.map(({ version }) => version)) ? [] : notes(facts.windows)),
    ...(isOne(offered.map(({ on }) => on)) ? [] : notes(offered)),
  ];
};

const ofSwitch =
  (name: NetshSwitchName, label: string): Disputes =>
  (_, __, target) => {
    const records = target?.records ?? [];
    return isDisputed(records, name) ? switchPlaces(records, name, label) : [];
  };

const all =
  (...some: readonly Disputes[]): Disputes =>
  (...about) =>
    some.flatMap((one) => one(...about));

const ofCertificate: Disputes = (_, __, target) => {
  const records = target?.records ?? [];
  return hasOtherCertificate(records) ? records.flatMap(certificatePlace) : [];
};

const ofStore =
  (name: 'NTAuth' | 'Root'): Disputes =>
  ({ members: { facts } }) => {
    const own = facts.stores.filter(({ store }) => store === name);
    return notes(own.filter((one) => own.some((other) => haveOtherCertificates(one, other))));
  };

const byUnknown: Partial<Record<Unknown, Disputes>> = {
  dsMapper: ofSwitch('dsMapper', 'DS Mapper Usage'),
  http2: ofSwitch('disableHttp2', 'Disable HTTP2'),
  ctl: ofSwitch('trustList', 'CTL Store Name'),
  records: all(
    ofSwitch('rejectConnections', 'Reject Connections'),
    ofSwitch('negotiateClientCertificate', 'Negotiate Client Certificate'),
    ofSwitch('verifyRevocation', 'Verify Client Certificate Revocation'),
    ofSwitch('usageCheck', 'Usage Check'),
    ofCertificate,
  ),
  tls: all(ofTls, ofSwitch('disableTls13', 'Disable TLS 1.3')),
  schannel: ofTls,
  ntauth: ofStore('NTAuth'),
  trust: ofStore('Root'),
  account: ({ members: { accounts } }, { certificate }) => {
    const fits = certificate ? accounts.fits(certificate.certificate) : [];
    return notes(fits.filter(({ isDisputed }) => isDisputed).map(({ account }) => account));
  },
  spn: ({ members: { facts } }) => notes([...disputedServiceNames(facts.serviceNames)]),
  delegation: ({ members: { facts } }) => notes([...disputedDelegations(facts.delegations)]),
};

export function disputesAbout(what: Unknown, ...about: Parameters<Disputes>): readonly Note[] {
  return byUnknown[what]?.(...about) ?? [];
}

/** What is to be saved again where places contradict each other about an unknown; none where none do. */
export function questionAbout(what: Unknown, places: readonly Note[], { members }: World): readonly QuestionId[] {
  const [first] = places;
  if (!first) return [];
  return [members.records.some(({ uri }) => uri === first.uri) ? 'sslRecords' : questionIdFor(what)];
}

const isOne = (said: readonly unknown[]): boolean => said.length < 2 || agreed(said) !== null;

function notes(places: readonly Sourced<Fact>[]): Note[] {
  return places.map(({ uri, range }) => ({ uri, range, message: 'Other evidence contradicts this.' }));
}
