// Events as text: wevtutil /f:text and Event Viewer (labels of any language), its CSV, and the table that
// Get-WinEvent prints.
import { linesIn, type TextLine } from '../objects/lines.js';
import { eventProvider, type RawEvent } from './fact.js';

const field = /^\s{0,8}([^\s:][^:]{0,40}):\s{0,60}(\S.*)?$/;
const row = /^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AP]\.?M\.?)?)\s{1,20}(\d{1,5}) \S/i;
/** Event Viewer's CSV and its text with tabs: level, date, source, id, category, message. */
const record =
  /^"?[^\s,;"][^,;\t"]{0,40}"?([,;\t])"?(\d{1,4}[./-]\d[^,;\t"]{4,30})"?\1"?([\w-]{3,100})"?\1"?(\d{1,5})"?\1/;
const tableHeading = /^\s{2,8}[^\s:]{3,40}: (\S{3,120})\s*$/;

interface Open {
  provider: string;
  id: number | null;
  computer: string | null;
  time: string | null;
  range: RawEvent['range'];
  readonly lines: string[];
}

/** How many lines below the provider the other labels are at most. */
const headLength = 14;

export function eventsOfText(text: string): RawEvent[] {
  const events: RawEvent[] = [];
  let open: Open | null = null;
  let table: string | null = null;
  let since = 0;
  const end = (): void => {
    const { provider = '', id = null, computer = null, time = null, range, lines = [] } = open ?? {};
    if (id !== null && range) events.push({ provider, id, computer, time, message: lines.join('\n'), range });
    open = null;
  };
  for (const line of linesIn(text)) {
    const short = line.text.slice(0, 2000);
    const cells = table === null ? null : row.exec(short);
    if (cells && table !== null) {
      end();
      const at = line.start + cells[0].lastIndexOf(cells[2]!);
      const range = { start: at, end: at + cells[2]!.length };
      open = { provider: table, id: Number(cells[2]), computer: null, time: cells[1]!, range, lines: [short] };
      continue;
    }
    const columns = record.exec(short);
    if (columns && eventProvider(columns[3]!) !== 'other') {
      end();
      table = null;
      const at = line.start + columns[0].lastIndexOf(columns[4]!);
      const range = { start: at, end: at + columns[4]!.length };
      const message = short.slice(columns[0].length);
      open = {
        provider: columns[3]!,
        id: Number(columns[4]),
        computer: null,
        time: columns[2]!,
        range,
        lines: [message],
      };
      continue;
    }
    if (columns) end();
    const found = field.exec(short);
    const provider = found?.[2]?.trim() ?? '';
    if (found && eventProvider(provider) !== 'other' && !/\s/.test(provider)) {
      end();
      // A heading of the table, or a field of one event: below a heading there are no further labels.
      table = tableHeading.test(short) && /^ProviderName$/i.test(found[1]!.trim()) ? provider : null;
      if (table === null) {
        open = { provider, id: null, computer: null, time: null, range: { start: 0, end: 0 }, lines: [] };
        since = 0;
      }
      continue;
    }
    if (/^Event\[\d+\]/.test(short) || /^\s{0,8}(?:Log Name|Protokollname):/i.test(short)) {
      end();
      table = null;
    }
    const current = open;
    if (current === null) continue;
    if (++since <= headLength && found && current.lines.length === 0) readField(current, found, line);
    else if (current.lines.length < 60) current.lines.push(short);
  }
  end();
  return events;
}

/**
 * The id is a number behind a label with ID in it; date and computer have the same names in many languages.
 */
function readField(open: Open, [, label, value]: RegExpExecArray, { text, start }: TextLine): void {
  const written = value?.trim() ?? '';
  if (open.id === null && /\bID\b|\bId\b/i.test(label!) && /^\d{1,5}$/.test(written)) {
    open.id = Number(written);
    const at = start + text.lastIndexOf(written);
    open.range = { start: at, end: at + written.length };
  } else if (/^(?:date|datum|fecha|data)$/i.test(label!)) open.time = written;
  else if (/^(?:computer|ordinateur|equipo)$/i.test(label!))
    open.computer = /^[\w.-]{1,255}$/.test(written) ? written : null;
  else if (/^(?:description|beschreibung|descripci.n|descrizione)$/i.test(label!)) open.lines.push(written);
  else if (open.id !== null && written !== '' && !/^[\w ]{1,40}$/.test(label!))
    open.lines.push(`${label!}: ${written}`);
}
