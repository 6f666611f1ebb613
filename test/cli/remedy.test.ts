// The command `remedy`: what it prints, and how it ends.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TestHost, outcomeOf, serverText } from './support.js';
import { appcmdCalls } from '../support/cmd.js';
import { readPowershell } from '../support/powershell.js';
import { netsh, predictionServer } from '../support/prediction.js';
import { legacyServer, sampleFiles } from '../support/servers.js';

const sample = (): TestHost =>
  new TestHost(
    Object.fromEntries([...sampleFiles('contoso-exchange-2019')].map(([name, text]) => [`exch01/${name}`, text])),
  );

describe('remedy', () => {
  it('prints a diff of every file that changes, and the way back', async () => {
    const there = await outcomeOf(['remedy', 'exch01', '--to', 'exchange'], sample());
    assert.equal(there.code, 0);
    assert.match(there.out, /^--- a\/exch01\/FrontEnd\/HttpProxy\/owa\/web\.config$/m);
    assert.match(there.out, /^\+ +<access sslFlags="Ssl, SslNegotiateCert, SslRequireCert, Ssl128" \/>\r$/m);
    const back = await outcomeOf(['remedy', 'exch01', '--to', 'exchange', '--rollback'], sample());
    const added = (text: string): string[] =>
      text
        .split('\n')
        .filter((line) => /^\+[^+]/.test(line))
        .map((line) => line.slice(1))
        .sort();
    const removed = (text: string): string[] =>
      text
        .split('\n')
        .filter((line) => /^-[^-]/.test(line))
        .map((line) => line.slice(1))
        .sort();
    assert.deepEqual(added(back.out), removed(there.out));
    assert.deepEqual(removed(back.out), added(there.out));
  });

  it('prints a script in each form', async () => {
    const cmd = await outcomeOf(['remedy', 'exch01', '--to', 'device', '--as', 'appcmd'], sample());
    assert.ok(appcmdCalls(cmd.out).length > 3);
    for (const form of ['powershell', 'ems']) {
      const { code, out } = await outcomeOf(['remedy', 'exch01', '--to', 'exchange', '--as', form], sample());
      assert.equal(code, 0);
      const names = (await readPowershell(out)).map(({ name }) => name);
      assert.equal(names.includes('Set-OwaVirtualDirectory'), form === 'ems');
      assert.ok(names.includes('Set-WebConfigurationProperty'));
    }
  });

  it('is for the chosen virtual directory', async () => {
    const { out } = await outcomeOf(
      ['remedy', 'exch01', '--to', 'exchange', '--virtual-directory', 'ecp', '--as', 'appcmd'],
      sample(),
    );
    const paths = new Set(appcmdCalls(out).map(([, , path]) => path));
    assert.ok(paths.has('Default Web Site/ecp') && !paths.has('Default Web Site/Microsoft-Server-ActiveSync'));
  });

  it('changes a record that saved output shows without DS mapper, and takes it back', async () => {
    const host = (): TestHost => new TestHost(predictionServer({ record: { 'DS Mapper Usage': 'Disabled' } }));
    const command = ['remedy', 'exch01', '--to', 'exchange', '--virtual-directory', 'Microsoft-Server-ActiveSync'];
    const there = (await outcomeOf([...command, '--as', 'powershell'], host())).out;
    const back = (await outcomeOf([...command, '--as', 'powershell', '--rollback'], host())).out;
    assert.match(there, /@settings dsmapperusage=enable/);
    assert.match(back, /@settings dsmapperusage=disable/);
    assert.ok((await readPowershell(there)).length > 0 && (await readPowershell(back)).length > 0);
    const diff = await outcomeOf(command, host());
    assert.match(
      diff.warnings.join('\n'),
      /a diff does not contain these steps[^]*Enable DS Mapper Usage for ipport=0\.0\.0\.0:443/,
    );
    const enabled = await outcomeOf([...command, '--as', 'powershell'], new TestHost(predictionServer({})));
    assert.doesNotMatch(enabled.out, /dsmapperusage=/);
    const checked = await outcomeOf(['check', 'exch01'], host());
    assert.match(checked.out, /fix: Enable DS Mapper Usage \(needs review, run on the server\)/);
    // A rollback must not disable what one of two files shows enabled.
    const files = { ...predictionServer({}), 'exch01/older.txt': netsh({ 'DS Mapper Usage': 'Disabled' }) };
    const both = await outcomeOf([...command, '--as', 'powershell'], new TestHost(files));
    assert.doesNotMatch(both.out, /dsmapperusage=/);
  });

  it("lists the calls of Exchange's cmdlets among the steps", async () => {
    const { out } = await outcomeOf(['remedy', 'exch01', '--to', 'exchange', '--as', 'ems'], sample());
    assert.match(out, /^# {2}1\. Microsoft-Server-ActiveSync \(Default Web Site\): Set-ActiveSyncVirtualDirectory -/m);
    assert.match(out, /^# Save the output of Get-OwaVirtualDirectory/m);
  });

  it('says when nothing is to be done', async () => {
    const host = new TestHost({ 'old/applicationHost.config': legacyServer() });
    const { code, out, warnings } = await outcomeOf(['remedy', 'old', '--to', 'default'], host);
    assert.deepEqual(
      { code, out, warnings },
      { code: 0, out: '', warnings: ['exchange-cba: old: no changes needed.'] },
    );
  });

  it('leads from a switched server to what Exchange is delivered with', async () => {
    const files = Object.fromEntries(
      [...sampleFiles('fabrikam-device')].map(([name, text]) => [`exch01/${name}`, text]),
    );
    const { code, out, warnings } = await outcomeOf(
      ['remedy', 'exch01', '--to', 'device', '--rollback'],
      new TestHost(files),
    );
    assert.equal(code, 0);
    assert.match(
      warnings.join('\n'),
      /exch01 already has the state of --to device; this restores the Exchange defaults\./,
    );
    const straight = await outcomeOf(['remedy', 'exch01', '--to', 'default'], new TestHost(files));
    assert.equal(out, straight.out);
    assert.match(out, /^\+ +<basicAuthentication enabled="true" \/>/m);
  });

  it('ends with 2 for what cannot be meant, and 3 for what cannot be done', async () => {
    const code = async (...args: string[]): Promise<number> => (await outcomeOf(['remedy', ...args], sample())).code;
    assert.equal(await code('exch01'), 2);
    assert.equal(await code('exch01', '--to', 'nowhere'), 2);
    assert.equal(await code('exch01', '--to', 'exchange', '--virtual-directory', 'EWS'), 2);
    assert.equal(await code('exch02', '--to', 'exchange'), 3);
    const broken = new TestHost({ 'a/applicationHost.config': legacyServer().replace('</configSections>', '') });
    const refused = await outcomeOf(['remedy', 'a', '--to', 'exchange'], broken);
    assert.equal(refused.code, 3);
    assert.match(refused.warnings.join('\n'), /not well-formed XML/);
    const plain = new TestHost({ 'b/applicationHost.config': serverText().replaceAll('FrontEnd', 'x') });
    assert.equal((await outcomeOf(['remedy', 'b', '--to', 'exchange'], plain)).code, 3);
  });
});
