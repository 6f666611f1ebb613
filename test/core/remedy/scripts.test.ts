// Remedies as scripts: each form says what it does, quotes names safely, stops at the first error and leads
// back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ServerConfiguration } from '../../../server/src/core/iis/configuration.js';
import { appcmdList, appcmdScript } from '../../../server/src/core/remedy/appcmd.js';
import {
  collection,
  commandChange,
  exchangeChange,
  setting,
  textChange,
  unlock,
} from '../../../server/src/core/remedy/build.js';
import { emsScript } from '../../../server/src/core/remedy/ems.js';
import type { Procedure } from '../../../server/src/core/remedy/operations.js';
import { procedureOf } from '../../../server/src/core/remedy/operations.js';
import { powershellScript } from '../../../server/src/core/remedy/powershell.js';
import { cmdArgument, isWritable, powershellString } from '../../../server/src/core/remedy/quote.js';
import type { Change } from '../../../server/src/core/remedy/remedy.js';
import { Appcmd } from '../../support/appcmd.js';
import { appcmdCalls, argumentsOf, readCmd } from '../../support/cmd.js';
import { effective, keys, serverOf } from '../../support/configuration.js';
import { access, activeSync, basic, mapping, owa, required, serverRuntime, windows } from '../../support/plant.js';
import { readPowershell, valueOf } from '../../support/powershell.js';
import { remedyOf } from '../../support/remedies.js';
import { legacyServer, sampleFiles } from '../../support/servers.js';

const host = 'applicationHost.config';
const sample = sampleFiles('contoso-exchange-2019');
const server = serverOf(sample);

function procedure(changes: readonly Change[], of: ServerConfiguration = server, rollback = false): Procedure {
  const result = procedureOf([{ ...remedyOf(...changes), title: 'Do it' }], of, rollback);
  assert.ok(!('problem' in result), 'problem' in result ? result.problem : '');
  return result;
}

function cmdOf(changes: readonly Change[], of?: ServerConfiguration, rollback?: boolean): string {
  const script = appcmdScript(procedure(changes, of, rollback));
  assert.ok(typeof script === 'string', JSON.stringify(script));
  return script;
}

/** A site of any name with an ActiveSync application. */
function named(site: string): ServerConfiguration {
  const escaped = site.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return serverOf({ [host]: legacyServer().replaceAll('Default Web Site', () => escaped) });
}

const both = [{ value: 'Negotiate' }, { value: 'NTLM' }];
/** Four different things at one path, none of them so in the sample. */
const several: readonly Change[] = [
  setting(server, activeSync, mapping, 'enabled', 'false'),
  setting(server, activeSync, access, 'sslFlags', 'Ssl'),
  setting(server, activeSync, serverRuntime, 'uploadReadAheadSize', '65536', { commit: 'webConfig' }),
  collection(server, activeSync, windows, ['providers'], both),
  setting(server, '', basic, 'realm', 'contoso'),
];

/** Names that shells stumble over. */
const hostile = [
  `it's`,
  'a "quoted" name',
  'back`tick',
  '$(Remove-Item x)',
  '$env:Path',
  'a; b',
  'a & del b',
  '100%',
  '%windir%',
  '%%',
  'a^b',
  'a|b',
  'a<b>c',
  '(x)',
  '!x!',
  'x)',
  'Büro 日本語 😀',
  '‘curly’ “quotes”',
  '-option',
  'ends with \\',
  'a\\"b',
  '@{x}',
  '#x',
  'a, b',
  '"',
  '""',
  "'",
  '\\\\',
];

