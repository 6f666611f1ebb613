// `init`: a settings file that says what the files show, and nothing that they do not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFiles } from '../support/servers.js';
import { outcomeOf, TestHost } from './support.js';

const sample = (folder: string): Record<string, string> =>
  Object.fromEntries([...sampleFiles('contoso-exchange-2019')].map(([file, text]) => [`${folder}/${file}`, text]));

function settingsIn(host: TestHost, folder: string): unknown {
  const [, text] = host.written.find(([path]) => path === `${folder}/.exchange-cba.json`) ?? [];
  return text === undefined ? null : JSON.parse(text);
}

test('init writes what was recognized, and check takes it', async () => {
  const files = sample('exch01');
  const { 'exch01/FrontEnd/HttpProxy/owa/web.config': web, ...others } = files;
  const host = new TestHost({ ...others, 'exch01/DefaultWebSite-owa_web.config': web! });
  assert.equal((await outcomeOf(['init', 'exch01'], host)).code, 0);
  assert.deepEqual(settingsIn(host, 'exch01'), {
    termination: 'exchange',
    virtualDirectories: { 'Default Web Site/owa': 'DefaultWebSite-owa_web.config' },
  });
  const { out } = await outcomeOf(['check', 'exch01', '--format', 'json'], host);
  const report = JSON.parse(out) as { servers: { termination: { chosenBy: string } }[]; notJudged: unknown[] };
  assert.equal(report.servers[0]?.termination.chosenBy, 'setting');
  assert.deepEqual(report.notJudged, []);
});

test('what differs between servers is left out', async () => {
  const host = new TestHost({
    ...Object.fromEntries(Object.entries(sample('a'))),
    ...Object.fromEntries([...sampleFiles('fabrikam-device')].map(([file, text]) => [`b/${file}`, text])),
  });
  assert.equal((await outcomeOf(['init'], host)).code, 0);
  assert.deepEqual(JSON.parse(host.written[0]![1]), {});
});

test('a settings file that exists is kept, and a folder without a server gets none', async () => {
  const host = new TestHost({ ...sample('exch01'), 'exch01/.exchange-cba.json': '{}', 'empty/notes.txt': 'x' });
  const kept = await outcomeOf(['init', 'exch01'], host);
  assert.equal(kept.code, 3);
  assert.match(kept.warnings.join('\n'), /exch01\/\.exchange-cba\.json exists and was not changed\./);
  assert.equal((await outcomeOf(['init', 'empty'], host)).code, 3);
  assert.equal((await outcomeOf(['init', 'nowhere'], host)).code, 3);
  assert.deepEqual(host.written, []);
});
