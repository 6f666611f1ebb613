// The collected mistakes about the configuration engine, each folder by its name: what the command line says
// of them is right.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { outcomeOf, TestHost } from '../cli/support.js';
import { cases, skipWithoutCases as skip } from '../support/corpus.js';

const windows = 'system.webServer/security/authentication/windowsAuthentication';
const pools = 'system.applicationHost/applicationPools';
const sites = 'system.applicationHost/sites';

interface Case {
  /** File, rule, severity, and the beginning of the message; in the order of the report. */
  readonly findings?: readonly (readonly [file: string, rule: string, severity: string, message: RegExp])[];
  /** Configuration path, section, the way to the attribute, and its value, null where it is unknown. */
  readonly values?: readonly (readonly [path: string, section: string, attribute: string, value: string | null])[];
  /** Titles of the fixes that may and may not be offered. */
  readonly fixes?: readonly string[];
  /** What `--fix safe` leaves as it is. */
  readonly untouched?: true;
}

const app = 'web/app/web.config';
const site = 'web/site/web.config';
const host = 'applicationHost.config';

const expected: Readonly<Record<string, Case>> = {
  'bad-precondition': {
    findings: [
      [app, 'iis/unknown-precondition', 'error', /^Module "M" has a bad precondition "bogus" \(0x8007000D\).* 500\.0/],
      [app, 'iis/unknown-precondition', 'error', /^Handler "H" has a bad precondition "bogus" \(0x8007000D\)/],
      [
        site,
        'iis/integrated-mode-validation',
        'error',
        /<httpModules>.* every request fails with 500\.22 \(0x80070032\)/,
      ],
      [
        site,
        'iis/integrated-mode-validation',
        'error',
        /impersonate.* every request fails with 500\.24 \(0x80070032\)/,
      ],
    ],
  },
  'defaults-of-pools-and-sites': {
    values: [
      ['', pools, 'applicationPools[0]/managedRuntimeVersion', 'v2.0'],
      ['', pools, 'applicationPools[0]/processModel/identityType', 'LocalService'],
      ['', sites, 'sites[0]/logFile/logFormat', 'IIS'],
      ['', sites, 'sites[0]/logFile/directory', 'D:\\logs'],
      ['', sites, 'sites[0]/site[0]/application[0]/allowSubDirConfig', 'false'],
    ],
  },
  'empty-web-config': {
    findings: [[site, 'iis/not-well-formed', 'error', /^Configuration file is not well-formed XML \(0x8007000D\)/]],
    values: [
      ['Contoso', windows, 'enabled', null],
      ['Contoso/app', windows, 'enabled', null],
      ['', windows, 'enabled', 'false'],
    ],
  },
  'lock-item-on-a-plain-element': {
    values: [['Contoso', windows, 'extendedProtection/tokenChecking', 'Require']],
    untouched: true,
  },
  'locked-by-a-web-config': {
    findings: [
      [app, 'iis/locked-section', 'error', /locked by the web\.config of 'Contoso', .*500\.19 \(0x80070021\)/],
    ],
    values: [['Contoso/app', windows, 'enabled', null]],
    fixes: ['Move it to the locking web.config', 'Delete the section from web.config'],
  },
  'native-words-and-codes': {
    findings: [
      [
        app,
        'iis/duplicate-collection-entry',
        'error',
        /^Cannot add duplicate collection entry of type 'add' with unique key attribute 'name' set to 'Dup' \(0x8007000D\)/,
      ],
      [
        site,
        'iis/invalid-boolean',
        'error',
        /^The 'enabled' attribute is invalid. {2}Boolean must be either 'true' or 'false' \(0x8007000D\)/,
      ],
    ],
    values: [['Contoso', windows, 'enabled', null]],
  },
  'refused-definition-is-merged': {
    findings: [[site, 'iis/definition-not-allowed-here', 'error', /^windowsAuthentication is declared with allowDef/]],
    values: [
      ['Contoso', windows, 'enabled', null],
      ['Contoso/app', windows, 'enabled', null],
    ],
  },
  'safe-fix-leaves-an-empty-remove': {
    findings: [[app, 'iis/remove-without-key', 'error', /^<remove> needs the key attribute 'name', .*0x8007000D/]],
    untouched: true,
  },
  'schema-defaults-as-printed': {
    values: [
      ['', pools, 'applicationPoolDefaults/recycling/periodicRestart/time', '1.05:00:00'],
      ['', pools, 'applicationPools[0]/recycling/periodicRestart/time', '1.05:00:00'],
      [
        'Contoso',
        'system.webServer/asp',
        'scriptErrorMessage',
        'An error occurred on the server when processing the URL. Please contact the system administrator. <p/> If you are the system administrator please click <a href="http://go.microsoft.com/fwlink/?LinkID=82731">here</a> to find out more about this error.',
      ],
    ],
  },
  'section-declared-twice': {
    findings: [
      [
        host,
        'iis/section-declared-twice',
        'error',
        /^There is a duplicate 'system\.webServer\/security\/authentication\/windowsAuthentication' section defined/,
      ],
      [
        site,
        'iis/section-declared-twice',
        'error',
        /^There is a duplicate 'system\.webServer\/webSocket' section defined \(0x800700B7\)/,
      ],
    ],
    values: [['Contoso', windows, 'enabled', null]],
  },
};