describe('a cmd script', () => {
  it('commits to applicationHost.config exactly what is locked at the path', () => {
    assert.deepEqual(appcmdCalls(cmdOf(several)), [
      ['set', 'config', activeSync, `-section:${access}`, '/sslFlags:Ssl', '/commit:apphost'],
      ['set', 'config', activeSync, `-section:${serverRuntime}`, '/uploadReadAheadSize:65536'],
      ['set', 'config', activeSync, `-section:${windows}`, `/+providers.[value='Negotiate']`, '/commit:apphost'],
      ['set', 'config', activeSync, `-section:${windows}`, `/+providers.[value='NTLM']`, '/commit:apphost'],
      ['set', 'config', `-section:${basic}`, '/realm:contoso', '/commit:apphost'],
      ['set', 'config', activeSync, `-section:${mapping}`, '/enabled:False', '/commit:apphost'],
    ]);
  });

  it('says what it does, checks every command, and shows what is in effect at the end', () => {
    const text = cmdOf(several);
    assert.match(
      text,
      /^@echo off\r\nrem Do it\r\nrem\r\nrem Steps:\r\nrem {2}1\. Default Web Site\/Microsoft-Server-ActiveSync: set sslFlags/,
    );
    const { lines } = readCmd(text);
    for (const [at, line] of lines.entries()) {
      if (!line.some(({ argv, condition }) => condition !== '' && argv[0]?.includes('APPCMD'))) continue;
      assert.equal(lines[at + 1]![0]!.raw, 'if not "\uE000ERRORLEVEL\uE000"=="0" goto failed');
    }
    assert.match(
      text,
      /\r\n"%APPCMD%" list config "Default Web Site\/Microsoft-Server-ActiveSync" -section:system\.webServer\/security\/access\r\n/,
    );
    assert.match(text, /if \/i "%~1"=="\/whatif" set "WHATIF=1"/);
  });

  it('gives nothing for what is true already', () => {
    const flags = effective(server, owa, access, 'sslFlags').value!;
    assert.deepEqual(appcmdCalls(cmdOf([setting(server, owa, access, 'sslFlags', flags)])), []);
  });

  it('takes back to the state before, what was not written included', () => {
    const changes = [
      setting(server, owa, 'system.webServer/security/access', 'sslFlags', 'None'),
      collection(server, activeSync, windows, ['providers'], both),
      unlock(server, owa, access),
    ];
    const calls = appcmdCalls(cmdOf(changes, server, true));
    const before = effective(server, owa, access, 'sslFlags');
    const isWritten = before.origin.kind === 'location' && before.origin.configurationPath === owa;
    assert.deepEqual(calls, [
      ['lock', 'config', owa, `-section:${access}`, '/commit:apphost'],
      ['set', 'config', activeSync, `-section:${windows}`, `/-providers.[value='Negotiate']`, '/commit:apphost'],
      ['set', 'config', activeSync, `-section:${windows}`, `/-providers.[value='NTLM']`, '/commit:apphost'],
      isWritten
        ? ['set', 'config', owa, `-section:${access}`, `/sslFlags:${before.raw}`, '/commit:apphost']
        : ['clear', 'config', owa, `-section:${access}`, '/sslFlags', '/commit:apphost'],
    ]);
  });

  it('brings about what edits would, and back', () => {
    const files = new Map([[host, legacyServer()]]);
    const legacy = serverOf(files);
    const changes = [
      setting(legacy, activeSync, access, 'sslFlags', required),
      setting(legacy, activeSync, windows, 'tokenChecking', 'Allow', { element: ['extendedProtection'] }),
      collection(legacy, activeSync, windows, ['providers'], [{ value: 'NTLM' }]),
      setting(legacy, 'Default Web Site/EWS/bin', basic, 'enabled', 'true'),
      setting(legacy, '', mapping, 'enabled', 'true'),
    ];
    const appcmd = new Appcmd(files);
    for (const call of appcmdCalls(cmdOf(changes, legacy))) appcmd.run(call);
    const after = serverOf(appcmd.files());
    assert.equal(effective(after, activeSync, access, 'sslFlags').value, required);
    assert.equal(effective(after, activeSync, `${windows}#extendedProtection`, 'tokenChecking').value, 'Allow');
    assert.deepEqual(keys(after, activeSync, `${windows}#providers`), ['NTLM']);
    assert.equal(effective(after, 'Default Web Site/EWS/bin', basic, 'enabled').value, 'true');
    assert.equal(effective(after, owa, mapping, 'enabled').value, 'true');
    for (const call of appcmdCalls(cmdOf(changes, legacy, true))) appcmd.run(call);
    const back = serverOf(appcmd.files());
    assert.equal(effective(back, activeSync, access, 'sslFlags').value, 'Ssl, Ssl128');
    assert.equal(effective(back, activeSync, `${windows}#extendedProtection`, 'tokenChecking').value, 'None');
    assert.deepEqual(keys(back, activeSync, `${windows}#providers`), ['Negotiate', 'NTLM']);
    assert.equal(effective(back, 'Default Web Site/EWS/bin', basic, 'enabled').value, 'false');
    assert.equal(effective(back, owa, mapping, 'enabled').value, 'false');
  });

  it('holds hostile names so that each stays one argument', () => {
    for (const name of hostile) {
      const of = named(name);
      const path = `${name}/owa`;
      if (name.startsWith('-')) {
        const script = appcmdScript(procedure([setting(of, path, access, 'sslFlags', required)], of));
        assert.ok(typeof script !== 'string', name);
        continue;
      }
      const text = cmdOf([setting(of, path, access, 'sslFlags', required)], of);
      assert.deepEqual(appcmdCalls(text), [
        ['set', 'config', path, `-section:${access}`, `/sslFlags:${required}`, '/commit:apphost'],
      ]);
      const programs = new Set(
        readCmd(text)
          .lines.flat()
          .map(({ argv }) => argv[0]),
      );
      for (const program of programs) {
        assert.match(
          program!,
          /^(echo\.?|setlocal|chcp|set|if|ver|exit|goto|\uE000APPCMD\uE000)$/,
          `${name}: ${program ?? ''}`,
        );
      }
    }
  });

  it('reads every argument back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        // Every other text is refused before it gets here.
        fc.pre(isWritable(text) && text !== '');
        const [command] = readCmd(`x ${cmdArgument(text)} y`).lines[0]!;
        assert.deepEqual(command!.argv, ['x', text, 'y']);
      }),
    );
    assert.deepEqual(argumentsOf(String.raw`a\\b "c d" \"e "f\\" g`), ['a\\\\b', 'c d', '"e', 'f\\', 'g']);
  });

  it('refuses a name with a line break', () => {
    const of = named('a&#10;b');
    const broken = procedureOf([remedyOf(setting(of, 'a\nb/owa', access, 'sslFlags', 'Ssl'))], of, false);
    assert.ok('problem' in broken);
    assert.match(broken.problem, /Scripts cannot contain the name "a\\nb\/owa"/);
  });

  it('leaves to a person what no command does', () => {
    const text = cmdOf([
      textChange('x', 'Merge the two sections & more', []),
      exchangeChange(owa, 'Set-OwaVirtualDirectory', { FormsAuthentication: false }, {}),
    ]);
    assert.match(text, /echo \d\. Merge the two sections \^& more\r\necho {4}Do this step manually/);
    assert.match(text, /Set-OwaVirtualDirectory FormsAuthentication false\r\necho {4}Exchange stores this setting/);
  });
});

