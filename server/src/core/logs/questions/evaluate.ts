// Answers a question from rows as they come; memory grows with the groups of the answer alone.
import type { LogRow } from '../rows/row.js';
import {
  headOf,
  type Answer,
  type Column,
  type Condition,
  type Measure,
  type Question,
  type Value,
} from './question.js';

/** More groups than this are not distinguished; the answer says so. */
const maximumGroups = 500_000;

/** The value of a column; `since` is ISO 8601 and divides rows for `period`. */
function valueOf(row: LogRow, column: Column, since: string): Value {
  const { time } = row;
  if (column === 'hour') return time === '' ? '' : `${time.slice(0, 13)}:00:00Z`;
  if (column === 'minute') return time === '' ? '' : `${time.slice(0, 16)}:00Z`;
  if (column === 'hourOfDay') return time === '' ? null : Number(time.slice(11, 13));
  if (column === 'period') return time < since ? 'before' : 'since';
  return row[column];
}

function holds(row: LogRow, condition: Condition, since: string): boolean {
  const status = row.status ?? 0;
  switch (condition.kind) {
    case 'failed':
      return status >= 400 && status !== 449 && status !== 451;
    case 'succeeded':
      return row.status !== null && status < 400;
    case 'equal':
      return valueOf(row, condition.column, since) === condition.value;
    case 'notEqual':
      return valueOf(row, condition.column, since) !== condition.value;
    case 'greater': {
      const value = valueOf(row, condition.column, since);
      return value !== null && value > condition.value;
    }
    case 'oneOf': {
      const value = valueOf(row, condition.column, since);
      return typeof value === 'number' && condition.values.includes(value);
    }
  }
}

interface Group {
  readonly keys: readonly Value[];
  readonly states: State[];
}

/** What a measure needs to remember. */
interface State {
  count: number;
  sum: number;
  extreme: Value;
  readonly seen: Set<Value>;
}

export class Evaluation {
  readonly #question: Question;
  readonly #since: string;
  readonly #groups = new Map<string, Group>();
  /** True when there were more groups than are distinguished. */
  truncated = false;

  constructor(question: Question, since: string) {
    this.#question = question;
    this.#since = since;
  }

  add(row: LogRow): void {
    const { where, by, measures } = this.#question;
    if (row.probe || !where.every((condition) => holds(row, condition, this.#since))) return;
    const keys = by.map((column) => valueOf(row, column, this.#since));
    const key = JSON.stringify(keys);
    let group = this.#groups.get(key);
    if (group === undefined) {
      if (this.#groups.size >= maximumGroups) {
        this.truncated = true;
        return;
      }
      group = { keys, states: measures.map(() => ({ count: 0, sum: 0, extreme: null, seen: new Set<Value>() })) };
      this.#groups.set(key, group);
    }
    measures.forEach((measure, index) => {
      this.#count(measure, group.states[index]!, row);
    });
  }

  answer(): Answer {
    const { measures, having = [], order, by } = this.#question;
    const rows = [...this.#groups.values()].map(({ keys, states }) => [
      ...keys,
      ...measures.map((measure, index) => resultOf(measure, states[index]!)),
    ]);
    const at = (name: string): number => by.length + measures.findIndex((measure) => measure.name === name);
    const kept = rows.filter((row) =>
      having.every(({ measure, above, equals }) => {
        const value = Number(row[at(measure)]);
        return above === undefined ? value === equals : value > above;
      }),
    );
    kept.sort((a, b) => {
      const descending = order === undefined ? 0 : Number(b[at(order)]) - Number(a[at(order)]);
      return descending || by.map((_, i) => compare(a[i]!, b[i]!)).find((result) => result !== 0) || 0;
    });
    return { head: headOf(this.#question), rows: kept };
  }

  #count({ kind, column, where = [] }: Measure, state: State, row: LogRow): void {
    if (!where.every((condition) => holds(row, condition, this.#since))) return;
    if (kind === 'count' || column === undefined) {
      state.count++;
      return;
    }
    const value = valueOf(row, column, this.#since);
    if (value === null || value === '') return;
    state.count++;
    if (kind === 'distinct') state.seen.add(value);
    else if (kind === 'average') state.sum += Number(value);
    else if (state.extreme === null || (kind === 'min' ? value < state.extreme : value > state.extreme)) {
      state.extreme = value;
    }
  }
}

function resultOf({ kind }: Measure, { count, sum, extreme, seen }: State): Value {
  switch (kind) {
    case 'count':
      return count;
    case 'distinct':
      return seen.size;
    case 'average':
      return count === 0 ? null : Math.floor(sum / count);
    case 'min':
    case 'max':
      return extreme;
  }
}

/** Ascending; what is missing comes last. */
function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
