// `npm run fuzz`: damaged input for every reader. --seconds <n> for all targets together (default 300),
// --seed <n> (default: the day), names of targets run only those. Ends with 1 and the input that broke a
// reader.
// `npm run fuzz -- soak` is a session of 10,000 random edits (--edits <n>) whose answers must stay those of a
// new one.
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';
import { soak } from './soak.js';
import { targets } from './targets.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '300' },
    seed: { type: 'string' },
    edits: { type: 'string', default: '10000' },
  },
});
const seed = Number(values.seed ?? Math.floor(Date.now() / 86_400_000));
if (positionals.includes('soak')) {
  await soak(Number(values.edits), seed, (done) => {
    console.log(`${done} edits, seed ${seed}: the same as a new session`);
  });
  process.exit(0);
}
const chosen = targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (chosen.length === 0) {
  console.error(`Targets: ${targets.map(({ name }) => name).join(', ')}, soak.`);
  process.exit(2);
}
const share = (Number(values.seconds) * 1000) / chosen.length;
let failed = 0;
for (const target of chosen) {
  const end = Date.now() + share;
  let inputs = 0;
  const failure = await fuzz(target, seed, (tried) => {
    inputs = tried;
    return Date.now() >= end;
  });
  console.log(`${failure ? 'FAIL' : 'ok  '} ${target.name}: ${inputs} inputs, seed ${seed}`);
  if (!failure) continue;
  failed++;
  console.log(`${failure.message}\nThe input is ${failure.file}.`);
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
