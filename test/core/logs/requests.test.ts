// Who sent a request: devices plain and in Base64, users, clients behind gateways, servers, probes and legs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  base64Bytes,
  base64Text,
  decodeEncodedQuery,
  readActiveSyncQuery,
} from '../../../server/src/core/logs/requests/active-sync-query.js';
import {
  accountName,
  clientAddress,
  isLoopback,
  isOwnAddress,
} from '../../../server/src/core/logs/requests/identity.js';
import { noStretch, SuccessLog } from '../../../server/src/core/logs/summary/success-log.js';
import { Signatures } from '../../../server/src/core/logs/summary/signature.js';
import { Requesters } from '../../../server/src/core/logs/summary/requesters.js';
import { byteSource, FoldedText } from '../../../server/src/core/logs/reading/byte-source.js';
import { ByteTable } from '../../../server/src/core/logs/reading/byte-table.js';
import { utf8Bytes } from '../../../server/src/core/logs/reading/byte-text.js';
import fc from 'fast-check';
import { activeSyncLine, summaryOfLogs, w3cHeader } from '../../support/logs.js';

/** A Base64 query of protocol 14.1 with command, device and user. */
function encoded(command: number, id: readonly number[], user: string): string {
  const name = [...utf8Bytes(user)];
  const type = [...utf8Bytes('iPhone')];
  return base64Text(
    Uint8Array.from([
      141,
      command,
      9,
      4,
      id.length,
      ...id,
      4,
      1,
      2,
      3,
      4,
      type.length,
      ...type,
      8,
      name.length,
      ...name,
    ]),
  );
}

const logOf = (...lines: readonly string[]): string => w3cHeader + lines.join('');

describe('the query', () => {
  test('in Base64 says what MS-ASHTTP defines', () => {
    const decoded = decodeEncodedQuery('jAAJBAp2MTQwRGV2aWNlAApTbWFydFBob25l');
    assert.deepEqual(
      [decoded?.version, decoded?.command, decoded?.locale, decoded?.deviceId, decoded?.deviceType, decoded?.policyKey],
      [14, 'Sync', 0x409, 'V140DEVICE', 'SmartPhone', null],
    );
    assert.equal(decodeEncodedQuery('Cmd=Sync'), null);
    assert.equal(decodeEncodedQuery('////////////'), null);
  });

  test('names the same device plain and in Base64', async () => {
    const bytes = [0xa1, 0xb2, 0x00, 0xff];
    const read = await summaryOfLogs({
      'a.log': logOf(
        activeSyncLine({ query: 'Cmd=Sync&User=alice&DeviceId=a1b200ff&DeviceType=iPhone' }),
        activeSyncLine({ query: encoded(0, bytes, 'CONTOSO\\Alice') }),
        activeSyncLine({ query: `${encoded(18, bytes, 'alice')}&cafeReqId=0b1d;` }),
        activeSyncLine({ query: encoded(0, bytes, 'alice').replaceAll('+', '%2B').replaceAll('=', '%3D') }),
      ),
    });
    assert.deepEqual([read.devices, read.users], [1, 1]);
  });

  test('keeps its first value of each name and the back end log', () => {
    const query = readActiveSyncQuery(
      'cmd=Ping&DeviceId=x&deviceid=y&Log=V161_Error:DeviceNotProvisioned_&cafeReqId=ABC;',
    );
    assert.deepEqual([query.command, query.deviceId, query.requestId], ['Ping', 'X', 'abc']);
    assert.equal(query.log, 'V161_Error:DeviceNotProvisioned_');
  });

  test('Base64 of any bytes reads back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        assert.deepEqual(base64Bytes(base64Text(bytes)), bytes);
      }),
    );
  });
});

