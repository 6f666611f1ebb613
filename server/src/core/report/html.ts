// The readiness report as one HTML file: verdict, checklist and findings, on screen and on paper, without any
// script.
import type { Place, Note } from '../text/range.js';
import type { Analysis, ServerVerdict } from '../lint/analysis.js';
import { groupByServer } from '../lint/by-server.js';
import { validatorName, verdictSentences } from '../lint/verdict.js';
import type { Remedy } from '../remedy/remedy.js';
import type { Finding } from '../rules/finding.js';
import { Places, type ReportContext } from './context.js';
import { htmlText as escape } from './html-escape.js';
import { htmlPage } from './html-page.js';
import { notCheckedLines, notCheckedTitle } from './not-checked.js';
import { sourceLine } from './source-line.js';
import { checklistSentence, type Checklist, type ChecklistStep } from '../checklist/checklist.js';
import { capitalise, checkCounts, findingCounts, kindText, stateName } from './words.js';

const title = 'Certificate Based Authentication: readiness';

export function htmlReport(analysis: Analysis, context: ReportContext): string {
  const places = new Places(analysis.texts, analysis.lineNumbers);
  const groups = groupByServer(analysis);
  const parts = [
    '<header>',
    `<h1>${title}</h1>`,
    `<p>${capitalise(findingCounts(analysis.summary))}. ${capitalise(checkCounts(analysis.summary))}.</p>`,
  ];
  if (groups.length > 1) {
    const links = groups.map(({ root, findings }, index) => {
      const name = root === null ? 'Files without a server' : escape(context.relativePath(root));
      return `<li><a href="#server-${index + 1}">${name}</a> (${findings.length})</li>`;
    });
    parts.push(`<nav aria-label="Servers"><ul>${links.join('')}</ul></nav>`);
  }
  const verdicts = verdictSentences(analysis);
  parts.push('</header>', '<main>');
  groups.forEach(({ root, findings }, index) => {
    const id = `server-${index + 1}`;
    const server = root === null ? undefined : analysis.servers[index];
    parts.push(`<section aria-labelledby="${id}">`);
    parts.push(`<h2 id="${id}">${server ? escape(context.relativePath(server.root)) : 'Files without a server'}</h2>`);
    if (server) parts.push(verdict(server, verdicts.get(server.root)!, places, context));
    if (findings.length > 0)
      parts.push('<h3>Findings</h3>', ...findings.map((finding) => article(finding, places, context)));
    else parts.push('<p>No findings.</p>');
    parts.push('</section>');
  });
  if (groups.length === 0) parts.push('<p>No server found.</p>');
  const left = notCheckedLines(analysis, context);
  if (left.length > 0) {
    const items = left.map((line) => `<li>${escape(line)}</li>`);
    parts.push(`<section><h2>${notCheckedTitle}</h2><ul>${items.join('')}</ul></section>`);
  }
  if (analysis.failures.length > 0) {
    const items = analysis.failures.map(
      ({ rule, message }) => `<li><code>${escape(rule)}</code>: ${escape(message)}</li>`,
    );
    parts.push(`<section><h2>Internal errors</h2><ul>${items.join('')}</ul></section>`);
  }
  const made = context.date === undefined ? '' : `, ${escape(context.date)}`;
  parts.push('</main>');
  parts.push(
    `<footer><p>Created by exchange-cba ${escape(context.version)}${made} from configuration files; no running server was read.</p></footer>`,
  );
  return htmlPage(title, parts.join('\n'));
}

