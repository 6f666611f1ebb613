// JUnit XML: a suite per server or file group, a failed case per finding, for pipelines that count test
// results.
import type { Analysis, SuppressedFinding } from '../lint/analysis.js';
import { groupByServer } from '../lint/by-server.js';
import { verdictSentences } from '../lint/verdict.js';
import type { Finding } from '../rules/finding.js';
import { fails, Places, type ReportContext } from './context.js';
import { notCheckedLines, notCheckedTitle } from './not-checked.js';
import { checkCounts } from './words.js';

/**
 * A finding at or above `failOn` (an error at least) is a failure, one below it a passed case that says what
 * was found.
 */
export function junitReport(analysis: Analysis, context: ReportContext): string {
  const places = new Places(analysis.texts, analysis.lineNumbers);
  const verdicts = verdictSentences(analysis);
  const suppressed = new Map<string, SuppressedFinding[]>();
  const suites = groupByServer(analysis).map(({ root, findings }, index) => {
    const server = analysis.servers[index];
    const name = root === null ? 'Files without a server' : context.relativePath(root);
    const cases = findings.map((finding) => findingCase(finding, places, context));
    if (server && root !== null) {
      const says = [verdicts.get(server.root)!, ...server.unknowns].join('\n');
      cases.unshift(passed('verdict', name, says));
    }
    return suite(name, cases);
  });
  for (const entry of analysis.suppressed ?? []) {
    const path = context.relativePath(entry.finding.uri);
    const known = suppressed.get(path);
    if (known) known.push(entry);
    else suppressed.set(path, [entry]);
  }
  for (const [path, entries] of suppressed) {
    suites.push(
      suite(
        `suppressed in ${path}`,
        entries.map((entry) => suppressedCase(entry, places, context)),
      ),
    );
  }
  if (analysis.failures.length > 0) {
    suites.push(
      suite(
        'internal errors',
        analysis.failures.map(({ rule, message }) => errorCase(rule, message)),
      ),
    );
  }
  if (suites.length === 0) suites.push(suite('exchange-cba', [passed('check', 'exchange-cba', 'Nothing was found.')]));
  const left = notCheckedLines(analysis, context);
  if (left.length > 0) {
    suites.push(suite(notCheckedTitle, [passed('not checked', 'exchange-cba', left.join('\n'))]));
  }
  const totals = counted(suites.flatMap(({ cases }) => cases));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="exchange-cba" ${totals}>`,
    ...suites.map(({ xml }) => xml),
    `  <!-- ${checkCounts(analysis.summary)} -->`,
    '</testsuites>',
    '',
  ].join('\n');
}

interface Case {
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly xml: string;
}

function suite(name: string, cases: readonly Case[]): { cases: readonly Case[]; xml: string } {
  const lines = [
    `  <testsuite name="${attribute(name)}" ${counted(cases)}>`,
    ...cases.map(({ xml }) => xml),
    '  </testsuite>',
  ];
  return { cases, xml: lines.join('\n') };
}

function counted(cases: readonly Case[]): string {
  const number = (outcome: Case['outcome']): number => cases.filter((each) => each.outcome === outcome).length;
  return `tests="${cases.length}" failures="${number('failure')}" errors="${number('error')}" skipped="${number('skipped')}" time="0"`;
}

function findingCase(finding: Finding, places: Places, context: ReportContext): Case {
  const body = details(finding, places, context);
  // `--fail-on never` is about the exit code: a pipeline that publishes the results still has to see the
  // errors.
  if (!fails(finding.severity, context.failOn === 'never' ? 'error' : context.failOn)) {
    return passed(caseName(finding, places), context.relativePath(finding.uri), body);
  }
  const failure = `<failure type="${attribute(finding.rule)}" message="${attribute(finding.message)}">${content(body)}</failure>`;
  return { outcome: 'failure', xml: testcase(caseName(finding, places), context.relativePath(finding.uri), failure) };
}

function suppressedCase({ finding, by, reason }: SuppressedFinding, places: Places, context: ReportContext): Case {
  const why = by === 'baseline' ? 'in the baseline' : reason === '' ? 'suppressed by a comment' : reason;
  const skipped = `<skipped message="${attribute(why)}" />`;
  return { outcome: 'skipped', xml: testcase(caseName(finding, places), context.relativePath(finding.uri), skipped) };
}

function errorCase(rule: string, message: string): Case {
  return {
    outcome: 'error',
    xml: testcase(rule, 'exchange-cba', `<error type="internal" message="${attribute(message)}" />`),
  };
}

function passed(name: string, className: string, output: string): Case {
  return { outcome: 'passed', xml: testcase(name, className, `<system-out>${content(output)}</system-out>`) };
}

function testcase(name: string, className: string, child: string): string {
  return `    <testcase name="${attribute(name)}" classname="${attribute(className)}" time="0">\n      ${child}\n    </testcase>`;
}

function caseName(finding: Finding, places: Places): string {
  const { start } = places.at(finding);
  const path = finding.configurationPath === '' ? '' : ` ${finding.configurationPath}`;
  return `${finding.rule}${path} (line ${start.line + 1})`;
}

function details(finding: Finding, places: Places, context: ReportContext): string {
  const at = `${context.relativePath(finding.uri)}:${places.lineAndColumn(finding)}`;
  const lines = [`${at}: ${finding.severity}: ${finding.message} [${finding.rule}]`];
  for (const note of finding.evidence) {
    lines.push(`note: ${context.relativePath(note.uri)}:${places.lineAndColumn(note)}: ${note.message}`);
  }
  for (const { title } of finding.remedies) lines.push(`fix: ${title}`);
  const helpUri = context.rule(finding.rule)?.helpUri;
  if (helpUri !== undefined) lines.push(`see: ${helpUri}`);
  return lines.join('\n');
}

/** Characters that XML 1.0 does not have become U+FFFD. */
function clean(text: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const allowed =
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code >= 0x10000;
    result += allowed ? character : '\ufffd';
  }
  return result;
}

function content(text: string): string {
  return clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

function attribute(text: string): string {
  return content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