describe('a PowerShell script', () => {
  const scripts: Readonly<Record<string, (of: Procedure) => string>> = {
    powershell: powershellScript,
    ems: (of) => {
      const script = emsScript(of);
      assert.ok(typeof script === 'string');
      return script;
    },
  };

  it('is PowerShell, in every form and direction', async () => {
    const changes = [
      ...several,
      unlock(server, owa, access),
      textChange('x', `it's by hand`, []),
      exchangeChange(owa, 'Set-OwaVirtualDirectory', { FormsAuthentication: false }, { FormsAuthentication: true }),
      commandChange('Install', { powershell: 'Install-WindowsFeature -Name Web-Client-Auth | Out-Null' }),
      setting(server, activeSync, windows, 'useKernelMode', null),
    ];
    for (const form of Object.values(scripts)) {
      for (const rollback of [false, true]) {
        const text = form(procedure(changes, server, rollback));
        const commands = await readPowershell(text);
        assert.ok(commands.some(({ name }) => name === 'Set-WebConfigurationProperty'));
        assert.match(text, /SupportsShouldProcess = \$true/);
        assert.match(text, /\$ErrorActionPreference = 'Stop'/);
        assert.match(text, /^# (Undoes: )?Do it\n#\n# Steps:\n# {2}1\./);
      }
    }
  });

  it('writes into applicationHost.config what is locked, and into the web.config what is not', async () => {
    const commands = await readPowershell(powershellScript(procedure(several)));
    const writes = commands
      .filter(({ name }) => name === 'Set-WebConfigurationProperty')
      .map(({ elements }) => elements.join(' '));
    assert.ok(
      writes.includes(
        `-PSPath 'MACHINE/WEBROOT/APPHOST' -Location '${activeSync}' -Filter '${access}' -Name 'sslFlags' -Value 'Ssl'`,
      ),
    );
    assert.ok(
      writes.includes(
        `-PSPath 'MACHINE/WEBROOT/APPHOST/${activeSync}' -Filter '${serverRuntime}' -Name 'uploadReadAheadSize' -Value 65536`,
      ),
    );
    assert.ok(writes.includes(`-PSPath 'MACHINE/WEBROOT/APPHOST' -Filter '${basic}' -Name 'realm' -Value 'contoso'`));
  });

  it('holds hostile names as one string', async () => {
    for (const name of hostile) {
      const of = named(name);
      const changes = [
        setting(of, `${name}/owa`, access, 'sslFlags', required),
        setting(of, `${name}/owa`, basic, 'enabled', 'false'),
      ];
      const text = powershellScript(procedure(changes, of));
      const commands = await readPowershell(text);
      const locations = commands.flatMap(({ elements }) =>
        elements.filter((_, at) => elements[at - 1] === '-Location'),
      );
      assert.deepEqual([...new Set(locations.map(valueOf))], [`${name}/owa`], name);
      // Nothing but these commands runs.
      const known = [
        'Import-Module',
        'Set-WebConfigurationProperty',
        'Get-WebConfiguration',
        'Format-List',
        'Write-Output',
      ];
      assert.deepEqual(
        commands.filter((command) => !known.includes(command.name)),
        [],
        name,
      );
      assert.match(text.replace(/^#.*$/gm, ''), /^[\u0000-\u007f]*$/);
    }
  });

  it('reads every string back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        assert.equal(valueOf(powershellString(text)), text);
      }),
    );
  });
});

