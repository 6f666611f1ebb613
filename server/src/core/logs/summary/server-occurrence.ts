// What the failures of one kind come to on one server.
import type { LogLine } from './incident.js';

export interface ServerOccurrence {
  readonly name: string;
  count: number;
  /** Distinct mobile devices. */
  devices: number;
  first: number;
  last: number;
  example: LogLine;
}