test('accounts lose domain, suffix and case; addresses port, brackets and zone', () => {
  for (const name of ['CONTOSO\\Alice', 'alice@contoso.com', 'CONTOSO%5Calice', 'ALICE']) {
    assert.equal(accountName(name), 'alice');
  }
  for (const [text, address] of [
    ['203.0.113.7:51234', '203.0.113.7'],
    ['203.0.113.7,+10.0.0.1', '203.0.113.7'],
    ['[2001:DB8::1]:443', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%9', 'fe80::1'],
  ] as const) {
    assert.equal(clientAddress(text), address);
  }
  assert.ok(isLoopback('::1%0') && isLoopback('127.0.0.5') && !isLoopback('128.0.0.1'));
  assert.ok(isOwnAddress('fe80::1%9') && isOwnAddress('169.254.1.1') && !isOwnAddress('fec0::1'));
});

test('a server is its name, the address beside it, or the address; its own addresses belong to its file', async () => {
  const named =
    '#Fields: date time s-computername s-ip cs-uri-stem cs-uri-query c-ip sc-status sc-substatus sc-win32-status\n';
  const read = await summaryOfLogs({
    'a/u_ex261101.log': `${named}2026-11-01 00:00:00 EXCH01 10.1.1.11 / - 10.0.0.9 200 0 0\n2026-11-01 00:00:01 EXCH01 ::1 / - ::1 200 0 0\n`,
    'b/u_ex261102.log': logOf(activeSyncLine({ server: '10.1.1.11' }), activeSyncLine({ server: 'fe80::1%9' })),
    'c/u_ex261102.log': logOf(activeSyncLine({ server: '10.1.1.12' })),
  });
  assert.deepEqual(
    read.servers.map(({ name, requests }) => [name, requests]),
    [
      ['10.1.1.12', 1],
      ['EXCH01', 4],
    ],
  );
});

test('what a failed request does not say is known from other lines of the device', async () => {
  const read = await summaryOfLogs({
    'a.log': logOf(
      activeSyncLine({ user: 'CONTOSO\\bob', query: 'Cmd=Sync&DeviceId=D1&DeviceType=iPhone' }),
      activeSyncLine({ query: 'Cmd=Sync&DeviceId=D1', status: '403 7 0' }),
    ),
  });
  assert.deepEqual(
    read.failing.map(({ device, user, deviceType }) => [device, user, deviceType]),
    [['D1', 'bob', 'iPhone']],
  );
});

test('failures of a server leave out probes and legs', async () => {
  const read = await summaryOfLogs({
    'a.log': logOf(
      activeSyncLine({ time: '06:00:00', status: '401 2 5' }),
      activeSyncLine({ time: '06:00:01' }),
      activeSyncLine({ time: '06:10:00', status: '401 2 5' }),
      activeSyncLine({ time: '06:20:00', status: '403 7 5', client: '127.0.0.1' }),
      activeSyncLine({ time: '06:30:00', status: '449 0 0' }),
    ),
  });
  assert.deepEqual(read.servers, [
    {
      name: '10.1.1.11',
      requests: 5,
      activeSyncRequests: 5,
      failures: 1,
      lastSuccess: read.failing[0]!.lastSuccess,
    },
  ]);
  assert.equal(read.probes, 1);
});

test('a 401 is a leg where one of all successes of its device follows within a minute', () => {
  const times = fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 30 });
  fc.assert(
    fc.property(times, times, fc.integer({ min: 1, max: 1100 }), (before, after, asked) => {
      const requesters = new Requesters();
      const row = requesters.deviceRow(0);
      const signature = new Signatures().status('front', 401, 2, 5);
      for (const time of before) requesters.success(row, { time });
      requesters.unauthorized(row, { time: asked, signature, server: 0, client: 0, at: { file: 0, line: 0 } });
      for (const time of after) requesters.success(row, { time });
      let failures = 0;
      requesters.settle(() => failures++);
      const isLeg = [...before, ...after].some((time) => time >= asked && time <= asked + 60);
      assert.equal(failures, isLeg ? 0 : 1);
    }),
  );
});

test('the log of successes keeps the latest of many, of every device', () => {
  const log = new SuccessLog();
  const last = [noStretch, noStretch];
  for (let i = 0; i < 2_000_000; i++) last[i % 2] = log.add(i * 100, i * 100 + 5, last[i % 2]!);
  assert.ok(log.isFollowed(last[0]!, 199_999_800 - 60) && log.isFollowed(last[1]!, 199_999_800 - 20_100));
  assert.ok(!log.isFollowed(last[0]!, 199_999_900 - 60) && !log.isFollowed(last[1]!, 100));
});

test('a table of bytes gives one number for the same bytes, and is bounded', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 11 }), { maxLength: 3000 }), (texts) => {
      const table = new ByteTable(1000);
      const seen = new Map<string, number>();
      for (const text of texts) {
        const bytes = utf8Bytes(text);
        const id = table.add(byteSource(bytes), 0, bytes.length);
        assert.equal(id, seen.get(text) ?? (seen.size < 1000 ? seen.size : -1));
        if (id >= 0) {
          seen.set(text, id);
          assert.equal(table.text(id), text);
        }
      }
    }),
  );
});

test('a folded text is found without case, and nothing like it is', () => {
  const text = new FoldedText('/proxy');
  const starts = (written: string): boolean => {
    const bytes = utf8Bytes(written);
    return text.startsAt(byteSource(bytes), 0, bytes.length);
  };
  for (const written of ['/proxy', '/PROXY/default.eas', '/pRoXy']) assert.ok(starts(written), written);
  for (const written of ['/prox', '/proxz', '\x0fproxy', '/p\x12oxy', 'xproxy']) assert.ok(!starts(written), written);
});

test('where a proxy hides the client, it is the address of the proxy; quotes of Advanced Logging are no part of it', async () => {
  assert.equal(clientAddress('unknown, 203.0.113.5:51'), '203.0.113.5');
  assert.equal(clientAddress('"[2001:db8::1]:443'), '2001:db8::1');
  const header = w3cHeader.replace(/\r\n$/, ' X-Forwarded-For\r\n');
  const line = (forwarded: string): string =>
    activeSyncLine({ status: '403 7 0' }).replace(/\r\n$/, ` ${forwarded}\r\n`);
  const { failing } = await summaryOfLogs({ 'u.log': header + line('unknown') + line('-') + line('198.51.100.8') });
  const [incident] = failing[0]!.incidents;
  assert.deepEqual(
    incident!.clients.map((client) => incident!.clientName(client)),
    ['198.51.100.7', '198.51.100.8'],
  );
});
