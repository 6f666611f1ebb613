// Measures contestants in turns within one run, and prints each one's median as a ratio to the first.

export interface Contestant {
  readonly name: string;
  readonly run: () => unknown;
}

/** One benchmark; `main.ts` registers it. */
export interface Bench {
  /** As it is named on the command line. */
  readonly name: string;
  readonly run: () => void | Promise<void>;
}

export interface Measured {
  readonly name: string;
  /** The median of the samples. */
  readonly milliseconds: number;
  /** How many times as long as the first contestant. */
  readonly ratio: number;
}

export interface MeasureOptions {
  /** Measured runs of each contestant. */
  readonly samples: number;
  /** Runs before them that are not measured. */
  readonly warmUp: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Runs the contestants in turns, so that whatever else the machine does meets all of them alike. */
export async function measure(
  contestants: readonly Contestant[],
  options: MeasureOptions,
): Promise<readonly Measured[]> {
  const times = contestants.map((): number[] => []);
  for (let round = -options.warmUp; round < options.samples; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const start = performance.now();
      await contestant.run();
      if (round >= 0) times[index]!.push(performance.now() - start);
    }
  }
  const medians = times.map(median);
  return contestants.map(({ name }, index) => ({
    name,
    milliseconds: medians[index]!,
    ratio: medians[index]! / medians[0]!,
  }));
}

/** What was printed, by title. */
export const recorded = new Map<string, readonly Measured[]>();

/** Prints a line per contestant; `bytes`, if given, adds the throughput. */
export function print(title: string, results: readonly Measured[], bytes?: number): void {
  recorded.set(title, results);
  console.log(`\n${title}`);
  const width = Math.max(...results.map(({ name }) => name.length));
  for (const { name, milliseconds, ratio } of results) {
    const speed = bytes === undefined ? '' : `${(bytes / 1e3 / milliseconds).toFixed(0).padStart(6)} MB/s`;
    console.log(
      `  ${name.padEnd(width)} ${milliseconds.toFixed(2).padStart(10)} ms${speed} ${ratio.toFixed(2).padStart(8)}×`,
    );
  }
}
