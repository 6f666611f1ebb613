// Cost grows at most linearly with every dimension of the input: twice as much of one takes less than 2.5
// times the processor time.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createProject } from '../../../server/src/core/create-project.js';
import type { SourceFile } from '../../../server/src/core/text/source-file.js';
import { dimensions } from './scaling.dimensions.js';

const limit = 2.5;
/**
 * Of the small input the least of so many measurements counts, since other processes and the garbage collector
 * only ever add. Of the large one a single measurement is enough when it passes: what is added makes it fail.
 */
const measurements = 4;
setFlagsFromString('--expose-gc');
/** What an earlier measurement left is not paid for in the next. */
const collectGarbage = runInNewContext('gc') as () => void;
// One that passes is enough: what grows with the square never does, while a cold cache makes a linear one look worse.
const attempts = 8;

function cost(files: readonly SourceFile[], count = 1): number {
  const times = Array.from({ length: count }, () => {
    // Nothing that an earlier measurement made is known.
    const fresh = files.map((file) => ({ ...file }));
    collectGarbage();
    const start = process.cpuUsage();
    assert.ok(createProject({ files: fresh, schemas: [], settings: { termination: 'auto', rules: {} } }).analysis);
    // Their sum is exact; systems that count in ticks estimate how it is split.
    const { user, system } = process.cpuUsage(start);
    return user + system;
  });
  return Math.min(...times);
}

describe('twice as much takes less than 2.5 times as long:', () => {
  for (const [name, [size, make]] of Object.entries(dimensions)) {
    test(name, () => {
      cost(make(size * 2), measurements);
      const ratios: number[] = [];
      while (ratios.length < attempts) {
        // Three doublings at once, since noise and the cache's border are then less of what is measured.
        ratios.push(Math.cbrt(cost(make(size * 8)) / cost(make(size), measurements)));
        if (ratios.at(-1)! < limit) return;
      }
      assert.fail(`The cost grew at each doubling ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')} times.`);
    });
  }
});
