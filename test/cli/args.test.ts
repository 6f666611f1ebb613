// Arguments: every spelling of an option, and a sentence for every mistake.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseArguments } from '../../server/src/cli/args.js';
import type { CommandSpec } from '../../server/src/cli/command-spec.js';
import { checkSpec } from '../../server/src/cli/check-spec.js';
import { helpFor, programHelp } from '../../server/src/cli/help.js';

const spec: CommandSpec = {
  name: 'demo',
  parameters: '<server>',
  minimum: 1,
  maximum: 1,
  summary: 'Show how it is done',
  options: [
    { name: 'format', value: '<format>', choices: ['text', 'json'], help: 'How' },
    { name: 'rule', value: '<id>', repeated: true, help: 'Which' },
    { name: 'quick', help: 'At once' },
  ],
};

function problem(...args: string[]): string {
  const parsed = parseArguments(spec, args);
  assert.ok(parsed.kind === 'problem', JSON.stringify(parsed));
  return parsed.problem;
}

describe('parseArguments', () => {
  test('takes values behind a space or an equals sign, flags and repeated options', () => {
    const parsed = parseArguments(spec, ['--format=json', 'a', '--rule', 'x', '--rule=y=z', '--quick']);
    assert.ok(parsed.kind === 'arguments');
    assert.equal(parsed.arguments.value('format'), 'json');
    assert.deepEqual(parsed.arguments.values('rule'), ['x', 'y=z']);
    assert.ok(parsed.arguments.has('quick'));
    assert.deepEqual(parsed.arguments.parameters, ['a']);
  });

  test('the last value of an option counts', () => {
    const parsed = parseArguments(spec, ['a', '--format', 'json', '--format', 'text']);
    assert.ok(parsed.kind === 'arguments');
    assert.equal(parsed.arguments.value('format'), 'text');
  });

  test('behind -- everything is a parameter, and - is one', () => {
    for (const args of [['--', '--quick'], ['-']]) {
      const parsed = parseArguments(spec, args);
      assert.ok(parsed.kind === 'arguments');
      assert.deepEqual(parsed.arguments.parameters, [args.at(-1)]);
    }
  });

  test('help wins, wherever it stands', () => {
    assert.equal(parseArguments(spec, ['a', 'b', '--help']).kind, 'help');
    assert.equal(parseArguments(spec, ['-h']).kind, 'help');
  });

  test('says what is wrong', () => {
    assert.equal(problem('a', '--fromat', 'x'), "'demo' has no option '--fromat'. Did you mean '--format'?");
    assert.equal(problem('a', '-x'), "'demo' has no option '-x'.");
    assert.equal(
      problem('a', '--format', 'jsn'),
      "--format cannot be 'jsn'; use one of text, json. Did you mean 'json'?",
    );
    assert.equal(problem('a', '--format'), '--format needs a value: --format <format>.');
    assert.equal(problem('a', '--format', '--quick'), '--format needs a value: --format <format>.');
    assert.equal(problem('a', '--rule='), '--rule needs a non-empty value.');
    assert.equal(problem('a', '--quick=1'), '--quick takes no value.');
    assert.equal(problem(), "'demo' needs more arguments: exchange-cba demo <server>.");
    assert.equal(problem('a', 'b'), "unexpected argument 'b'. Usage: exchange-cba demo <server>.");
  });
});

describe('help', () => {
  test('names every option and its values, within a hundred columns', () => {
    const help = helpFor(checkSpec);
    for (const { name, choices } of checkSpec.options) {
      assert.ok(help.includes(`--${name}`), name);
      for (const choice of choices ?? []) assert.ok(help.includes(choice), choice);
    }
    for (const line of help.split('\n')) assert.ok(line.length <= 100, line);
  });

  test('of the program names every command', () => {
    assert.match(programHelp([spec]), /demo <server> {2,}Show how it is done/);
  });
});
