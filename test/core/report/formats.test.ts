// Every format of the report: golden files, hostile text, and what its readers demand.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SaxesParser } from 'saxes';
import type { Place } from '../../../server/src/core/text/range.js';
import type { Analysis } from '../../../server/src/core/lint/analysis.js';
import type { Reporter, ReportContext } from '../../../server/src/core/report/context.js';
import { csvReport } from '../../../server/src/core/report/csv.js';
import { githubReport } from '../../../server/src/core/report/github.js';
import { htmlReport } from '../../../server/src/core/report/html.js';
import { jsonReport } from '../../../server/src/core/report/json.js';
import { junitReport } from '../../../server/src/core/report/junit.js';
import { markdownReport } from '../../../server/src/core/report/markdown.js';
import { sarifReport } from '../../../server/src/core/report/sarif.js';
import { textReport } from '../../../server/src/core/report/text.js';
import { assertGolden } from '../../support/golden.js';
import {
  clean,
  context,
  empty,
  findings,
  hostile,
  hostileAnalysis,
  hostileContext,
  summaryOf,
  withMistakes,
} from './analyses.js';

const reporters: Readonly<Record<string, Reporter>> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
  github: githubReport,
  markdown: markdownReport,
  html: htmlReport,
  csv: csvReport,
};

describe('golden files', () => {
  for (const [format, reporter] of Object.entries(reporters)) {
    test(format, () => {
      assertGolden(`core/report/golden/mistakes.${format}.golden`, reporter(withMistakes, context));
      assertGolden(`core/report/golden/clean.${format}.golden`, reporter(clean, context));
    });
  }

  test('text in colour on a narrow terminal', () => {
    assertGolden(
      'core/report/golden/narrow.text.golden',
      textReport(withMistakes, { ...context, color: true, width: 60 }),
    );
  });
});

describe('no files at all', () => {
  for (const [format, reporter] of Object.entries(reporters)) {
    test(format, () => {
      assert.ok(reporter(empty, context).endsWith('\n'));
    });
  }
});

/** Attribute values and texts of a well-formed document; throws on any other. */
function readXml(text: string): string[] {
  const found: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ attributes }) => found.push(...Object.values(attributes)));
  parser.on('text', (content) => found.push(content));
  parser.write(text).close();
  return found;
}

const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const stepsOf = ({ checklists = [] }: ReportContext): number => checklists.flatMap(({ steps }) => steps).length;