interface Entry {
  readonly attributes: Readonly<Record<string, { readonly value: string | null }>>;
  readonly collections?: Readonly<Record<string, readonly Entry[] | null>>;
}

function filesOf(folder: string): Record<string, Uint8Array> {
  const names = readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll('\\', '/'));
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [`server/${name}`, new Uint8Array(readFileSync(path.join(folder, name)))]),
  );
}

async function json<T>(host: TestHost, ...args: string[]): Promise<T> {
  const { out } = await outcomeOf([...args, '--format', 'json'], host);
  return JSON.parse(out) as T;
}

/** `collection[index]/…` leads into an entry. */
function valueAt(entry: Entry, way: string): string | null | undefined {
  const [, name, index, rest] = /^(\w+)\[(\d+)\]\/(.*)$/.exec(way) ?? [];
  if (name === undefined) return entry.attributes[way]?.value;
  return valueAt(entry.collections![name]![Number(index)]!, rest!);
}

interface Report {
  readonly findings: readonly {
    readonly path: string;
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
    readonly remedies: readonly { readonly title: string }[];
  }[];
}

describe('collected cases of the engine', () => {
  const root = cases && path.join(cases, 'engine');

  it('are all named here', { skip }, () => {
    assert.deepEqual(readdirSync(root!).sort(), Object.keys(expected).sort());
  });

  for (const [name, { findings = [], values = [], fixes, untouched }] of Object.entries(expected)) {
    it(name, { skip }, async () => {
      const folder = new TestHost(filesOf(path.join(root!, name, 'server')));
      const report = await json<Report>(folder, 'check', 'server');
      assert.deepEqual(
        report.findings.map((one, index) => [
          one.path,
          one.rule,
          one.severity,
          findings[index]?.[3].test(one.message) || one.message,
        ]),
        findings.map(([file, rule, severity]) => [`server/${file}`, rule, severity, true]),
      );
      for (const [at, section, attribute, value] of values) {
        const element = await json<Entry>(folder, 'effective', 'server', at, section);
        assert.equal(valueAt(element, attribute), value, `${at} ${section}/${attribute}`);
      }
      if (fixes)
        assert.deepEqual(
          report.findings.flatMap(({ remedies }) => remedies.map(({ title }) => title)),
          fixes,
        );
      if (untouched) {
        await outcomeOf(['check', 'server', '--fix', 'safe'], folder);
        assert.deepEqual(folder.written, []);
      }
    });
  }
});
