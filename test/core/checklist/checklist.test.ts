// The checklist: every step of the procedure, in the state that the files show.
import type { SourceFile } from '../../../server/src/core/text/source-file.js';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { createProject, rules } from '../../../server/src/core/create-project.js';
import type { TerminationSetting } from '../../../server/src/core/exchange/termination.js';
import type { ChecklistStep } from '../../../server/src/core/checklist/checklist.js';
import { checklistsOf } from '../../../server/src/core/workspace/checklists.js';
import { samples } from '../../support/paths.js';

function filesOf(sample: string, change: (text: string) => string = (text) => text): SourceFile[] {
  const folder = path.join(samples, sample);
  return readdirSync(folder, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.config'))
    .map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8').replace(/^\ufeff/, '');
      return { uri: `file:///${sample}/${name}`, text: name === 'applicationHost.config' ? change(text) : text };
    });
}

function stepsOf(
  files: readonly SourceFile[],
  termination: TerminationSetting = 'auto',
): readonly ChecklistStep[] | null {
  return checklistsOf(createProject({ files, schemas: [], settings: { termination, rules: {} } }))[0]?.steps ?? null;
}

function inState(steps: readonly ChecklistStep[], state: ChecklistStep['state']): string[] {
  return steps.filter((step) => step.state === state).map(({ title }) => title);
}

const activeSync = 'Default Web Site/Microsoft-Server-ActiveSync';

