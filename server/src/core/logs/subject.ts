// What rules see of logs.
import type { Place } from '../text/range.js';
import type { LogLine } from './summary/incident.js';
import type { LogSummary } from './summary/summary.js';

/** The logs of a run, all of them together. */
export interface LogSubject {
  readonly summary: LogSummary;
  /** Where a line is in the excerpt that stands for its file. */
  readonly place: (line: LogLine) => Place;
}
