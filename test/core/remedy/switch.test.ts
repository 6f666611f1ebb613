// Switching termination: what is in effect afterwards, on real servers, in every form, and the way back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CheckedProject } from '../../../server/src/core/create-project.js';
import { createProject } from '../../../server/src/core/create-project.js';
import type { ServerConfiguration } from '../../../server/src/core/iis/configuration.js';
import type { TerminationSetting } from '../../../server/src/core/exchange/termination.js';
import { appcmdScript } from '../../../server/src/core/remedy/appcmd.js';
import { remedyDiff } from '../../../server/src/core/remedy/diff.js';
import { emsScript } from '../../../server/src/core/remedy/ems.js';
import type { Procedure } from '../../../server/src/core/remedy/operations.js';
import { procedureOf } from '../../../server/src/core/remedy/operations.js';
import { notesOf } from '../../../server/src/core/remedy/notes.js';
import { powershellScript } from '../../../server/src/core/remedy/powershell.js';
import type { Remedy } from '../../../server/src/core/remedy/remedy.js';
import type { SwitchTarget } from '../../../server/src/core/remedy/switch.js';
import { switchTermination } from '../../../server/src/core/remedy/switch.js';
import { Appcmd } from '../../support/appcmd.js';
import { appcmdCalls, readCmd } from '../../support/cmd.js';
import { effective, keys, serverOf, serverRoot } from '../../support/configuration.js';
import {
  access,
  activeSync,
  anonymous,
  basic,
  digest,
  ecp,
  frontEnd,
  iisMapping,
  mapping,
  owa,
  proxy,
  required,
  serverRuntime,
  toCba,
  windows,
} from '../../support/plant.js';
import { accompanying } from '../../corpus/planted.cases.js';
import { readPowershell } from '../../support/powershell.js';
import { write } from '../../support/remedies.js';
import type { ServerFiles } from '../../support/servers.js';
import {
  applicationHost,
  corpusServer,
  corpusServers,
  layOut,
  legacyServer,
  sampleFiles,
} from '../../support/servers.js';
import { skipWithoutCorpus } from '../../support/corpus.js';

const host = applicationHost;

function project(files: ServerFiles, termination: TerminationSetting = 'auto'): CheckedProject {
  return createProject({
    files: [...files].map(([name, text]) => ({ uri: `${serverRoot}/${name}`, text })),
    schemas: [],
    settings: { termination, rules: {} },
  });
}

function remediesFor(
  of: CheckedProject,
  to: SwitchTarget,
  virtualDirectories: readonly string[] = [],
): readonly Remedy[] {
  const remedies = switchTermination(of.servers[0]!.exchange!, { to, virtualDirectories });
  assert.ok(!('problem' in remedies), 'problem' in remedies ? remedies.problem : '');
  return remedies;
}

/** Every virtual directory that the procedure speaks of. */
const three = ['Microsoft-Server-ActiveSync', 'owa', 'ecp'];

function procedureOfAll(of: CheckedProject, names: readonly string[]): Procedure {
  const procedure = procedureOf(remediesFor(of, 'exchange', names), of.servers[0]!.configuration, false);
  assert.ok(!('problem' in procedure));
  return procedure;
}

/** The files after a switch by edits. */
function switched(files: ServerFiles, to: SwitchTarget, virtualDirectories: readonly string[] = []): ServerFiles {
  const before = project(files);
  const edits = before.edits(remediesFor(before, to, virtualDirectories));
  assert.ok(!('problem' in edits), 'problem' in edits ? edits.problem : '');
  return write(files, edits);
}

const known = new WeakMap<ServerFiles, ServerConfiguration>();

function serverOnce(files: ServerFiles): ServerConfiguration {
  let server = known.get(files);
  if (!server) known.set(files, (server = serverOf(files)));
  return server;
}

/** Everything about signing in that a path has in effect. */
function state(files: ServerFiles, path: string, server = serverOnce(files)): Record<string, unknown> {
  return {
    sslFlags: effective(server, path, access, 'sslFlags').value,
    ...Object.fromEntries(
      [anonymous, basic, digest, windows, mapping, iisMapping].map((section) => [
        section.slice(section.lastIndexOf('/') + 1),
        effective(server, path, section, 'enabled').value,
      ]),
    ),
    providers: keys(server, path, `${windows}#providers`),
    uploadReadAheadSize: effective(server, path, serverRuntime, 'uploadReadAheadSize').value,
  };
}

