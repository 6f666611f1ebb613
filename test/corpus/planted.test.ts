// Every planted mistake gives exactly its finding at the line to change, in every real server that it can be
// planted in.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SaxesParser } from 'saxes';
import { samples } from '../support/paths.js';
import { sampleFiles, type ServerFiles } from '../support/servers.js';
import { linesOf, plantedCases, serversFor, type ExpectedFinding, type PlantedCase } from './planted.cases.js';
import { contoso, contosoMistakes, fabrikam } from './samples.cases.js';
import { concerning, foundIn, checked, missingRules, reasonToSkip, told, type Found } from './verdict.js';

function fail(error: Error): never {
  throw error;
}

const matches = (one: Found, expected: ExpectedFinding, files: ServerFiles): boolean =>
  one.rule === expected.rule &&
  one.severity === expected.severity &&
  (expected.configurationPath === null || one.configurationPath === expected.configurationPath) &&
  (expected.file === undefined || one.file === expected.file) &&
  (linesOf(expected, files)?.includes(one.line) ?? true);

function assertExactly(
  found: readonly Found[],
  expected: readonly ExpectedFinding[],
  files: ServerFiles,
  where: string,
): void {
  const left = concerning(found, expected);
  const missing = expected.filter((wanted) => {
    const index = left.findIndex((one) => matches(one, wanted, files));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  const wanted = missing.map((one) => {
    const lines =
      linesOf(one, files)
        ?.map((line) => line + 1)
        .join(' or ') ?? 'any';
    return `${one.severity} ${one.rule} at '${one.configurationPath ?? 'any path'}', line ${lines}`;
  });
  assert.ok(
    missing.length + left.length === 0,
    `${where}\nmissing:\n${wanted.join('\n') || 'nothing'}\ntoo much:\n${told(left)}`,
  );
}

function run(one: PlantedCase): void {
  for (const [name, stock] of serversFor(one)) {
    const files = one.plant(stock);
    assertExactly(foundIn(checked(files, one.termination), files), one.expected, files, name);
  }
}

describe('planted mistakes', () => {
  for (const one of plantedCases) {
    it(one.name, { skip: reasonToSkip(one) }, () => {
      run(one);
    });
  }

  it('are planted: the files change, stay well-formed, and the places to change are there', () => {
    for (const one of plantedCases) {
      for (const [name, stock] of serversFor(one)) {
        const files = one.plant(stock);
        const changed = [...files].filter(([file, text]) => stock.get(file) !== text);
        const broken = one.expected.some(({ rule }) => rule === 'iis/not-well-formed');
        for (const [file, text] of changed) {
          const wellFormed = (): void => {
            const parser = new SaxesParser();
            parser.on('error', fail);
            parser.write(text).close();
          };
          if (broken) assert.throws(wellFormed, Error, `${one.name}, ${name}: ${file} is well-formed`);
          else assert.doesNotThrow(wellFormed, `${one.name}, ${name}: ${file} is not well-formed`);
        }
        const asPlanted = one.expected.length === 0 || one.termination !== undefined;
        assert.ok(changed.length > 0 || asPlanted, `${one.name}, ${name}: nothing changed`);
        for (const expected of one.expected) assert.notDeepEqual(linesOf(expected, files), [], `${one.name}, ${name}`);
      }
    }
  });

  it('are spoken of by rules that there are', () => {
    assert.deepEqual(missingRules(plantedCases.flatMap((one) => one.expected)), []);
  });
});

describe(`the samples in ${samples.split(/[\\/]/).at(-1)!}`, () => {
  it('have the eight mistakes and nothing else above information', () => {
    const files = sampleFiles(contoso);
    const verdict = checked(files);
    assert.equal(verdict.analysis.servers[0]?.termination.value, 'exchange');
    const found = foundIn(verdict, files).filter(({ severity }) => severity === 'error' || severity === 'warning');
    assertExactly(found, contosoMistakes, files, contoso);
  });

  it('have a device server without a mistake', () => {
    const files = sampleFiles(fabrikam);
    const verdict = checked(files);
    assert.equal(verdict.analysis.servers[0]?.termination.value, 'device');
    assert.equal(told(foundIn(verdict, files)), 'nothing');
  });

  it('do not disturb each other', () => {
    const together = new Map(
      [contoso, fabrikam].flatMap((sample) =>
        [...sampleFiles(sample)].map(([name, text]) => [`${sample}/${name}`, text] as const),
      ),
    );
    const apart = [contoso, fabrikam].flatMap((sample) => {
      const files = sampleFiles(sample);
      return foundIn(checked(files), files).map((one) => ({ ...one, file: `${sample}/${one.file}` }));
    });
    assert.equal(told(foundIn(checked(together), together)), told(apart));
  });
});
