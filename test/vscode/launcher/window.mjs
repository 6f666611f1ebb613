// One window from opening to closing, judged by the logs that VS Code writes: `exchangeCba.trace.server`
// shows the traffic in a channel of its own, and closing the window logs no error of the extension.
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { findBrowser } from './browser.mjs';
import { Driver } from './driver.mjs';
import { extensionFolder } from './extension.mjs';
import { root } from './install.mjs';
import { startVSCode, temporaryFolder } from './server.mjs';
import { quietSettings, startBrowser, workbenchUrl } from './workbench.mjs';

const host = 'contoso-exchange-2019/applicationHost.config';

let server;
let browser;
let page;

/** The text of every log of that name. */
function logsNamed(name) {
  return readdirSync(server.logs, { recursive: true })
    .map(String)
    .filter((file) => path.basename(file) === name)
    .map((file) => readFileSync(path.join(server.logs, file), 'utf8'))
    .join('\n');
}

/** Every log that the extension or its host writes. */
function ownLogs() {
  return readdirSync(server.logs, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.log') && /exthost|exchange-cba/.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(server.logs, file), 'utf8') }));
}

async function until(what, look) {
  for (const end = Date.now() + 120_000; Date.now() < end;) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Not within two minutes: ${what}.`);
}

before(async () => {
  server = await startVSCode({ ...quietSettings, 'exchangeCba.trace.server': 'verbose' });
  browser = await startBrowser(findBrowser());
  page = await browser.newPage();
  const folder = temporaryFolder('window');
  cpSync(path.join(root, 'samples'), folder, { recursive: true });
  await page.goto(workbenchUrl(server.port, { host: 'node', folder, extension: extensionFolder('node') }));
  const driver = new Driver(page);
  await driver.ready();
  await driver.open(host, ':1133:40');
  await driver.see('.squiggly-error');
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('the setting shows requests with their parameters in a channel of its own, and nowhere else', async () => {
  const traffic = await until('the answer to a request in the channel', () => {
    const text = logsNamed('Exchange CBA (traffic).log');
    return /Received response 'textDocument\/diagnostic/.test(text) && text;
  });
  assert.match(traffic, /Sending request 'textDocument\/diagnostic/);
  assert.match(traffic, /Params: \{[^]*"uri"/);
  assert.doesNotMatch(logsNamed('Exchange CBA.log'), /Sending request/);
});

test('closing the window logs no error of the extension', async () => {
  await page.goto('about:blank');
  await until('the end of the connection', () => /disconnected gracefully/.test(logsNamed('remoteagent.log')));
  // VS Code 1.93 keeps the extension host for hours, in case that its window comes back.
  await server.endAlone();
  await until('the end of the extension host', () =>
    /exiting with code|terminating/.test(logsNamed('remoteexthost.log')),
  );
  const errors = ownLogs().flatMap(({ file, text }) =>
    text
      .split('\n')
      .filter((line) => line.includes('[error]') && /exchange-?cba/i.test(`${file} ${line}`))
      .map((line) => `${path.basename(file)}: ${line}`),
  );
  assert.deepEqual(errors, []);
});
