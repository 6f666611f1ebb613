// Failed Request Tracing files as failures, where no W3C log is there that has the same requests.
import type { LogFile, TracedRequest } from './summary.js';
import type { LogTriage } from './triage.js';

/** Adds the traces of ActiveSync requests to a triage without W3C logs; beside one they add nothing. */
export function countTraces(triage: LogTriage, files: readonly LogFile[], traces: readonly TracedRequest[]): void {
  if (files.some(({ kind }) => kind === 'w3c')) return;
  for (const trace of traces) {
    const url = /^(?:https?:\/\/[^/]*)?(\/microsoft-server-activesync(?:\/[^?]*)?)(?:\?(.*))?$/i.exec(trace.url);
    if (url === null || trace.status < 400) continue;
    const facts = triage.reader.readText(Math.floor(Date.parse(trace.time) / 1000), '', url[2] ?? '');
    facts.probe = false;
    const file = files.findIndex(({ uri }) => uri === trace.uri);
    triage.startFile(file);
    const hop = /\/proxy(?:\/|$)/i.test(url[1]!) ? 'back' : 'front';
    // A trace without an error code still says its substatus, unlike a log that lacks the fields.
    const signature = triage.signatures.status(hop, trace.status, trace.substatus, trace.win32 ?? 0);
    triage.failure(facts, signature, triage.servers.ofText('127.0.0.1', file, false), 0);
  }
}
