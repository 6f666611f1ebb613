// The outline of a log by hour, and what can be folded: what follows a header, and the hours in it.

export interface LogHour {
  /** `2026-11-02 06:00`. */
  readonly name: string;
  /** Zero-based, both included. */
  readonly first: number;
  readonly last: number;
  readonly lines: number;
}

export interface LogPart {
  /** The line at which a header starts; 0 for lines without one. */
  readonly first: number;
  readonly last: number;
  readonly name: string;
  readonly hours: readonly LogHour[];
}

/** One pass over lines; lines without a date and time belong to the hour before. */
export function logOutline(lines: Iterable<string>): LogPart[] {
  const parts: { first: number; last: number; name: string; hours: (LogHour & { last: number; lines: number })[] }[] =
    [];
  let inHeader = false;
  let number = -1;
  for (const line of lines) {
    number++;
    if (line.startsWith('#')) {
      if (!inHeader) parts.push({ first: number, last: number, name: 'Header', hours: [] });
      inHeader = true;
      const part = parts.at(-1)!;
      part.last = number;
      const date = /^#Date:\s*(.*)$/i.exec(line);
      if (date !== null) part.name = date[1]!.trim();
      continue;
    }
    if (line === '') continue;
    inHeader = false;
    if (parts.length === 0) parts.push({ first: number, last: number, name: 'Log', hours: [] });
    const part = parts.at(-1)!;
    part.last = number;
    // HttpProxy logs have a `T` between date and time.
    const hour = /^(\d{4}-\d\d-\d\d[ T]\d\d):\d\d/.exec(line)?.[1]?.replace('T', ' ') ?? null;
    const current = part.hours.at(-1);
    if (hour === null || current?.name === `${hour}:00`) {
      if (current !== undefined) Object.assign(current, { last: number, lines: current.lines + 1 });
    } else part.hours.push({ name: `${hour}:00`, first: number, last: number, lines: 1 });
  }
  return parts;
}
