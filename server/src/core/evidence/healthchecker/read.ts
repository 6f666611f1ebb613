// HealthChecker's XML: a whole server, or several, in one file. Properties are sought by name, because every
// version nests them otherwise.
import type { Range } from '../../text/range.js';
import type { TlsServerState, TlsVersion, WindowsFact, WindowsVersion } from '../facts.js';
import type { EvidenceKind, EvidenceText } from '../kind.js';
import type { NetshRecord } from '../netsh.js';
import { serviceNamesOf } from '../delegation/read.js';
import { booleanOf, everyObject, textOf, valueOf, type EvidenceObject } from '../objects/model.js';
import { recordOfBinding } from '../web-binding/read.js';
import { featuresOfObjects } from '../windows-features/read.js';

/** A file whose text is in the XML. */
export interface InnerFile {
  /** Where it lies on the server: `C:\inetpub\wwwroot\web.config`. */
  readonly location: string;
  /** Its text as written in the XML, with references and escapes. */
  readonly range: Range;
}

export interface HealthChecker {
  readonly serverName: string | null;
  /** When it was made, in milliseconds since 1970; null where it does not say. */
  readonly generated: number | null;
  /** Null where the script could not read it, and on Edge servers. */
  readonly applicationHost: InnerFile | null;
  readonly webConfigs: readonly InnerFile[];
  /** The export itself ends within applicationHost.config, which says nothing about the file on the server. */
  readonly endsEarly: boolean;
  readonly objects: readonly EvidenceObject[];
  /** The characters about this server, where the text is about several. */
  readonly part: Range | null;
}

const contents = new WeakMap<readonly EvidenceObject[], readonly HealthChecker[]>();

/** The servers that a HealthChecker XML describes, mostly one; none for any other text. */
export function healthCheckersIn(input: EvidenceText): readonly HealthChecker[] {
  if (!input.isXml || input.objects.notation !== 'clixml') return [];
  const { objects } = input.objects;
  let found = contents.get(objects);
  if (!found) {
    const end = input.text.trimEnd().length;
    found = partsOf(objects).map(({ all, part }): HealthChecker => {
      const host = applicationHostIn(all);
      const endsEarly = host !== null && host.range.end >= end;
      return {
        serverName: serverNameIn(all),
        generated: generatedIn(all),
        applicationHost: endsEarly ? null : host,
        webConfigs: webConfigsIn(all).filter(({ range }) => range.end < end),
        endsEarly,
        objects: all,
        part,
      };
    });
    contents.set(objects, found);
  }
  return found;
}

/** By the outermost of the objects that every export has: the objects about each server. */
function partsOf(objects: readonly EvidenceObject[]): { all: readonly EvidenceObject[]; part: Range | null }[] {
  const all = [...everyObject(objects)];
  for (const name of ['HealthCheckerExchangeServer', 'ExchangeInformation', 'IISSettings']) {
    const servers = all.filter((object) => valueOf(object, name) !== null);
    if (servers.length === 1) return [{ all, part: null }];
    if (servers.length > 1) return servers.map((server) => ({ all: [...everyObject([server])], part: server.range }));
  }
  return [];
}

export const healthCheckerKind: EvidenceKind = {
  name: 'healthchecker',
  read(input) {
    return healthCheckersIn(input).map(({ serverName, objects, part }) => ({
      kind: 'healthchecker',
      computer: serverName,
      scope: 'server',
      part,
      facts: {
        sslRecords: bindingsIn(objects),
        windows: windowsIn(objects),
        tlsServer: tlsIn(objects),
        features: featuresOfObjects(objects),
        serviceNames: serviceNamesOf(objects),
      },
    }));
  },
};

function serverNameIn(all: readonly EvidenceObject[]): string | null {
  // The outermost comes first; further down other objects have such a property of their own.
  return all.flatMap((object) => textOf(object, 'ServerName')?.text ?? [])[0] ?? null;
}

function generatedIn(all: readonly EvidenceObject[]): number | null {
  const [said] = all.flatMap((object) => textOf(object, 'GenerationTime')?.text ?? []);
  const time = Date.parse(said ?? '');
  return Number.isNaN(time) ? null : time;
}

/**
 * The text that IISSettings holds; the one of the Extended Protection check was written again by .NET and
 * comes second.
 */
function applicationHostIn(all: readonly EvidenceObject[]): InnerFile | null {
  const ofSettings = all.flatMap((object) => valueOf(object, 'IISSettings')?.object ?? []);
  for (const object of [...ofSettings, ...all]) {
    const value = valueOf(object, 'ApplicationHostConfig');
    if (value?.text?.includes('<configuration') !== true) continue;
    return { location: '%windir%\\System32\\inetsrv\\config\\applicationHost.config', range: value.range };
  }
  return null;
}

/**
 * Every ConfigurationFileInfo: a location and the content of the file there; one that several sites share
 * counts once.
 */
function webConfigsIn(all: readonly EvidenceObject[]): InnerFile[] {
  const files = new Map<string, InnerFile>();
  for (const object of all) {
    const location = textOf(object, 'Location');
    const content = valueOf(object, 'Content');
    if (!location || content?.text === null || content === null || content.text.trim() === '') continue;
    const key = location.text.toLowerCase();
    if (/[\\/]web\.config$/.test(key) && !files.has(key)) {
      files.set(key, { location: location.text, range: content.range });
    }
  }
  return [...files.values()];
}

function bindingsIn(all: readonly EvidenceObject[]): NetshRecord[] {
  const records = new Map<string, NetshRecord>();
  for (const object of all) {
    if (valueOf(object, 'isDsMapperEnabled') === null) continue;
    const record = recordOfBinding(object);
    const key = record && `${record.kind} ${record.endpoint} ${String(record.dsMapper?.on)}`;
    if (record && key !== null && !records.has(key)) records.set(key, record);
  }
  return [...records.values()];
}

const windowsNames: ReadonlyMap<string, WindowsVersion> = new Map([
  ['windows2012r2', '2012R2'],
  ['windows2016', '2016'],
  ['windows2019', '2019'],
  ['windows2022', '2022'],
  ['windows2025', '2025'],
]);

function windowsIn(all: readonly EvidenceObject[]): WindowsFact[] {
  for (const object of all) {
    const version = textOf(object, 'MajorVersion');
    const known = windowsNames.get(version?.text.toLowerCase() ?? '');
    if (version && known) return [{ version: known, build: null, name: version.text, range: version.range }];
  }
  return [];
}

/**
 * OSInformation.TLSSettings.Registry.TLS: a dictionary by version, whose ServerEnabled is what is in effect.
 */
function tlsIn(all: readonly EvidenceObject[]): TlsServerState[] {
  return all.flatMap((object): TlsServerState[] => {
    const version = textOf(object, 'TLSVersion');
    const enabled = booleanOf(object, 'ServerEnabled');
    if (!version || !enabled || !/^1\.[0-3]$/.test(version.text)) return [];
    return [{ version: `TLS ${version.text}` as TlsVersion, on: enabled.value, range: enabled.range }];
  });
}