describe('hostile text', () => {
  const analysis = hostileAnalysis();

  test('in text: a terminal obeys nothing of it, and no line starts with it', () => {
    const report = textReport(analysis, hostileContext());
    assert.doesNotMatch(report, obeyed);
    assert.doesNotMatch(report, /^::/m);
    assert.match(report, /\\x1b\[31m/);
  });

  test('in JSON: comes back as it was', () => {
    const report = JSON.parse(jsonReport(analysis, hostileContext())) as {
      findings: { message: string; configurationPath: string }[];
    };
    assert.equal(report.findings[0]!.message, hostile);
    assert.equal(report.findings[0]!.configurationPath, hostile);
  });

  test('in JUnit: well-formed, and what XML cannot hold is replaced', () => {
    const found = readXml(junitReport(analysis, hostileContext()));
    const expected = hostile.replaceAll(/[\u0000\u001b\u0007]|\p{Surrogate}/gu, '\ufffd');
    assert.ok(found.includes(expected), found.join('\n'));
  });

  test('in GitHub annotations: one command per finding, and the message comes back', () => {
    const lines = githubReport(analysis, hostileContext()).split('\n');
    const commands = lines.filter((line) => line.startsWith('::'));
    assert.equal(commands.length, analysis.findings.length);
    const [, properties, message] = /^::error ([^:]*)::(.*)$/s.exec(commands[0]!)!;
    const decoded = message!.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
    assert.ok(decoded.startsWith(hostile));
    assert.deepEqual(
      properties!.split(',').map((property) => property.split('=')[0]),
      ['file', 'line', 'endLine', 'title'],
    );
  });

  test('in Markdown: no HTML, no heading, list or table of its own', () => {
    const report = markdownReport(analysis, hostileContext());
    assert.doesNotMatch(report, obeyed);
    // Code spans show everything as it is; outside of them nothing may work.
    const outside = report.replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
    assert.doesNotMatch(outside, /<script/);
    assert.doesNotMatch(outside, /(?<!\\)\*\*b(?<!\\)\*\*/);
    assert.doesNotMatch(outside, /(?<!\\)\[a\]/);
    assert.doesNotMatch(outside, /http:\/\//);
    for (const line of report.split('\n')) assert.match(line, /^(|#+ .*|\|.*\||\s*- .*|\*\*.*|[A-Z0-9].*)$/);
  });

  test('in CSV: a row stays a line, and no cell is a formula', () => {
    const report = csvReport(analysis, hostileContext());
    assert.doesNotMatch(report, obeyed);
    const rows = analysis.findings.length + analysis.failures.length + stepsOf(hostileContext());
    assert.equal(report.split('\n').length - 2, rows);
    const formula = { ...findings[0]!, message: '=HYPERLINK("x")', configurationPath: '@SUM(1)' };
    const row = csvReport({ ...withMistakes, findings: [formula] }, context)
      .split('\n')
      .find((line) => line.includes('SUM'))!;
    assert.ok(row.includes(`,'@SUM(1),"'=HYPERLINK(""x"")",`), row);
  });

  test('in HTML: only our own elements, no script, no address, no event', () => {
    const report = htmlReport(analysis, hostileContext());
    const elements = new Set([...report.matchAll(/<([a-z0-9]+)/gi)].map(([, name]) => name));
    assert.ok(!elements.has('script') && !elements.has('img') && !elements.has('iframe'), [...elements].join(' '));
    assert.doesNotMatch(report, /\son\w+=/i);
    assert.doesNotMatch(report, /<[^>]*(src|style)=/);

    assert.doesNotMatch(report, /[\u0000-\u0008\u000e-\u001f\u202e]/);
  });
});

describe('HTML', () => {
  for (const [name, analysis] of Object.entries({ withMistakes, clean, empty, hostile: hostileAnalysis() })) {
    test(`of ${name} is well-formed, and its references lead somewhere`, () => {
      const report = htmlReport(analysis, name === 'hostile' ? hostileContext() : context);
      readXml(report.replace(/<!doctype html>/, '').replaceAll(/<(meta|br)([^>]*)>/g, '<$1$2/>'));
      const ids = new Set([...report.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
      for (const [, id] of report.matchAll(/(?:href="#|aria-labelledby=")([^"]*)"/g)) assert.ok(ids.has(id), id);
    });
  }

  test('links every cell of its tables to its place where the host knows addresses', () => {
    const href = ({ range }: Place): string => `command:open?${range.start}`;
    const report = htmlReport(withMistakes, { ...context, href });
    const [first] = withMistakes.servers[0]!.termination.virtualDirectories;
    assert.ok(
      report.includes(
        `<th scope="row"><a href="${href(first!.place)}">${first!.configurationPath}</a></th><td><a href="${href(first!.decidedAt!)}">Exchange</a></td>`,
      ),
    );
    assert.match(report, /<td><a href="command:open\?\d+"><span class="state /);
    assert.doesNotMatch(htmlReport(withMistakes, context), /href="command:/);
  });

  test('is accessible: a language, a title, headings without a gap, captions and header cells', () => {
    const report = htmlReport(withMistakes, context);
    assert.match(report, /<html lang="en">/);
    assert.match(report, /<title>[^<]+<\/title>/);
    const levels = [...report.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    assert.equal(levels[0], 1);
    levels.forEach((level, index) => {
      assert.ok(index === 0 || level <= levels[index - 1]! + 1, levels.join(' '));
    });
    assert.equal(report.match(/<table[ >]/g)!.length, report.match(/<caption>/g)!.length);
    assert.match(report, /<th scope="col">/);
    assert.match(report, /<th scope="row">/);
    // The state is a word, not only a colour.
    for (const word of ['Done', 'Problem', 'Check on the server', 'Not applicable', 'Error', 'Warning', 'Hint']) {
      assert.ok(report.includes(`>${word}</span>`), word);
    }
  });

  test('loads and runs nothing', () => {
    const report = htmlReport(withMistakes, context);
    assert.match(report, /default-src 'none'/);
    assert.doesNotMatch(report, /<script|<link|<img|@import|url\(/i);
  });
});

describe('JUnit', () => {
  test('counts what is in it', () => {
    for (const analysis of [withMistakes, clean, empty, hostileAnalysis()]) {
      const report = junitReport(analysis, context);
      for (const [, tests, failures, errors, skipped, body] of report.matchAll(
        /<testsuite name="[^"]*" tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)" time="0">([\s\S]*?)<\/testsuite>/g,
      )) {
        assert.equal(body!.match(/<testcase /g)?.length ?? 0, Number(tests));
        assert.equal(body!.match(/<failure /g)?.length ?? 0, Number(failures));
        assert.equal(body!.match(/<error /g)?.length ?? 0, Number(errors));
        assert.equal(body!.match(/<skipped /g)?.length ?? 0, Number(skipped));
      }
    }
  });

  test('counts errors as failures whatever makes the command fail, and more where it fails for more', () => {
    const failures = (failOn: 'error' | 'warning' | 'never'): number =>
      junitReport(withMistakes, { ...context, failOn }).match(/<failure /g)?.length ?? 0;
    assert.deepEqual([failures('never'), failures('error'), failures('warning')], [1, 1, 2]);
  });
});

describe('findings without a server', () => {
  test('are behind those of servers in the text', () => {
    const outside = { ...findings[0]!, uri: 'file:///contoso/other/web.config' };
    const analysis: Analysis = { ...withMistakes, findings: [outside, ...findings], summary: summaryOf(findings) };
    const report = textReport(analysis, context);
    assert.ok(report.indexOf('== Files without a server ==') > report.indexOf('exch01/applicationHost.config:6:9'));
    assert.ok(report.indexOf('other/web.config:') > report.indexOf('== Files without a server =='));
  });

  test('belong to the server that names their file, wherever it lies', () => {
    const outside = { ...findings[0]!, uri: 'file:///contoso/other/web.config' };
    const servers = withMistakes.servers.map((server) => ({ ...server, files: [outside.uri] }));
    assert.doesNotMatch(textReport({ ...withMistakes, servers, findings: [outside] }, context), /without a server/);
  });
});
