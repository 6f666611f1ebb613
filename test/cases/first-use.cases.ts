// The cases of folders as people copy them, of pipelines and of first commands.
import assert from 'node:assert/strict';
import path from 'node:path';
import { samples } from '../support/paths.js';
import { said, type Case, type CaseTests } from './support.js';
import { inCorpus } from '../support/corpus.js';

const contoso = path.join(samples, 'contoso-exchange-2019');
const activeSync = 'Default Web Site/Microsoft-Server-ActiveSync';

export const firstUseCasesElsewhere: Readonly<Record<string, string>> = {
  'first-use/azure-junit-always-green': 'test/package/recipes.test.ts',
  'first-use/install-from-checkout-or-git-gives-no-command': 'test/package/npm.test.ts',
};

/**
 * HC_E19 laid out as a copied drive, with a locked `<access>` in Autodiscover's web.config and certificates
 * on ActiveSync.
 */
function copiedDrive(one: Case, flags: string): string {
  const config = 'A-drive/C/Windows/System32/inetsrv/config/applicationHost.config';
  one.take(inCorpus('configs/exchange-apphost/HC_E19_applicationHost.config'), config);
  const folders = { sync: 'EAS', owa: 'OWA', ecp: 'ECP', EWS: 'EWS', Autodiscover: 'AutoD', mapi: 'MAPI', OAB: 'OAB' };
  const frontEnd = 'A-drive/C/Program Files/Microsoft/Exchange Server/V15/FrontEnd/HttpProxy';
  for (const [name, short] of Object.entries(folders)) {
    one.take(
      inCorpus(`configs/exchange-webconfig/E19_DefaultWebSite-${short}_web.config`),
      `${frontEnd}/${name}/web.config`,
    );
  }
  one.take(
    inCorpus('configs/exchange-webconfig/E19_DefaultWebSite_web.config'),
    'A-drive/C/inetpub/wwwroot/web.config',
  );
  const text = one.read(config);
  const start = text.indexOf(`<location path="${activeSync}">`);
  const end = text.indexOf('</location>', start);
  const location = text
    .slice(start, end)
    .replace(/sslFlags="[^"]*"/, `sslFlags="${flags}"`)
    .replace(
      '<clientCertificateMappingAuthentication enabled="false"',
      '<clientCertificateMappingAuthentication enabled="true"',
    );
  one.write(config, text.slice(0, start) + location + text.slice(end));
  return config;
}

