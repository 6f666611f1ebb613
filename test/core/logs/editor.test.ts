// What a log says in the editor: hovers on fields, and an outline by header and hour.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { logHover } from '../../../server/src/core/logs/editor/hover.js';
import { logOutline } from '../../../server/src/core/logs/editor/outline.js';
import { activeSyncLine, w3cHeader } from '../../support/logs.js';

const header = w3cHeader.split('\r\n')[3]!;
const hoverOn = (line: string, text: string): string => logHover(line, header, line.indexOf(text))?.markdown ?? '';

describe('hover', () => {
  const line = activeSyncLine({
    status: '403 16 -2146762487',
    query: 'jAAJBAp2MTQwRGV2aWNlAApTbWFydFBob25l',
  }).trimEnd();

  test('explains the status with its substatus', () => {
    assert.match(hoverOn(line, '403 16'), /403\.16: The client certificate is not trusted/);
  });

  test('names a Windows code, signed or not', () => {
    assert.match(hoverOn(line, '-2146762487'), /0x800B0109 `CERT_E_UNTRUSTEDROOT`/);
  });

  test('decodes a Base64 query', () => {
    assert.match(hoverOn(line, 'jAAJ'), /Decoded from Base64[^]*Mobile device: `V140DEVICE`[^]*Command: `Sync`/);
  });

  test('explains names in the header, and fields of a file without one', () => {
    assert.match(logHover(header, null, header.indexOf('sc-substatus'))?.markdown ?? '', /distinguishes failures/);
    assert.match(logHover(line, null, line.indexOf('403'))?.markdown ?? '', /403\.16/);
  });

  test('keeps a quoted value with spaces in one piece', () => {
    const names = '#Fields: date time cs-uri-stem cs(User-Agent) sc-status sc-substatus';
    const quoted = '2026-11-02 06:00:00 "/owa" "Mail app ""7"" beta" 403 7';
    const agent = logHover(quoted, names, quoted.indexOf('beta'));
    assert.equal(quoted.slice(agent?.start, agent?.end), '"Mail app ""7"" beta"');
    assert.match(logHover(quoted, names, quoted.indexOf('403'))?.markdown ?? '', /403\.7/);
  });

  test('explains the columns of an HttpProxy log', () => {
    const names = '#Fields: DateTime,RequestId,,UrlStem,HttpStatus,BackEndStatus';
    const row = '2026-11-02T06:00:00.123Z,41,,"/owa,x",200,503';
    assert.match(logHover(row, names, row.indexOf('503'))?.markdown ?? '', /BackEndStatus.*the back end[^]*503/);
    assert.equal(logHover(row, names, row.indexOf('41') + 3), null, 'the column without a name');
    assert.match(logHover(names, null, names.indexOf('RequestId'))?.markdown ?? '', /cafeReqId/);
  });

  test('covers the field and nothing else, whatever the line', () => {
    assert.ok((logHover(' ', header, 0)?.start ?? 0) <= (logHover(' ', header, 0)?.end ?? 0));
    fc.assert(
      fc.property(fc.string(), fc.nat(200), (text, at) => {
        const hover = logHover(text, header, at);
        if (hover !== null) assert.ok(hover.start >= 0 && hover.start <= hover.end && hover.end <= text.length);
      }),
    );
  });
});

test('the outline has a part for each header and an hour for each hour', () => {
  const text =
    w3cHeader +
    activeSyncLine({ time: '06:00:00' }) +
    activeSyncLine({ time: '06:59:59' }) +
    activeSyncLine({ time: '07:00:00' });
  const parts = logOutline((text + text).split('\r\n'));
  assert.deepEqual(
    parts.map(({ name, first, last, hours }) => [name, first, last, hours.map((hour) => [hour.name, hour.lines])]),
    [
      [
        '2026-11-02 06:00:00',
        0,
        6,
        [
          ['2026-11-02 06:00', 2],
          ['2026-11-02 07:00', 1],
        ],
      ],
      [
        '2026-11-02 06:00:00',
        7,
        13,
        [
          ['2026-11-02 06:00', 2],
          ['2026-11-02 07:00', 1],
        ],
      ],
    ],
  );
});

test('the outline of an HttpProxy log has hours too', () => {
  const [part] = logOutline([
    '#Fields: DateTime,RequestId',
    '2026-11-02T06:00:00.123Z,1',
    '2026-11-02T07:00:00.123Z,2',
  ]);
  assert.deepEqual(
    part?.hours.map(({ name }) => name),
    ['2026-11-02 06:00', '2026-11-02 07:00'],
  );
});
