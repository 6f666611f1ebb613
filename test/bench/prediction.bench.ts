// How long it takes to predict what one request gets, against checking its server.
import { createProject } from '../../server/src/core/create-project.js';
import { buildWorld } from '../../server/src/core/simulate/build-world.js';
import { requestAt } from '../../server/src/core/simulate/request.js';
import { simulate } from '../../server/src/core/simulate/simulate.js';
import { sampleFiles } from '../support/servers.js';
import { measure, print, type Bench } from './harness.js';

export const predictionBench: Bench = {
  name: 'prediction',
  async run() {
    const files = [...sampleFiles('contoso-exchange-2019')].map(([name, text]) => ({
      uri: `file:///exch/${name}`,
      text,
    }));
    // Each round reads new files, since those that were read before are not read again.
    const check = () =>
      createProject({
        files: files.map((file) => ({ ...file })),
        schemas: [],
        settings: { termination: 'auto', rules: {} },
      });
    const project = check();
    const server = project.servers[0]!;
    const world = buildWorld({
      configuration: server.configuration,
      exchange: server.exchange,
      root: server.configuration.root,
      windowsServer: null,
      facts: server.facts,
      certificates: [],
      shown: [],
      findings: project.analysis.findings,
      now: 0,
    });
    const request = { ...requestAt('/Microsoft-Server-ActiveSync')!, anyCertificate: true };
    const results = await measure(
      [
        { name: 'check the server', run: check },
        { name: 'predict one request', run: () => simulate(request, world) },
      ],
      { samples: 5, warmUp: 1 },
    );
    print('prediction of one request', results);
  },
};
