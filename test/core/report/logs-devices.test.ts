// The table of devices that failed: each failed request once, whatever logs have it, and when it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failingDevices } from '../../../server/src/core/report/logs-view.js';
import { isoTime } from '../../../server/src/core/logs/requests/clock.js';
import { activeSyncLine, summaryOfLogs, w3cHeader } from '../../support/logs.js';

async function rows(files: Readonly<Record<string, string>>) {
  return failingDevices(await summaryOfLogs(files)).map(({ failures, first, last }) => [
    failures,
    isoTime(first),
    isoTime(last),
  ]);
}

const minutes = [0, 1, 2, 3, 4].map((minute) => `06:0${minute}:00`);
const query = 'Cmd=Sync&User=alice&DeviceId=APPL1&DeviceType=iPhone';

test('a request that W3C and HttpProxy logs have counts once; one that only HttpProxy has counts too', async () => {
  const id = (minute: number) => `0f0f0f0f-0000-4000-8000-00000000000${minute}`;
  const front = minutes.map((time, minute) =>
    activeSyncLine({ time, query: `${query}&cafeReqId=${id(minute)};`, status: '502 0 0' }),
  );
  const names = 'DateTime,RequestId,Protocol,UrlQuery,AuthenticatedUser,UserAgent,ClientIpAddress,ServerHostName';
  const row = (minute: number) =>
    `2026-11-02T06:0${minute}:00.500Z,${id(minute)},Eas,${query},CONTOSO\\alice,x,198.51.100.7,EXCH01,503`;
  const proxy = `#Fields: ${names},BackEndStatus\n${[0, 1, 2, 3, 4, 9].map(row).join('\n')}\n`;
  const files = { 'u_ex261102.log': w3cHeader + front.join(''), 'HttpProxy_2026110206-1.LOG': proxy };
  assert.deepEqual(await rows(files), [[6, '2026-11-02T06:00:00Z', '2026-11-02T06:09:00Z']]);
});

test('the failed requests of a loop count once', async () => {
  const burst = Array.from({ length: 80 }, (_, second) =>
    activeSyncLine({ time: `06:00:${String(second % 40).padStart(2, '0')}`, status: '403 7 64' }),
  ).sort();
  assert.deepEqual(await rows({ 'u_ex261102.log': w3cHeader + burst.join('') }), [
    [80, '2026-11-02T06:00:00Z', '2026-11-02T06:00:39Z'],
  ]);
});

test('provisioning that never completes has a first and a last time', async () => {
  const loop = minutes.flatMap((time) => [
    activeSyncLine({ time, status: '449 0 0' }),
    activeSyncLine({ time, query: query.replace('Sync', 'Provision') }),
  ]);
  assert.deepEqual(await rows({ 'u_ex261102.log': w3cHeader + loop.join('') }), [
    [5, '2026-11-02T06:00:00Z', '2026-11-02T06:04:00Z'],
  ]);
});
