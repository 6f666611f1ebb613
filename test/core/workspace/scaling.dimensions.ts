// Input that can be made as large as wanted in one dimension after another.
import type { SourceFile } from '../../../server/src/core/text/source-file.js';

const repeat = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join('\n');
const site = (index: number, path = `C:\\www\\s${index}`): string =>
  `<site name="Site ${index}" id="${index + 1}"><application path="/"><virtualDirectory path="/" physicalPath="${path}" /></application>
   <bindings><binding protocol="http" bindingInformation="*:80:s${index}.contoso.com" /></bindings></site>`;

function host(sites: string, body: string): string {
  return `<configuration><configSections>
    <sectionGroup name="system.applicationHost"><section name="sites" overrideModeDefault="Deny" /></sectionGroup>
    <sectionGroup name="system.webServer"><section name="defaultDocument" /><section name="handlers" /><section name="httpErrors" /><section name="serverRuntime" />
      <sectionGroup name="security"><section name="authorization" /></sectionGroup></sectionGroup>
    </configSections><system.applicationHost><sites>${sites}</sites></system.applicationHost>${body}</configuration>`;
}

const native = (content: string): string => `<system.webServer>${content}</system.webServer>`;
const documents = (entries: string): string => native(`<defaultDocument><files>${entries}</files></defaultDocument>`);
const one = (text: string): SourceFile[] => [{ uri: 'server/applicationHost.config', text }];
const twice = '<clear /><add value="a" /><add value="a" />';

