// The tree of a server: what it consists of, and at which node each finding counts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TreeNode } from '../../../server/src/core/editor/answers.js';
import { createProject } from '../../../server/src/core/create-project.js';
import { corpusServers, sampleFiles } from '../../support/servers.js';
import { skipWithoutCorpus } from '../../support/corpus.js';

function treeOf(files: ReadonlyMap<string, string>): { tree: readonly TreeNode[]; total: number } {
  const project = createProject({
    files: [...files].map(([name, text]) => ({ uri: `file:///exch01/${name}`, text })),
    schemas: [],
    settings: { termination: 'auto', rules: {} },
  });
  const [server] = project.analysis.servers;
  assert.ok(server);
  const own = project.analysis.findings;
  return { tree: project.serverTree(server, own), total: own.length };
}

const all = (nodes: readonly TreeNode[]): TreeNode[] => nodes.flatMap((node) => [node, ...all(node.children)]);
const sum = ({ counts: { error, warning, information, hint } }: TreeNode): number =>
  error + warning + information + hint;

describe('the tree of the sample server', () => {
  const { tree, total } = treeOf(sampleFiles('contoso-exchange-2019'));
  const nodes = all(tree);

  test('has sites, applications, folders that locations name, https bindings, application pools and evidence', () => {
    assert.deepEqual(
      tree.map(({ kind, label }) => [kind, label]),
      [
        ['site', 'Default Web Site'],
        ['site', 'Exchange Back End'],
        ['applicationPools', 'Application Pools'],
        ['evidence', 'Evidence'],
      ],
    );
    const kindOf = (path: string): string | undefined =>
      nodes.find(({ configurationPath }) => configurationPath === path)?.kind;
    assert.equal(kindOf('Default Web Site/EWS'), 'application');
    assert.equal(kindOf('Default Web Site/Microsoft-Server-ActiveSync/Proxy'), 'folder');
    assert.ok(nodes.some(({ kind, label }) => kind === 'binding' && label === 'https :443:'));
    assert.ok(!nodes.some(({ label }) => label.startsWith('net.pipe')));
    assert.ok(nodes.some(({ kind, label }) => kind === 'applicationPool' && label === 'MSExchangeSyncAppPool'));
  });

  test('counts every finding once at the root, and where it is about', () => {
    const errorsAt = (path: string): number | undefined =>
      nodes.find(({ configurationPath }) => configurationPath === path)?.counts.error;
    assert.ok((errorsAt('Default Web Site/EWS') ?? 0) > 0, 'EWS has its error');
    assert.ok((errorsAt('Default Web Site/Autodiscover') ?? 0) > 0, 'Autodiscover has its error');
    assert.ok(tree.reduce((count, node) => count + sum(node), 0) <= total);
    for (const node of nodes) {
      const below = node.children.reduce((count, child) => count + sum(child), 0);
      assert.ok(sum(node) >= below, node.label);
    }
  });

  test('says what sites are for, what bindings show, and where a path is written', () => {
    const files = sampleFiles('contoso-exchange-2019');
    assert.deepEqual(
      tree.slice(0, 2).map(({ detail }) => detail),
      ['front end', 'back end'],
    );
    const [hash] = /(?<=Certificate Hash\s+: )[0-9a-f]{40}/i.exec(files.get('sslcert.txt')!) ?? [''];
    assert.equal(nodes.find(({ label }) => label === 'https :443:')?.detail, hash.toUpperCase());
    assert.equal(nodes.find(({ label }) => label === 'http *:80:')?.detail, '');
    const sync = nodes.find(({ configurationPath }) => configurationPath?.endsWith('/Microsoft-Server-ActiveSync'));
    const host = files.get('applicationHost.config')!;
    assert.equal(
      host.slice(sync!.location!.range.start, sync!.location!.range.end),
      '<location path="Default Web Site/Microsoft-Server-ActiveSync">',
    );
    const written = nodes.flatMap(({ webConfig }) => (webConfig ? [webConfig.uri] : []));
    assert.deepEqual(
      [...new Set(written)].sort(),
      [...new Set(written)].filter((uri) => files.has(uri.slice('file:///exch01/'.length))).sort(),
    );
    assert.ok(sync!.webConfig?.uri.endsWith('/sync/web.config'), sync!.webConfig?.uri);
  });

  test('says who validates client certificates', () => {
    const validator = nodes.find(({ label }) => label === 'Microsoft-Server-ActiveSync')?.validator;
    assert.equal(validator, 'Exchange');
  });
});

test('every path of every real server is in its tree once', { skip: skipWithoutCorpus }, () => {
  for (const { name, text } of corpusServers()) {
    const { tree } = treeOf(new Map([['applicationHost.config', text]]));
    const paths = all(tree).flatMap(({ configurationPath }) => configurationPath ?? []);
    assert.deepEqual([...new Set(paths)].length, paths.length, name);
  }
});