describe('checklistsOf', () => {
  test('finds the mistakes of the sample server, each at its step', () => {
    const steps = stepsOf(filesOf('contoso-exchange-2019'))!;
    assert.deepEqual(inState(steps, 'wrong'), [
      'IIS can load the configuration files',
      `${activeSync}: SSL and client certificates are required`,
      'Default Web Site/owa: Basic, Windows, Digest, and Anonymous authentication are disabled',
      'Default Web Site/owa: the mapping module is not removed',
      'Default Web Site/ecp: client certificates are mapped to accounts',
    ]);
    assert.deepEqual(inState(steps, 'doubtful'), [
      'Active Directory Client Certificate Authentication is enabled on the server',
      // Optional, so not wrong, although a web.config makes the value of applicationHost.config void.
      `${activeSync}: uploadReadAheadSize is at least 49152`,
    ]);
    const forms = steps.filter(({ title }) => title.includes('Forms'));
    assert.deepEqual(
      forms.map(({ state }) => state),
      ['unknown', 'unknown'],
    );
    for (const step of steps.filter(({ state }) => ['wrong', 'doubtful', 'notDone'].includes(state))) {
      assert.ok(step.evidence.length > 0, step.title);
      assert.ok(
        rules.some(({ id }) => id === step.rule),
        step.rule,
      );
    }
  });

  test('has every step of the procedure that no file tells, with the command to verify', () => {
    const steps = stepsOf(filesOf('contoso-exchange-2019'))!;
    const commands = steps.filter(({ state }) => state === 'unknown').map(({ verify }) => verify);
    for (const command of [
      'netsh http show sslcert',
      'certutil -enterprise -viewstore NTAuth',
      '(Get-Process -Name w3wp).StartTime',
    ]) {
      assert.ok(commands.includes(command), command);
    }
  });

  test('a device in front: all that files can tell is done, and unused virtual directories do not apply', () => {
    const steps = stepsOf(filesOf('fabrikam-device'))!;
    assert.deepEqual(inState(steps, 'wrong'), []);
    assert.equal(inState(steps, 'done').filter((title) => title.startsWith(activeSync)).length, 6);
    assert.equal(inState(steps, 'notApplicable').length, 2);
  });

  test('a device in front with an empty list of providers', () => {
    const steps = stepsOf(
      filesOf('fabrikam-device', (text) => text.replaceAll(/<add value="(?:Negotiate|NTLM)" \/>/g, '')),
    )!;
    const providers = steps.find(({ title }) => title.endsWith('the providers are Negotiate and NTLM'))!;
    assert.deepEqual([providers.state, providers.detail], ['wrong', 'The list is empty.']);
  });

  test('a termination that was set by hand has its checklist, done or not', () => {
    const steps = stepsOf(filesOf('fabrikam-device'), 'exchange')!;
    assert.deepEqual(
      inState(steps, 'wrong').filter((title) => title.startsWith(activeSync)),
      [
        `${activeSync}: SSL and client certificates are required`,
        `${activeSync}: Basic, Windows, Digest, and Anonymous authentication are disabled`,
        `${activeSync}: client certificates are mapped to accounts`,
      ],
    );
    const legacy = stepsOf(filesOf('fabrikam-device'), 'legacy')!;
    assert.ok(inState(legacy, 'wrong').includes(`${activeSync}: Basic authentication is enabled`));
    assert.equal(stepsOf(filesOf('fabrikam-device'), 'none'), null);
  });

  test('a web.config that is not provided is unknown, with the reason', () => {
    const steps = stepsOf(filesOf('contoso-exchange-2019').filter(({ uri }) => !uri.endsWith('/sync/web.config')))!;
    const readAhead = steps.find(({ title }) => title.startsWith(`${activeSync}: uploadReadAheadSize`))!;
    assert.equal(readAhead.state, 'unknown');
    const module = steps.find(({ title }) => title.startsWith(`${activeSync}: the mapping module`))!;
    assert.equal(module.state, 'unknown');
  });

  test('says up to which size reading ahead helps, and what no file tells of Forms authentication', () => {
    const steps = stepsOf(filesOf('contoso-exchange-2019'))!;
    const readAhead = steps.filter(({ title }) => title.includes('uploadReadAheadSize'));
    assert.ok(readAhead.length > 0);
    for (const { detail } of readAhead) assert.match(detail ?? '', /up to 48 KB.*10485760.*clientcertnegotiation/);
    const forms = steps.filter(({ title }) => title.includes('Forms'));
    assert.deepEqual(
      forms.map(({ verify }) => verify.split(' ')[0]),
      ['Get-OwaVirtualDirectory', 'Get-EcpVirtualDirectory'],
    );
    for (const { detail } of forms) assert.match(detail ?? '', /Not verified: Exchange keeps/);
  });

  test('what evidence tells is known: NTAuth, Forms, service names, and delegation', () => {
    const lines = (...all: string[]): string => all.join('\r\n');
    const at = (name: string, text: string): SourceFile => ({ uri: `file:///contoso-exchange-2019/${name}`, text });
    const owa = (forms: string): SourceFile =>
      at(
        'owa.txt',
        lines(
          'Identity            : EXCH01\\owa (Default Web Site)',
          'WebSite             : Default Web Site',
          'Path                : C:\\Exchange\\FrontEnd\\HttpProxy\\owa',
          `FormsAuthentication : ${forms}`,
          'AdfsAuthentication  : False',
          'OAuthAuthentication : False',
          '',
        ),
      );
    const state = (steps: readonly ChecklistStep[], title: RegExp): readonly [string, string] => {
      const found = steps.find((step) => title.test(step.title))!;
      return [found.state, found.detail ?? ''];
    };
    const exchange = (more: SourceFile[]): readonly ChecklistStep[] =>
      stepsOf([...filesOf('contoso-exchange-2019'), ...more], 'exchange')!;
    assert.equal(state(exchange([owa('False')]), /owa: Forms/)[0], 'done');
    assert.deepEqual(state(exchange([owa('True')]), /owa: Forms/), ['notDone', 'Enabled: Forms.']);
    const listing = at(
      'ntauth.txt',
      lines(
        'NTAuth "Enterprise Trust"',
        '================ Certificate 0 ================',
        'Subject: CN=Contoso CA',
        'Cert Hash(sha1): 5b3a1f2c4d5e6f708192a3b4c5d6e7f8090a1b2c',
        'CertUtil: -store command completed successfully.',
        '',
      ),
    );
    assert.match(state(exchange([listing]), /NTAuth/)[1], /The saved listing has: .*Contoso CA/);

    const device = (...more: SourceFile[]): readonly ChecklistStep[] =>
      stepsOf([
        ...filesOf('fabrikam-device'),
        ...more.map(({ uri, text }) => ({ uri: uri.replace('contoso-exchange-2019', 'fabrikam-device'), text })),
      ])!;
    const gateway = (transition: string): SourceFile =>
      at(
        'gw.txt',
        lines(
          'DistinguishedName          : CN=GW,DC=contoso,DC=com',
          'msDS-AllowedToDelegateTo   : {http/mail.contoso.com}',
          `TrustedToAuthForDelegation : ${transition}`,
          '',
        ),
      );
    const names = at(
      'spn.txt',
      lines('Registered ServicePrincipalNames for CN=ASA,DC=contoso,DC=com:', '\thttp/mail.contoso.com', ''),
    );
    assert.equal(state(device(), /may delegate/)[0], 'unknown');
    assert.equal(state(device(gateway('True'), names), /may delegate/)[0], 'done');
    assert.equal(state(device(gateway('False'), names), /may delegate/)[0], 'wrong');
    assert.match(state(device(names), /registered once/)[1], /http\/mail\.contoso\.com/);
  });

  test('a required certificate that may never be requested is not done', () => {
    const flags = (text: string): string =>
      text.replace('sslFlags="Ssl, SslNegotiateCert, Ssl128"', 'sslFlags="Ssl, SslRequireCert, Ssl128"');
    const steps = stepsOf(filesOf('contoso-exchange-2019', flags))!;
    const required = steps.find(({ title }) => title === `${activeSync}: SSL and client certificates are required`)!;
    assert.deepEqual([required.state, required.rule], ['doubtful', 'exchange/require-without-negotiate']);
  });

  test('an error that keeps IIS from loading a file is in a step', () => {
    const steps = stepsOf(
      filesOf('fabrikam-device', (text) => text.replace('useKernelMode="false"', 'useKernelMode="no"')),
    )!;
    const load = steps.find(({ title }) => title.startsWith('IIS can load'))!;
    assert.deepEqual([load.state, load.rule], ['wrong', 'iis/invalid-boolean']);
  });

  test('a name that is not safe to paste is in no command', () => {
    const hostile = (text: string): string => text.replaceAll('Default Web Site', 'x&quot; &amp; del *');
    for (const { verify } of stepsOf(filesOf('contoso-exchange-2019', hostile))!) assert.doesNotMatch(verify, /del/);
  });
});
