// What was measured on IIS 10, one row a reading: values, order, codes and words.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import { preconditionHolds } from '../../../server/src/core/iis/preconditions.js';
import type { SourceFile } from '../../../server/src/core/text/source-file.js';
import type { Finding } from '../../../server/src/core/rules/finding.js';
import { explain, subjectOf } from '../../../server/src/core/simulate/explain.js';
import type { SimulatedRequest } from '../../../server/src/core/simulate/model.js';
import { configuration } from '../../../server/src/core/simulate/stages/configuration.js';
import type { Target } from '../../../server/src/core/simulate/target.js';
import type { World } from '../../../server/src/core/simulate/world.js';
import { effective, keys, serverOf, serverRoot } from '../../support/configuration.js';
import type { Reading } from './readings.cases.js';
import { native, readings } from './readings.cases.js';

const declared = ['modules', 'handlers', 'defaultDocument', 'staticContent', 'validation']
  .map((name) => `<section name="${name}" overrideModeDefault="Allow" />`)
  .join('');
const hostText = ({ host = '', pool = '', declares = '' }: Reading): string => `<configuration>
  <configSections>
    <sectionGroup name="system.applicationHost"><section name="applicationPools" /><section name="sites" /></sectionGroup>
    <sectionGroup name="system.webServer">${declared}<section name="globalModules" />
      <sectionGroup name="security"><section name="authorization" /><section name="requestFiltering" /></sectionGroup></sectionGroup>
    ${declares}
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
    ...reading.files,
  };
}

function findingsOf(texts: Record<string, string>): readonly Finding[] {
  const sources = Object.entries(texts).map(([name, text]): SourceFile => ({ uri: `${serverRoot}/${name}`, text }));
  const settings = { termination: 'auto', rules: {} } as const;
  const { analysis } = createProject({ files: sources, schemas: [], settings });
  return analysis.findings.filter(({ rule }) => rule.startsWith('iis/'));
}

/** How the configuration of a path ends a request, by the same findings. */
function endOf(texts: Record<string, string>, path: string): readonly (number | null)[] {
  const world = { members: { findings: findingsOf(texts) }, configuration: serverOf(texts) };
  // The stage looks at nothing else.
  const step = configuration({} as SimulatedRequest, world as unknown as World, { configurationPath: path } as Target);
  if (step.kind !== 'end') return [];
  const { status, substatus, win32 } = step.outcome;
  return [status, substatus, win32];
}

/** Meaning and causes of a status, as `explain` gives them. */
function words(status: string): string {
  const { meaning, causes } = explain(subjectOf(status)!);
  return [meaning, ...causes.map(({ cause }) => cause.tellsApart)].join('\n');
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
      if (reading.entry) {
        const [path, section, key, attribute, expected] = reading.entry;
        const entry = server.section(path, section)!.entries!.value!.find((one) => one.key === key)!;
        assert.equal(entry.element.attributes.get(attribute)!.value, expected);
      }
      if (reading.runs) {
        const [path, preCondition, expected] = reading.runs;
        assert.equal(preconditionHolds(server, path, preCondition), expected);
      }
      for (const [status, expected] of reading.statuses ?? []) assert.match(words(status), expected);
      if (reading.ends) {
        const [path, substatus, win32] = reading.ends;
        assert.deepEqual(endOf(texts, path), [500, substatus, win32]);
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
