// The reports of an editor: of the servers named alone, with places as links, hostile text as text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject, type CheckedProject } from '../../../server/src/core/create-project.js';
import type { ReportRequest } from '../../../server/src/core/workspace/reports.js';
import { sampleFiles } from '../../support/servers.js';

function projectOf(...names: readonly string[]): CheckedProject {
  const files = names.flatMap((name) =>
    [...sampleFiles(name)].map(([file, text]) => ({ uri: `file:///${name}/${file}`, text })),
  );
  return createProject({ files, schemas: [], settings: { termination: 'auto', rules: {} } });
}

const project = projectOf('contoso-exchange-2019', 'fabrikam-device');
const request = (part: Partial<ReportRequest>): ReportRequest => ({
  kind: 'readiness',
  format: 'html',
  roots: ['file:///contoso-exchange-2019'],
  version: '1.2.3',
  nameOf: (uri) => uri.slice('file:///'.length),
  href: ({ range }) => `command:open?${range.start}`,
  ...part,
});

test('a readiness report is about the servers named alone, and its places are links', () => {
  const html = project.report(request({}));
  assert.ok(html !== null);
  assert.match(html, /Checklist/);
  assert.match(html, /<a href="command:open\?\d+"><code>contoso-exchange-2019\/applicationHost\.config:/);
  assert.ok(!html.includes('fabrikam-device'));
  assert.ok(!project.report(request({ href: () => null }))!.includes('command:'));
  assert.match(project.report(request({ format: 'markdown' }))!, /^# /);
});

test('a comparison shows what differs, place by place', () => {
  const roots = ['file:///contoso-exchange-2019', 'file:///fabrikam-device'];
  const html = project.report(request({ kind: 'compare', roots }));
  assert.match(html ?? '', /Differences of Default Web Site\/Microsoft-Server-ActiveSync/);
  assert.match(html ?? '', /<a href="command:open\?\d+">/);
});

test('there is no report of an unknown server, and no comparison of one', () => {
  assert.equal(project.report(request({ roots: ['file:///elsewhere'] })), null);
  assert.equal(project.report(request({ roots: [] })), null);
  assert.equal(project.report(request({ kind: 'compare' })), null);
});