const all = [
  '',
  frontEnd,
  activeSync,
  proxy,
  owa,
  ecp,
  `${owa}/Calendar`,
  `${owa}/auth`,
  `${frontEnd}/EWS`,
  'Exchange Back End/ecp',
];
const states = (files: ServerFiles): Record<string, unknown> =>
  Object.fromEntries(all.map((path) => [path, state(files, path)]));

/** What the product finds, without what it says of every server that is right. */
function findings(files: ServerFiles, termination: TerminationSetting): string[] {
  const { analysis } = project(files, termination);
  assert.deepEqual(analysis.failures, []);
  return analysis.findings
    .filter(({ rule, severity }) => severity !== 'information' || !accompanying.includes(rule))
    .map(({ rule, severity, configurationPath }) => `${severity} ${rule} ${configurationPath}`);
}

/** The stock servers alone, and whole ones with their web.config files. */
function servers(): readonly (readonly [string, ServerFiles])[] {
  const whole = (['E19', 'E16'] as const).map((version): [string, ServerFiles] => {
    const files = new Map(layOut(version));
    files.delete('FrontEnd/HttpProxy/SharedWebConfig.config');
    return [`${version} with web.config files`, files];
  });
  return [...corpusServers().map(({ name, text }): [string, ServerFiles] => [name, new Map([[host, text]])]), ...whole];
}

/** One server of each shape, for what takes long. */
function shapes(): readonly (readonly [string, ServerFiles])[] {
  const wanted = [
    'EP_E15_Configured_Both',
    'EP_E15_NotConfigured_Cas',
    'Shared_E16_Default',
    'HC_E19_1',
    'E19 with web.config files',
  ];
  const found = servers().filter(([name]) => wanted.some((part) => name.startsWith(part)));
  assert.ok(
    found.length === wanted.length,
    servers()
      .map(([name]) => name)
      .join(),
  );
  return found;
}

describe('the gate before a switch', () => {
  it('lets it through on every real server, whatever it leads to', { skip: skipWithoutCorpus }, () => {
    for (const [name, files] of servers()) {
      const of = project(files);
      for (const to of ['exchange', 'device', 'legacy', 'default'] as const) {
        const { problem, findings: brought } = of.effectOfSwitch(remediesFor(of, to), to === 'default' ? 'none' : to);
        assert.equal(problem, null, `${name} --to ${to}`);
        assert.deepEqual(
          brought.map(({ rule }) => rule),
          [],
          `${name} --to ${to}`,
        );
      }
    }
  });

  it('refuses one that ends the sign-in of an application that it is not for', () => {
    const files = sampleFiles('contoso-exchange-2019');
    const on = '<clientCertificateMappingAuthentication enabled="true" />';
    const own = `<location path="${frontEnd}/portal"><system.webServer><security><access sslFlags="${required}" /></security></system.webServer></location>`;
    const text = files
      .get(host)!
      .replaceAll('<clientCertificateMappingAuthentication enabled="false" />', on)
      .replace(
        '<application path="/owa"',
        '<application path="/portal"><virtualDirectory path="/" physicalPath="C:\\portal" /></application>$&',
      )
      .replace(/<\/configuration>\s*$/, `${own}</configuration>`);
    assert.ok(text.includes('portal') && text.includes(own));
    const of = project(new Map([...files, [host, text]]));
    const { problem } = of.effectOfSwitch(remediesFor(of, 'device'), 'device');
    // EWS of the sample asks for certificates, too.
    assert.match(
      problem ?? '',
      /^it would end sign-in with a client certificate at Default Web Site\/(?:EWS|portal)\.$/,
    );
  });
});

