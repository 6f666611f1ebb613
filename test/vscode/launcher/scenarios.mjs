// Named ways to a surface of the extension, for screenshots. Each gets a Driver on a copy of the samples, and
// `shoot(name, again)`, which takes one more picture; `again`, which a way may also return, shows again what a
// change of the theme closes. `folders` fills the copy of those that have files of their own.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';

const host = 'contoso-exchange-2019/applicationHost.config';
/** The value of sslFlags at ActiveSync, which has a finding. */
const accessFlags = ':1133:40';

async function openHost(driver, place = accessFlags) {
  await driver.open(host, place);
  await driver.see('.squiggly-error');
}

/** The problems of applicationHost.config; in a low window only the first of them are in the document. */
async function seeProblems(driver) {
  await driver.see('.markers-panel .monaco-list-row', 'applicationHost.config');
  await driver.see('.markers-panel a', 'exchange/');
}

/** Chooses a server, Exchange, and the virtual directories that are selected. */
async function setUpToTheLastStep(driver, shoot) {
  await driver.run('Exchange CBA: Set Up Client Certificates…');
  await driver.see('.quick-input-widget .monaco-list-row', 'contoso-exchange-2019');
  await driver.page.locator('.quick-input-widget .monaco-list-row').first().click();
  // Otherwise the row below it shows its tooltip in every step.
  await driver.page.mouse.move(0, 0);
  await shoot('servers');
  await driver.page.keyboard.press('Enter');
  await driver.see('.quick-input-widget .monaco-list-row', 'Gateway');
  await shoot('target');
  await driver.page.keyboard.press('Enter');
  await driver.see('.quick-input-widget .monaco-list-row', 'cannot use');
  await shoot('directories');
  await driver.page.keyboard.press('Enter');
  await driver.see('.quick-input-widget .monaco-list-row', 'Review the changes');
}

