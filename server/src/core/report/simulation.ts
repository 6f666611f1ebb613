// A prediction as JSON and as text: what the request gets, the places that decide, what else may be, what is
// not known.
import type { Certainty, Outcome, Step, Unknown } from '../simulate/model.js';
import type { Question } from '../simulate/questions.js';
import { outcomeText } from '../simulate/rank.js';
import type { Predicted, Prediction } from '../simulate/simulate.js';
import type { Finding } from '../rules/finding.js';
import { oneLine } from '../text/display.js';
import { Places } from './context.js';
import { notesJson, noteText, type NoteContext } from './notes.js';
import { styleFor } from './style.js';
import { kindText } from './words.js';

export interface SimulationContext extends NoteContext {
  readonly color: boolean;
  /** With the table of stages. */
  readonly steps: boolean;
}

export function simulationJson(prediction: Prediction, context: SimulationContext): string {
  const places = new Places(context.texts);
  const { request, target } = prediction;
  const client = request.certificate;
  const report = {
    request: {
      url: request.url,
      site: target?.site.configurationPath ?? null,
      configurationPath: target?.configurationPath ?? null,
      method: request.method,
      body: request.body,
      tls: prediction.tls ?? 'unknown',
      from: request.from,
      certificate: client && {
        path: context.relativePath(client.uri),
        sha1: client.certificate.sha1,
        subject: client.certificate.subject.text,
      },
    },
    outcome: outcomeJson(prediction.outcome),
    certainty: prediction.certainty,
    stage: prediction.stage,
    because: notesJson(prediction.end.because, places, context),
    rule: prediction.finding?.rule ?? null,
    remedy: remedyJson(prediction.finding),
    alternatives: prediction.alternatives.map((one) => ({
      outcome: outcomeJson(one.outcome),
      certainty: one.certainty,
      stage: one.stage,
      because: notesJson(one.end.because, places, context),
      rule: one.finding?.rule ?? null,
      when: one.when,
    })),
    unknown: prediction.unknown.map(({ what, decides, ask, disputes }) => ({
      what,
      decides,
      ask: questionJson(ask),
      ...(disputes.length > 0 ? { contradicts: notesJson(disputes, places, context) } : {}),
    })),
    steps: prediction.steps.map((step) => stepJson(step, places, context)),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

export function outcomeJson({ kind, status, substatus, win32, logged, challenges, user }: Outcome): object {
  return { kind, status, substatus, win32, logged, challenges, user };
}

/** As `simulate` gives it, without what is the same everywhere. */
function questionJson({ id, command, saveAs, runOn }: Question): object {
  return { id, command, saveAs, runOn };
}

export function remedyJson(finding: Finding | null): object | null {
  const first = finding?.remedies[0];
  return finding && first ? { rule: finding.rule, title: first.title, kind: first.kind } : null;
}

function stepJson({ stage, result, message, because }: Step, places: Places, context: SimulationContext): object {
  return { stage, result, message, because: notesJson(because, places, context) };
}

export function simulationText(prediction: Prediction, context: SimulationContext): string {
  const places = new Places(context.texts);
  const style = styleFor(context.color);
  const { request, outcome, certainty, alternatives, unknown } = prediction;
  const what = request.certificate ? context.relativePath(request.certificate.uri) : 'no certificate';
  const code = outcome.win32 !== null && outcome.win32 > 0xffff ? ` (${hexadecimal(outcome.win32)})` : '';
  const challenge = outcome.challenges.length > 0 ? `, offers ${outcome.challenges.join(', ')}` : '';
  const result = `${verdict(outcome, certainty, `${code}${challenge}`)}: ${oneLine(prediction.end.message)}`;
  const lines = [`${style.strong(oneLine(`${request.method} ${request.path} with ${what}`))}: ${result}`];
  for (const note of prediction.end.because) lines.push(`  ${noteText(note, places, context)}`);
  if (prediction.finding) lines.push(`  Rule: ${prediction.finding.rule}`);
  const remedy = prediction.finding?.remedies[0];
  if (remedy) lines.push(`  Fix: ${remedy.title} (${kindText(remedy)})`);
  if (alternatives.length > 0) {
    lines.push('', 'Otherwise:');
    for (const one of alternatives) lines.push(`  ${alternativeText(one)}`);
  }
  if (unknown.length > 0) {
    lines.push('', 'Not known:');
    for (const { what: name, decides, disputes } of unknown) {
      lines.push(`  ${unknownWords[name]} (${decides})`);
      if (disputes.length > 0) lines.push(`  ${contradicted}:`);
      for (const note of disputes) lines.push(`    ${noteText(note, places, context)}`);
    }
    const asked = commandsFor(prediction);
    if (asked.size > 0) lines.push('', 'To find out, run in Windows PowerShell:');
    for (const command of asked) lines.push(`  ${command}`);
  }
  if (context.steps) {
    lines.push('', 'Stages:');
    for (const { stage, result, message } of prediction.steps) {
      lines.push(`  ${stage.padEnd(15)}${result.padEnd(9)}${oneLine(message)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

export const contradicted = 'Saved output contradicts itself; keep only the newest';

/** The commands whose output is not there. */
export function commandsFor({ unknown }: Prediction): ReadonlySet<string> {
  return new Set(unknown.flatMap(({ ask, disputes }) => (disputes.length > 0 ? [] : [ask.command])));
}

/** `likely passes`, `may pass`, `403.16 (0x800B0109), likely`. */
export function verdict(outcome: Outcome, certainty: Certainty, more: string): string {
  if (outcome.kind !== 'passes') return `${headline(outcome)}${more}, ${certainty}`;
  return certainty === 'possible' ? 'may pass' : 'likely passes';
}

export const unknownWords: Readonly<Record<Unknown, string>> = {
  dsMapper: 'Whether DS Mapper Usage is enabled',
  tls: 'Which TLS version the connection uses',
  http2: 'Whether the request falls back to HTTP/1.1',
  records: 'Which records HTTP.SYS has',
  revocation: 'Whether the server can get a current CRL',
  trust: 'Whether the server trusts the root',
  chain: 'Whether the server has the whole chain',
  ctl: 'Whether a trust list excludes the issuer',
  schannel: 'Which Windows version the server runs',
  ntauth: 'Whether the issuer is in the NTAuth store',
  account: 'Which account the certificate belongs to',
  kdc: 'Whether domain controllers enforce strong mappings',
  spn: 'Whether the service principal name is on the right account',
  delegation: 'Whether the gateway may delegate to Exchange',
  channelBinding: 'Whether Extended Protection requires a channel binding',
  webConfig: 'What the web.config files of the path set',
  application: 'How the application responds',
  requireWithoutNegotiate: 'Whether IIS requests a certificate that is required but not negotiated',
  clientOffers: 'Whether the client sends its certificate',
};

function headline(outcome: Outcome): string {
  return outcome.kind === 'passes' ? 'passes' : outcomeText(outcome);
}

export function alternativeText({ outcome, certainty, when, end }: Predicted): string {
  const result = outcome.kind === 'passes' ? 'passes' : `${headline(outcome)}, ${certainty}`;
  if (when === '') return oneLine(`${result}: ${end.message}`);
  return oneLine(`${result}${outcome.kind === 'passes' ? '' : ','} if ${when}`);
}

/** `0x800B0109`, as Windows tools print it. */
export function hexadecimal(value: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(8, '0')}`;
}