export const firstUseCases: CaseTests = {
  'bare-web-config-no-findings': async (one) => {
    const alone = await one.check('.', 'web.config');
    assert.deepEqual(
      alone.notJudged.map(({ path: at }) => at),
      ['web.config'],
    );
    assert.match(alone.notJudged[0]!.why, /checked separately: no applicationHost\.config/);
    // Beside its server, the file that is named finds it above.
    one.take(contoso, 'server');
    const named = await one.check('.', 'server/FrontEnd/HttpProxy/Autodiscover/web.config');
    assert.deepEqual(
      named.servers.map(({ root }) => root),
      ['server'],
    );
    assert.ok(said(named.findings).includes('error iis/locked-section @ Default Web Site/Autodiscover'));
    assert.equal(named.code, 1);
  },
  'baseline-says-nothing-is-wrong': async (one) => {
    one.take(contoso, 'server');
    await one.run(['check', 'server', '--create-baseline', 'known.json']);
    for (const format of ['text', 'markdown', 'html']) {
      const { out, code } = await one.run(['check', 'server', '--baseline', 'known.json', '--format', format]);
      assert.equal(code, 0);
      assert.match(out, /No new problems, 8 known/, format);
      assert.doesNotMatch(out, /No problems found/, format);
    }
  },
  'checklist-done-where-finding-says-wrong': async (one) => {
    const { findings } = await one.check('server');
    assert.match(findings.find(({ rule }) => rule === 'exchange/require-without-negotiate')!.message, /403\.7/);
    const { out } = await one.run(['check', 'server', '--format', 'markdown']);
    const step = out
      .split('\n')
      .find((line) => line.includes(`${activeSync}: SSL and client certificates are required`));
    assert.ok(step !== undefined && !step.includes('Done'), step);
    // What sets no step back is not a problem, and an error is in a step.
    const optional = out.split('\n').find((line) => line.includes(`${activeSync}: uploadReadAheadSize is at least`));
    assert.ok(optional !== undefined && !/Wrong|Problem/.test(optional), optional);
  },
  'effective-of-an-application-that-is-not-there': async (one) => {
    copiedDrive(one, 'Ssl, SslRequireCert, Ssl128');
    const { warnings, code } = await one.run(['effective', 'A-drive', 'Default Web Site/ActiveSync']);
    assert.equal(code, 0);
    assert.deepEqual(warnings, [
      `No application, virtual directory, or location has the path 'Default Web Site/ActiveSync'. Did you mean '${activeSync}'?`,
    ]);
    const json = await one.run(['effective', 'A-drive', 'Default Web Site/ActiveSync', 'access', '--format', 'json']);
    assert.equal((JSON.parse(json.out) as { note?: string }).note, warnings[0]);
    const folder = await one.run(['effective', 'A-drive', 'Default Web Site/owa/integratde', 'access']);
    assert.deepEqual(folder.warnings, [
      "No application, virtual directory, or location has the path 'Default Web Site/owa/integratde'.",
    ]);
    const list = await one.run(['effective', 'A-drive']);
    assert.ok(list.out.split('\n').includes(activeSync));
  },
  'flat-renamed-web-configs-unseen': async (one) => {
    const { notJudged } = await one.check('server');
    assert.deepEqual(
      notJudged.map(({ path: at }) => at),
      ['DefaultWebSite-Autodiscover_web.config', 'DefaultWebSite-owa_web.config', 'DefaultWebSite-sync_web.config'],
    );
    // What the report says to write binds them, and the two planted errors are found.
    const entries = notJudged.map(
      ({ why }) => JSON.parse(/write (\{.*\}) to/.exec(why)![1]!) as { virtualDirectories: object },
    );
    const virtualDirectories = Object.assign({}, ...entries.map((entry) => entry.virtualDirectories)) as object;
    one.write('server/.exchange-cba.json', JSON.stringify({ virtualDirectories }));
    const bound = await one.check('server');
    assert.deepEqual(bound.notJudged, []);
    const rules = said(bound.findings);
    assert.ok(rules.includes('error iis/locked-section @ Default Web Site/Autodiscover'), rules.join('\n'));
    assert.ok(rules.includes('error exchange/mapping-module-missing @ Default Web Site/owa'), rules.join('\n'));
  },
  'history-copy-orphans-web-config': async (one) => {
    one.take(contoso, 'server');
    one.take(
      path.join(contoso, 'applicationHost.config'),
      'server/inetpub/history/CFGHISTORY_0000000001/applicationHost.config',
    );
    const { servers, findings, notJudged } = await one.check('.', 'server');
    assert.deepEqual(
      servers.map(({ root }) => root),
      ['server'],
    );
    assert.equal(findings.length, 8);
    assert.deepEqual(
      notJudged.map(({ path: at }) => at),
      ['server/inetpub/history/CFGHISTORY_0000000001/applicationHost.config'],
    );
    for (const args of [
      ['remedy', 'server', '--to', 'exchange'],
      ['effective', 'server', 'Default Web Site'],
    ])
      assert.equal((await one.run(args)).code, 0, args.join(' '));
  },
  'node18-silent': async () => {
    const { nodeProblem } = await import('../../server/src/node-version.js');
    assert.equal(nodeProblem('18.20.8', true), 'Exchange CBA needs Node 20 or later; this is 18.20.8.');
  },
  'remedy-exchange-takes-owa-and-ecp-along': async (one) => {
    copiedDrive(one, 'Ssl, SslRequireCert, Ssl128');
    const ems = await one.run(['remedy', 'A-drive', '--to', 'exchange', '--as', 'ems']);
    assert.doesNotMatch(ems.out, /Set-(?:Owa|Ecp)VirtualDirectory/);
    for (const { out } of [ems, await one.run(['remedy', 'A-drive', '--to', 'exchange'])])
      assert.match(out, /^# .*users without a client certificate cannot use Exchange ActiveSync/m);
    const owa = await one.run(['remedy', 'A-drive', '--to', 'exchange', '--virtual-directory', 'owa']);
    assert.match(owa.out, /^# .*users without a client certificate cannot use Outlook on the web/m);
  },
  'tls13-offered-is-not-known': async (one) => {
    copiedDrive(one, 'Ssl, SslNegotiateCert, SslRequireCert, Ssl128');
    const rule = 'tls/tls13-with-virtual-directory-certificate';
    for (const { rule: id, message } of (await one.check('A-drive')).findings) {
      if (id === rule) assert.match(message, /^.{0,60}if this is Windows Server 2022/);
    }
    one.write('A-drive/C/Windows/System32/inetsrv/config/.exchange-cba.json', '{"windowsServer":"2019"}');
    assert.ok(!(await one.check('A-drive')).findings.some(({ rule: id }) => id === rule));
  },
};
