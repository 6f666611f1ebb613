// Cost grows at most linearly with every dimension of the input: twice as much of one takes less than 2.5 times the processor time.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import type { SourceFile } from '../../../server/src/core/text/source-file.js';

const limit = 2.5;
/** The least of so many measurements counts, since other processes and the garbage collector only ever add. */
const measurements = 3;
const attempts = 4;

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
const dimensions: Readonly<Record<string, readonly [size: number, files: (size: number) => SourceFile[]]>> = {
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
};

function cost(files: readonly SourceFile[]): number {
  const times = Array.from({ length: measurements }, () => {
    // Nothing that an earlier measurement made is known.
    const fresh = files.map((file) => ({ ...file }));
    const start = process.cpuUsage();
    createProject({ files: fresh, schemas: [], settings: { termination: 'auto', rules: {} } });
    return process.cpuUsage(start).user;
  });
  return Math.min(...times);
}

describe('twice as much takes less than 2.5 times as long:', () => {
  for (const [name, [size, make]] of Object.entries(dimensions)) {
    test(name, () => {
      cost(make(size * 2));
      const ratios: number[] = [];
      while (ratios.length < attempts) {
        // Two doublings at once, since the noise is then less of what is measured.
        ratios.push(Math.sqrt(cost(make(size * 4)) / cost(make(size))));
        if (ratios.at(-1)! < limit) return;
      }
      assert.fail(`The cost grew at each doubling ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')} times.`);
    });
  }
});
