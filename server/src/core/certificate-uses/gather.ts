// Gathers where the servers provided refer to certificates: records of HTTP.SYS, bindings, and the mappings
// of IIS.
import type { SslRecord } from '../evidence/netsh-records.js';
import type { BindingUse, CertificateUses, ManyToOneUse, OneToOneUse, RecordUse } from './model.js';
import { readMappingCertificate } from '../certificate/one-to-one.js';
import type { ManyToOneRule } from '../certificate/meaning/many-to-one.js';
import { httpsBindings } from '../exchange/bindings.js';
import { sections } from '../sign-in/sections.js';
import { recordsBehind } from '../exchange/ssl-records.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Effective } from '../iis/effective.js';
import type { EffectiveElement } from '../iis/effective-element.js';
import { readBoolean, readEntries } from '../iis/read.js';
import { and, isOn } from '../iis/truth.js';
import type { Truth } from '../iis/truth.js';
import type { Place } from '../text/range.js';
import type { CheckedServer } from '../workspace/assembled-server.js';

/** `placed` gives the place that a host has for one in a file inside another. */
export function certificateUses(
  servers: readonly CheckedServer[],
  placed: (place: Place) => Place = (place) => place,
): CertificateUses<Place> {
  const names = new Set<string>();
  for (const { configuration } of servers) {
    for (const site of configuration.sites) {
      for (const { host } of httpsBindings(site)) if (host !== '') names.add(host);
    }
  }
  const at = <T extends { readonly at: Place }>(use: T): T => ({ ...use, at: placed(use.at) });
  return {
    serverNames: [...names].sort(),
    records: servers.flatMap(recordUses).map((use) => ({
      ...at(use),
      bindings: use.bindings.map(at),
    })),
    oneToOne: servers.flatMap(({ configuration }) => mappingsOf(configuration, 'oneToOneMappings', oneToOne)).map(at),
    manyToOne: servers
      .flatMap(({ configuration }) => mappingsOf(configuration, 'manyToOneMappings', manyToOne))
      .map(at),
  };
}

/** What several servers refer to, as of one. */
export function togetherUses(all: readonly CertificateUses<Place>[]): CertificateUses<Place> {
  return {
    serverNames: [...new Set(all.flatMap(({ serverNames }) => serverNames))].sort(),
    records: all.flatMap(({ records }) => records),
    oneToOne: all.flatMap((uses) => uses.oneToOne),
    manyToOne: all.flatMap((uses) => uses.manyToOne),
  };
}

function recordUses({ configuration, facts: { sslRecords } }: CheckedServer): RecordUse<Place>[] {
  const { uri } = configuration.applicationHost;
  const bindings = new Map(sslRecords.map((record): [SslRecord, BindingUse<Place>[]] => [record, []]));
  for (const site of configuration.sites) {
    for (const parsed of httpsBindings(site)) {
      const use: BindingUse<Place> = {
        site: site.configurationPath,
        information: parsed.binding.bindingInformation.value,
        host: parsed.host,
        at: { uri, range: parsed.binding.element.startTag },
      };
      for (const record of recordsBehind(parsed, sslRecords)) bindings.get(record)!.push(use);
    }
  }
  return sslRecords.flatMap((record) => {
    const { endpoint, certificateHash, certificateHashRange } = record;
    if (certificateHash === null || certificateHashRange === null) return [];
    return [
      {
        endpoint,
        sha1: certificateHash,
        at: { uri: record.uri, range: certificateHashRange },
        bindings: bindings.get(record)!,
      },
    ];
  });
}

type Mappings = 'oneToOneMappings' | 'manyToOneMappings';

/** What every mapping of either kind says of where it holds. */
interface Where {
  readonly configurationPath: string;
  readonly inEffect: Truth;
  readonly at: Place;
}

/**
 * IIS honours these mappings for the server and for sites, and for nothing below; what a site inherits as it
 * is, is not said twice.
 */
function mappingsOf<T>(
  configuration: ServerConfiguration,
  kind: Mappings,
  read: (entry: EffectiveElement, where: Where) => T | null,
): T[] {
  const seen = new Set<string>();
  const found: T[] = [];
  for (const configurationPath of ['', ...configuration.sites.map((site) => site.configurationPath)]) {
    const entries = readEntries(configuration, configurationPath, sections.iisMapping, [kind]);
    if (entries.state === 'unknown') continue;
    const inEffect = and(
      isOn(readBoolean(configuration, configurationPath, sections.iisMapping, 'enabled')),
      isOn(readBoolean(configuration, configurationPath, sections.iisMapping, switches[kind])),
    );
    for (const { element, origin } of entries.value) {
      if (origin.kind === 'schema') continue;
      const key = `${origin.uri} ${origin.range.start} ${inEffect}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const one = read(element, { configurationPath, inEffect, at: { uri: origin.uri, range: origin.range } });
      if (one !== null) found.push(one);
    }
  }
  return found;
}

const switches: Readonly<Record<Mappings, string>> = {
  oneToOneMappings: 'oneToOneCertificateMappingsEnabled',
  manyToOneMappings: 'manyToOneCertificateMappingsEnabled',
};

/** An entry of which anything is unknown is left out: what it maps cannot be told. */
function oneToOne(entry: EffectiveElement, where: Where): OneToOneUse<Place> | null {
  const [enabled, userName, text] = texts(entry, ['enabled', 'userName', 'certificate']) ?? [];
  const certificate = text === undefined ? null : readMappingCertificate(text).canonical;
  if (certificate === null) return null;
  return { ...where, enabled: enabled === 'true', userName: userName ?? '', certificate };
}

function manyToOne(entry: EffectiveElement, where: Where): ManyToOneUse<Place> | null {
  const values = texts(entry, ['name', 'enabled', 'permissionMode', 'userName']);
  const rules = entry.elements.get('rules')?.entries;
  if (values === null || rules?.state !== 'known') return null;
  const read = rules.value.map(({ element }) => ruleOf(element));
  if (read.includes(null)) return null;
  const [name, enabled, permission, userName] = values;
  return {
    ...where,
    userName: userName!,
    mapping: {
      name: name!,
      enabled: enabled === 'true',
      permission: permission === 'Deny' ? 'Deny' : 'Allow',
      rules: read.filter((rule) => rule !== null),
    },
  };
}

function ruleOf(entry: EffectiveElement): ManyToOneRule | null {
  const values = texts(entry, ['certificateField', 'certificateSubField', 'matchCriteria', 'compareCaseSensitive']);
  if (values === null) return null;
  const [field, subField, matchCriteria, compareCaseSensitive] = values;
  return {
    field: field === 'Issuer' ? 'Issuer' : 'Subject',
    subField: subField!,
    matchCriteria: matchCriteria!,
    compareCaseSensitive: compareCaseSensitive === 'true',
  };
}

/** Null when one of them is unknown. */
function texts({ attributes }: EffectiveElement, names: readonly string[]): string[] | null {
  const values = names.map((name): Effective<string> | undefined => attributes.get(name));
  return values.every((value) => value?.state === 'known') ? values.map((value) => value.value) : null;
}