export const scenarios = {
  /** The verdict on each server in the tree, above the list of problems. */
  async verdict(driver) {
    await scenarios.tree(driver);
    await driver.widenSideBar(250);
    await driver.run('Problems: Focus on Problems View');
    await seeProblems(driver);
  },
  /** The page of a user's certificate. */
  async certificate(driver) {
    await openHost(driver);
    await driver.run('View: Close Primary Side Bar');
    await driver.openCustom('jane.doe.cer');
    await driver.seeInWebview('sign in');
  },
  /** The editor with its squiggles, lenses and the list of problems. */
  async problems(driver) {
    await openHost(driver);
    await driver.run('Problems: Focus on Problems View');
    await seeProblems(driver);
  },
  /** What a setting means and where its value comes from. */
  async hover(driver) {
    await openHost(driver);
    return () => driver.hover('sslFlags');
  },
  async 'quick-fix'(driver) {
    await openHost(driver);
    await driver.quickFixes('Require client certificates');
  },
  async completion(driver) {
    await openHost(driver, ':1133:36');
    await driver.page.keyboard.press('Control+Space');
    await driver.see('.suggest-widget .monaco-list-row');
  },
  /** Servers as IIS Manager shows them, with the findings at their nodes. */
  async tree(driver) {
    await openHost(driver);
    await driver.run('View: Show Exchange CBA');
    const node = await driver.seePath('Microsoft-Server-ActiveSync');
    await node.click();
  },
  /** The effective configuration of a path, from its beginning, and its lists. */
  async effective(driver, shoot) {
    await openHost(driver);
    await driver.run('Exchange CBA: Show Effective Configuration');
    await driver.see('.tab.active', 'Microsoft-Server-ActiveSync');
    await driver.seeInWebview('Effective');
    await shoot('top');
    await driver.scrollInWebview('Modules');
  },
  /** The report about a log: verdict and causes, then the timeline and the mobile devices. */
  async logs(driver, shoot) {
    await driver.open('logs/u_ex261102.log');
    await driver.run('Exchange CBA: Analyze IIS Logs…');
    await driver.seeInWebview('mobile devices on');
    await shoot('logs-causes');
    await driver.scrollInWebview('Failures by hour');
  },
  /** What is known of failing sign-ins, and the next thing to get. */
  async diagnosis(driver) {
    await openHost(driver);
    await driver.run('Exchange CBA: Focus on Diagnosis View');
    await driver.widenSideBar(250);
    const next = await driver.see('.monaco-list-row', 'Next:');
    await next.hover();
    await driver.see('.monaco-list-row', 'Possible causes');
  },
  /** The view Diagnosis in a folder with a log alone, before it is started and after. */
  async 'diagnosis-start'(driver, shoot) {
    await driver.run('View: Show Exchange CBA');
    const start = await driver.see('.welcome-view-content .monaco-button', 'Start Diagnosis');
    await shoot('welcome');
    await start.click();
    await driver.see('.monaco-list-row', 'Next:');
  },
  /** The stages of a request, up to the one that decides. */
  async simulation(driver) {
    await openHost(driver);
    await driver.run('Exchange CBA: What Would Happen…');
    for (let step = 0; step < 3; step++) {
      await driver.see('.quick-input-widget');
      await driver.page.waitForTimeout(1500);
      await driver.page.keyboard.press('Enter');
    }
    await driver.seeInWebview('decides');
  },
  /** The readiness report of a server. */
  async report(driver) {
    await openHost(driver);
    await driver.run('Exchange CBA: Show Readiness Report');
    await driver.see('.quick-input-widget .monaco-list-row', 'fabrikam-device');
    await driver.page.keyboard.press('Enter');
    await driver.seeInWebview('Checklist');
  },
  /** What the report says is to be checked on the server. */
  async verify(driver) {
    await scenarios.report(driver);
    await driver.run('View: Close Primary Side Bar');
    await driver.scrollInWebview('certutil');
  },
  /** What differs between the two samples. */
  async compare(driver) {
    await openHost(driver);
    await driver.run('Exchange CBA: Compare Servers…');
    await driver.see('.quick-input-widget .monaco-list-row', 'fabrikam-device');
    for (const row of await driver.page.locator('.quick-input-widget .monaco-list-row').all()) await row.click();
    await driver.page.keyboard.press('Enter');
    await driver.seeInWebview('Differences of');
  },
  /** The steps of setting client certificates up. */
  async 'set-up'(driver, shoot) {
    await openHost(driver);
    await setUpToTheLastStep(driver, shoot);
    await shoot('ways');
    await driver.page.keyboard.press('Enter');
    await driver.see('.bulk-edit-panel .monaco-list-row');
    await driver.page.locator('.bulk-edit-panel .monaco-list-row').nth(2).click();
  },
  /** The last step of a setup, which offers the rollback scripts. */
  async rollback(driver) {
    await openHost(driver);
    await driver.run('View: Close Primary Side Bar');
    await setUpToTheLastStep(driver, () => undefined);
  },
  /** What a change fixes, and its script for each of two servers. */
  async 'set-up-script'(driver, shoot) {
    await openHost(driver);
    await driver.run('Exchange CBA: Set Up Client Certificates…');
    await driver.see('.quick-input-widget .monaco-list-row', 'fabrikam-device');
    for (const row of await driver.page.locator('.quick-input-widget .monaco-list-row').all()) await row.click();
    await driver.page.keyboard.press('Enter');
    await driver.see('.quick-input-widget .monaco-list-row', 'Gateway');
    await driver.page.keyboard.press('Enter');
    await driver.see('.quick-input-widget .monaco-list-row', 'cannot use');
    await driver.page.keyboard.press('Enter');
    const effect = await driver.see('.quick-input-widget .monaco-list-row', 'Show what the change');
    await effect.click();
    await driver.see('.view-line', 'Fixed problems');
    await shoot('effect');
    const script = await driver.see('.quick-input-widget .monaco-list-row', 'PowerShell script');
    await script.click();
    await driver.see('.view-line', 'fabrikam-device');
  },
  /** The first steps. */
  async walkthrough(driver) {
    await openHost(driver);
    await driver.run('Welcome: Open Walkthrough...');
    await driver.see('.quick-input-widget .monaco-list-row', 'Exchange CBA: First Steps');
    await driver.page.keyboard.type('Exchange CBA');
    await driver.page.keyboard.press('Enter');
    await driver.see('.getting-started-step', 'Collect the files');
    await driver.seeInWebview('netsh http show sslcert');
  },
  /** How the files are collected. */
  async collect(driver) {
    await openHost(driver);
    await driver.run('View: Close Primary Side Bar');
    await driver.run('Exchange CBA: How to Collect the Files');
    await driver.seeInWebview('applicationHost.config');
  },
  /** A window without a server. */
  async welcome(driver) {
    await driver.run('View: Show Exchange CBA');
    await driver.see('.welcome-view', 'Open Sample');
  },
  /** What can be done at a node of the tree. */
  async menu(driver, shoot) {
    await openHost(driver);
    await driver.run('View: Show Exchange CBA');
    const server = await driver.see('.monaco-list-row[aria-level="1"]', 'contoso-exchange-2019');
    await server.click({ button: 'right' });
    await driver.see('.monaco-menu', 'Show Readiness Report');
    await shoot('server');
    await driver.page.keyboard.press('Escape');
    const node = await driver.seePath('Microsoft-Server-ActiveSync');
    await node.click({ button: 'right' });
    await driver.see('.monaco-menu', 'Copy Configuration Path');
  },
  /** Which problem it is, and what causes it. */
  async explain(driver, shoot) {
    await openHost(driver);
    await driver.run('Exchange CBA: Explain Status…');
    await driver.see('.quick-input-widget', 'Windows code');
    await shoot('question');
    await driver.page.keyboard.type('403.7');
    await driver.page.keyboard.press('Enter');
    await driver.see('.tab.active', '403.7');
    await driver.seeInWebview('403.7');
  },
  /** Where known problems are written to. */
  async baseline(driver, shoot) {
    await openHost(driver);
    await driver.run('Exchange CBA: Save Baseline…');
    await driver.see('.quick-input-widget input.input');
    await driver.page.waitForTimeout(1500);
    await shoot('question');
    await driver.page.keyboard.press('Enter');
    await driver.see('.notification-toast', 'Known problems are hidden');
  },
  /** What a declaration, a binding, and a module mean. */
  async hovers(driver, shoot) {
    const places = { declaration: ':72:35', binding: ':432:75' };
    const module = ':536:30';
    await openHost(driver);
    for (const [name, place] of Object.entries(places)) {
      await driver.open(host, place);
      await shoot(name, () => driver.hover(''));
      await driver.page.keyboard.press('Escape');
    }
    await driver.open(host, module);
    return () => driver.hover('');
  },
  /** The page of a rule, by the link of its diagnostic. */
  async rule(driver) {
    await openHost(driver);
    await driver.run('Problems: Focus on Problems View');
    const link = await driver.see('.markers-panel a', 'exchange/basic-with-client-certificate');
    await link.click();
    await driver.seeInWebview('Sources');
  },
  /** What can be done with a server, and the language status, unfolded. */
  async status(driver, shoot) {
    await openHost(driver);
    const bar = await driver.see('.statusbar-item', 'contoso-exchange-2019:');
    await bar.click();
    await driver.see('.quick-input-widget .monaco-list-row', 'Show Problems');
    await shoot('choices');
    await driver.page.keyboard.press('Escape');
    const item = await driver.see('#status\\.languageStatus');
    return async () => {
      await driver.page.mouse.move(0, 0);
      // Its own hover may cover it in a small window.
      await item.hover({ force: true });
      await driver.see('.monaco-hover:not(.hidden)', 'Client certificates are validated by');
    };
  },
  /** The outline of applicationHost.config. */
  async outline(driver) {
    await openHost(driver);
    await driver.run('Explorer: Focus on Outline View');
    await driver.see('.outline-pane .monaco-list-row', 'system.applicationHost');
  },
  /** Where a certificate is used, in its view. */
  async used(driver) {
    await openHost(driver);
    await driver.openCustom('mail.contoso.com.cer');
    await driver.seeInWebview('Where it is used');
    await driver.scrollInWebview('Where it is used');
  },
  /** What a record of HTTP.SYS says, with a switch that is off. */
  async record(driver) {
    await openHost(driver);
    await driver.open('sslcert.txt', ':16:36');
    await driver.replace('Enabled', 'Disabled');
    await driver.see('.squiggly-error');
    return () => driver.hover('dsmapperusage=enable');
  },
  /** The certificate that a binding shows. */
  async binding(driver) {
    await openHost(driver);
    await driver.open(host, ':432:60');
    return () => driver.hover('HTTP.SYS uses');
  },
  /** All certificates of the workspace, and what a line of the list says on hover. */
  async expiry(driver) {
    await openHost(driver);
    await driver.run('Exchange CBA: Focus on Certificates by expiry View');
    const row = await driver.see('.monaco-list-row', 'jane.doe.cer');
    return async () => {
      await driver.page.mouse.move(0, 0);
      await row.hover();
      await driver.see('.monaco-hover:not(.hidden)', 'Jane Doe');
    };
  },
  /** The first screen of ten certificates: what to do has to be in sight. */
  async certificates(driver, shoot) {
    const { tenCertificates } = await tenOf();
    await driver.page.keyboard.press('Control+b');
    for (const name of tenCertificates) {
      await driver.openCustom(`${name}.cer`);
      await driver.seeInWebview('Structure (ASN.1)');
      await driver.page.waitForTimeout(300);
      await shoot(name);
    }
  },
};

