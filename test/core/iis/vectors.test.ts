// The engine against a second implementation on random servers: every value and the order of every collection.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EffectiveElement } from '../../../server/src/core/iis/merge.js';
import { builtinSchema } from '../../../server/src/core/iis/schema/builtin.js';
import { serverOf } from '../../support/configuration.js';
import { ServerMaker, numbers, paths, sections, textsOf } from '../../support/random-server.js';
import type { State } from '../../support/reference-engine.js';
import { evaluate } from '../../support/reference-engine.js';

/** 100,000 by hand: `VECTORS=100000 node --test out/test/core/iis/vectors.test.js`. */
const wanted = Number(process.env.VECTORS ?? 5000);
const seed = Number(process.env.SEED ?? 20261129);

test(`${wanted} effective values of random servers are those of the reference`, () => {
  let compared = 0;
  let known = 0;
  for (let number = 0; compared < wanted; number++) {
    const made = new ServerMaker(builtinSchema, numbers(seed + number)).make();
    const texts = textsOf(made);
    const server = serverOf(texts);
    const compare = (element: EffectiveElement, state: State, where: string): void => {
      for (const [name, { value }] of element.attributes) {
        compared++;
        if (value !== null) known++;
        assert.equal(
          value,
          state.value(element.schema.attributes.get(name)!),
          `server ${seed + number}, ${where}/@${name}`,
        );
      }
      const { entries } = element;
      if (entries) {
        compared++;
        if (entries.value) known++;
        const order = entries.value?.map(({ key }) => key.toLowerCase()) ?? null;
        const expected = state.listIsKnown
          ? state.list.map(({ keys }) =>
              [...keys.values()]
                .filter((one) => one !== '')
                .join(', ')
                .toLowerCase(),
            )
          : null;
        assert.deepEqual(order, expected, `server ${seed + number}, ${where}`);
      }
      for (const [name, child] of element.elements) compare(child, state.child(name), `${where}/${name}`);
    };
    for (const section of sections) {
      for (const path of paths) {
        const element = server.section(path, section)!;
        compare(element, evaluate(made, builtinSchema, section, path), `${path} ${section}`);
      }
    }
  }
  assert.ok(known > wanted / 3, 'most of what is compared is known');
});
