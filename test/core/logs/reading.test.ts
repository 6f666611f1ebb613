// Reading logs of every kind and form: headers that change, damaged lines, encodings, packed and foreign
// files.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isoTime } from '../../../server/src/core/logs/requests/clock.js';
import { inferFields } from '../../../server/src/core/logs/reading/w3c-layout.js';
import { quotedCells } from '../../../server/src/core/logs/reading/cells.js';
import { readFailedRequest } from '../../../server/src/core/logs/reading/freb-reader.js';
import { byteText, utf8Bytes } from '../../../server/src/core/logs/reading/byte-text.js';
import { activeSyncLine, summaryOfLogs, w3cHeader } from '../../support/logs.js';

const figures = async (content: string | Uint8Array, size?: number) => {
  const summary = await summaryOfLogs({ 'u_ex261102.log': content }, {}, size);
  const [file] = summary.files;
  return { ...summary, kind: file!.kind, lines: file!.lines, unreadable: file!.unreadableLines };
};

describe('W3C', () => {
  test('takes the fields from the header, which may change in mid-file', async () => {
    const second = '#Fields: time date sc-status cs-uri-stem cs-uri-query\n';
    const read = await figures(
      `${w3cHeader}${activeSyncLine({})}${second}07:00:00 2026-11-02 403 /Microsoft-Server-ActiveSync Cmd=Sync&DeviceId=b\n`,
    );
    assert.equal(read.requests, 2);
    assert.equal(read.devices, 2);
    assert.deepEqual(read.byStatus.map(({ status, substatus, win32 }) => [status, substatus, win32]).sort(), [
      [200, 0, 0],
      [403, null, null],
    ]);
    assert.equal(isoTime(read.last), '2026-11-02T07:00:00Z');
  });

  test('takes the date from #Date where there is no date field', async () => {
    const read = await figures('#Date: 2026-11-03 00:00:00\n#Fields: time cs-uri-stem sc-status\n08:09:10 / 200\n');
    assert.equal(isoTime(read.first), '2026-11-03T08:09:10Z');
  });

  test('reads a file without a header in the default layout and in wider ones', async () => {
    const bare = await figures(activeSyncLine({ status: '403 7 64' }));
    assert.deepEqual([bare.kind, bare.requests, bare.byStatus[0]?.substatus], ['w3c', 1, 7]);
    const wide =
      '2026-11-02 06:00:00 W3SVC1 EXCH01 10.1.1.11 GET / - 443 - 10.0.0.1 HTTP/1.1 - - - mail 403 16 -2146762487 5 203.0.113.9:5000,+10.0.0.2';
    assert.deepEqual(inferFields(wide)?.slice(-6), [
      'cs-host',
      'sc-status',
      'sc-substatus',
      'sc-win32-status',
      'time-taken',
      'X-Forwarded-For',
    ]);
    const read = await figures(wide.replace('GET / -', 'GET /Microsoft-Server-ActiveSync DeviceId=A'));
    assert.deepEqual(
      read.servers.map(({ name }) => name),
      ['EXCH01'],
    );
    assert.equal(read.byStatus[0]?.win32, 2148204809);
    const [incident] = read.failing[0]!.incidents;
    assert.deepEqual(
      incident?.clients.map((client) => incident.clientName(client)),
      ['203.0.113.9'],
    );
  });

  test('joins the two lines that a newline in a field makes', async () => {
    const [start, end] = ['Cmd=Sync&User=ali', 'ce&DeviceId=APPL1&DeviceType=iPhone'];
    const read = await figures(`${w3cHeader}${activeSyncLine({ query: `${start}\n${end}` })}${activeSyncLine({})}`);
    assert.deepEqual([read.requests, read.unreadable, read.lines, read.devices], [2, 0, 7, 1]);
  });

  test('counts what is cut off or full of NUL, and drops nothing in silence', async () => {
    const cut = activeSyncLine({}).slice(0, 60);
    const read = await figures(`${w3cHeader}${activeSyncLine({})}${cut}\r\n${activeSyncLine({})}${'\0'.repeat(5000)}`);
    assert.deepEqual([read.requests, read.unreadable, read.lines], [2, 2, 8]);
    assert.deepEqual(read.files[0]?.unreadableAt, [5, 7]);
  });

  test('reads names that are UTF-8 and names that are Windows-1252 as the same user', async () => {
    const utf8 = utf8Bytes(activeSyncLine({ user: 'CONTOSO\\müller' }));
    const ansi = Uint8Array.from(activeSyncLine({ user: 'CONTOSO\\MÜLLER' }), (c) => c.charCodeAt(0));
    const read = await figures(Uint8Array.from([...utf8Bytes(w3cHeader), ...utf8, ...ansi]));
    assert.equal(read.users, 1);
  });

  test('lets the clock jump back', async () => {
    const read = await figures(w3cHeader + activeSyncLine({ time: '06:30:00' }) + activeSyncLine({ time: '05:30:00' }));
    assert.deepEqual([isoTime(read.first), isoTime(read.last)], ['2026-11-02T05:30:00Z', '2026-11-02T06:30:00Z']);
  });

  test('leaves out requests before --since', async () => {
    const text = w3cHeader + activeSyncLine({ time: '06:30:00' }) + activeSyncLine({ time: '05:30:00' });
    const read = await summaryOfLogs({ 'a.log': text }, { since: Date.UTC(2026, 10, 2, 6) / 1000 });
    assert.deepEqual([read.requests, read.activeSyncRequests], [1, 1]);
  });
});

