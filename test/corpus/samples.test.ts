// The samples are what their pages say: a stock server but for its eight mistakes, in the form in which
// Windows writes such files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { attributeOf, childrenOf, outline, type OutlineElement } from '../support/outline.js';
import { samples } from '../support/paths.js';
import { activeSync, ecp, frontEnd, owa, required } from '../support/plant.js';
import { applicationHost, corpusServer, layOut, sampleFiles } from '../support/servers.js';
import { contoso, contosoMistakes, fabrikam, lineOfMistake } from './samples.cases.js';
import { skipWithoutCorpus } from '../support/corpus.js';

describe('samples', () => {
  const files = sampleFiles(contoso);

  it('are written as Windows writes them: CRLF, and a byte order mark in web.config alone', () => {
    for (const sample of [contoso, fabrikam]) {
      for (const name of sampleFiles(sample).keys()) {
        const bytes = readFileSync(path.join(samples, sample, name));
        const text = bytes.toString('utf8');
        assert.equal(text.startsWith('\uFEFF'), name.endsWith('web.config'), name);
        assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n\t]/, name);
        if (name.endsWith('.config')) outline(text.replace('\uFEFF', ''));
      }
    }
  });

  it('have the eight mistakes that the README lists, each of another rule, at its line', () => {
    const readme = readFileSync(path.join(samples, contoso, 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([^`]+)` \| (\d+) \| `([^`]+)` \|/gm)].map((row) => [
      row[1],
      Number(row[2]),
      row[3],
    ]);
    const expected = contosoMistakes.map((mistake) => [mistake.file, lineOfMistake(mistake, files) + 1, mistake.rule]);
    assert.equal(new Set(contosoMistakes.map((mistake) => mistake.rule)).size, 8);
    assert.deepEqual(rows.sort(), expected.sort());
  });

  it('are a stock server in everything else', { skip: skipWithoutCorpus }, () => {
    const stock = settings(corpusServer('HC_E19').text);
    const mine = settings(files.get(applicationHost)!);
    const differing = [...new Set([...stock.keys(), ...mine.keys()])]
      .filter((key) => stock.get(key) !== mine.get(key))
      .map((key) => `${key} ${stock.get(key) ?? '-'} → ${mine.get(key) ?? '-'}`);
    const on = 'clientCertificateMappingAuthentication enabled=true';
    assert.deepEqual(
      differing.sort(),
      [
        `${activeSync} security/access sslFlags=Ssl, Ssl128 → sslFlags=Ssl, SslNegotiateCert, Ssl128`,
        `${activeSync} security/authentication/basicAuthentication enabled=true → enabled=false`,
        `${activeSync} security/authentication/clientCertificateMappingAuthentication enabled=false → enabled=true`,
        `${activeSync} serverRuntime - → uploadReadAheadSize=49152`,
        `${ecp} security/access - → sslFlags=${required}`,
        `${ecp} security/authentication/anonymousAuthentication enabled=true → enabled=false`,
        `${ecp} security/authentication/basicAuthentication enabled=true → enabled=false`,
        `${frontEnd}/EWS security/access - → sslFlags=${required}`,
        `${owa} security/access - → sslFlags=${required}`,
        `${owa} security/authentication/${on.replace(' ', ' - → ')}`,
        'bindings Default Web Site https 127.0.0.1:443: - → sslFlags=32',
        'bindings Default Web Site https :443: - → sslFlags=32',
      ].sort(),
    );
  });

  it(
    'has the web.config files of a stock front end, changed where the README says',
    { skip: skipWithoutCorpus },
    () => {
      const stock = layOut('E19');
      const differing: string[] = [];
      for (const [name, text] of stock) {
        if (!/^(FrontEnd\/HttpProxy\/\w+|inetpub\/wwwroot)\/web\.config$/.test(name)) continue;
        const mine = files.get(name);
        assert.ok(mine !== undefined, name);
        for (const list of ['modules/remove', 'security/access', 'serverRuntime'] as const) {
          const [before, after] = [text, mine].map(
            (one) => new Set(webServer(one).filter((entry) => entry.startsWith(list))),
          );
          for (const entry of after!) if (!before!.has(entry)) differing.push(`${name} + ${entry}`);
          if (list === 'modules/remove')
            for (const entry of before!)
              if (!after!.has(entry) && !name.includes('PowerShell')) differing.push(`${name} - ${entry}`);
        }
      }
      const folder = 'FrontEnd/HttpProxy';
      assert.deepEqual(differing.sort(), [
        `${folder}/Autodiscover/web.config + security/access sslFlags=Ssl, Ssl128`,
        `${folder}/ecp/web.config + serverRuntime appConcurrentRequestLimit=65535 uploadReadAheadSize=49152`,
        `${folder}/owa/web.config + modules/remove name=CertificateMappingAuthenticationModule`,
        `${folder}/owa/web.config + serverRuntime appConcurrentRequestLimit=65535 uploadReadAheadSize=49152`,
      ]);
    },
  );
});

const written = (element: OutlineElement): string =>
  element.attributes.map((one) => `${one.name}=${one.value}`).join(' ');

/**
 * `path section/…` → its attributes, for what a CBA verdict reads: locations, sites, bindings, global
 * modules, modules.
 */
function settings(text: string): Map<string, string> {
  const result = new Map<string, string>();
  const build = /\/15\.\d+\.\d+\.\d+/;
  const walk = (path: string, element: OutlineElement, at: string): void => {
    const entry = ['add', 'remove'].includes(element.name) ? ` ${written(element)}` : '';
    if (/^(security|serverRuntime|httpRedirect|isapiFilters)/.test(at))
      result.set(`${path} ${at}${entry}`, written(element));
    for (const child of element.children) walk(path, child, `${at}/${child.name}`);
  };
  const root = outline(text);
  for (const location of [root, ...childrenOf(root, 'location')]) {
    const path = (attributeOf(location, 'path')?.value ?? '').replace(build, '/build');
    for (const group of childrenOf(location, 'system.webServer')) {
      for (const section of group.children) {
        if (section.name === 'globalModules' || (path === '' && section.name === 'modules')) {
          for (const entry of section.children)
            result.set(`${section.name} ${attributeOf(entry, 'name')!.value}`, written(entry));
        } else if (path !== '' || section.name !== 'security') {
          walk(path, section, section.name);
        } else {
          for (const child of section.children)
            if (/^(access|authentication)$/.test(child.name)) walk(path, child, `security/${child.name}`);
        }
      }
    }
  }
  const hosts = childrenOf(root, 'system.applicationHost').flatMap((host) => childrenOf(host, 'sites'));
  for (const site of hosts.flatMap((sites) => childrenOf(sites, 'site'))) {
    const name = attributeOf(site, 'name')!.value;
    for (const application of childrenOf(site, 'application')) {
      result.set(`site ${name} ${written(application)}`, application.children.map(written).join('; '));
    }
    for (const binding of childrenOf(site, 'bindings').flatMap((bindings) => bindings.children)) {
      const flags = attributeOf(binding, 'sslFlags');
      const key = `bindings ${name} ${attributeOf(binding, 'protocol')!.value} ${attributeOf(binding, 'bindingInformation')!.value}`;
      if (flags) result.set(key, `sslFlags=${flags.value}`);
    }
  }
  return result;
}

/** The elements below `system.webServer` of a web.config with their attributes. */
function webServer(text: string): string[] {
  const result: string[] = [];
  const walk = (element: OutlineElement, at: string): void => {
    for (const child of element.children) {
      const path = at === '' ? child.name : `${at}/${child.name}`;
      result.push(`${path} ${written(child)}`);
      walk(child, path);
    }
  };
  const find = (element: OutlineElement): void => {
    for (const child of element.children) {
      if (child.name === 'system.webServer') walk(child, '');
      else if (child.name === 'location') find(child);
    }
  };
  find(outline(text));
  return result;
}
