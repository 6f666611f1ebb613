// A prediction as a page: the answer, and the stages as a column with the one that decides, each leading to
// its place.
import type { Finding } from '../rules/finding.js';
import type { Stage, Step } from '../simulate/model.js';
import type { Prediction } from '../simulate/simulate.js';
import type { Note, Place } from '../text/range.js';
import { htmlText } from './html-escape.js';
import { htmlPage } from './html-page.js';
import {
  alternativeText,
  commandsFor,
  contradicted,
  unknownWords,
  verdict,
  type SimulationContext,
} from './simulation.js';

export interface SimulationPageContext extends Pick<SimulationContext, 'relativePath'> {
  /** `applicationHost.config:12`. */
  nameOf(place: Place): string;
  /** The address that opens a place; null for none. */
  href(place: Place): string | null;
}

const senders = {
  client: [],
  gateway: ['from a gateway'],
  proxy: ['from another server'],
  loopback: ['from the server'],
};
const stageTitles: Readonly<Record<Stage, string>> = {
  endpoint: 'Connection',
  url: 'Site and path',
  configuration: 'Configuration files',
  ssl: 'SSL settings',
  ask: 'Certificate request',
  body: 'Request body',
  none: 'Certificate sent',
  validity: 'Validity',
  trust: 'Trust',
  usage: 'Usage (EKU)',
  revocation: 'Revocation',
  token: 'Account',
  module: 'Certificate mapping',
  authentication: 'Authentication methods',
  authorization: 'Authorization rules',
  application: 'Application',
  proxy: 'Back end',
};
const results = { pass: 'passes', end: 'decides', fork: 'may differ', skipped: 'does not apply' } as const;

export function simulationHtml(prediction: Prediction, context: SimulationPageContext): string {
  const { request, outcome, certainty, alternatives, unknown, steps, finding, end } = prediction;
  const client = request.certificate;
  const what = client ? context.relativePath(client.uri) : 'no certificate';
  const title = [`${request.method} ${request.path}`, what, ...senders[request.from]].join(' · ');
  const blocks = [
    `<h1>${htmlText(title)}</h1>`,
    `<p class="verdict">${htmlText(`${verdict(outcome, certainty, '')}. ${end.message}`)}</p>`,
    finding ? findingHtml(finding) : '',
    list('Otherwise', alternatives.map(alternativeText)),
    '<h2>Stages</h2>',
    `<ol>${steps.map((step) => stepHtml(step, prediction.stage, context)).join('')}</ol>`,
    list(
      'Unknown',
      unknown.map(({ what: name, decides }) => `${unknownWords[name]} (${decides})`),
    ),
    list(
      contradicted,
      unknown.flatMap(({ disputes }) => disputes.map((note) => context.nameOf(note))),
    ),
  ];
  const commands = commandsFor(prediction);
  if (commands.size > 0) {
    blocks.push('<h2>To find out, run in Windows PowerShell</h2>');
    for (const command of commands) blocks.push(`<pre>${htmlText(command)}</pre>`);
  }
  return htmlPage(title, blocks.filter((block) => block !== '').join('\n'));
}

function findingHtml({ rule, message, remedies: [fix] }: Finding): string {
  const more = fix ? ` <strong>Fix:</strong> ${htmlText(fix.title)}.` : '';
  return `<p>${htmlText(message)}${more} <span class="faint">${htmlText(rule)}</span></p>`;
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<h2>${htmlText(title)}</h2><ul>${items.map((item) => `<li>${htmlText(item)}</li>`).join('')}</ul>`;
}

function stepHtml({ stage, result, message, because }: Step, deciding: string, context: SimulationPageContext): string {
  const decides = stage === deciding;
  const head = `${decides ? '<mark>' : ''}<strong>${htmlText(stageTitles[stage])}</strong>: ${results[decides ? 'end' : result]}${decides ? '</mark>' : ''}`;
  const faint = result === 'skipped' ? ' class="faint"' : '';
  return `<li${faint}>${head}. ${htmlText(message)}${because.map((place) => placeHtml(place, context)).join('')}</li>`;
}

function placeHtml(place: Note, context: SimulationPageContext): string {
  const name = htmlText(context.nameOf(place));
  const href = context.href(place);
  return `<br>${href === null ? name : `<a href="${htmlText(href)}">${name}</a>`} <span class="faint">${htmlText(place.message)}</span>`;
}
