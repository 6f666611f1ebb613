// What was measured on IIS 10 (and what tests written against IIS hold), one row a reading, as data for the
// test.
import type { Truth } from '../../../server/src/core/iis/truth.js';

const modules = 'system.webServer/modules';
const handlers = 'system.webServer/handlers';
const files = 'system.webServer/defaultDocument#files';
const filtering = 'system.webServer/security/requestFiltering';
const authorization = 'system.webServer/security/authorization';

export interface Reading {
  /** The number of the reading and what it says. */
  readonly name: string;
  /** Inside `<system.webServer>` of applicationHost.config. */
  readonly host?: string;
  /** Instead of an integrated pool. */
  readonly pool?: string;
  /**
   * Content of web.config files: of the site, of its application /app, and of the plain folder /app/folder.
   */
  readonly site?: string;
  readonly app?: string;
  readonly folder?: string;
  /** The keys of a collection's entries in their order, at a path; null where they are unknown. */
  readonly order?: readonly [path: string, section: string, keys: readonly string[] | null];
  readonly value?: readonly [path: string, section: string, attribute: string, value: string | null];
  /** An attribute of an entry. */
  readonly entry?: readonly [path: string, section: string, key: string, attribute: string, value: string];
  /** Whether an entry with a precondition takes part at a path. */
  readonly runs?: readonly [path: string, preCondition: string, runs: Truth];
  /** Rule and the beginning of its message, of every finding of the engine's group. */
  readonly findings?: readonly (readonly [rule: string, message: RegExp])[];
  /** How a request for a path ends that loads the configuration: 500.substatus and the Windows code. */
  readonly ends?: readonly [path: string, substatus: number, win32: number];
  /** What the product says of statuses that no file decides. */
  readonly statuses?: readonly (readonly [status: string, words: RegExp])[];
  /** Files in place of those that the parts above give, and more of them. */
  readonly files?: Readonly<Record<string, string>>;
  /** Inside `<configSections>`. */
  readonly declares?: string;
}

export const native = (content: string): string => `<system.webServer>${content}</system.webServer>`;
const inherited = `<modules><add name="A" /><add name="B" /><add name="C" /></modules>`;
const mapped = (name: string): string => `<add name="${name}" path="*.${name}" verb="*" type="T.${name}" />`;