describe('switching to exchange', () => {
  it(
    'asks for certificates and maps them, and lets nothing else in, on every real server',
    { skip: skipWithoutCorpus },
    () => {
      for (const [name, files] of servers()) {
        const after = switched(files, 'exchange', three);
        for (const path of [activeSync, owa, ecp]) {
          const { sslFlags, uploadReadAheadSize, providers, ...methods } = state(after, path);
          assert.equal(sslFlags, required, `${name} ${path}`);
          assert.ok(
            uploadReadAheadSize === null || uploadReadAheadSize === '49152',
            `${name} ${path} ${String(uploadReadAheadSize)}`,
          );
          assert.deepEqual(
            methods,
            {
              anonymousAuthentication: 'false',
              basicAuthentication: 'false',
              digestAuthentication: 'false',
              windowsAuthentication: 'false',
              clientCertificateMappingAuthentication: 'true',
              iisClientCertificateMappingAuthentication: 'false',
            },
            `${name} ${path}`,
          );
          assert.deepEqual(providers, state(files, path).providers);
        }
        assert.equal(state(after, '').clientCertificateMappingAuthentication, 'true');
        for (const path of [
          frontEnd,
          `${frontEnd}/EWS`,
          `${frontEnd}/OAB`,
          'Exchange Back End/Microsoft-Server-ActiveSync',
        ]) {
          assert.deepEqual(state(after, path), state(files, path), `${name} ${path}`);
        }
        assert.deepEqual(findings(after, 'auto'), [], name);
        assert.deepEqual(findings(after, 'exchange'), [], name);
        assert.deepEqual(switched(after, 'exchange'), after, name);
      }
    },
  );

  it('leaves owa and ecp alone where they use no certificates, and says whom it shuts out', () => {
    const files = new Map([[host, corpusServers()[0]?.text ?? legacyServer()]]);
    const after = switched(files, 'exchange');
    assert.equal(state(after, activeSync).sslFlags, required);
    for (const path of [owa, ecp]) assert.deepEqual(state(after, path), state(files, path), path);
    const of = project(files);
    const diff = remedyDiff([], of.context, String, false, ['never shown without a change']);
    assert.equal(diff, '');
    const notes = notesOf(remediesFor(of, 'exchange', three)).join('\n');
    assert.match(notes, /users without a client certificate cannot use Outlook on the web/);
    assert.match(notes, /Forms, AD FS, and OAuth authentication of ecp are not in these files/);
    assert.match(powershellScript(procedureOfAll(of, three)), /# After this, users without a client certificate/);
  });

  it('is for the chosen virtual directories alone', () => {
    for (const files of [new Map([[host, legacyServer()]]), sampleFiles('contoso-exchange-2019')]) {
      const after = switched(files, 'exchange', ['ECP']);
      assert.equal(state(after, ecp).sslFlags, required);
      for (const path of [owa, activeSync]) assert.deepEqual(state(after, path), state(files, path));
    }
  });

  it('repairs the sample with its mistakes, web.config files included', () => {
    const files = sampleFiles('contoso-exchange-2019');
    const after = switched(files, 'exchange');
    for (const path of [activeSync, owa, ecp]) {
      assert.equal(state(after, path).sslFlags, required);
      assert.equal(state(after, path).uploadReadAheadSize, '49152');
      assert.ok(
        keys(serverOf(after), path, 'system.webServer/modules')?.includes('CertificateMappingAuthenticationModule'),
        path,
      );
    }
    assert.deepEqual(
      after.get('FrontEnd/HttpProxy/sync/web.config')!.length,
      files.get('FrontEnd/HttpProxy/sync/web.config')!.length + 4,
    );
  });

  it('installs the feature first where the module is missing', () => {
    const text = legacyServer().replace(/ *<add name="CertificateMappingAuthenticationModule" image[^>]*>\r?\n/, '');
    const of = project(new Map([[host, text]]));
    const procedure = procedureOf(remediesFor(of, 'exchange'), of.servers[0]!.configuration, false);
    assert.ok(!('problem' in procedure));
    const [first] = procedure.steps;
    assert.ok(first?.kind === 'command' && (first.change.powershell ?? '').includes('Web-Client-Auth'));
  });
});

describe('switching to device', () => {
  it(
    'leaves Windows authentication with both providers on ActiveSync, and no certificate',
    { skip: skipWithoutCorpus },
    () => {
      for (const [name, files] of shapes()) {
        for (const from of [files, switched(files, 'exchange')]) {
          const after = switched(from, 'device');
          const { uploadReadAheadSize, ...rest } = state(after, activeSync);
          assert.deepEqual(
            rest,
            {
              sslFlags: 'Ssl, Ssl128',
              anonymousAuthentication: 'false',
              basicAuthentication: 'false',
              digestAuthentication: 'false',
              windowsAuthentication: 'true',
              clientCertificateMappingAuthentication: 'false',
              iisClientCertificateMappingAuthentication: 'false',
              providers: ['Negotiate', 'NTLM'],
            },
            name,
          );
          assert.ok(uploadReadAheadSize !== undefined);
          for (const path of ['', owa, ecp]) {
            assert.deepEqual(
              { ...state(after, path), uploadReadAheadSize },
              { ...state(files, path), uploadReadAheadSize },
              `${name} ${path}`,
            );
          }
          assert.deepEqual(findings(after, 'auto'), [], name);
          assert.deepEqual(findings(after, 'device'), [], name);
        }
      }
    },
  );

  it('relaxes an extended protection that no device can satisfy, and kernel mode', () => {
    const text = legacyServer().replace(
      /(ActiveSync">[^]*?)<windowsAuthentication enabled="false" \/>/,
      '$1<windowsAuthentication enabled="false" useKernelMode="true" useAppPoolCredentials="true"><extendedProtection tokenChecking="Require" /></windowsAuthentication>',
    );
    const server = serverOf(switched(new Map([[host, text]]), 'device'));
    assert.equal(effective(server, activeSync, `${windows}#extendedProtection`, 'tokenChecking').value, 'Allow');
    assert.equal(effective(server, activeSync, windows, 'useKernelMode').value, 'false');
    assert.equal(effective(server, activeSync, windows, 'useAppPoolCredentials').value, 'false');
  });
});

describe('switching to legacy', () => {
  it('returns a legacy server to Basic without certificates, and its Proxy to Windows', () => {
    const stock = new Map([[host, legacyServer()]]);
    assert.deepEqual(switched(stock, 'legacy'), stock);
    const broken = new Map([[host, toCba(legacyServer())]]);
    const after = switched(broken, 'legacy');
    for (const path of [activeSync, proxy, owa, ecp]) {
      const { anonymousAuthentication: mine, ...rest } = state(after, path);
      const { anonymousAuthentication: theirs, ...stockRest } = state(stock, path);
      assert.deepEqual(rest, stockRest, path);
      assert.ok(path === ecp || mine === theirs);
    }
    assert.deepEqual(findings(after, 'auto'), []);
  });
});

describe('switching to default', () => {
  it('changes nothing on a server as delivered', { skip: skipWithoutCorpus }, () => {
    for (const [name, files] of servers()) assert.deepEqual(switched(files, 'default'), files, name);
  });

  it(
    'gives a server that was switched the effective values and the bytes of delivery, without findings',
    { skip: skipWithoutCorpus },
    () => {
      for (const [name, files] of shapes()) {
        for (const to of ['exchange', 'device'] as const) {
          const after = switched(switched(files, to), 'default');
          assert.deepEqual(states(after), states(files), `${name} from ${to}`);
          assert.deepEqual(after, files, `${name} from ${to}: the bytes`);
          assert.deepEqual(findings(after, 'auto'), [], name);
        }
      }
    },
  );
});

describe('a switch', () => {
  it('refuses what it does not know', () => {
    const of = project(new Map([[host, legacyServer()]]));
    const result = switchTermination(of.servers[0]!.exchange!, { to: 'exchange', virtualDirectories: ['EWS'] });
    assert.deepEqual(result, {
      problem: `Only ${activeSync}, ${owa}, ${ecp} can be changed; 'EWS' is not one of them.`,
    });
  });

  it('as a diff leads there and back', () => {
    const files = sampleFiles('contoso-exchange-2019');
    const of = project(files);
    const edits = of.edits(remediesFor(of, 'exchange'));
    assert.ok(!('problem' in edits));
    const pathOf = (uri: string): string => uri.slice(serverRoot.length + 1);
    const there = remedyDiff(edits, of.context, pathOf, false);
    const back = remedyDiff(edits, of.context, pathOf, true);
    const after = write(files, edits);
    for (const { uri } of edits) {
      const name = pathOf(uri);
      assert.equal(patch(files.get(name)!, there, name), after.get(name));
      assert.equal(patch(after.get(name)!, back, name), files.get(name));
    }
  });

  it(
    'as appcmd brings about what the diff does on the stock 2019 server, and back',
    { skip: skipWithoutCorpus },
    () => {
      const whole = new Map(layOut('E19'));
      whole.delete('FrontEnd/HttpProxy/SharedWebConfig.config');
      for (const files of [
        new Map([[host, corpusServer('HC_E19').text]]),
        new Map([[host, corpusServer('HC_E19_1').text]]),
        whole,
      ]) {
        for (const to of ['exchange', 'device', 'default'] as const) {
          const of = project(files);
          const remedies = remediesFor(of, to);
          const { configuration } = of.servers[0]!;
          const script = (rollback: boolean): string => {
            const procedure = procedureOf(remedies, configuration, rollback);
            assert.ok(!('problem' in procedure));
            const text = appcmdScript(procedure);
            assert.ok(typeof text === 'string');
            return text;
          };
          const appcmd = new Appcmd(files, (path) => {
            const file = configuration.webConfigs.at(path);
            assert.ok(typeof file !== 'string', path);
            return file.uri.slice(serverRoot.length + 1);
          });
          for (const call of appcmdCalls(script(false))) appcmd.run(call);
          assert.deepEqual(states(appcmd.files()), states(switched(files, to)), to);
          for (const call of appcmdCalls(script(true))) appcmd.run(call);
          assert.deepEqual(states(appcmd.files()), states(files), `back from ${to}`);
        }
      }
    },
  );

  it('as a script of any form can be read by its grammar, and switches the DS Mapper Usage without losing the binding', async () => {
    for (const files of [sampleFiles('contoso-exchange-2019'), new Map([[host, legacyServer()]])]) {
      for (const to of ['exchange', 'device', 'legacy', 'default'] as const) {
        const of = project(files);
        for (const rollback of [false, true]) {
          const procedure = procedureOf(remediesFor(of, to), of.servers[0]!.configuration, rollback);
          assert.ok(!('problem' in procedure));
          const cmd = appcmdScript(procedure);
          const ems = emsScript(procedure);
          assert.ok(typeof cmd === 'string' && typeof ems === 'string');
          const labels = readCmd(cmd).labels;
          await readPowershell(powershellScript(procedure));
          await readPowershell(ems);
          const mapper = to === 'exchange' && !rollback;
          assert.deepEqual(labels.includes('sslrecord'), mapper);
          assert.equal(
            cmd.includes('call :sslrecord "ipport=0.0.0.0:443" "DS Mapper Usage" dsmapperusage enable\r\n'),
            mapper,
          );
          assert.equal(ems.includes('netsh.exe http add sslcert $endpoint @settings dsmapperusage=enable'), mapper);
          if (mapper)
            assert.ok(ems.lastIndexOf('sslcert') > ems.lastIndexOf('clientCertificateMappingAuthentication/'));
        }
      }
    }
  });
});

/** Applies the hunks of a unified diff for one file; throws where the text is not what they say. */
function patch(text: string, diff: string, name: string): string {
  const part = diff.split(/^(?=--- )/m).find((candidate) => candidate.startsWith(`--- a/${name}`));
  if (part === undefined) return text;
  const lines = text.split(/(?<=\n)/);
  const result: string[] = [];
  let at = 0;
  for (const line of part.split(/(?<=\n)/).slice(2)) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (hunk) {
      const start = Number(hunk[1]) - (hunk[2] === '0' ? 0 : 1);
      result.push(...lines.slice(at, start));
      at = start;
    } else if (line.startsWith('+')) result.push(line.slice(1));
    else if (line.startsWith('\\')) {
      const last = result.pop()!;
      result.push(last.replace(/\n$/, ''));
    } else {
      assert.equal(lines[at], line.slice(1));
      if (line.startsWith(' ')) result.push(lines[at]!);
      at++;
    }
  }
  return [...result, ...lines.slice(at)].join('');
}
