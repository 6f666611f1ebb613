// Registry exports: records of HTTP.SYS, SCHANNEL, parameters of HTTP, NTAuth, and what domain controllers
// have for the KDC.
import type { StoreListing, StoreName } from '../../certificate/trust/store-listing.js';
import type { Facts } from '../facts.js';
import type { EvidenceKind, EvidenceText, Reading } from '../kind.js';
import { readChildItems } from './child-items.js';
import { readItemProperties, readRegFile, readRegQuery, isRegFile, type RegistryKey } from './parse.js';
import { sslRecordOf } from './ssl-bindings.js';
import { tlsServerStates } from './schannel.js';

const kdc = 'system\\currentcontrolset\\services\\kdc';

export const registryKind: EvidenceKind = {
  name: 'registry',
  read(input) {
    const keys = keysIn(input);
    if (keys.length === 0) return [];
    const ofOrganization = (path: string): boolean => path === kdc || storeOf(path) === 'NTAuth';
    const part = (scope: Reading['scope']): Reading[] => {
      const some = keys.filter(({ path }) => ofOrganization(path) === (scope === 'organization'));
      return some.length === 0 ? [] : [{ kind: 'registry', computer: null, scope, facts: factsOf(some) }];
    };
    return [...part('server'), ...part('organization')];
  },
};

function keysIn(input: EvidenceText): RegistryKey[] {
  const { text, isXml } = input;
  if (isXml) return [];
  if (isRegFile(text)) return readRegFile(text);
  // The first line of reg query is empty; a prompt or a heading may be above it.
  if (/^HK(?:EY_LOCAL_MACHINE|LM)\\/im.test(text)) return readRegQuery(text).filter(({ values }) => values.length > 0);
  const items = readChildItems(text);
  if (items.length > 0) return items;
  return /\bRegistry::/.test(text) ? readItemProperties(input.objects.objects) : [];
}

function factsOf(keys: readonly RegistryKey[]): Partial<Facts> {
  return {
    sslRecords: keys.flatMap((key) => sslRecordOf(key) ?? []),
    registry: keys.flatMap(({ values }) => values),
    tlsServer: tlsServerStates(keys),
    stores: storesOf(keys),
  };
}

/** `…\NTAuth\Certificates\<sha1>`: the names of the keys are the thumbprints. */
const storeKey =
  /^software\\(?:microsoft\\(?:enterprisecertificates|systemcertificates)|policies\\microsoft\\systemcertificates)\\([^\\]+)(?:\\certificates(?:\\([0-9a-f]{40}))?)?$/;

const storeNames: ReadonlyMap<string, StoreName> = new Map([
  ['ntauth', 'NTAuth'],
  ['root', 'Root'],
  ['ca', 'CA'],
  ['my', 'My'],
]);

function storeOf(path: string): StoreName | null {
  const name = storeKey.exec(path)?.[1];
  return name === undefined ? null : (storeNames.get(name) ?? 'other');
}

/** A store is listed whole only where its own key was exported, not a single certificate. */
function storesOf(keys: readonly RegistryKey[]): StoreListing[] {
  const listings = new Map<
    StoreName,
    { range: StoreListing['range']; isComplete: boolean; hashes: Map<string, StoreListing['range']> }
  >();
  for (const { path, range } of keys) {
    const match = storeKey.exec(path);
    const store = storeOf(path);
    if (!match || store === null || store === 'other') continue;
    const known = listings.get(store);
    const listing = known ?? { range, isComplete: false, hashes: new Map<string, StoreListing['range']>() };
    if (!known) listings.set(store, listing);
    const hash = match[2];
    if (hash !== undefined) listing.hashes.set(hash, range);
    else listing.isComplete = true;
  }
  return [...listings].map(([store, { range, isComplete, hashes }]) => ({
    store,
    range,
    isComplete,
    certificates: [...hashes].map(([sha1, at]) => ({
      sha1,
      subject: null,
      issuer: null,
      serialNumber: null,
      range: at,
    })),
  }));
}
