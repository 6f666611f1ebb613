// Command line and language server read the same files and say the same about them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { createProject, rules } from '../../server/src/core/create-project.js';
import { outcomeOf, serverText, TestHost, workingFolder } from '../cli/support.js';
import { TestClient } from '../lsp/support/client.js';
import { repositoryRoot } from '../support/paths.js';

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

const beside = /^(?:certificate|log)\//;

/** `path:line:character rule`, without certificates and logs, which the command line judges beside the configurations. */
async function onCommandLine(files: Files): Promise<string[]> {
  const { out } = await outcomeOf(['check', '.', '--format', 'json'], new TestHost(files));
  const { findings } = JSON.parse(out) as {
    readonly findings: readonly {
      readonly rule: string;
      readonly path: string;
      readonly range: { readonly start: { readonly line: number; readonly character: number } };
    }[];
  };
  return findings
    .filter(({ rule }) => !beside.test(rule))
    .map(({ rule, path: at, range: { start } }) => `${at}:${start.line}:${start.character} ${rule}`)
    .sort();
}

async function inEditor(files: Files): Promise<string[]> {
  const client = await TestClient.start({
    folders: [workingFolder],
    files: Object.fromEntries(
      Object.entries(files).map(([name, content]) => [new TestHost().uriOf(encodeURI(name)), content]),
    ),
    createProject: (input, previous) => createProject(input, rules, previous),
  });
  const found: string[] = [];
  for (const name of Object.keys(files)) {
    for (const { code, range } of await client.diagnostics(new TestHost().uriOf(encodeURI(name)))) {
      if (!beside.test(String(code)))
        found.push(`${name}:${range.start.line}:${range.start.character} ${String(code)}`);
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
});
