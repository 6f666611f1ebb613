// `npm run fuzz`: damaged input for every reader. --seconds <n> for all targets together (default 300), --seed <n> (default: the
// day), names of targets run only those. Ends with 1 and the input that broke a reader.
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';
import { targets } from './targets.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '300' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Math.floor(Date.now() / 86_400_000));
const chosen = targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (chosen.length === 0) {
  console.error(`Targets: ${targets.map(({ name }) => name).join(', ')}.`);
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
