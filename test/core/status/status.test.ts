// Looking up statuses, Windows error codes and HTTPERR reasons in every way people write them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activeSyncCode, activeSyncCodes } from '../../../server/src/core/status/active-sync-codes.js';
import { httperrReason, httperrReasons } from '../../../server/src/core/status/httperr-reasons.js';
import { httpStatus, httpStatuses } from '../../../server/src/core/status/http-statuses.js';
import { parseStatusText, statusText } from '../../../server/src/core/status/status-text.js';
import { parseWin32, win32Code, win32Codes, win32Hex } from '../../../server/src/core/status/win32-codes.js';

test('a substatus that is not in the table falls back to its status', () => {
  assert.equal(httpStatus(403, 7)?.meaning, 'A client certificate is required');
  assert.equal(httpStatus(403, 99)?.substatus, null);
  assert.equal(httpStatus(413, 1)?.status, 413);
  assert.equal(httpStatus(299, 0), null);
});

test('a Windows error code is the same code signed, unsigned, in hexadecimal and by symbol', () => {
  for (const text of ['2148204809', '-2146762487', '0x800B0109', '0x800b0109', 'cert_e_untrustedroot']) {
    assert.equal(parseWin32(text), 0x800b_0109, text);
  }
  for (const text of ['', '0x', '4294967296', '-2147483649', 'E_UNKNOWN_NAME', '1e3']) {
    assert.equal(parseWin32(text), null, text);
  }
  assert.equal(win32Code(-2146762487)?.symbol, 'CERT_E_UNTRUSTEDROOT');
  assert.equal(win32Hex(-2146762487), '0x800B0109');
  assert.equal(win32Hex(64), '0x40');
});

test('a Win32 error wrapped in an HRESULT keeps its meaning', () => {
  assert.equal(win32Code(2147942450)?.symbol, 'HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)');
  assert.equal(win32Code(0x8007_ffff), null);
  assert.equal(win32Code(0x8007_0021)?.meaning, 'The configuration section is locked');
});

test('statuses are read with periods or spaces, and nothing else is', () => {
  assert.deepEqual(parseStatusText(' 403 16 -2146762487 '), { status: 403, substatus: 16, win32: 0x800b_0109 });
  assert.deepEqual(parseStatusText('403.7'), { status: 403, substatus: 7, win32: null });
  assert.deepEqual(parseStatusText('413'), { status: 413, substatus: null, win32: null });
  for (const text of ['99', '4031', '403.', '403.7.', '403.7.x', 'QueueFull'])
    assert.equal(parseStatusText(text), null);
  assert.equal(statusText(403, 0), '403.0');
  assert.equal(statusText(200, 0), '200');
  assert.equal(statusText(413, null), '413');
});

test('HTTPERR reasons and ActiveSync names are found without case', () => {
  assert.equal(httperrReason('connection_abandoned_by_apppool')?.reason, 'Connection_Abandoned_By_AppPool');
  assert.equal(httperrReason('Timer_ConnectionIdle')?.ordinary, true);
  assert.equal(httperrReason('no such reason'), null);
  assert.equal(activeSyncCode('devicenotprovisioned')?.value, 142);
  assert.equal(activeSyncCode(126)?.name, 'UserDisabledForSync');
  assert.equal(activeSyncCode(999), null);
});

test('the tables are ordered, name nothing twice and end no meaning with a period', () => {
  const keys = httpStatuses.map(({ status, substatus }) => status * 1000 + (substatus ?? -1));
  for (const values of [keys, win32Codes.map(({ value }) => value), activeSyncCodes.map(({ value }) => value)]) {
    assert.deepEqual(
      values,
      [...new Set(values)].sort((a, b) => a - b),
    );
  }
  const reasons = httperrReasons.map(({ reason }) => reason.toLowerCase());
  assert.equal(new Set(reasons).size, reasons.length);
  for (const { meaning } of [...httpStatuses, ...win32Codes, ...httperrReasons, ...activeSyncCodes]) {
    assert.ok(meaning.length > 0 && !meaning.endsWith('.'), meaning);
  }
});