describe('HttpProxy', () => {
  const names =
    'DateTime,RequestId,Protocol,UrlQuery,AuthenticatedUser,UserAgent,ClientIpAddress,ServerHostName,BackEndStatus';
  const row =
    '2026-11-02T06:00:00.500Z,0F0F0F0F-0000-4000-8000-000000000001,Eas,,CONTOSO\\alice,x,198.51.100.7,EXCH01,503';
  const front = (hour: string) => ({
    [`exch01/W3SVC1/u_ex261102${hour}.log`]:
      w3cHeader +
      activeSyncLine({ query: 'DeviceId=APPL7&cafeReqId=0f0f0f0f-0000-4000-8000-000000000001;', status: '500 0 0' }),
  });

  for (const hour of ['', '06']) {
    test(`is read after the W3C log whose request it names${hour === '' ? '' : ', with a file an hour'}`, async () => {
      const read = await summaryOfLogs({ 'exch01/HttpProxy_2026110206-1.LOG': `${names}\n${row}\n`, ...front(hour) });
      const failed = read.failing.filter(({ incidents }) =>
        incidents.some(({ signature }) => signature.kind === 'backEnd'),
      );
      assert.deepEqual(
        failed.map(({ device }) => device),
        ['APPL7'],
      );
    });
  }
});

test('HttpProxy is known by its columns, in any order and in quotes', async () => {
  const columns = 'RequestId,DateTime,Protocol,UrlQuery,A,B,C,ServerHostName,BackEndStatus';
  const row = 'x,2026-11-02T06:00:00.500Z,Eas,?DeviceId=A,,,,EXCH01,503';
  for (const head of [`#Software: x\n#Fields: ${columns}`, `"${columns.replaceAll(',', '","')}"`]) {
    const { files, failing } = await summaryOfLogs({ 'HttpProxy_1.LOG': `${head}\n${row}\n` });
    assert.deepEqual([files[0]?.kind, failing.map(({ device }) => device)], ['httpproxy', ['A']], head);
  }
});

test('HttpProxy rows of thousands of servers cost what those of one cost', async () => {
  const timeOf = async (server: (row: number) => string): Promise<number> => {
    const rows = Array.from({ length: 8000 }, (_, i) => `2026-11-02T06:00:00Z,${i},,,,,,,${server(i)},503\n`);
    const start = process.cpuUsage();
    await summaryOfLogs({
      'HttpProxy_1.LOG': `DateTime,RequestId,A,B,C,D,E,F,ServerHostName,BackEndStatus\n${rows.join('')}`,
    });
    return process.cpuUsage(start).user;
  };
  await timeOf(() => 'EXCH01');
  const one = await timeOf(() => 'EXCH01');
  const many = await timeOf((row) => `EXCH${row}`);
  assert.ok(many < one * 8, `${many} and ${one}`);
});

