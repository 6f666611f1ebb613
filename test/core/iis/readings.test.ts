// What was measured on IIS 10, one row a reading: values, order, codes and words.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import type { SourceFile } from '../../../server/src/core/text/source-file.js';
import type { Finding } from '../../../server/src/core/rules/finding.js';
import { effective, keys, serverOf } from '../../support/configuration.js';

const modules = 'system.webServer/modules';
const handlers = 'system.webServer/handlers';
const files = 'system.webServer/defaultDocument#files';
const authorization = 'system.webServer/security/authorization';

interface Reading {
  /** The number of the reading and what it says. */
  readonly name: string;
  /** Inside `<system.webServer>` of applicationHost.config. */
  readonly host?: string;
  /** Instead of an integrated pool. */
  readonly pool?: string;
  /** Content of web.config files: of the site, of its application /app, and of the plain folder /app/folder. */
  readonly site?: string;
  readonly app?: string;
  readonly folder?: string;
  /** The keys of a collection's entries in their order, at a path; null where they are unknown. */
  readonly order?: readonly [path: string, section: string, keys: readonly string[] | null];
  readonly value?: readonly [path: string, section: string, attribute: string, value: string | null];
  /** Rule and the beginning of its message, of every finding of the engine's group. */
  readonly findings?: readonly (readonly [rule: string, message: RegExp])[];
}

const native = (content: string): string => `<system.webServer>${content}</system.webServer>`;
const inherited = `<modules><add name="A" /><add name="B" /><add name="C" /></modules>`;
const mapped = (name: string): string => `<add name="${name}" path="*.${name}" verb="*" type="T.${name}" />`;

