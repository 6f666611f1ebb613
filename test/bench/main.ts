// `npm run bench`: runs the benchmarks named as arguments, or all of them, and prints one table of ratios.
import { recorded, type Bench } from './harness.js';
import { analysisBench } from './analysis.bench.js';
import { certificateBench } from './certificate.bench.js';
import { certificateViewBench } from './certificate-view.bench.js';
import { compareBench } from './compare.bench.js';
import { logsBench } from './logs.bench.js';
import { lspBench } from './lsp.bench.js';
import { predictionBench } from './prediction.bench.js';
import { startBench } from './start.bench.js';
import { ratioTable } from './table.js';
import { xmlBench } from './xml.bench.js';

const benches: readonly Bench[] = [
  startBench,
  xmlBench,
  analysisBench,
  compareBench,
  lspBench,
  predictionBench,
  certificateBench,
  certificateViewBench,
  logsBench,
];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `Unknown benchmark '${unknown.join("', '")}'. Benchmarks: ${benches.map(({ name }) => name).join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  for (const bench of benches) if (names.length === 0 || names.includes(bench.name)) await bench.run();
  console.log(`\n${ratioTable(recorded)}`);
}
