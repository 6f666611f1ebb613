// German answers about requests: predictions, diagnoses, and explanations have no English sentence left.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createProject } from '../../server/src/core/create-project.js';
import { causes } from '../../server/src/core/simulate/causes.js';
import { activeSyncCodes } from '../../server/src/core/status/active-sync-codes.js';
import { httpStatuses, statusSources } from '../../server/src/core/status/http-statuses.js';
import { httperrReasons } from '../../server/src/core/status/httperr-reasons.js';
import { statusText } from '../../server/src/core/status/status-text.js';
import { win32Codes, win32Hex } from '../../server/src/core/status/win32-codes.js';
import { phraseBook } from '../../server/src/core/text/phrase-book.js';
import {
  diagnosisRequest,
  explainRequest,
  simulationRequest,
  type DiagnosisResult,
  type SimulationParams,
} from '../../server/src/protocol.js';
import { everybody, folder, oneOf, type Files } from '../support/diagnosis.js';
import { literalsIn } from '../support/literals.js';
import { repositoryRoot } from '../support/paths.js';
import { methods, predictionServer } from '../support/prediction.js';
import { TestClient } from './support/client.js';

const translations = JSON.parse(readFileSync(path.join(repositoryRoot, 'l10n/bundle.l10n.de.json'), 'utf8')) as Record<
  string,
  string
>;
const say = phraseBook(translations);

function started(files: Files): Promise<TestClient> {
  const placed = Object.fromEntries(Object.entries(files).map(([name, content]) => [`file:///ws/${name}`, content]));
  const initializationOptions = { translations };
  return TestClient.start({ files: placed, initializationOptions, createProject: (input) => createProject(input) });
}

const english = /\b(?:the|of|is|are|and|or|since|not|no|has|by|if|with|instead)\b/;

/** Texts between tags and code that are English. */
function englishIn(document: string): string[] {
  return document
    .replace(/<(style|pre|code)\b[^>]*>[^]*?<\/\1>|<[^>]*>|`[^`]*`/g, '\n')
    .split('\n')
    .filter((line) => english.test(line) && !/^Quellen:|^[a-z]+\/[a-z0-9-]+$/.test(line));
}

/** Not the reasons of probes, which only their test reads. */
const isSentence = (file: string, text: string): boolean =>
  !file.endsWith('/probes.ts') && /^(?:[A-Z{].* .*[a-z.}]\.|[A-Z]\w* [a-z].*[a-z]|Whether .*)$/.test(text);

test('every sentence of a prediction or a diagnosis is in the bundle', () => {
  // As their publishers wrote them.
  const titles = new Set([
    ...Object.values(statusSources).map(({ title }) => title),
    ...causes.flatMap(({ sources }) => sources),
  ]);
  const left = literalsIn('server/src/core/simulate', 'server/src/core/status')
    .filter(({ file, text }) => isSentence(file, text) && !titles.has(text) && !/^(?:Get|Copy)-|^[{} .]+$/.test(text))
    .filter(({ text }) => {
      const filled = text.replaceAll('{}', '3');
      return say(filled) === filled;
    })
    .map(({ file, line, text }) => `${file}:${line}: ${text}`);
  assert.deepEqual(left, []);
});

test('explanations are German, of every status, code, and reason', async () => {
  const client = await started({});
  const subjects = [
    ...httpStatuses.map(({ status, substatus }) => statusText(status, substatus)),
    ...httperrReasons.map(({ reason }) => reason),
    ...activeSyncCodes.map(({ name }) => name),
    ...win32Codes.map(({ value }) => win32Hex(value)),
  ];
  const left = new Set<string>();
  let shown = 0;
  for (const text of subjects) {
    const markdown = await client.connection.sendRequest<string | null>(explainRequest, { text });
    if (markdown !== null) shown++;
    for (const line of englishIn(markdown ?? '')) left.add(`${text}: ${line}`);
  }
  assert.deepEqual([...left], []);
  assert.ok(shown > 200);
  await client.stop();
});

const gateway = { flags: 'Ssl, Ssl128', mapping: false, methods: methods.windows(['Negotiate', 'NTLM']) };

test('predictions are German', async () => {
  const left = new Set<string>();
  const shapes = [
    {},
    { mapping: false },
    { module: false },
    { readAhead: 0, methods: methods.basic },
    { flags: 'Ssl, SslRequireCert', record: null, windowsServer: null },
    { flags: 'Ssl, SslNegotiateCert', record: null },
    { iisMapping: true, mapping: false },
    gateway,
    { ...gateway, methods: methods.windows([]) },
    { bindings: '<binding protocol="http" bindingInformation="*:80:" />' },
  ];
  const clients: readonly Partial<SimulationParams>[] = [
    {},
    { certificate: 'file:///ws/alice.cer' },
    { certificate: 'file:///ws/weak.cer' },
    { certificate: 'file:///ws/usage.cer' },
    { from: 'gateway' },
    { url: 'http://mail.contoso.com/Microsoft-Server-ActiveSync' },
    { url: '/owa' },
  ];
  for (const [index, shape] of shapes.entries()) {
    const all = predictionServer(shape);
    const bare = Object.fromEntries(Object.entries(all).filter(([name]) => /\.config$|\.cer$/.test(name)));
    for (const files of index < 3 ? [all, bare] : [bare]) {
      const client = await started(files);
      for (const params of clients) {
        const page = await client.connection.sendRequest<string | null>(simulationRequest, {
          root: 'file:///ws/exch01',
          url: '/Microsoft-Server-ActiveSync',
          from: 'client',
          certificate: null,
          ...params,
        });
        assert.ok(page !== null);
        for (const line of englishIn(page)) left.add(line);
        const stages = [...page.matchAll(/<strong>([^<]*)<\/strong>: /g)].map(([, title]) => title!);
        assert.ok(stages.includes('Verbindung') && !stages.includes('Trust'), stages.join());
      }
      await client.stop();
    }
  }
  assert.deepEqual([...left], []);
});

test('diagnoses are German', async () => {
  const left = new Set<string>();
  let shown = 0;
  const statuses = [
    '200 0 0',
    '401 2 5',
    '401 1 1326',
    '403 7 5',
    '403 13 2148081683',
    '403 16 2148204809',
    '500 0 50',
  ];
  const folders = statuses.flatMap((status) => [
    folder({}, everybody(status)),
    folder({ mapping: false }, oneOf(status)),
    folder(gateway, everybody(status)),
  ]);
  for (const files of folders) {
    const client = await started(files);
    const result = await client.connection.sendRequest<DiagnosisResult>(diagnosisRequest);
    const entries = [...result.observed, ...result.proven, ...result.open, ...result.hidden, ...result.excluded];
    shown += entries.length;
    const texts = [
      result.headline,
      result.message,
      result.next?.why ?? '',
      result.next?.where ?? '',
      ...entries.flatMap(({ title, message, places }) => [title, message, ...places.map((place) => place.message)]),
    ];
    for (const text of texts.filter((one) => english.test(one))) left.add(text);
    await client.stop();
  }
  assert.deepEqual([...left], []);
  assert.ok(shown > 100);
});