/** Each with a size that takes some hundredths of a second. */
export const dimensions: Readonly<Record<string, readonly [size: number, files: (size: number) => SourceFile[]]>> = {
  'locations with a finding in each': [
    400,
    (size) =>
      one(
        host(
          site(0),
          repeat(size, (i) => `<location path="Site 0/f${i}">${documents(twice)}</location>`),
        ),
      ),
  ],
  sites: [
    400,
    (size) =>
      one(
        host(
          repeat(size, (i) => site(i)),
          '',
        ),
      ),
  ],
  'sites of a front end with a location in each': [
    400,
    (size) =>
      one(
        host(
          repeat(size, (i) => site(i, `C:\\FrontEnd\\HttpProxy\\s${i}`)),
          repeat(size, (i) => `<location path="Site ${i}/owa">${documents('')}</location>`),
        ),
      ),
  ],
  'collection entries': [4000, (size) => one(host(site(0), documents(repeat(size, (i) => `<add value="d${i}" />`))))],
  'doubled entries': [2000, (size) => one(host(site(0), documents(repeat(size, (i) => `<add value="d${i % 2}" />`))))],
  'entries that are removed and added again': [
    800,
    (size) => {
      const again = repeat(size, (i) => `<remove value="d${i}" /><add value="d${i}" />`);
      const all = documents(repeat(size, (i) => `<add value="d${i}" />`));
      return one(host(site(0), `${all}<location path="Site 0">${documents(again)}</location>`));
    },
  ],
  'entries that are removed by a part of their key': [
    4000,
    (size) => {
      const add = repeat(size, (i) => `<add accessType="Allow" users="u${i}" roles="r" />`);
      const remove = repeat(size, (i) => `<remove users="u${i}" roles="r" />`);
      const section = (content: string): string =>
        native(`<security><authorization>${content}</authorization></security>`);
      return one(host(site(0), `${section(add)}<location path="Site 0">${section(remove)}</location>`));
    },
  ],
  'unknown attributes': [
    800,
    (size) => one(host(site(0), native(`<serverRuntime ${repeat(size, (i) => `a${i}="1"`)} />`))),
  ],
  'unknown elements': [
    800,
    (size) => one(host(site(0), native(`<httpErrors>${repeat(size, (i) => `<e${i} />`)}</httpErrors>`))),
  ],
  'web.config files': [
    100,
    (size) => [
      ...one(
        host(
          repeat(size, (i) => site(i)),
          '',
        ),
      ),
      ...Array.from({ length: size }, (_, i) => ({
        uri: `server/www/s${i}/web.config`,
        text: `<configuration>${documents(twice)}</configuration>`,
      })),
    ],
  ],
  servers: [
    40,
    (size) =>
      Array.from({ length: size }, (_, i) => ({
        uri: `servers/s${i}/applicationHost.config`,
        text: host(
          repeat(5, (j) => site(j)),
          documents(twice),
        ),
      })),
  ],
  'locations of unknown sites': [
    100,
    (size) =>
      one(
        host(
          repeat(size, (i) => site(i)),
          repeat(size, (i) => `<location path="Sites ${i}/owa">${documents('')}</location>`),
        ),
      ),
  ],
  'slashes of a location path': [
    8000,
    (size) => one(host(site(0), `<location path="Site 0${'/'.repeat(size)}a">${documents('')}</location>`)),
  ],
  'segments of a location path': [
    100,
    (size) =>
      one(
        host(
          site(0),
          repeat(10, (i) => `<location path="Site 0/${path(size, i)}">${documents(twice)}</location>`),
        ),
      ),
  ],
  'locations of one path': [
    400,
    (size) =>
      one(
        host(
          site(0),
          repeat(size, (i) => `<location path="Site 0/a">${documents(`<add value="d${i}" />`)}</location>`),
        ),
      ),
  ],
  'sections of one location': [
    400,
    (size) =>
      one(host(site(0), `<location path="Site 0/a">${repeat(size, () => native('<serverRuntime />'))}</location>`)),
  ],
  'one attribute again and again': [
    4000,
    (size) => one(host(site(0), native(`<serverRuntime ${repeat(size, () => 'uploadReadAheadSize="1"')} />`))),
  ],
  'attributes of a location': [
    4000,
    (size) =>
      one(host(site(0), `<location path="Site 0" ${repeat(size, (i) => `x${i}="1"`)}>${documents('')}</location>`)),
  ],
  'the length of an attribute name': [
    300_000,
    (size) => one(host(site(0), native(`<serverRuntime ${letters(size)}="1" />`))),
  ],
  'the length of an element name': [300_000, (size) => one(host(site(0), native(`<${letters(size)} />`)))],
  'the length of a site name': [
    300_000,
    (size) =>
      one(
        host(
          site(0).replace('Site 0', letters(size)),
          `<location path="${letters(size)}x">${documents(twice)}</location>`,
        ),
      ),
  ],
  'declared sections': [
    1000,
    (size) =>
      one(host(site(0), '').replace('<configSections>', `$&${repeat(size, (i) => `<section name="s${i}" />`)}`)),
  ],
  'syntax errors': [8000, (size) => one(host(site(0), native(`<serverRuntime a="${'&'.repeat(size)}" />`)))],
  'open tags': [4000, (size) => one(host(site(0), native('<a>'.repeat(size))))],
  'stray end tags': [16_000, (size) => one(host(site(0), native('</x>'.repeat(size))))],
  nesting: [4000, (size) => one(host(site(0), native(`${'<a>'.repeat(size)}${'</a>'.repeat(size)}`)))],
  comments: [
    16_000,
    (size) =>
      one(
        host(
          site(0),
          repeat(size, (i) => `<!-- ${i} -->`),
        ),
      ),
  ],
  suppressions: [
    400,
    (size) =>
      one(
        host(
          site(0),
          repeat(
            size,
            (i) =>
              `<!-- exchange-cba-disable-next-line iis/duplicate-collection-entry: kept --><location path="Site 0/a${i}">${documents(twice)}</location>`,
          ),
        ),
      ),
  ],
  bindings: [
    1000,
    (size) =>
      one(
        host(
          site(0).replace(
            '<bindings>',
            `$&${repeat(size, () => '<binding protocol="https" bindingInformation=":443:" />')}`,
          ),
          '',
        ),
      ),
  ],
  applications: [
    1000,
    (size) =>
      one(
        host(
          site(0).replace(
            '<bindings>',
            `${repeat(size, (i) => `<application path="/a${i}"><virtualDirectory path="/" physicalPath="C:\\a${i}" /></application>`)}$&`,
          ),
          '',
        ),
      ),
  ],
  'records of HTTP.SYS': [
    1000,
    (size) => [...one(host(site(0), '')), { uri: 'server/sslcert.txt', text: records(size) }],
  ],
  'entries of a settings file': [
    400,
    (size) => [...one(host(site(0), '')), { uri: 'server/.exchange-cba.json', text: settings(size) }],
  ],
  'servers with files of their own': [
    60,
    (size) =>
      Array.from({ length: size }, (_, i) => [
        { uri: `servers/s${i}/applicationHost.config`, text: host(`${site(0)}${site(1)}`, documents(twice)) },
        { uri: `servers/s${i}/www/s0/web.config`, text: `<configuration>${documents(twice)}</configuration>` },
        { uri: `servers/s${i}/redirection.config`, text: '<configuration />' },
        { uri: `servers/s${i}/.exchange-cba.json`, text: '{"virtualDirectories":{"Site 1":"other","Site 9":"x"}}' },
        { uri: `servers/s${i}/sslcert.txt`, text: records(1) },
      ]).flat(),
  ],
};

function letters(count: number): string {
  return 'ab'.repeat(count / 2);
}

function path(segments: number, index: number): string {
  return Array.from({ length: segments }, (_, i) => `a${i}x${index}`).join('/');
}

function settings(entries: number): string {
  const virtualDirectories = Array.from({ length: entries }, (_, i) => [`Site 0/x${i}`, `f${i}`] as const);
  return JSON.stringify({ virtualDirectories: Object.fromEntries(virtualDirectories) });
}

function records(count: number): string {
  const record = (i: number): string => `
    IP:port                      : 10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}:443
    Certificate Hash             : 9702157c8ee14af6fd81fdac99349b29d3887517
    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}
    Certificate Store Name       : MY
    DS Mapper Usage              : Enabled
    Negotiate Client Certificate : Disabled
`;
  return `SSL Certificate bindings:\n-------------------------\n${repeat(count, record)}`;
}
