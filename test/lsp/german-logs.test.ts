// German reports about logs: what the fixtures of all causes show has no English sentence left.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readLogs } from '../../server/src/core/logs/read-logs.js';
import { logReportData } from '../../server/src/core/report/logs-data.js';
import { logsHtml, logsMarkdown } from '../../server/src/core/report/logs-text.js';
import { logRules } from '../../server/src/core/rules/log-registry.js';
import { logCauses } from '../../server/src/core/workspace/log-causes.js';
import { saidReport } from '../../server/src/lsp/features/logs.js';
import { phraseBook } from '../../server/src/core/text/phrase-book.js';
import { sayHtml, sayMarkdown } from '../../server/src/lsp/say-document.js';
import { fixtures } from '../support/fixtures.js';
import { logSourcesIn } from '../support/logs.js';
import { repositoryRoot } from '../support/paths.js';

const german = JSON.parse(readFileSync(path.join(repositoryRoot, 'l10n/bundle.l10n.de.json'), 'utf8')) as Record<
  string,
  string
>;
const say = phraseBook(german);

test('reports about the fixtures of all causes are German', async () => {
  const english = new Set<string>();
  const listen = (text: string): string => {
    const said = say(text);
    if (/\b(?:the|of|is|are|and|since|not)\b/.test(said) && !text.endsWith('.log')) english.add(`${text} → ${said}`);
    return said;
  };
  for (const { id } of logRules) {
    for (const name of readdirSync(path.join(fixtures, id))) {
      const summary = await readLogs(logSourcesIn(path.join(fixtures, id, name)));
      const report = { summary, causes: logCauses(summary), configuration: new Map() };
      logReportData(report, (uri) => path.basename(uri), listen);
    }
  }
  assert.deepEqual([...english], []);
});

test('exported reports about the fixtures of all causes are German', async () => {
  const english = new Set<string>();
  for (const { id } of logRules) {
    for (const name of readdirSync(path.join(fixtures, id))) {
      const summary = await readLogs(logSourcesIn(path.join(fixtures, id, name)));
      const report = saidReport({ summary, causes: logCauses(summary), configuration: new Map() }, say);
      const context = { version: '1.2.3', relativePath: (uri: string) => path.basename(uri) };
      const html = sayHtml(say, logsHtml(report, context), 'de');
      const lines = [html, sayMarkdown(say, logsMarkdown(report, context))]
        .join('\n')
        .replace(/<(style|pre|code)\b[^>]*>[^]*?<\/\1>|<[^>]*>|`[^`]*`/g, '\n')
        .split('\n');
      for (const line of lines)
        if (/\b(?:the|of|is|are|and|since|not)\b/.test(line) && !line.includes('.log')) english.add(line);
    }
  }
  assert.deepEqual([...english], []);
});

test('every sentence that a rule about logs can say is in the bundle', () => {
  for (const { docs } of logRules) {
    for (const text of [docs.title, docs.what, docs.why, docs.fix]) assert.notEqual(say(text), text);
  }
});

test('a number in a sentence is a number', () => {
  const book = phraseBook({ '{count} lines': '{count} Zeilen' });
  assert.equal(book('12 lines'), '12 Zeilen');
  assert.equal(book('all lines'), 'all lines');
});