describe('kinds of files', () => {
  test('are told by content, side by side, and none is fatal', async () => {
    const read = await summaryOfLogs({
      'exch01/u_ex261102.log': w3cHeader + activeSyncLine({}),
      'exch01/u_ex261103.log.gz': gzipSync(w3cHeader + activeSyncLine({})),
      'exch02/u_ex261102.log': '',
      'exch02/noise.log': Uint8Array.from({ length: 300 }, (_, i) => (i * 37) % 256),
      'exch02/cut.log.gz': gzipSync(w3cHeader + activeSyncLine({}).repeat(500)).subarray(0, 400),
      'exch02/httperr1.log': '#Software: Microsoft HTTP API 2.0\n#Version: 1.0\n',
      'exch02/HttpProxy_1.LOG': '\uFEFFDateTime,RequestId,A,B,C,D,E,F,BackEndStatus\n',
      'exch02/fr000001.xml':
        '<?xml version="1.0"?><failedRequest url="https://mail/Microsoft-Server-ActiveSync?DeviceId=A" statusCode="403.16"/>',
    });
    const kinds = Object.fromEntries(read.files.map(({ uri, kind }) => [uri.slice('file:///logs/'.length), kind]));
    assert.deepEqual(kinds, {
      'exch01/u_ex261102.log': 'w3c',
      'exch01/u_ex261103.log.gz': 'w3c',
      'exch02/u_ex261102.log': 'empty',
      'exch02/noise.log': 'unknown',
      'exch02/cut.log.gz': 'w3c',
      'exch02/httperr1.log': 'httperr',
      'exch02/HttpProxy_1.LOG': 'httpproxy',
      'exch02/fr000001.xml': 'freb',
    });
    assert.match(read.files.find(({ uri }) => uri.endsWith('cut.log.gz'))?.problem ?? '', /damaged/);
    assert.equal(read.traces[0]?.status, 403);
    assert.equal(
      read.byStatus.every(({ status }) => status === 200),
      true,
      'a trace adds nothing beside a W3C log',
    );
  });

  test('a trace counts where no W3C log is there', async () => {
    const read = await summaryOfLogs({
      'fr000001.xml':
        '<failedRequest url="https://mail/Microsoft-Server-ActiveSync/default.eas?Cmd=Sync&amp;DeviceId=A" statusCode="403.16">' +
        '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><TimeCreated SystemTime="2026-11-02T06:00:00.123Z"/></System>' +
        '<EventData><Data Name="ModuleName">IIS Web Core</Data><Data Name="Notification">BEGIN_REQUEST</Data>' +
        '<Data Name="HttpStatus">403</Data><Data Name="HttpSubStatus">16</Data><Data Name="ErrorCode">2148204809</Data></EventData></Event></failedRequest>',
    });
    const [trace] = read.traces;
    assert.deepEqual([trace?.module, trace?.win32], ['IIS Web Core', 2148204809]);
    assert.deepEqual([read.devices, read.failing[0]?.incidents[0]?.count], [1, 1]);
    assert.equal(readFailedRequest('<!DOCTYPE a [<!ENTITY b "c">]><failedRequest url="&b;"/>'), null);
  });
});

test('a cell of CSV may hold commas and quotes', () => {
  const cells = quotedCells('a,"b,""c""",,"d', ',');
  assert.deepEqual(
    cells.map(({ value }) => value),
    ['a', 'b,"c"', '', 'd'],
  );
});

test('cancelling ends after the piece that is being read', async () => {
  let pieces = 0;
  const read = await summaryOfLogs(
    { 'a.log': w3cHeader + activeSyncLine({}).repeat(5000), 'b.log': w3cHeader },
    { cancelled: () => ++pieces > 2 },
  );
  assert.equal(read.complete, false);
  assert.equal(read.files.length, 1);
});

