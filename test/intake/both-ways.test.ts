// Command line and language server read the same files and say the same about them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { createProject, rules } from '../../server/src/core/create-project.js';
import type { TerminationSetting } from '../../server/src/core/exchange/termination.js';
import { certificateRules } from '../../server/src/core/rules/certificate-registry.js';
import { logRules } from '../../server/src/core/rules/log-registry.js';
import { problemMessage } from '../../server/src/lsp/problem-message.js';
import { outcomeOf, serverText, TestHost, workingFolder } from '../cli/support.js';
import { messageOf, TestClient } from '../lsp/support/client.js';
import { skipWithoutCorpus } from '../support/corpus.js';
import { fixtureRules, fixturesOf } from '../support/fixtures.js';
import { repositoryRoot } from '../support/paths.js';
import { applicationHost, corpusServers, layOut } from '../support/servers.js';

interface Span {
  readonly start: { readonly line: number; readonly character: number };
}

type Files = Readonly<Record<string, Uint8Array | string>>;

function filesOf(folder: string, below = ''): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const name of readdirSync(path.join(folder, below))) {
    const relative = below === '' ? name : `${below}/${name}`;
    if (statSync(path.join(folder, relative)).isDirectory()) Object.assign(files, filesOf(folder, relative));
    else files[relative] = readFileSync(path.join(folder, relative));
  }
  return files;
}

/**
 * Rules about certificates and logs: the command line checks these files too, the language server leaves them
 * alone.
 */
const beside: ReadonlySet<string> = new Set(
  [...certificateRules, ...logRules].map(({ id }) => id).filter((id) => !id.startsWith('evidence/')),
);

/** `path:line:character severity rule: message`, the message as lists of problems have it. */
async function onCommandLine(files: Files, termination: TerminationSetting = 'auto'): Promise<string[]> {
  const args = ['check', '.', '--format', 'json', '--termination', termination];
  const { out } = await outcomeOf(args, new TestHost(files));
  const { findings } = JSON.parse(out) as {
    readonly findings: readonly {
      readonly rule: string;
      readonly severity: string;
      readonly message: string;
      readonly configurationPath: string;
      readonly path: string;
      readonly range: Span;
    }[];
  };
  return findings
    .filter(({ rule }) => !beside.has(rule))
    .map((finding) => lineOf(finding.path, finding.range, finding.severity, finding.rule, problemMessage(finding)))
    .sort();
}

const severities = ['', 'error', 'warning', 'information', 'hint'];

function lineOf(file: string, { start }: Span, severity: string, rule: string, message: string): string {
  return `${file}:${start.line}:${start.character} ${severity} ${rule}: ${message}`;
}

async function inEditor(files: Files, termination: TerminationSetting = 'auto'): Promise<string[]> {
  const client = await TestClient.start({
    folders: [workingFolder],
    files: Object.fromEntries(
      Object.entries(files).map(([name, content]) => [new TestHost().uriOf(encodeURI(name)), content]),
    ),
    settings: { termination },
    createProject: (input, previous) => createProject(input, rules, previous),
  });
  const found: string[] = [];
  for (const name of Object.keys(files)) {
    for (const diagnostic of await client.diagnostics(new TestHost().uriOf(encodeURI(name)))) {
      const { code, range, severity } = diagnostic;
      if (beside.has(String(code))) continue;
      found.push(lineOf(name, range, severities[severity ?? 0]!, String(code), messageOf(diagnostic)));
    }
  }
  await client.stop();
  return found.sort();
}

const module = '<contosoModule mode="inprocess" colour="red" />';
const locked =
  '<configuration><system.webServer><security><access sslFlags="Ssl" /></security></system.webServer></configuration>';
const host = serverText();

const cases: Readonly<Record<string, Files>> = {
  'a schema file of any name': {
    'exch01/applicationHost.config': serverText(`<contoso>${module}</contoso>`),
    'exch01/schema/contoso_schema_v2.xml':
      '<configSchema><sectionSchema name="contoso/contosoModule"><attribute name="mode" type="string" /></sectionSchema></configSchema>',
  },
  'a dot folder': { 'applicationHost.config': host, 'FrontEnd/HttpProxy/owa/.well-known/web.config': locked },
  'copies of IIS': {
    'applicationHost.config': host,
    'inetpub/history/CFGHISTORY_0000000001/applicationHost.config': host,
    'FrontEnd/HttpProxy/owa/web.config': locked,
  },
  'settings that leave': {
    'exch01/applicationHost.config': host,
    'exch01/.exchange-cba.json':
      '{"virtualDirectories":{"Default Web Site/owa":"../../x"},"schemaFolder":"//fabrikam/x"}',
  },
  'netsh output under any name': {
    'applicationHost.config': host,
    'notes.txt': '    IP:port : 0.0.0.0:443\n    DS Mapper Usage : Disabled\n',
  },
  'a declaration of an encoding that the file has not': {
    'applicationHost.config': host.replace(/^(?:<\?xml[^>]*>)?/, '<?xml version="1.0" encoding="utf-16"?>'),
  },
  'bytes that are not valid in the encoding': {
    'applicationHost.config': Buffer.from(host.replace('<sites>', '<sites><!-- M\xfcnchen -->'), 'latin1'),
  },
};

describe('both ways in say the same', () => {
  for (const [name, files] of Object.entries(cases)) {
    test(name, async () => {
      assert.deepEqual(await inEditor(files), await onCommandLine(files));
    });
  }
  for (const sample of readdirSync(path.join(repositoryRoot, 'samples'))) {
    test(`samples/${sample}`, async () => {
      const files = filesOf(path.join(repositoryRoot, 'samples', sample));
      const expected = await onCommandLine(files);
      assert.equal(expected.length > 0, sample.startsWith('contoso'));
      assert.deepEqual(await inEditor(files), expected);
    });
  }
  for (const rule of fixtureRules()) {
    test(`the fixtures of ${rule}`, async () => {
      for (const { name, files: texts, settings } of fixturesOf(rule)) {
        const files = Object.fromEntries(texts);
        const expected = await onCommandLine(files, settings.termination);
        assert.deepEqual(await inEditor(files, settings.termination), expected, name);
      }
    });
  }
  test('the servers of the corpus', { skip: skipWithoutCorpus }, async () => {
    const alone = corpusServers().map(({ name, text }): [string, Files] => [name, { [applicationHost]: text }]);
    const whole = (['E19', 'E16'] as const).map((name): [string, Files] => [name, Object.fromEntries(layOut(name))]);
    for (const [name, files] of [...alone, ...whole]) {
      assert.deepEqual(await inEditor(files), await onCommandLine(files), name);
    }
  });
});
