// The cases about logs of IIS.
import assert from 'node:assert/strict';
import type { CaseTests } from './support.js';

export const logCases: CaseTests = {
  'check-ignores-logs': async (one) => {
    const report = await one.check();
    assert.deepEqual(
      report.logs?.map(({ path }) => path),
      ['u_ex261102.log'],
    );
  },
  'probe-403-7': async (one) => {
    const { out, code } = await one.run(['logs', 'u_ex261102.log', '--format', 'json']);
    const { requests, activeSyncRequests, probes, devices, users, servers, causes } = JSON.parse(out) as {
      readonly [name: string]: unknown;
      readonly servers: readonly { readonly name: string }[];
    };
    assert.equal(code, 0);
    assert.deepEqual(
      { requests, activeSyncRequests, probes, devices, users, servers: servers.map(({ name }) => name), causes },
      { requests: 3, activeSyncRequests: 3, probes: 2, devices: 1, users: 1, servers: ['10.1.1.11'], causes: [] },
    );
  },
};
