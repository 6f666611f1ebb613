import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureScope } from '../../../server/src/core/iis/failure-scope.js';

test('application pools are read at the start, so no request is said to fail with 500.19 for them', () => {
  assert.equal(failureScope('system.applicationHost/applicationPools'), 'start');
  assert.equal(failureScope('system.webServer/httpProtocol'), 'reading');
});