describe('any bytes', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      w3cHeader,
      activeSyncLine({}),
      activeSyncLine({ status: '403 7 64' }),
      '#Fields: ',
      '\n',
      '\r\n',
      '\r',
      '\0',
      '"',
      '%',
      '&DeviceId=',
      '\uFEFF',
      '<failedRequest ',
      'DateTime,RequestId,BackEndStatus,,,,,,,\n',
    ),
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );

  test('give figures that add up, however they are cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), fc.integer({ min: 1, max: 300 }), async (parts, size) => {
        const text = parts.join('');
        const whole = await figures(text);
        // The first line end decides whether a CR alone ends lines.
        const lines = text.split(/\r(?!\n)/.exec(text)?.index === text.search(/[\r\n]/) ? /\r\n|\r|\n/ : '\n');
        assert.equal(whole.lines, lines.length - (lines.at(-1) === '' ? 1 : 0));
        assert.ok(whole.probes <= whole.activeSyncRequests && whole.activeSyncRequests <= whole.requests);
        const cut = await figures(text, size);
        for (const one of [whole, cut]) Object.assign(one, { failing: null, timeline: null, hasDevice: null });
        assert.deepEqual(cut, whole);
      }),
      { numRuns: 200, examples: [[['\r', w3cHeader], 1]] },
    );
  });

  test('are text, and text is the same bytes', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof byteText(bytes) === 'string'));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.equal(byteText(utf8Bytes(text)), text);
      }),
    );
  });
});

test('a log in UTF-16 with its mark reads as the same log in UTF-8', async () => {
  const text = w3cHeader + activeSyncLine({ user: 'CONTOSO\\Jörg', status: '403 7 64' });
  const units = Uint16Array.from(`\ufeff${text}`, (character) => character.charCodeAt(0));
  const little = new Uint8Array(units.buffer);
  const big = little.map((_, index) => little[index ^ 1]!);
  for (const bytes of [little, big]) {
    // A piece may end within a character.
    const { files, failing } = await summaryOfLogs({ 'u.log': bytes }, {}, 7);
    assert.deepEqual([files[0]!.kind, files[0]!.lines, failing[0]!.user], ['w3c', 5, 'jörg']);
  }
});

describe('Advanced Logging', () => {
  const lines = (software: string) =>
    `#Software: ${software}\r\n#Start-Date: 2026-11-02 08:00:00.000\r\n` +
    '#Fields: date time cs-uri-stem cs-uri-query sc-status s-computername cs(Referer) sc-win32-status c-ip cs-method cs(User-Agent) cs-username\r\n' +
    '2026-11-02 08:00:01.123 "/Microsoft-Server-ActiveSync/default.eas" "User=alice&DeviceId=DEV1&DeviceType=iPhone&Cmd=Sync" 401 "EXCH01" - 5 203.0.113.9 POST "Phone ""X"" (1 2)" "CONTOSO\\alice"\r\n' +
    '2026-11-02 08:00:02.123 "/owa/" "" 200 "EXCH01" - 0 203.0.113.9 GET "" -\r\n';

  for (const software of ['IIS Advanced Logging Module', 'Microsoft Internet Information Services 10.0']) {
    test(`values in quotes are read without them (${software})`, async () => {
      const { requests, activeSyncRequests, servers, failing, files } = await summaryOfLogs({
        'a.log': lines(software),
      });
      assert.deepEqual([requests, activeSyncRequests, files[0]!.unreadableLines], [2, 1, 0]);
      assert.deepEqual(
        servers.map(({ name }) => name),
        ['EXCH01'],
      );
      assert.equal(failing[0]?.user, 'alice');
    });
  }
});

test('lines that end with CR alone are lines, wherever the pieces end', async () => {
  const text = w3cHeader + activeSyncLine({ status: '403 7 64' }) + activeSyncLine({ time: '06:00:01' });
  for (const size of [1, 2, 7, 55, 56, 57, 58, 65_536]) {
    const { files, requests } = await summaryOfLogs({ 'u.log': text.replaceAll('\r\n', '\r') }, {}, size);
    assert.deepEqual([files[0]!.kind, files[0]!.lines, requests], ['w3c', 6, 2], `pieces of ${size}`);
    const usual = await summaryOfLogs({ 'u.log': text }, {}, size);
    assert.deepEqual([usual.files[0]!.lines, usual.requests], [6, 2], `pieces of ${size}`);
  }
});
