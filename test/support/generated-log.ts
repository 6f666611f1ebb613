// Makes up IIS logs of a mail server: mobile devices among other traffic, a twelfth of them with Base64
// queries.
import { base64Text } from '../../server/src/core/logs/requests/active-sync-query.js';
import { utf8Bytes } from '../../server/src/core/logs/reading/byte-text.js';
import { w3cHeader } from './logs.js';

export interface GeneratedLog {
  readonly bytes: number;
  readonly devices: number;
  readonly seed: number;
  /** Servers whose lines are mixed; 4 where it is absent. IIS writes a file for each. */
  readonly servers?: number;
}

type Weighted<T> = readonly (readonly [T, number])[];

const paths: Weighted<string> = [
  ['/Microsoft-Server-ActiveSync/default.eas', 45],
  ['/mapi/emsmdb/', 20],
  ['/EWS/Exchange.asmx', 14],
  ['/owa/', 12],
  ['/Autodiscover/Autodiscover.xml', 8],
  ['/microsoft-server-activesync', 1],
];

const statuses: Weighted<string> = [
  ['200 0 0', 84],
  ['403 7 64', 3],
  ['403 16 2148204809', 3],
  ['403 13 -2146885613', 1],
  ['401 1 2148074254', 3],
  ['401 2 5', 2],
  ['449 0 0', 1],
  ['500 0 0', 1],
  ['413 0 0', 1],
  ['200 0 995', 1],
];

const commands = ['Ping', 'Sync', 'FolderSync', 'SendMail', 'Settings', 'Provision'];
const codes = [18, 0, 9, 1, 17, 20];
const agents = ['Apple-iPhone15C2/2107.102', 'Android/14-EAS-2.0', 'Outlook-iOS-Android/1.0'];

/** Pieces of a log; the same arguments give the same bytes. */
export function* generatedLogPieces({ bytes, devices, seed, servers = 4 }: GeneratedLog): Generator<string> {
  let state = seed;
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
  const whole = (limit: number): number => Math.floor(random() * limit);
  const weighted = <T>(choices: Weighted<T>): T => {
    let rest = random() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) if ((rest -= weight) < 0) return choice;
    return choices[0]![0];
  };
  let time = Date.UTC(2026, 10, 2, 6);
  const step = Math.max(1, Math.floor((20 * 3600_000 * 480) / bytes));
  let piece = w3cHeader;
  for (let size = 0; size < bytes;) {
    time += whole(step);
    const [date, clock] = new Date(time).toISOString().slice(0, 19).split('T');
    const stem = weighted(paths);
    const device = whole(devices);
    const user = `CONTOSO\\${personOf(device)}`;
    const command = whole(commands.length);
    const status = weighted(statuses);
    const name = status.startsWith('200') || random() < 0.3 ? user : '-';
    const isDevice = stem.toLowerCase().startsWith('/microsoft');
    const query = !isDevice
      ? '-'
      : device % 12 === 0
        ? encodedQuery(device, codes[command]!)
        : plainQuery(device, command);
    const line =
      `${date} ${clock} 192.0.2.${1 + whole(servers)} POST ${stem} ${query} 443 ${name} 198.51.${whole(100)}.${whole(256)} ` +
      `${agents[device % agents.length]} - ${status} ${whole(30_000)}\r\n`;
    piece += line;
    size += line.length;
    if (piece.length > 1_000_000) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

export function generatedLog(options: GeneratedLog): string {
  return [...generatedLogPieces(options)].join('');
}

const deviceId = (device: number): string => `APPL${device.toString(36).toUpperCase().padStart(8, '0')}`;

/** Every tenth device belongs to the owner of the one before. */
function personOf(device: number): string {
  return `person${device % 10 === 9 ? device - 1 : device}`;
}

function plainQuery(device: number, command: number): string {
  return `Cmd=${commands[command]!}&User=CONTOSO%5C${personOf(device)}&DeviceId=${deviceId(device)}&DeviceType=iPhone&CorrelationID=<empty>;&cafeReqId=${device.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000;`;
}

function encodedQuery(device: number, code: number): string {
  const id = [...utf8Bytes(deviceId(device))];
  const type = [...utf8Bytes('iPhone')];
  const user = [...utf8Bytes(personOf(device))];
  const bytes = [141, code, 9, 4, id.length, ...id, 0, type.length, ...type, 8, user.length, ...user];
  return base64Text(Uint8Array.from(bytes)).replaceAll('+', '%2B');
}
