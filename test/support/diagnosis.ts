// Folders of evidence as administrators have them, and what `diagnose` says of them: for the tests of the
// command.
import assert from 'node:assert/strict';
import { outcomeOf, TestHost } from '../cli/support.js';
import { now, predictionServer, type ServerShape } from './prediction.js';

export type Files = Record<string, string | Uint8Array>;

export interface Question {
  readonly id: string;
  readonly why: string;
  readonly command: string;
  readonly saveAs: string;
  readonly splits: readonly string[];
}

export interface Told {
  readonly server: string | null;
  readonly state: string;
  readonly observed: readonly {
    readonly status: string;
    readonly count: number;
    readonly devices: number;
    readonly allDevices: boolean;
  }[];
  readonly proven: readonly {
    readonly cause: string;
    readonly rule: string | null;
    readonly because: readonly { readonly path: string }[];
    readonly remedy: { readonly script: string; readonly rollback: string } | null;
    readonly verify: Question;
  }[];
  readonly excluded: readonly { readonly cause: string }[];
  readonly open: readonly { readonly cause: string }[];
  readonly facts: readonly { readonly what: string; readonly value: string }[];
  readonly next: Question | null;
}

export interface Diagnosed extends Told {
  readonly code: number;
}

/** `args` begin with the folder where it is not `exch01`. */
export async function diagnosed(files: Files, ...args: string[]): Promise<Diagnosed> {
  const { code, out, warnings } = await outcomeOf(
    ['diagnose', ...(args[0]?.startsWith('-') === false ? [] : ['exch01']), '--at', now, '--format', 'json', ...args],
    new TestHost(files),
  );
  assert.ok(out !== '', warnings.join('\n'));
  return { ...(JSON.parse(out) as Told), code };
}

export interface Line {
  readonly device: number;
  readonly status: string;
  readonly minute?: number;
  readonly user?: string;
  /** Between the virtual directory and the page. */
  readonly below?: string;
  readonly server?: string;
}

/** An IIS log of that day; `status` is `403 7 5`. */
export function log(lines: readonly Line[]): string {
  const rows = lines.map(({ device, status, minute = 0, user = '-', below = '', server = 'EXCH01' }) => {
    const time = `10:${String(minute).padStart(2, '0')}:00`;
    const query = `Cmd=Sync&User=user${device}&DeviceId=DEV${device}&DeviceType=iPhone`;
    return `2026-11-01 ${time} ${server} 192.0.2.10 POST /Microsoft-Server-ActiveSync/${below}default.eas ${query} 443 ${user} 198.51.100.${device} Apple-iPhone/1 ${status} 15`;
  });
  return [
    '#Software: Microsoft Internet Information Services 10.0',
    '#Version: 1.0',
    '#Fields: date time s-computername s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken',
    ...rows,
    '',
  ].join('\n');
}

export const everybody = (status: string, below = ''): string =>
  log([1, 2, 3].map((device) => ({ device, status, minute: device, below })));
/** Of three devices, on a server of its name. */
export const logOf = (name: string, status: string): string =>
  log(
    [1, 2, 3].map((device) => ({
      device,
      status,
      minute: Number(name.slice(-1)) * 10 + device,
      server: name.toUpperCase(),
    })),
  );
export const oneOf = (status: string): string =>
  log([
    { device: 1, status: '200 0 0', user: 'user1' },
    { device: 2, status: '200 0 0', user: 'user2' },
    { device: 3, status, minute: 5 },
    { device: 3, status, minute: 6 },
  ]);

/** Only what an administrator has at first: the configuration and a log. */
export function folder(shape: ServerShape, logText: string, more: Files = {}): Files {
  const all = predictionServer(shape);
  const kept = Object.entries(all).filter(([name]) => /\.config$|\.exchange-cba\.json$/.test(name));
  return { ...Object.fromEntries(kept), 'exch01/u_ex261101.log': logText, ...more };
}
