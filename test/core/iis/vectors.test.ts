// The engine against a second implementation on random servers: every value and the order of every
// collection.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EffectiveElement } from '../../../server/src/core/iis/effective-element.js';
import { builtinSchema } from '../../../server/src/core/iis/schema/builtin.js';
import { serverOf } from '../../support/configuration.js';
import {
  ServerMaker,
  numbers,
  paths,
  poolsSection,
  sections,
  sitesSection,
  textsOf,
} from '../../support/random-server.js';
import type { State } from '../../support/reference-engine.js';
import { evaluate, keyOf } from '../../support/reference-engine.js';

/** What some random server must hold for the comparison to mean anything. */
const kinds: Readonly<Record<string, RegExp>> = {
  'location of applicationHost.config': /applicationPools[^]*<location path="S\/a\/b/,
  'location of a web.config': /^<configuration>(?!<configSections)[^]*<location path="/,
  inheritInChildApplications: /inheritInChildApplications="false"/,
  'overrideMode Allow': /overrideMode="Allow"/,
  'overrideMode Deny': /overrideMode="Deny"/,
  allowLocation: /allowLocation="false"/,
  allowDefinition: /allowDefinition="MachineToApplication"/,
  lockAttributes: /lockAttributes="/,
  lockAllAttributesExcept: /lockAllAttributesExcept="/,
  lockElements: /lockElements="/,
  lockAllElementsExcept: /lockAllElementsExcept="/,
  'lockItem of a section': /<(serverRuntime|access|defaultDocument)[^>]* lockItem="true"/,
  'lockItem of an entry': /<add [^>]*lockItem="true"/,
  applicationPoolDefaults: /<applicationPoolDefaults [^]*<processModel /,
  siteDefaults: /<siteDefaults/,
  'applicationDefaults of all sites and of one': /<applicationDefaults[^]*<site [^]*<applicationDefaults/,
  'virtualDirectoryDefaults of an application': /<application [^>]*><virtualDirectoryDefaults/,
  flags: /="\w+, \w+/,
  'hours beyond a day': /="(2[4-9]|3\d):\d\d:\d\d"/,
  days: /="1\.\d\d:\d\d:\d\d"/,
  clear: /<clear>/,
  remove: /<remove /,
};

/** 100,000 by hand: `VECTORS=100000 node --test out/test/core/iis/vectors.test.js`. */
const wanted = Number(process.env.VECTORS ?? 5000);
const seed = Number(process.env.SEED ?? 20261129);

test(`${wanted} effective values of random servers are those of the reference`, () => {
  let compared = 0;
  let known = 0;
  const missing = new Set(Object.keys(kinds));
  for (let number = 0; compared < wanted || number < 10; number++) {
    const made = new ServerMaker(builtinSchema, numbers(seed + number)).make();
    const texts = textsOf(made);
    const server = serverOf(texts);
    const compare = (element: EffectiveElement, state: State, around: readonly State[], where: string): void => {
      for (const [name, { value }] of element.attributes) {
        compared++;
        if (value !== null) known++;
        assert.equal(
          value,
          state.value(element.schema.attributes.get(name)!),
          `server ${seed + number}, ${where}/@${name}`,
        );
      }
      if (element.entries) {
        compared++;
        const entries = element.entries.value;
        const expected = state.entries(around);
        if (entries) known++;
        const order = entries?.map(({ key }) => key.toLowerCase()) ?? null;
        assert.deepEqual(order, expected?.map(keyOf) ?? null, `server ${seed + number}, ${where}`);
        entries?.forEach((entry, index) => {
          compare(entry.element, expected![index]!, [...around, state], `${where}/${index}`);
        });
      }
      for (const [name, child] of element.elements)
        compare(child, state.child(name), [...around, state], `${where}/${name}`);
    };
    for (const section of sections) {
      for (const path of paths) {
        const element = server.section(path, section)!;
        compare(element, evaluate(made, builtinSchema, section, path), [], `${path} ${section}`);
      }
    }
    for (const section of [poolsSection, sitesSection])
      compare(server.section('', section)!, evaluate(made, builtinSchema, section, ''), [], section);
    for (const [kind, pattern] of Object.entries(kinds))
      if (Object.values(texts).some((text) => pattern.test(text))) missing.delete(kind);
  }
  assert.deepEqual([...missing], [], 'every kind of configuration occurs');
  assert.ok(known > wanted / 3, 'most of what is compared is known');
});