const tenOf = () => import(pathToFileURL(path.join(root, 'out/test/support/ten-certificates.js')).href);

/** A day on which certificates end for some mobile devices, while others send mail that is too large. */
function busyLog() {
  const header =
    '#Software: Microsoft Internet Information Services 10.0\r\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n';
  const statuses = ['403 17 2148204801', '200 0 0', '403 7 64', '200 0 0', '413 0 0', '200 0 0'];
  const lines = Array.from({ length: 900 }, (_, at) => {
    const [device, minute] = [at % 40, Math.floor((at * 1440) / 900)];
    const failing = device % 3 === 0 && minute > 360;
    const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
    const status = failing ? statuses[(device / 3) % 6] : '200 0 0';
    const user = status.startsWith('200') ? `CONTOSO\\user${device}` : '-';
    return `2026-11-02 ${time} 10.1.1.${11 + (device % 2)} POST /Microsoft-Server-ActiveSync/default.eas Cmd=Sync&User=user${device}&DeviceId=APPL${1000 + device}&DeviceType=iPhone 443 ${user} 198.51.100.${device} Apple-iPhone15C2/2107.102 - ${status} 31\r\n`;
  });
  return header + lines.join('');
}

/** Scenario → what writes its files into an empty folder. */
export const folders = {
  welcome() {
    // No files.
  },
  diagnosis(folder) {
    const rows = Array.from({ length: 60 }, (_, at) => {
      const time = `10:${String(at).padStart(2, '0')}:00`;
      const query = `Cmd=Sync&User=user${at % 20}&DeviceId=APPL${at % 20}&DeviceType=iPhone`;
      return `2026-11-02 ${time} 10.1.1.11 POST /Microsoft-Server-ActiveSync/default.eas ${query} 443 - 198.51.100.${at % 20} Apple-iPhone - 403 16 2148204809 15`;
    });
    const fields =
      '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken';
    const head = ['#Software: Microsoft Internet Information Services 10.0', fields];
    cpSync(path.join(root, 'samples'), folder, { recursive: true });
    writeFileSync(path.join(folder, 'contoso-exchange-2019/u_ex261102.log'), [...head, ...rows, ''].join('\r\n'));
  },
  'diagnosis-start'(folder) {
    writeFileSync(path.join(folder, 'u_ex261102.log'), busyLog());
  },
  logs(folder) {
    mkdirSync(path.join(folder, 'logs'), { recursive: true });
    writeFileSync(path.join(folder, 'logs/u_ex261102.log'), busyLog());
  },
  async certificates(folder) {
    const { tenCertificateFiles } = await tenOf();
    for (const [name, content] of tenCertificateFiles(Date.now())) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  },
};
