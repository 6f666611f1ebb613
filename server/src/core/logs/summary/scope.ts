// Whom a failure hits, in sentences: everyone, one address, one server, one model, or since one moment.
import { isoTime } from '../requests/clock.js';
import { earlier, later } from './incident.js';
import type { Occurrence } from './occurrence.js';
import type { LogSummary } from './summary.js';

/** Devices that begin to fail within so many seconds began together. */
const together = 600;

/** What is striking, most telling first; each a sentence. */
export function scopeSentences(summary: LogSummary, occurrence: Occurrence): string[] {
  const sentences: string[] = [];
  const { devices, onlyClient, servers } = occurrence;
  const several = devices > 1;
  if (several && devices === summary.devices) {
    sentences.push(`All ${devices} mobile devices in the logs are affected.`);
  } else if (devices === 1 && summary.devices > 1) {
    sentences.push(`Only 1 of ${summary.devices} mobile devices is affected.`);
  }
  if ((several || devices === 0) && onlyClient !== null && summary.severalClients) {
    sentences.push(`All requests come from ${onlyClient}, so check what is at this address first.`);
  }
  const active = summary.servers.filter(({ activeSyncRequests }) => activeSyncRequests > 0);
  if (active.length > 1 && servers.length === 1) {
    sentences.push(`Only ${servers[0]!.name} of ${active.length} servers is affected, so compare it with the others.`);
  }
  const models = new Set(occurrence.failing.map(({ deviceType, agent }) => deviceType ?? agent));
  const [model] = models;
  if (several && models.size === 1 && model != null && summary.deviceTypes > 1) {
    sentences.push(`Only devices of the type ${model} are affected.`);
  }
  const since = several ? commonStart(summary, occurrence) : null;
  if (since !== null) sentences.push(`The failures began on all of them at about ${since}.`);
  return sentences;
}

/** When all devices began to fail within minutes, well after the logs begin; null otherwise. */
function commonStart(summary: LogSummary, { failing, first }: Occurrence): string | null {
  let earliest = NaN;
  let latest = NaN;
  for (const { firstFailure } of failing) {
    earliest = earlier(earliest, firstFailure);
    latest = later(latest, firstFailure);
  }
  const sudden = latest - earliest <= together && first - summary.first >= 6 * together;
  return sudden ? isoTime(first) : null;
}
