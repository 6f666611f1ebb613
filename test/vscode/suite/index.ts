// The entry that a VS Code under test loads: runs every test of the suite with mocha, in Node and in a web
// worker alike.

declare const TEST_PATTERN: string;
declare const TEST_WORKSPACE: string;
declare const TEST_HOST: 'node' | 'web';

async function loadMocha(): Promise<void> {
  // Mocha's build for browsers runs in both hosts; Node's only lacks an address, in which that build looks
  // for options.
  if (!('location' in globalThis)) Object.assign(globalThis, { location: { search: '' } });
  // Loaded late: the build exports itself through whatever `module` is in scope, which is this file's when it
  // is bundled.
  await import('mocha/mocha.js');
}

/** Settles when all tests have run; rejects when one has failed or none was found. */
export async function run(): Promise<void> {
  try {
    await loadMocha();
    const { Lines } = await import('./support/lines.js');
    mocha.setup({ ui: 'bdd', timeout: 180_000, slow: 5_000, reporter: Lines });
    if (TEST_PATTERN !== '') mocha.grep(TEST_PATTERN);
    if (TEST_WORKSPACE === 'plain') await import('./plain.js');
    else if (TEST_WORKSPACE === 'certificates') await import('./certificates.js');
    else {
      await import('./sample.js');
      await import('./findings.js');
      await import('./uses.js');
      await import('./names.js');
      await import('./typing.js');
      await import('./logs.js');
      await import('./diagnosis.js');
      await import('./archives.js');
      // In a browser the server is a worker, which no one kills.
      if (TEST_HOST === 'node') await import('./resilience.js');
    }
    const { failures, total } = await new Promise<{ failures: number; total: number }>((resolve) => {
      const runner = mocha.run((count) => {
        resolve({ failures: count, total: runner.total });
      });
    });
    console.log(`[suite]  ${total - failures} of ${total} passed`);
    if (failures > 0) throw new Error(`${failures} of ${total} tests failed.`);
    if (total === 0 && TEST_PATTERN === '') throw new Error('No test was run.');
  } catch (error) {
    console.log(`[suite]  ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    throw error;
  }
}
