// Several servers of one run: a change of one leaves what was found on the others, unless the rules asked
// about what changed. Whatever stays, the project is the same as one that is created anew.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject, rules, type CheckedProject } from '../../../server/src/core/create-project.js';
import type { Finding } from '../../../server/src/core/rules/finding.js';
import type { SourceFile } from '../../../server/src/core/text/source-file.js';
import { limitResidents, residentCharacters } from '../../../server/src/core/workspace/residency.js';
import { sampleFiles } from '../../support/servers.js';

const input = { schemas: [], settings: { termination: 'auto', rules: {} } } as const;
const original = sampleFiles('contoso-exchange-2019').get('applicationHost.config')!;
const activeSync = original.indexOf('<location path="Default Web Site/Microsoft-Server-ActiveSync"');
const flags = original.indexOf('sslFlags="', activeSync) + 'sslFlags="'.length;
const withoutCertificates = `${original.slice(0, flags)}Ssl, Ssl128${original.slice(original.indexOf('"', flags))}`;

const uriOf = (server: number): string => `file:///run/exch${server}/applicationHost.config`;
const filesOf = (texts: readonly string[]): SourceFile[] =>
  texts.map((text, server): SourceFile => ({ uri: uriOf(server), text }));
const movedDown = (text: string): string => text.replace('\n', '\n\n');

/** The project after some texts of it were replaced. */
function edited(project: CheckedProject, files: SourceFile[], texts: ReadonlyMap<number, string>): CheckedProject {
  texts.forEach((text, server) => (files[server] = { uri: uriOf(server), text }));
  const after = createProject({ ...input, files: [...files] }, rules, project);
  assert.deepEqual(after.analysis, createProject({ ...input, files: [...files] }).analysis);
  return after;
}

const findingsOf = ({ analysis }: CheckedProject, server: number): readonly Finding[] =>
  analysis.findings.filter(({ uri }) => uri === uriOf(server));
const differing = ({ analysis }: CheckedProject): readonly Finding[] =>
  analysis.findings.filter(({ rule }) => rule === 'termination/servers-differ');

function assertKept(before: CheckedProject, after: CheckedProject, server: number): void {
  const [old, now] = [findingsOf(before, server), findingsOf(after, server)];
  assert.ok(old.length > 0);
  assert.equal(now.length, old.length);
  now.forEach((finding, at) => {
    assert.equal(finding, old[at]);
  });
}

describe('where one of several servers changes', () => {
  test('the findings of the others stay while it only moves', () => {
    const files = filesOf([original, original, original]);
    const before = createProject({ ...input, files: [...files] });
    assert.equal(differing(before).length, 0);
    const after = edited(before, files, new Map([[0, movedDown(original)]]));
    assertKept(before, after, 1);
    assertKept(before, after, 2);
    assert.notEqual(findingsOf(after, 0)[0], findingsOf(before, 0)[0]);
  });

  test('the others stay while it alone signs in differently', () => {
    const files = filesOf([original, original, original]);
    const before = createProject({ ...input, files: [...files] });
    assert.equal(differing(before).length, 0);
    const after = edited(before, files, new Map([[0, withoutCertificates]]));
    assert.deepEqual([...new Set(differing(after).map(({ uri }) => uri))], [uriOf(0)]);
    assertKept(before, after, 1);
    assertKept(before, after, 2);
  });

  test('a server is checked again when the others become different from it, and when what it names moves', () => {
    const files = filesOf([original, original, original]);
    let project = createProject({ ...input, files: [...files] });
    const both = new Map([
      [0, withoutCertificates],
      [1, withoutCertificates],
    ]);
    project = edited(project, files, both);
    const [odd] = differing(project);
    assert.equal(odd?.uri, uriOf(2));
    const moved = edited(project, files, new Map([[0, movedDown(withoutCertificates)]]));
    const place = (of: CheckedProject): number => differing(of)[0]!.evidence[0]!.range.start;
    assert.equal(place(moved), place(project) + 1);
    assert.equal(differing(edited(moved, files, new Map([[2, withoutCertificates]]))).length, 0);
  });

  test('a server that comes or goes is taken into account', () => {
    const two = filesOf([withoutCertificates, original]);
    const project = createProject({ ...input, files: two });
    const three = filesOf([withoutCertificates, original, original]);
    const added = createProject({ ...input, files: [...two, three[2]!] }, rules, project);
    assert.deepEqual(added.analysis, createProject({ ...input, files: three }).analysis);
    const removed = createProject({ ...input, files: [two[0]!] }, rules, added);
    assert.deepEqual(removed.analysis, createProject({ ...input, files: [two[0]!] }).analysis);
  });
});

test('after a check no more models are in memory than are meant to stay', () => {
  const files = filesOf([original, movedDown(original), original, movedDown(original)]);
  limitResidents(1);
  try {
    const project = createProject({ ...input, files });
    assert.ok(project.analysis.findings.length > 0);
    assert.ok(residentCharacters() <= movedDown(original).length);
  } finally {
    limitResidents(null);
  }
});