const readings: readonly Reading[] = [
  {
    name: '1: a fresh module stands at the end',
    host: inherited,
    app: native('<modules><add name="M" type="T.M" /></modules>'),
    order: ['Shop/app', modules, ['A', 'B', 'C', 'M']],
  },
  {
    name: '2: an inherited module that is removed and added again keeps its place',
    host: inherited,
    app: native('<modules><add name="M" type="T.M" /><remove name="B" /><add name="B" type="T.B" /></modules>'),
    order: ['Shop/app', modules, ['A', 'B', 'C', 'M']],
  },
  {
    name: '2: what is removed above and added below is fresh',
    host: inherited,
    site: native('<modules><remove name="B" /></modules>'),
    app: native('<modules><add name="B" type="T.B" /></modules>'),
    order: ['Shop/app', modules, ['A', 'C', 'B']],
  },
  {
    name: '3: a handler that is removed and added again comes after the fresh ones of its file',
    host: `<handlers>${mapped('a')}${mapped('b')}</handlers>`,
    app: native(`<handlers><remove name="b" />${mapped('b')}${mapped('x')}</handlers>`),
    order: ['Shop/app', handlers, ['x', 'a', 'b']],
  },
  {
    name: '4: fresh handlers come first, those of the child before those of its parent',
    host: `<handlers>${mapped('a')}</handlers>`,
    site: native(`<handlers>${mapped('s')}${mapped('t')}</handlers>`),
    app: native(`<handlers>${mapped('x')}${mapped('y')}</handlers>`),
    order: ['Shop/app', handlers, ['x', 'y', 's', 't', 'a']],
  },
  {
    name: '5: fresh default documents come first',
    host: '<defaultDocument><files><add value="a" /><add value="b" /></files></defaultDocument>',
    app: native('<defaultDocument><files><add value="x" /><add value="y" /></files></defaultDocument>'),
    order: ['Shop/app', files, ['x', 'y', 'a', 'b']],
  },
  {
    name: '6: removing what is not there is tolerated',
    host: inherited,
    app: native('<modules><remove name="Z" /></modules>'),
    order: ['Shop/app', modules, ['A', 'B', 'C']],
    findings: [],
  },
  {
    name: '7: a part of a combined key names an entry',
    host: '<security><authorization><add accessType="Allow" users="*" /><add accessType="Deny" roles="Guests" verbs="GET" /></authorization></security>',
    app: native('<security><authorization><remove users="*" /><remove verbs="GET" /></authorization></security>'),
    order: ['Shop/app', authorization, []],
    findings: [],
  },
  {
    name: '7: which of several entries a part of a key means is unknown',
    host: '<security><authorization><add accessType="Allow" users="a" /><add accessType="Deny" users="a" verbs="GET" /></authorization></security>',
    app: native('<security><authorization><remove users="a" /></authorization></security>'),
    order: ['Shop/app', authorization, null],
    findings: [],
  },
  {
    name: '8: an entry twice in one file',
    app: native('<modules><add name="Dup" type="T.A" /><add name="Dup" type="T.B" /></modules>'),
    order: ['Shop/app', modules, null],
    findings: [
      [
        'iis/duplicate-collection-entry',
        /^Cannot add duplicate collection entry of type 'add' with unique key attribute 'name' set to 'Dup' \(0x8007000D\).*every request/,
      ],
    ],
  },
  {
    name: '9: an entry that is inherited already fails directory requests in the list of default documents',
    host: '<defaultDocument><files><add value="a" /></files></defaultDocument>',
    app: native('<defaultDocument><files><add value="a" /></files></defaultDocument>'),
    order: ['Shop/app', files, null],
    findings: [['iis/duplicate-collection-entry', /^Cannot add duplicate .*\(0x800700B7\).*folders/]],
  },
  {
    name: '10: modules that are locked cannot be cleared',
    host: '<modules><add name="A" lockItem="true" /></modules>',
    app: native('<modules><clear /></modules>'),
    order: ['Shop/app', modules, null],
    findings: [['iis/locked-module-removed', /500\.19 \(0x80070021\)/]],
  },
  {
    name: '11: handlers can be cleared',
    host: `<handlers>${mapped('a')}</handlers>`,
    app: native('<handlers><clear /></handlers>'),
    order: ['Shop/app', handlers, []],
    findings: [],
  },
  {
    name: '12: MIME types are cleared and removed per path',
    host: '<staticContent><mimeMap fileExtension=".a" mimeType="x/a" /><mimeMap fileExtension=".b" mimeType="x/b" /></staticContent>',
    folder: native('<staticContent><remove fileExtension=".a" /></staticContent>'),
    order: ['Shop/app/folder/below', 'system.webServer/staticContent', ['.b']],
    findings: [],
  },
  {
    name: '13: modules in a plain folder have no effect',
    app: native('<modules><add name="M" type="T.M" /></modules>'),
    folder: native('<modules><clear /><add name="F" type="T.F" /></modules>'),
    order: ['Shop/app/folder', modules, ['M']],
    findings: [['iis/modules-in-folder', /IIS ignores <modules>/]],
  },
  {
    name: '14: a Boolean that is neither true nor false',
    app: native('<defaultDocument enabled="flase" />'),
    value: ['Shop/app', 'system.webServer/defaultDocument', 'enabled', null],
    findings: [
      ['iis/invalid-boolean', /^The 'enabled' attribute is invalid. {2}Boolean must be either 'true' or 'false'/],
    ],
  },
  {
    name: '15: a module with an unknown precondition',
    app: native('<modules><add name="LogA" type="T.A" preCondition="bogus" /></modules>'),
    findings: [
      [
        'iis/unknown-precondition',
        /^Module "LogA" has a bad precondition "bogus" \(0x8007000D\), .*every request.* 500\.0/,
      ],
    ],
  },
  {
    name: '15: a handler with an unknown precondition',
    app: native('<handlers><add name="H" path="x" verb="*" type="T.H" preCondition="bogus" /></handlers>'),
    findings: [['iis/unknown-precondition', /^Handler "H" has a bad precondition "bogus"/]],
  },
  {
    name: '18: httpModules in an integrated pool, whatever they hold',
    app: '<system.web><httpModules><clear /></httpModules></system.web>',
    findings: [['iis/integrated-mode-validation', /every request fails with 500\.22/]],
  },
  {
    name: '18: httpModules in a classic pool',
    pool: 'managedPipelineMode="Classic"',
    app: '<system.web><httpModules><clear /></httpModules></system.web>',
    findings: [],
  },
  {
    name: '18: httpModules inside a location',
    app: '<location path="below"><system.web><httpModules><add name="M" type="T.M" /></httpModules></system.web></location>',
    findings: [['iis/integrated-mode-validation', /IIS ignores <httpModules>/]],
  },
  {
    name: '19: httpHandlers in an integrated pool',
    app: '<system.web><httpHandlers><add path="x" verb="*" type="T.H" /></httpHandlers></system.web>',
    findings: [['iis/integrated-mode-validation', /every request fails with 500\.23/]],
  },
  {
    name: '20: impersonation in an integrated pool',
    app: '<system.web><identity impersonate="true" /></system.web>',
    findings: [['iis/integrated-mode-validation', /every request fails with 500\.24/]],
  },
  {
    name: '21: the same with the validation switched off',
    app: `<system.web><identity impersonate="true" /></system.web>${native('<validation validateIntegratedModeConfiguration="false" />')}`,
    findings: [],
  },
  {
    name: '15.4: a pool without a name',
    host: '',
    pool: '/><add',
    findings: [['iis/missing-required-attribute', /^Missing required attribute 'name'/]],
  },
];

