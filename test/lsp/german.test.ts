// German answers: every message of a rule is in the bundle, and what the samples show in an editor has no
// English left.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { certificateRules } from '../../server/src/core/rules/certificate-registry.js';
import { rules } from '../../server/src/core/rules/registry.js';
import { createProject } from '../../server/src/core/create-project.js';
import { localizeProject } from '../../server/src/lsp/localize.js';
import { phraseBook } from '../../server/src/core/text/phrase-book.js';
import { sayHtml, sayMarkdown } from '../../server/src/lsp/say-document.js';
import { repositoryRoot } from '../support/paths.js';
import { sampleFiles } from '../support/servers.js';

const german = JSON.parse(readFileSync(path.join(repositoryRoot, 'l10n/bundle.l10n.de.json'), 'utf8')) as Record<
  string,
  string
>;
const say = phraseBook(german);

test('holes are filled, the most specific sentence wins, and unknown text stays', () => {
  const book = phraseBook({
    '{path}: broken, because {reason}.': '{path}: kaputt, weil {reason}.',
    'it is {0}': 'es {0} ist',
  });
  assert.equal(book('Site/a: broken, because it is wet.'), 'Site/a: kaputt, weil es wet ist.');
  assert.equal(book('It is late.'), 'Es late ist.');
  assert.equal(book('something else'), 'something else');
  assert.equal(phraseBook(undefined)('It is late.'), 'It is late.');
  assert.equal(
    sayMarkdown(book, '| it is a | b |\n\n```\nit is code\n```'),
    '| es a ist | b |\n\n```\nit is code\n```',
  );
});

test('a hostile text costs little and stays', () => {
  const text = 'a: b, because '.repeat(2000);
  assert.equal(say(text), text);
});

describe('messages of rules', () => {
  const missing = [...new Set([...rules, ...certificateRules])].flatMap(({ id, messages }) =>
    Object.entries(messages)
      .filter(([, message]) => !(message in german))
      .map(([name, message]) => `${id}.${name}: ${message}`),
  );
  // New rules name their messages here until someone translates them.
  const todo = missing.length === 0 ? false : `${missing.length} messages without German`;
  test('are all translated', { todo }, () => {
    assert.deepEqual(missing, []);
  });
});

for (const sample of ['contoso-exchange-2019', 'fabrikam-device']) {
  test(`the sample ${sample} is all German: findings, evidence, fixes, lenses, notes, and roles of sites`, () => {
    const files = [...sampleFiles(sample)].map(([name, text]) => ({ uri: `file:///${sample}/${name}`, text }));
    const english = createProject({ files, schemas: [], settings: { termination: 'auto', rules: {} } });
    const project = localizeProject(english, say);
    const left = new Set<string>();
    let shown = 0;
    const compare = (before: string, after: string): void => {
      if (before === after) left.add(before);
    };
    english.analysis.findings.forEach((finding, index) => {
      const other = project.analysis.findings[index]!;
      compare(finding.message, other.message);
      finding.evidence.forEach(({ message }, at) => {
        compare(message, other.evidence[at]!.message);
      });
      finding.remedies.forEach(({ title }, at) => {
        compare(title, other.remedies[at]!.title);
      });
    });
    for (const { uri } of files) {
      const lenses = project.lenses(uri);
      english.lenses(uri).forEach(({ title, about }, at) => {
        // A path is a name.
        if (title !== about.configurationPath) compare(title, lenses[at]!.title);
        shown++;
      });
      const all = { start: 0, end: Number.MAX_SAFE_INTEGER };
      const hints = project.inlayHints(uri, all);
      english.inlayHints(uri, all).forEach(({ label }, at) => {
        compare(label, hints[at]!.label);
      });
    }
    const [server] = english.analysis.servers;
    const nodes = project.serverTree(server!, []);
    english.serverTree(server!, []).forEach(({ detail }, at) => {
      if (detail !== '') compare(detail, nodes[at]!.detail);
    });
    assert.deepEqual([...left], []);
    assert.ok(shown > 0);
  });
}

test('reports and effective settings of the samples are all German, in every format', () => {
  const files = ['contoso-exchange-2019', 'fabrikam-device'].flatMap((sample) =>
    [...sampleFiles(sample)].map(([name, text]) => ({ uri: `file:///samples/${sample}/${name}`, text })),
  );
  const english = createProject({ files, schemas: [], settings: { termination: 'auto', rules: {} } });
  const project = localizeProject(english, say, 'de');
  const left = new Set<string>();
  let compared = 0;
  const compare = (before: string | null, after: string | null): void => {
    assert.ok(before !== null && after !== null);
    const kept = new Set(prosePieces(after));
    for (const piece of prosePieces(before)) {
      compared++;
      if (kept.has(piece) && (piece in german ? german[piece] !== piece : /[a-z]{2,} [a-z]{2,} [a-z]{2,}/.test(piece)))
        left.add(piece);
    }
  };
  const roots = english.analysis.servers.map(({ root }) => root);
  for (const kind of ['readiness', 'compare'] as const) {
    for (const format of ['html', 'markdown', 'csv'] as const) {
      const request = {
        kind,
        format,
        roots,
        version: '1.2.3',
        nameOf: (uri: string) => uri.slice(16),
        href: () => null,
      };
      const shown = format === 'csv' ? cellLines : (report: string): string => report;
      compare(shown(english.report(request)!), shown(project.report(request)!));
    }
  }
  for (const location of english.paths()) compare(english.describe(location), project.describe(location));
  assert.deepEqual([...left], []);
  assert.ok(compared > 1000);
});

/** The cells of CSV, each on a line of its own. */
function cellLines(csv: string): string {
  return csv.replace(/"((?:[^"]|"")*)"|,/g, (_, quoted?: string) => quoted?.replaceAll('""', '"') ?? '\n');
}

/** The texts of a document between tags, table cells, and code. */
function prosePieces(document: string): string[] {
  return document
    .replace(/<(style|pre|code)\b[^>]*>[^]*?<\/\1>|<[^>]*>/g, '\n')
    .replace(/`[^`]*`/g, '\n')
    .split(/[\n|]|\*\*/)
    .map((piece) => piece.replace(/^[\s:,(#*-]*(?:\[[ x]\])?[\s*]*|[\s:,()*]*$/g, ''))
    .filter((piece) => piece !== '');
}

test('an HTML answer names its language, and hostile values stay text', () => {
  const book = phraseBook({ 'Path {path} is locked.': 'Der Pfad {path} ist gesperrt.', Servers: '<Server>' });
  const html =
    '<html lang="en"><nav aria-label="Servers"><p>Path &lt;img src=x&gt; &amp;lt; is locked.</p><code>Servers</code>';
  assert.equal(
    sayHtml(book, html, 'de"><'),
    '<html lang="de"><nav aria-label="&lt;Server&gt;"><p>Der Pfad &lt;img src=x&gt; &amp;lt; ist gesperrt.</p><code>Servers</code>',
  );
  assert.equal(
    sayMarkdown(book, '- [x] **Servers:** Path &lt;a&gt; is locked.'),
    '- [x] **<Server>:** Der Pfad &lt;a&gt; ist gesperrt.',
  );
});