export const readings: readonly Reading[] = [
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
    ends: ['Shop/app', 19, 0x8007000d],
  },
  {
    name: '9: an entry that is inherited already fails directory requests in the list of default documents',
    host: '<defaultDocument><files><add value="a" /></files></defaultDocument>',
    app: native('<defaultDocument><files><add value="a" /></files></defaultDocument>'),
    order: ['Shop/app', files, null],
    findings: [
      [
        'iis/duplicate-collection-entry',
        /^Cannot add duplicate collection entry of type 'add' with unique key attribute 'value' set to 'a' \(0x800700B7\), .*folders/,
      ],
    ],
  },
  {
    name: '10: modules that are locked cannot be cleared',
    host: '<modules><add name="A" lockItem="true" /></modules>',
    app: native('<modules><clear /></modules>'),
    order: ['Shop/app', modules, null],
    findings: [
      [
        'iis/locked-module-removed',
        /locked by applicationHost\.config, so every request fails with 500\.19 \(0x80070021\)/,
      ],
    ],
    ends: ['Shop/app', 19, 0x80070021],
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
    ends: ['Shop/app', 19, 0x8007000d],
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
    ends: ['Shop/app', 0, 0x8007000d],
  },
  {
    name: '15: a handler with an unknown precondition',
    app: native('<handlers><add name="H" path="x" verb="*" type="T.H" preCondition="bogus" /></handlers>'),
    findings: [['iis/unknown-precondition', /^Handler "H" has a bad precondition "bogus"/]],
    ends: ['Shop/app', 0, 0x8007000d],
  },
  {
    name: '18: httpModules in an integrated pool, whatever they hold',
    app: '<system.web><httpModules><clear /></httpModules></system.web>',
    findings: [['iis/integrated-mode-validation', /every request fails with 500\.22 \(0x80070032\)/]],
    ends: ['Shop/app', 22, 0x80070032],
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
    findings: [['iis/integrated-mode-validation', /every request fails with 500\.23 \(0x80070032\)/]],
    ends: ['Shop/app', 23, 0x80070032],
  },
  {
    name: '20: impersonation in an integrated pool',
    app: '<system.web><identity impersonate="true" /></system.web>',
    findings: [['iis/integrated-mode-validation', /every request fails with 500\.24 \(0x80070032\)/]],
    ends: ['Shop/app', 24, 0x80070032],
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
  {
    name: '9: a MIME type that is inherited already fails the application',
    host: '<staticContent><mimeMap fileExtension=".a" mimeType="x/a" /></staticContent>',
    app: native('<staticContent><mimeMap fileExtension=".a" mimeType="x/a" /></staticContent>'),
    order: ['Shop/app', 'system.webServer/staticContent', null],
    findings: [
      [
        'iis/duplicate-collection-entry',
        /of type 'mimeMap' with unique key attribute 'fileExtension' set to '\.a' \(0x800700B7\), .*every request/,
      ],
    ],
    ends: ['Shop/app', 19, 0x800700b7],
  },
  {
    name: '16: an entry whose precondition does not hold is listed and skipped in silence',
    app: native('<modules><add name="M" type="T.M" preCondition="classicMode,bitness64" /></modules>'),
    order: ['Shop/app', modules, ['M']],
    runs: ['Shop/app', 'classicMode,bitness64', 'no'],
    findings: [],
  },
  {
    name: '16: an entry whose precondition holds in the pool of the application',
    pool: 'managedPipelineMode="Classic" managedRuntimeVersion="v2.0" enable32BitAppOnWin64="true"',
    app: native('<modules><add name="M" type="T.M" preCondition="classicMode" /></modules>'),
    runs: ['Shop/app/folder', 'classicMode,runtimeVersionv2.0,bitness32', 'yes'],
    findings: [],
  },
  {
    name: '17: whether the handler of a URL is managed is decided by the URL',
    app: native('<modules><add name="M" type="T.M" preCondition="managedHandler" /></modules>'),
    runs: ['Shop/app', 'integratedMode,managedHandler', 'unknown'],
    findings: [],
  },
  {
    name: '17: unless all managed modules run for all requests',
    app: native('<modules runAllManagedModulesForAllRequests="true"><add name="M" type="T.M" /></modules>'),
    value: ['Shop/app', modules, 'runAllManagedModulesForAllRequests', 'true'],
    runs: ['Shop/app', 'managedHandler', 'yes'],
    findings: [],
  },
  {
    name: '18: httpModules behind a configSource',
    app: '<system.web><httpModules configSource="modules.config" /></system.web>',
    files: { 'web/app/modules.config': '<httpModules><remove name="M" /></httpModules>' },
    findings: [['iis/integrated-mode-validation', /every request fails with 500\.22/]],
  },
  {
    name: '20: impersonation inside a location',
    app: '<location path="below"><system.web><identity impersonate="true" /></system.web></location>',
    findings: [],
  },
  {
    name: '22: whether a type can be loaded is in no file',
    app: native(
      '<modules><add name="M" type="No.Such, Assembly" /></modules><handlers><add name="H" path="x" verb="*" type="No.Such" /></handlers>',
    ),
    order: ['Shop/app', modules, ['M']],
    entry: ['Shop/app', handlers, 'H', 'type', 'No.Such'],
    findings: [],
    statuses: [['500', /^Internal server error/]],
  },
  {
    name: '23: what is not listed is denied, whether it has an extension or not',
    app: native(
      '<security><requestFiltering><fileExtensions allowUnlisted="false"><add fileExtension=".htm" allowed="true" /></fileExtensions></requestFiltering></security>',
    ),
    value: ['Shop/app/folder', `${filtering}#fileExtensions`, 'allowUnlisted', 'false'],
    order: ['Shop/app/folder', `${filtering}#fileExtensions`, ['.htm']],
    findings: [],
    statuses: [['404.7', /^Request filtering: the file extension is denied/]],
  },
  {
    name: '24: the verbs of a handler keep their case, and its path has none',
    app: native('<handlers><add name="H" path="*.ABC" verb="get" type="T.H" /></handlers>'),
    entry: ['Shop/app', handlers, 'H', 'verb', 'get'],
    findings: [],
    statuses: [['404.4', /^No handler is configured/]],
  },
  {
    name: '25: the authorization of ASP.NET says nothing about that of IIS',
    host: '<security><authorization><add accessType="Allow" users="*" /></authorization></security>',
    app: '<system.web><authorization><deny users="*" /></authorization></system.web>',
    order: ['Shop/app', authorization, ['*']],
    findings: [],
  },
  {
    name: '26: verbs of static files are decided without any setting',
    findings: [],
    statuses: [
      ['405', /^The method is not allowed/],
      ['411', /^The request has no content length/],
      ['501', /^The method or command is not implemented/],
    ],
  },
  {
    name: '27: whether the pool may read a file is in no file',
    findings: [],
    statuses: [['500.19', /0x80070005 "Cannot read configuration file due to insufficient permissions"/]],
  },
  {
    name: '15.4: a file of no bytes is not well-formed',
    files: { 'web/app/web.config': '' },
    value: ['Shop/app/below', 'system.webServer/defaultDocument', 'enabled', null],
    findings: [
      [
        'iis/not-well-formed',
        /^Configuration file is not well-formed XML \(0x8007000D\).*every request here fails with 500\.19/,
      ],
    ],
    ends: ['Shop/app/below', 19, 0x8007000d],
  },
  {
    name: '15.4: an applicationHost.config of no bytes',
    files: { 'applicationHost.config': '' },
    value: ['', 'system.webServer/defaultDocument', 'enabled', null],
    findings: [['iis/not-well-formed', /^Configuration file is not well-formed XML .*IIS starts no site/]],
  },
  {
    name: '15.4: a section that is declared twice in applicationHost.config',
    declares:
      '<sectionGroup name="system.webServer"><section name="modules" overrideModeDefault="Deny" /></sectionGroup>',
    app: native('<modules><add name="M" type="T.M" /></modules>'),
    order: ['Shop/app', modules, null],
    findings: [
      ['iis/section-declared-twice', /^There is a duplicate 'system\.webServer\/modules' section defined, .*no site/],
    ],
  },
  {
    name: '15.4: a section that is declared again in a web.config',
    app: '<configSections><sectionGroup name="system.webServer"><section name="modules" /></sectionGroup></configSections>',
    order: ['Shop/app/folder', modules, null],
    findings: [
      [
        'iis/section-declared-twice',
        /^There is a duplicate 'system\.webServer\/modules' section defined \(0x800700B7\), .*500\.19/,
      ],
    ],
    ends: ['Shop/app', 19, 0x800700b7],
  },
  {
    name: '15.4: a section that two web.config files declare, one below the other',
    site: '<configSections><section name="contoso" /></configSections><contoso />',
    app: '<configSections><section name="contoso" /></configSections><contoso />',
    findings: [
      ['iis/section-declared-twice', /^There is a duplicate 'contoso' section defined \(0x800700B7\), .*500\.19/],
    ],
    ends: ['Shop/app', 19, 0x800700b7],
  },
  {
    name: '15.4: a section that one web.config declares twice',
    app: '<configSections><section name="contoso" /><section name="contoso" /></configSections>',
    findings: [['iis/section-declared-twice', /^There is a duplicate 'contoso' section defined, .*500\.19/]],
  },
  ...configSourceRows(),
];

/** What a configSource may not be (15.4). */
function configSourceRows(): readonly Reading[] {
  const row = (name: string, source: string, message: RegExp, more: Partial<Reading> = {}): Reading => ({
    name: `15.4: a configSource ${name}`,
    app: native(`<defaultDocument configSource="${source}" />`),
    value: ['Shop/app', 'system.webServer/defaultDocument', 'enabled', null],
    findings: [['iis/config-source-rejected', message]],
    ...more,
  });
  const source = (text: string): Partial<Reading> => ({ files: { 'web/app/s.config': text } });
  return [
    row('with other content', 's.config', /configSource and other content, so requests fail with 500\.19/, {
      app: native('<defaultDocument enabled="false" configSource="s.config" />'),
      ...source('<defaultDocument />'),
    }),
    row('that is an absolute path', 'C:\\s.config', /absolute path, so requests fail with 500\.19/),
    row('that leads above its folder', '..\\s.config', /above the folder of this file, so requests fail with 500\.19/),
    row('with another root', 's.config', /^Specified configSource cannot be parsed: the root/, source('<modules />')),
    row('that is not well-formed', 's.config', /^Specified configSource cannot be parsed: .*well-formed/, source('')),
  ];
}
