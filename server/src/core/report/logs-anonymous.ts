// A report about logs without names: the same device, user, address or server is always called the same.
import { Anonymiser } from '../logs/rows/anonymiser.js';
import type { DeviceSummary } from '../logs/summary/devices.js';
import type { Occurrence } from '../logs/summary/occurrence.js';
import type { LogReport } from './logs-json.js';

export function anonymousReport({ summary, causes, configuration }: LogReport): LogReport {
  const names = new Anonymiser();
  const texts = new Map<string, string>();
  const server = (name: string): string => {
    texts.set(name, names.server(name));
    return names.server(name);
  };
  const client = (address: string): string => {
    texts.set(address, names.client(address));
    return names.client(address);
  };
  const device = (one: DeviceSummary): DeviceSummary => {
    const incidents = one.incidents.map((incident) => ({
      signature: incident.signature,
      count: incident.count,
      first: incident.first,
      last: incident.last,
      example: incident.example,
      server: server(incident.server),
      clients: incident.clients,
      clientName: (one: number) => client(incident.clientName(one)),
    }));
    return {
      deviceType: one.deviceType,
      agent: one.agent,
      requests: one.requests,
      firstFailure: one.firstFailure,
      lastFailure: one.lastFailure,
      lastSuccess: one.lastSuccess,
      device: one.device === null ? null : names.device(one.device),
      user: one.user === null ? null : names.user(one.user),
      incidents,
      incidentsOf: (signatures) => incidents.filter(({ signature }) => signatures.has(signature)),
    };
  };
  const occurrence = (one: Occurrence): Occurrence => ({
    ...one,
    onlyClient: one.onlyClient === null ? null : client(one.onlyClient),
    servers: one.servers.map((each) => ({ ...each, name: server(each.name) })),
    failing: one.failing.map(device),
  });
  const servers = summary.servers.map((one) => ({ ...one, name: server(one.name) }));
  const failing = summary.failing.map(device);
  const pairs = causes.map((cause) => {
    const anonymous = { ...cause, occurrence: occurrence(cause.occurrence) };
    const sentences = cause.sentences.map((sentence) => replaced(sentence, texts));
    return [cause, { ...anonymous, explanation: sentences.join(' '), sentences }] as const;
  });
  return {
    summary: {
      ...summary,
      servers,
      failing,
      files: summary.files.map((file, index) => ({ ...file, uri: `file${index + 1}` })),
      passwords: [],
      traces: [],
    },
    causes: pairs.map(([, anonymous]) => anonymous),
    configuration: new Map(
      pairs.flatMap(([cause, anonymous]) => {
        const setting = configuration.get(cause);
        return setting === undefined ? [] : [[anonymous, setting] as const];
      }),
    ),
  };
}

/** Names of servers and addresses inside a sentence. */
function replaced(sentence: string, texts: ReadonlyMap<string, string>): string {
  let result = sentence;
  for (const [name, other] of [...texts].sort(([a], [b]) => b.length - a.length))
    result = result.replaceAll(name, other);
  return result;
}
