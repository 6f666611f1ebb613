// What a file is, by content and name, and where it goes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MemoryHost } from '../support/memory-host.js';
import * as der from '../support/der-writer.js';
import { Intake } from '../../server/src/intake/intake.js';

const root = 'file:///contoso';
const configuration = '<configuration><system.webServer /></configuration>';
const netsh = '    IP:port : 0.0.0.0:443\n    DS Mapper Usage : Enabled\n';

async function kindAt(path: string, content: string | Uint8Array, inSchemaFolder = false): Promise<string> {
  const uri = `${root}/${path}`;
  const taken = await new Intake(new MemoryHost({ [uri]: content })).read(uri, root, inSchemaFolder);
  return taken === 'missing' ? taken : (taken.kind?.id ?? 'none');
}

describe('kinds', () => {
  for (const [path, content, kind] of [
    ['.exchange-cba.json', '{}', 'settings'],
    ['web.config', configuration, 'configuration'],
    ['a/Web.Config', '<broken', 'configuration'],
    ['applicationHost.config', configuration, 'configuration'],
    ['DefaultWebSite-owa_web.config', configuration, 'renamed-configuration'],
    ['applicationHost.config.txt', `<?xml version="1.0"?><!-- x -->${configuration}`, 'renamed-configuration'],
    ['app.config', '<configuration><startup /></configuration>', 'none'],
    ['pom.xml', '<project />', 'none'],
    ['README.md', 'netsh http show sslcert', 'none'],
    ['EXCH01-netsh.txt', netsh, 'evidence'],
    ['anything.log', netsh, 'evidence'],
    ['u_ex261122.log', '#Software: Microsoft Internet Information Services 10.0\r\n', 'log'],
    ['renamed.txt', '#Fields: date time\n', 'log'],
    ['user.cer', new Uint8Array([0x30, 0]), 'certificate'],
    ['logs.zip', new Uint8Array([0x50, 0x4b, 3, 4, 0]), 'archive'],
    ['Security.evtx', new Uint8Array([0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0]), 'event-log'],
    ['inetpub/history/CFGHISTORY_0000000001/applicationHost.config', configuration, 'copy'],
    ['Windows/System32/inetsrv/backup/before/applicationHost.config', configuration, 'copy'],
    ['Windows/SysWOW64/inetsrv/config/applicationHost.config', configuration, 'copy'],
    ['Windows/System32/inetsrv/config/applicationHost.config', configuration, 'configuration'],
    ['backup/applicationHost.config', configuration, 'configuration'],
  ] as const) {
    test(`${path} is ${kind}`, async () => {
      assert.equal(await kindAt(path, content), kind);
    });
  }

  test('content tells certificates and logs only of what no search found', async () => {
    const taken = await new Intake(new MemoryHost({ [`${root}/copy`]: der.certificate({}) })).read(
      `${root}/copy`,
      null,
    );
    assert.equal(taken !== 'missing' && taken.kind?.id, 'named-certificate');
    assert.equal(await kindAt('copy', der.certificate({})), 'none');
    assert.equal(await kindAt('copy', new Uint8Array([0x1f, 0x8b, 8, 0])), 'none');
  });

  test('every XML file of a schema folder is a schema', async () => {
    assert.equal(await kindAt('schema/contoso_schema_v2.xml', '<configSchema />', true), 'schema');
    assert.equal(await kindAt('schema/contoso_schema_v2.xml', '<configSchema />'), 'none');
  });

  test('a large log is known by its beginning and not read further', async () => {
    const uri = `${root}/big.txt`;
    const host = new MemoryHost({ [uri]: `#Fields: x\n${'x'.repeat(1_000_000)}` });
    const taken = await new Intake(host).read(uri, root);
    assert.ok(taken !== 'missing' && taken.kind?.id === 'log');
    assert.equal(taken.bytes.length, 64 * 1024);
  });
});
