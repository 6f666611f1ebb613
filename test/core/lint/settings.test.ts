// Settings files: every valid setting is taken, every mistake is named at its place.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRequire } from 'node:module';
import type { Ajv as AjvInstance } from 'ajv';
import fc from 'fast-check';
import {
  overrideSeverities,
  parseRuleOverride,
  parseSettings,
  settingsFindings,
} from '../../../server/src/core/lint/settings.js';
import { settingsSchema } from '../../../server/src/core/lint/settings-schema.js';
import type { Finding } from '../../../server/src/core/rules/finding.js';

const rules = ['iis/locked-section', 'tls/binding-requires-sni'];
const Ajv = createRequire(import.meta.url)('ajv') as new () => AjvInstance;
const validate = new Ajv().compile(
  settingsSchema(rules.map((id) => ({ id, severity: 'warning', title: `Title of ${id}` }))),
);

const whole = {
  $schema: './schema.json',
  termination: 'device',
  rules: { 'iis/locked-section': 'off', 'tls/binding-requires-sni': 'error' },
  virtualDirectories: { 'Default Web Site/owa': 'FrontEnd/owa', 'Exchange Back End': 'be/web.config' },
  windowsServer: '2022',
  schemaFolder: '../schema',
};

describe('parseSettings', () => {
  test('takes everything that interfaces promise', () => {
    const { settings, problems } = parseSettings(JSON.stringify(whole), rules);
    assert.deepEqual(problems, []);
    assert.equal(settings.termination, 'device');
    assert.deepEqual(settings.rules, whole.rules);
    assert.equal(settings.windowsServer, '2022');
    assert.equal(settings.schemaFolder, '../schema');
    assert.deepEqual(
      settings.virtualDirectories.map(({ configurationPath, target }) => [configurationPath, target]),
      Object.entries(whole.virtualDirectories),
    );
  });

  for (const [text, message, at] of [
    ['{"terminaton": "auto"}', "Unknown setting 'terminaton'. Did you mean 'termination'?", '"terminaton"'],
    [
      '{"mode": 1}',
      "Unknown setting 'mode'; valid settings are termination, rules, virtualDirectories, windowsServer, serverName, schemaFolder.",
      '"mode"',
    ],
    [
      '{"termination": "exchagne"}',
      "'termination' cannot be 'exchagne'; it must be one of auto, exchange, device, legacy, none. Did you mean 'exchange'?",
      '"exchagne"',
    ],
    ['{"termination": 3}', "'termination' takes one of auto, exchange, device, legacy, none.", '3'],
    ['{"windowsServer": 2019}', "'windowsServer' takes one of 2012R2, 2016, 2019, 2022, 2025.", '2019'],
    ['{"rules": []}', '\'rules\' must be an object, for example { "iis/locked-section": "off" }.', '[]'],
    ['{"rules": {"iis/locked": "off"}}', "Unknown rule 'iis/locked'.", '"iis/locked"'],
    [
      '{"rules": {"iis/locked-section": "fatal"}}',
      "'iis/locked-section' cannot be 'fatal'; it must be one of error, warning, information, hint, off.",
      '"fatal"',
    ],
    [
      '{"virtualDirectories": {"/owa": "x"}}',
      "'/owa' is not a configuration path; enter site and path, for example Default Web Site/owa.",
      '"/owa"',
    ],
    [
      '{"virtualDirectories": {"Default Web Site/owa": ""}}',
      "'Default Web Site/owa' must be the path of a folder or file.",
      '""',
    ],
    ['{"schemaFolder": false}', "'schemaFolder' must be the path of a folder.", 'false'],
    [
      '{"termination": "none", "termination": "auto"}',
      "The setting 'termination' is set twice; the later value applies.",
      '"termination"',
    ],
    ['[]', 'The settings must be an object, for example { "termination": "auto" }.', '[]'],
  ] as const) {
    test(`names the mistake in ${text}`, () => {
      const { problems } = parseSettings(text, rules);
      assert.equal(problems.length, 1);
      assert.equal(problems[0]!.message, message);
      assert.equal(text.slice(problems[0]!.range.start, problems[0]!.range.end), at);
      const [finding] = settingsFindings('file:///contoso/.exchange-cba.json', problems);
      assert.equal(finding?.rule, 'lint/invalid-setting');
    });
  }

  test('keeps what is valid beside a mistake', () => {
    const { settings, problems } = parseSettings(
      '{"termination": "legacy", "rules": {"iis/locked-section": "off",',
      rules,
    );
    assert.equal(settings.termination, 'legacy');
    assert.deepEqual(settings.rules, { 'iis/locked-section': 'off' });
    assert.ok(problems.length > 0);
  });

  test('is total, and pollutes nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseSettings(text);
      }),
    );
    const { settings } = parseSettings('{"rules": {"__proto__": "off"}}');
    assert.equal(Object.getPrototypeOf(settings.rules), Object.prototype);
    assert.deepEqual(Object.keys(settings.rules), ['__proto__']);
  });
});

describe('settingsSchema', () => {
  test('accepts what the parser accepts', () => {
    assert.ok(validate(whole), JSON.stringify(validate.errors));
    assert.ok(validate({}));
  });

  test('refuses what the parser refuses', () => {
    for (const wrong of [
      { mode: 1 },
      { termination: 'mdm' },
      { rules: { 'iis/locked-section': 'fatal' } },
      { rules: { 'iis/none-such': 'off' } },
      { virtualDirectories: { '/owa': 'x' } },
      { virtualDirectories: { 'Default Web Site/owa': '' } },
      { windowsServer: '2008' },
    ]) {
      assert.equal(validate(wrong), false, JSON.stringify(wrong));
      assert.notEqual(parseSettings(JSON.stringify(wrong), rules).problems.length, 0, JSON.stringify(wrong));
    }
  });
});

describe('severities', () => {
  test('of the command line', () => {
    assert.deepEqual(parseRuleOverride('iis/locked-section=off', rules), { id: 'iis/locked-section', severity: 'off' });
    const problem = (text: string): string => {
      const result = parseRuleOverride(text, rules);
      assert.ok('problem' in result);
      return result.problem;
    };
    assert.equal(
      problem('iis/lockd-section=off'),
      "Unknown rule 'iis/lockd-section'. Did you mean 'iis/locked-section'?",
    );
    assert.equal(
      problem('iis/locked-section=warn'),
      "'warn' is not a severity; use one of error, warning, information, hint, off.",
    );
    assert.match(problem('iis/locked-section'), /use <rule id>=<severity>/);
  });

  test('replace those of the rules', () => {
    const finding = (rule: string): Finding => ({
      rule,
      severity: 'error',
      message: '',
      uri: '',
      range: { start: 0, end: 0 },
      configurationPath: '',
      evidence: [],
      remedies: [],
    });
    const changed = overrideSeverities([finding('a/b'), finding('c/d'), finding('toString')], {
      'a/b': 'off',
      'c/d': 'hint',
    });
    assert.deepEqual(
      changed.map(({ rule, severity }) => [rule, severity]),
      [
        ['c/d', 'hint'],
        ['toString', 'error'],
      ],
    );
  });
});
