// Where evidence contradicts itself about what a prediction does not know: it is there, and is not to be collected.
import { haveOtherCertificates } from '../certificate/trust/store-listing.js';
import type { Fact, Sourced } from '../evidence/facts.js';
import type { NetshSwitchName } from '../evidence/netsh.js';
import { disputedDelegations } from '../exchange/delegations.js';
import { disputedServiceNames } from '../exchange/service-names.js';
import { agreed } from '../text/agreed.js';
import type { Note } from '../text/range.js';
import type { SimulatedRequest, Unknown } from './model.js';
import { switchPlaces } from './places.js';
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
    const said = (target?.records ?? []).flatMap((record) => record[name] ?? []);
    return isOne(said.map(({ on }) => on)) ? [] : switchPlaces(target?.records ?? [], name, label);
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
  records: ofSwitch('rejectConnections', 'Reject Connections'),
  tls: ofTls,
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

const isOne = (said: readonly unknown[]): boolean => said.length < 2 || agreed(said) !== null;

function notes(all: readonly Sourced<Fact>[]): Note[] {
  return all.map(({ uri, range }) => ({ uri, range, message: 'Other evidence contradicts this.' }));
}
