// Applying the remedies of what was planted makes the server right: nothing that was found is found again,
// and nothing new.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TerminationSetting } from '../../server/src/core/exchange/termination.js';
import type { Remedy } from '../../server/src/core/remedy/remedy.js';
import { applyEdits } from '../../server/src/core/text/edit.js';
import { outline } from '../support/outline.js';
import { sampleFiles, type ServerFiles } from '../support/servers.js';
import { plantedCases, serversFor } from './planted.cases.js';
import { contoso, contosoMistakes } from './samples.cases.js';
import { concerning, foundIn, checked, missingRules, reasonToSkip, root, told, type Found } from './verdict.js';

/**
 * What no text can put right: a Windows feature to install, a tag of which no one knows where it should end.
 */
const withoutEdit: readonly string[] = [
  'mapping module not installed',
  'a tag that is not closed',
  // Which virtual directories use certificates is a choice.
  'correct CBA on owa and ecp alone',
];

/** An edit meets nothing in these that it does not meet in the others. */
const sameShape: readonly string[] = ['EP_E15_NotConfigured_Cas', 'HC_E16', 'HC_E19_1'];

/**
 * Once IIS can read the flags again, what they ask of ActiveSync is checked: certificates without the rest of
 * the procedure. Once mapping is off at ActiveSync, owa and ecp are the only ones that use certificates.
 */
const uncovering: readonly string[] = [
  'a flag that does not exist',
  'a flag that does not exist, on a CBA server',
  'SslMapCert',
  'mapping on and certificates ignored',
];

const editsText = (remedy: Remedy): boolean => remedy.changes.some((change) => change.kind !== 'command');

/**
 * The files with these remedies applied. Every changed file is still well-formed, and stating the same end
 * state again changes nothing; a repair of the text itself is made for that text alone and cannot be asked
 * for twice.
 */
function carriedOut(files: ServerFiles, remedies: readonly Remedy[], termination?: TerminationSetting): ServerFiles {
  const edits = checked(files, termination).edits(remedies);
  assert.ok(!('problem' in edits), 'problem' in edits ? edits.problem : '');
  assert.ok(edits.length > 0, 'no edits');
  const after = new Map(files);
  for (const { uri, edits: ofFile } of edits) {
    const file = uri.slice(root.length);
    const text = applyEdits(after.get(file)!, ofFile);
    outline(text);
    after.set(file, text);
  }
  if (remedies.every((remedy) => remedy.changes.every((change) => change.kind !== 'text'))) {
    assert.deepEqual(checked(after, termination).edits(remedies), [], 'a second application changes something');
  }
  return after;
}

/** Applies the first remedy of every finding together, and every other one alone. */
function heal(
  files: ServerFiles,
  found: readonly Found[],
  remaining: (files: ServerFiles) => readonly Found[],
  where: string,
  termination?: TerminationSetting,
): void {
  const first = found.map(({ rule, finding }) => {
    const remedy = finding.remedies.find(editsText);
    assert.ok(remedy, `${where}: ${rule} has no remedy that edits a file`);
    return remedy;
  });
  const titles = first.map(({ title }) => title).join('; ');
  assert.equal(told(remaining(carriedOut(files, first, termination))), 'nothing', `${where}: ${titles}`);

  for (const { rule, finding } of found) {
    for (const remedy of finding.remedies.filter((one) => editsText(one) && !first.includes(one))) {
      const left = remaining(carriedOut(files, [remedy], termination));
      assert.equal(told(left.filter((one) => one.rule === rule)), 'nothing', `${where}: ${remedy.title}`);
    }
  }
}

describe('remedies of planted mistakes', () => {
  for (const one of plantedCases) {
    if (one.expected.length === 0 || withoutEdit.includes(one.name)) continue;
    it(one.name, { skip: reasonToSkip(one) }, () => {
      for (const [name, stock] of serversFor(one)) {
        if (sameShape.includes(name)) continue;
        const files = one.plant(stock);
        const remaining = (after: ServerFiles): readonly Found[] =>
          concerning(foundIn(checked(after, one.termination), after), one.expected).filter(
            ({ rule, severity }) =>
              !uncovering.includes(one.name) ||
              one.expected.some((expected) => expected.rule === rule && expected.severity === severity),
          );
        heal(files, remaining(files), remaining, name, one.termination);
      }
    });
  }

  const [missing] = missingRules(contosoMistakes);
  it('make the sample server right', { skip: missing ? `there is no rule ${missing} yet` : false }, () => {
    const remaining = (files: ServerFiles): readonly Found[] => concerning(foundIn(checked(files), files), []);
    const files = sampleFiles(contoso);
    heal(files, remaining(files), remaining, contoso);
  });
});