describe('an Exchange Management Shell script', () => {
  it('calls one cmdlet for each virtual directory and writes IIS after it, mapping last', async () => {
    const legacy = named('Default Web Site');
    const changes = [
      setting(legacy, activeSync, mapping, 'enabled', 'true'),
      setting(legacy, activeSync, basic, 'enabled', 'false'),
      setting(legacy, activeSync, access, 'sslFlags', required),
      exchangeChange(owa, 'Set-OwaVirtualDirectory', { FormsAuthentication: false }, { FormsAuthentication: true }),
      setting(legacy, owa, basic, 'enabled', 'false'),
    ];
    const script = emsScript(procedure(changes, legacy));
    assert.ok(typeof script === 'string');
    const commands = (await readPowershell(script)).map(({ name, elements }) => [name, ...elements].join(' '));
    const cmdlets = commands.filter((command) => /^Set-\w+VirtualDirectory/.test(command));
    assert.deepEqual(cmdlets, [
      `Set-ActiveSyncVirtualDirectory -Identity ($Server + '\\Microsoft-Server-ActiveSync (Default Web Site)') -BasicAuthEnabled $false -ClientCertAuth 'Required' -Confirm:$false -ErrorAction Stop`,
      `Set-OwaVirtualDirectory -Identity ($Server + '\\owa (Default Web Site)') -FormsAuthentication $false -BasicAuthentication $false -Confirm:$false -ErrorAction Stop`,
    ]);
    const writes = commands.filter((command) => command.startsWith('Set-'));
    assert.match(writes.at(-1)!, /clientCertificateMappingAuthentication/);
    assert.ok(writes.findIndex((command) => command.startsWith('Set-Web')) > writes.indexOf(cmdlets[1]!));
  });

  it('is refused for a server without Exchange', () => {
    const plain = serverOf({
      [host]:
        '<configuration><system.applicationHost><sites><site name="x" id="1"><application path="/"><virtualDirectory path="/" physicalPath="C:\\x" /></application></site></sites></system.applicationHost></configuration>',
    });
    const script = emsScript(procedure([setting(plain, 'x', access, 'sslFlags', 'Ssl')], plain));
    assert.ok(typeof script !== 'string');
  });
});

it('the command that lists the settings of a path is for a prompt, and not for any path', () => {
  assert.equal(
    appcmdList('Default Web Site/owa'),
    String.raw`%windir%\system32\inetsrv\appcmd.exe list config "Default Web Site/owa" /config:*`,
  );
  assert.equal(appcmdList(''), String.raw`%windir%\system32\inetsrv\appcmd.exe list config /config:*`);
  assert.equal(appcmdList('a & b/c'), String.raw`%windir%\system32\inetsrv\appcmd.exe list config "a & b/c" /config:*`);
  for (const path of ['a" & calc & "', '%comspec%', 'a\nb']) assert.equal(appcmdList(path), null, path);
});