const declared = ['modules', 'handlers', 'defaultDocument', 'staticContent', 'validation']
  .map((name) => `<section name="${name}" overrideModeDefault="Allow" />`)
  .join('');
const hostText = ({ host = '', pool = '' }: Reading): string => `<configuration>
  <configSections>
    <sectionGroup name="system.applicationHost"><section name="applicationPools" /><section name="sites" /></sectionGroup>
    <sectionGroup name="system.webServer">${declared}<sectionGroup name="security"><section name="authorization" /></sectionGroup></sectionGroup>
  </configSections>
  <system.applicationHost>
    <applicationPools><add name="Pool" ${pool} /></applicationPools>
    <sites><site name="Shop" id="1">
      <application path="/" applicationPool="Pool"><virtualDirectory path="/" physicalPath="C:\\web\\shop" /></application>
      <application path="/app" applicationPool="Pool"><virtualDirectory path="/" physicalPath="C:\\web\\app" /></application>
      <bindings><binding protocol="http" bindingInformation="*:80:" /></bindings>
    </site></sites>
  </system.applicationHost>
  <location path="" overrideMode="Allow">${native(host)}</location>
</configuration>`;

function textsOf(reading: Reading): Record<string, string> {
  const web = (content = ''): string => `<configuration>${content}</configuration>`;
  return {
    'applicationHost.config': hostText(reading),
    'web/shop/web.config': web(reading.site),
    'web/app/web.config': web(reading.app),
    ...(reading.folder === undefined ? {} : { 'web/app/folder/web.config': web(reading.folder) }),
  };
}

function findingsOf(texts: Record<string, string>): readonly Finding[] {
  const sources = Object.entries(texts).map(([name, text]): SourceFile => ({ uri: `server/${name}`, text }));
  const settings = { termination: 'auto', rules: {} } as const;
  const { analysis } = createProject({ files: sources, schemas: [], settings });
  return analysis.findings.filter(({ rule }) => rule.startsWith('iis/'));
}

describe('readings on IIS 10', () => {
  for (const reading of readings) {
    test(reading.name, () => {
      const texts = textsOf(reading);
      const server = serverOf(texts);
      if (reading.order) {
        const [path, section, expected] = reading.order;
        assert.deepEqual(keys(server, path, section), expected);
      }
      if (reading.value) {
        const [path, section, attribute, expected] = reading.value;
        assert.equal(effective(server, path, section, attribute).value, expected);
      }
      if (!reading.findings) return;
      const found = findingsOf(texts);
      assert.deepEqual(
        found.map(({ rule, message }, index) => [rule, reading.findings?.[index]?.[1].test(message) || message]),
        reading.findings.map(([rule]) => [rule, true]),
      );
    });
  }
});
