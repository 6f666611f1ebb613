// The gate before every fix: what it refuses and why, and that it lets through what harms nothing.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject, rules, type CheckedProject } from '../../../server/src/core/create-project.js';
import { safe, textChange } from '../../../server/src/core/remedy/build.js';
import { defineRule } from '../../../server/src/core/rules/rule.js';
import { harmOf } from '../../../server/src/core/workspace/gate.js';
import { applyEdits } from '../../../server/src/core/text/edit.js';
import { sampleFiles } from '../../support/servers.js';

const root = 'file:///exch01/';
const files = sampleFiles('fabrikam-device');
const host = `${root}applicationHost.config`;

function checked(changed: ReadonlyMap<string, string> = new Map()): CheckedProject {
  return createProject({
    files: [...files].map(([name, text]) => ({ uri: root + name, text: changed.get(root + name) ?? text })),
    schemas: [],
    settings: { termination: 'auto', rules: {} },
  });
}

const activeSync = '<location path="Default Web Site/Microsoft-Server-ActiveSync">';

/** Its fix turns off the only method of ActiveSync, so it must never be applied. */
const harmful = defineRule({
  id: 'exchange/basic-with-client-certificate',
  severity: 'hint',
  subject: 'virtualDirectory',
  sections: [],
  docs: { title: 'Harmful', what: 'It.', why: 'So.', fix: 'Never.', sources: [] },
  messages: { plain: 'It.' },
  applies: ({ name }) => name === 'activeSync',
  check(directory, report) {
    const text = files.get('applicationHost.config')!;
    const start = text.indexOf(
      '"true"',
      text.indexOf('<windowsAuthentication enabled="true"', text.indexOf(activeSync)),
    );
    const edits = [{ range: { start: start + 1, end: start + 5 }, newText: 'false' }];
    const at = directory.placeOf(directory.windows, 'system.webServer/security/authentication/windowsAuthentication');
    report({ message: 'plain', at, remedies: [safe('Turn it off', textChange(host, 'Turn it off', edits))] });
    return 'yes';
  },
});

const before = checked();

/** What the gate says of replacing the first `from` behind `after` in applicationHost.config. */
function harm(after: string, from: string, newText: string): string | null {
  const text = files.get('applicationHost.config')!;
  const start = text.indexOf(from, text.indexOf(after));
  assert.ok(start > 0, from);
  const edits = [{ uri: host, edits: [{ range: { start, end: start + from.length }, newText }] }];
  return harmOf(before, checked(new Map([[host, applyEdits(text, edits[0]!.edits)]])), edits, rules);
}

describe('the gate', () => {
  test('the server it is tried on has no problem', () => {
    assert.deepEqual([before.analysis.summary.error, before.analysis.summary.warning], [0, 0]);
  });

  test('refuses what brings an error that was not there', () => {
    const said = harm(activeSync, '<windowsAuthentication enabled="true"', '<windowsAuthentication enabled="false"');
    assert.match(said ?? '', /^it would cause another (?:error|warning), [a-z]+\/[a-z-]+ at Default Web Site/);
  });

  test('refuses what removes an element whose content nothing keeps in force', () => {
    const backEnd = '<location path="Exchange Back End/Microsoft-Server-ActiveSync">';
    const said = harm(backEnd, '<basicAuthentication enabled="true" />', '');
    assert.equal(said, 'it would remove <basicAuthentication>, whose content would no longer apply.');
    // The same value is inherited here, so nothing is lost.
    assert.equal(harm(activeSync, '<access sslFlags="Ssl, Ssl128" />', ''), null);
  });

  test('refuses flags of a binding, which HTTP.SYS keeps', () => {
    const said = harm('<bindings>', 'bindingInformation=":443:"', 'bindingInformation=":443:" sslFlags="32"');
    assert.match(said ?? '', /^HTTP\.SYS controls the flags of /);
  });

  test('stands before quick fixes and before all fixes of a server', () => {
    const input = {
      files: [...files].map(([name, text]) => ({ uri: root + name, text })),
      schemas: [],
      settings: { termination: 'auto', rules: {} },
    } as const;
    const project = createProject(input, [...rules.filter(({ id }) => id !== harmful.id), harmful]);
    const finding = project.analysis.findings.find(({ rule }) => rule === harmful.id)!;
    assert.ok(Array.isArray(project.edits(finding.remedies)), 'there is an edit');
    assert.match(JSON.stringify(project.fix(finding.remedies)), /"problem":"it would cause another/);
    const plan = project.repairServer(root.slice(0, -1), 'all')!;
    assert.deepEqual([plan.edits, plan.applied], [[], 0]);
    assert.match(plan.refused.join(), /^Turn it off: it would cause another/);
  });

  test('lets through what changes nothing that counts', () => {
    assert.equal(harm(activeSync, '<system.webServer>', '<!-- checked -->\n<system.webServer>'), null);
  });
});
