// The cases about two surfaces that say different things.
import assert from 'node:assert/strict';
import { createProject, rules } from '../../server/src/core/create-project.js';
import { TestClient } from '../lsp/support/client.js';
import { said, type CaseTests } from './support.js';

export const consistencyCases: CaseTests = {
  'checklist-names-rules-that-did-not-report': async (one) => {
    const { findings } = await one.check('.', '--termination', 'exchange');
    const { out } = await one.run(['check', '--termination', 'exchange', '--format', 'markdown']);
    const steps = out.slice(out.indexOf('### '), out.indexOf('\n## ', out.indexOf('### ')));
    const named = new Set(
      [...out.matchAll(/`((?:exchange|device|tls|iis|termination|layout)\/[a-z0-9-]+)`/g)].map(([, rule]) => rule!),
    );
    const reported = new Set(findings.map(({ rule }) => rule));
    assert.ok(steps.length > 0 && reported.size > 0);
    assert.deepEqual(
      [...named].filter((rule) => !reported.has(rule)),
      [],
    );
  },
  'cli-and-editor-differ-on-schema': async (one) => {
    const wanted = ['error iis/unknown-element-or-attribute @ '];
    for (const folder of ['server', 'server-old-name']) {
      assert.deepEqual(said((await one.check(folder)).findings), wanted);
      assert.deepEqual(said((await one.check(folder, 'applicationHost.config')).findings), wanted);
      const schema = folder === 'server' ? 'contoso_schema_v2.xml' : 'contoso_schema.xml';
      const uri = 'file:///ws/applicationHost.config';
      const client = await TestClient.start({
        files: {
          [uri]: one.read(folder, 'applicationHost.config'),
          [`file:///ws/schema/${schema}`]: one.read(folder, 'schema', schema),
        },
        createProject: (input, previous) => createProject(input, rules, previous),
      });
      assert.deepEqual(
        (await client.diagnostics(uri)).map(({ code }) => code),
        ['iis/unknown-element-or-attribute'],
      );
      await client.stop();
    }
  },
  'closed-file-outside-workspace-stays': async () => {
    const uri = 'file:///elsewhere/applicationHost.config';
    const text = '<configuration><system.applicationHost /><a></configuration>';
    const client = await TestClient.start({
      files: { [uri]: text },
      createProject: (input, previous) => createProject(input, rules, previous),
    });
    assert.deepEqual(await client.diagnostics(uri), []);
    await client.open(uri, text);
    assert.notEqual((await client.diagnostics(uri)).length, 0);
    await client.close(uri);
    assert.deepEqual(await client.diagnostics(uri), []);
    await client.stop();
  },
};