function verdict(server: ServerVerdict, sentence: string, places: Places, context: ReportContext): string {
  const { termination, unknowns } = server;
  const parts = [`<p class="verdict">${escape(sentence)}</p>`];
  if (termination.evidence.length > 0) parts.push(noteList(termination.evidence, places, context));
  if (termination.virtualDirectories.length > 0) {
    const rows = termination.virtualDirectories.map(
      ({ configurationPath, value, place, decidedAt }) =>
        `<tr><th scope="row">${linked(escape(configurationPath), place, context)}</th><td>${linked(validatorName(value), decidedAt, context)}</td></tr>`,
    );
    parts.push(
      `<table><caption>Where client certificates are validated</caption><thead><tr><th scope="col">Virtual directory</th><th scope="col">Validated by</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
    );
  }
  const readiness = context.checklists?.find(({ root }) => root === server.root);
  if (readiness) parts.push(checklist(readiness, places, context));
  if (unknowns.length > 0) {
    const items = unknowns.map((sentence) => `<li>${escape(sentence)}</li>`);
    parts.push(`<h3>To check on the server</h3><ul>${items.join('')}</ul>`);
  }
  return parts.join('\n');
}

function checklist({ title: heading, steps }: Checklist, places: Places, context: ReportContext): string {
  const rows = steps.map((step) => `<tr>${cellsOf(step, places, context).join('')}</tr>`);
  return [
    `<h3>${escape(heading)}</h3>`,
    `<p>${capitalise(checklistSentence(steps))}.</p>`,
    '<table class="checklist"><caption>Checklist</caption><thead><tr><th scope="col">State</th><th scope="col">Step</th><th scope="col">Command to check</th></tr></thead>',
    `<tbody>${rows.join('\n')}</tbody></table>`,
  ].join('\n');
}

function cellsOf(step: ChecklistStep, places: Places, context: ReportContext): string[] {
  const detail = step.detail === undefined ? '' : `<p class="faint">${escape(step.detail)}</p>`;
  const evidence = step.evidence.length > 0 ? noteList(step.evidence, places, context) : '';
  const rule = step.rule === undefined ? '' : `<p>Rule: ${ruleLink(step.rule, context)}</p>`;
  return [
    `<td>${linked(`<span class="state ${step.state}">${stateName(step.state)}</span>`, step.evidence[0], context)}</td>`,
    `<th scope="row">${escape(step.title)}${detail}${evidence}${rule}</th>`,
    `<td>${step.verify === '' ? '' : `<pre>${escape(step.verify)}</pre>`}</td>`,
  ];
}

function article(finding: Finding, places: Places, context: ReportContext): string {
  const terms: [string, string][] = [['Place', placeText(finding, places, context)]];
  if (finding.configurationPath !== '') terms.push(['Configuration path', escape(finding.configurationPath)]);
  terms.push(['Rule', ruleLink(finding.rule, context)]);
  if (finding.evidence.length > 0) terms.push(['Set by', noteList(finding.evidence, places, context)]);
  if (finding.remedies.length > 0)
    terms.push([remedyTerm(finding.remedies), `<ul>${finding.remedies.map(remedyItem).join('')}</ul>`]);
  return [
    `<article class="finding ${finding.severity}">`,
    `<h4><span class="state ${finding.severity}">${capitalise(finding.severity)}</span> ${escape(finding.message)}</h4>`,
    source(finding, places),
    `<dl>${terms.map(([term, text]) => `<dt>${term}</dt><dd>${text}</dd>`).join('')}</dl>`,
    '</article>',
  ].join('\n');
}

function remedyTerm(remedies: readonly Remedy[]): string {
  if (remedies.some(({ alternative }) => alternative === true)) return 'Choose one';
  return remedies.length > 1 ? 'Fixes' : 'Fix';
}

function remedyItem(remedy: Remedy): string {
  return `<li>${escape(remedy.title)} <span class="faint">(${kindText(remedy)})</span></li>`;
}

/** Characters of a line that are shown on each side of what is marked. */
const around = 120;
const longestMark = 300;

/** The line of the finding with its range marked; '' where there is no text. */
function source(finding: Finding, places: Places): string {
  const { text, start, end } = sourceLine(places.index(finding.uri), finding.range);
  if (text.trim() === '') return '';
  const shownEnd = Math.min(end, start + longestMark);
  const before = text.slice(Math.max(0, start - around), start).trimStart();
  const after = text.slice(shownEnd, shownEnd + around).trimEnd();
  const marked = `${escape(text.slice(start, shownEnd))}${shownEnd < end ? '…' : ''}`;
  const lead = start > around ? '…' : '';
  const tail = shownEnd === end && shownEnd + around < text.length ? '…' : '';
  return `<pre>${lead}${escape(before)}<mark>${marked}</mark>${escape(after)}${tail}</pre>`;
}

function noteList(notes: readonly Note[], places: Places, context: ReportContext): string {
  const items = notes.map(
    (note) => `<li>${escape(note.message)} <span class="faint">${placeText(note, places, context)}</span></li>`,
  );
  return `<ul>${items.join('')}</ul>`;
}

function placeText(place: Place, places: Places, context: ReportContext): string {
  return linked(
    `<code>${escape(`${context.relativePath(place.uri)}:${places.lineAndColumn(place)}`)}</code>`,
    place,
    context,
  );
}

function linked(html: string, place: Place | null | undefined, context: ReportContext): string {
  const address = place ? (context.href?.(place) ?? null) : null;
  return address === null ? html : `<a href="${escape(address)}">${html}</a>`;
}

function ruleLink(id: string, context: ReportContext): string {
  const helpUri = context.rule(id)?.helpUri;
  const code = `<code>${escape(id)}</code>`;
  return helpUri !== undefined && /^https?:\/\//.test(helpUri) ? `<a href="${escape(helpUri)}">${code}</a>` : code;
}
