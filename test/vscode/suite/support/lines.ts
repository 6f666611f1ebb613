// A reporter of one line a test, on the console that the launcher listens to.

export class Lines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.on('pass', (test) => {
      console.log(`[suite]  ok   ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on('pending', (test) => {
      console.log(`[suite]  skip ${test.fullTitle()}`);
    });
    runner.on('fail', (test, error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      console.log(`[suite]  FAIL ${test.fullTitle()}\n${text}`);
    });
  }
}
