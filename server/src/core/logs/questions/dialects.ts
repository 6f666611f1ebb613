// A question as a query of another engine: SQL over the rows of `--rows csv`, or KQL over W3CIISLog in Log
// Analytics.
import { kqlOf } from './kql.js';
import type { Column, Condition, Measure, Question } from './question.js';

export type Dialect = 'duckdb' | 'kql' | 'spark' | 'clickhouse';

export const dialects: readonly Dialect[] = ['duckdb', 'kql', 'spark', 'clickhouse'];

/** What differs between the engines that speak SQL. */
interface Sql {
  readonly source: string;
  readonly before: string;
  /** A column name in quotes. */
  name(column: string): string;
  /** A time, cut to hour or minute, as ISO 8601. */
  cut(unit: 'hour' | 'minute'): string;
  readonly hourOfDay: string;
  /** An aggregate over rows for which a condition holds; '' for all. */
  filtered(aggregate: string, argument: string, condition: string): string;
  readonly time: string;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const duckdb: Sql = {
  before: '-- exchange-cba logs <files> --rows csv > rows.csv',
  source:
    "read_csv('rows.csv', header = true, all_varchar = false, types = {'time': 'VARCHAR', 'device': 'VARCHAR', 'user': 'VARCHAR', 'client': 'VARCHAR', 'command': 'VARCHAR', 'deviceType': 'VARCHAR', 'userAgent': 'VARCHAR', 'server': 'VARCHAR', 'win32': 'BIGINT', 'received': 'BIGINT', 'timeTaken': 'BIGINT'})",
  name: (column) => `"${column}"`,
  cut: (unit) =>
    `CASE WHEN "time" IS NULL THEN '' ELSE substr("time", 1, ${unit === 'hour' ? 13 : 16}) || '${unit === 'hour' ? ':00:00Z' : ':00Z'}' END`,
  hourOfDay: 'CAST(substr("time", 12, 2) AS INTEGER)',
  filtered: (aggregate, argument, condition) =>
    `${aggregate}(${argument})${condition === '' ? '' : ` FILTER (WHERE ${condition})`}`,
  time: '"time"',
};

const spark: Sql = {
  before:
    "-- Not executed by the tests. exchange-cba logs <files> --rows csv > rows.csv\nCREATE OR REPLACE TEMPORARY VIEW rows USING csv OPTIONS (path 'rows.csv', header 'true', inferSchema 'true', escape '\"');",
  source: 'rows',
  name: (column) => `\`${column}\``,
  cut: (unit) => `date_format(date_trunc('${unit}', \`time\`), "yyyy-MM-dd'T'HH:mm:ss'Z'")`,
  hourOfDay: 'hour(`time`)',
  filtered: (aggregate, argument, condition) =>
    `${aggregate}(${argument})${condition === '' ? '' : ` FILTER (WHERE ${condition})`}`,
  time: '`time`',
};

const clickhouse: Sql = {
  before: '-- Not executed by the tests. exchange-cba logs <files> --rows csv > rows.csv',
  source: "file('rows.csv', 'CSVWithNames')",
  name: (column) => `"${column}"`,
  cut: (unit) =>
    `formatDateTime(toStartOf${unit === 'hour' ? 'Hour' : 'Minute'}(parseDateTimeBestEffort("time")), '%Y-%m-%dT%H:%i:%SZ')`,
  hourOfDay: 'toHour(parseDateTimeBestEffort("time"))',
  filtered: (aggregate, argument, condition) => {
    if (condition === '') return `${aggregate}(${argument})`;
    return argument === '*'
      ? `countIf(${condition})`
      : `${aggregate}If(${argument.replace('DISTINCT ', '')}, ${condition})`;
  },
  time: '"time"',
};

/**
 * The question in a dialect; `since` is ISO 8601. Answers are those of this tool, except where the engine
 * cannot decode.
 */
export function questionAs(question: Question, dialect: Dialect, since: string): string {
  switch (dialect) {
    case 'kql':
      return kqlOf(question, since);
    case 'duckdb':
      return sqlOf(question, duckdb, since);
    case 'spark':
      return sqlOf(question, spark, since);
    case 'clickhouse':
      return sqlOf(question, clickhouse, since);
  }
}

const textColumns: readonly Column[] = ['server', 'user', 'device', 'deviceType', 'command', 'client', 'userAgent'];

function sqlOf({ title, where, by, measures, having = [], order }: Question, sql: Sql, since: string): string {
  const column = (name: Column): string => {
    if (name === 'hour' || name === 'minute') return sql.cut(name);
    if (name === 'hourOfDay') return sql.hourOfDay;
    if (name === 'period') {
      return `CASE WHEN coalesce(${sql.time}, '') < ${quoted(since)} THEN 'before' ELSE 'since' END`;
    }
    return textColumns.includes(name) ? `coalesce(${sql.name(name)}, '')` : sql.name(name);
  };
  const condition = (one: Condition): string => {
    switch (one.kind) {
      case 'failed':
        return `(${column('status')} >= 400 AND ${column('status')} NOT IN (449, 451))`;
      case 'succeeded':
        return `${column('status')} < 400`;
      case 'oneOf':
        return `${column(one.column)} IN (${one.values.join(', ')})`;
      case 'equal':
      case 'notEqual':
      case 'greater': {
        const operator = { equal: '=', notEqual: '<>', greater: '>' }[one.kind];
        return `${column(one.column)} ${operator} ${typeof one.value === 'string' ? quoted(one.value) : one.value}`;
      }
    }
  };
  const measure = ({ kind, column: of, where: only = [] }: Measure): string => {
    const filter = only.map(condition);
    if (kind === 'count' || of === undefined) return sql.filtered('count', '*', filter.join(' AND '));
    const value = sql.name(of);
    const whole = filter.join(' AND ');
    if (kind === 'distinct') {
      return sql.filtered('count', `DISTINCT ${value}`, [...filter, `${value} <> ''`].join(' AND '));
    }
    if (kind === 'average') return `floor(${sql.filtered('avg', value, whole)})`;
    return sql.filtered(kind, value, whole);
  };
  const conditions = [`NOT ${sql.name('probe')}`, ...where.map(condition)];
  const selected = [
    ...by.map((name) => `${column(name)} AS ${sql.name(`${name}_`)}`),
    ...measures.map((one) => `${measure(one)} AS ${sql.name(one.name)}`),
  ];
  const kept = having.map(({ measure: name, above, equals }) => {
    const one = measures.find((other) => other.name === name)!;
    return above === undefined ? `${measure(one)} = ${equals ?? 0}` : `${measure(one)} > ${above}`;
  });
  return [
    `-- ${title}`,
    sql.before,
    `SELECT ${selected.join(',\n       ')}`,
    `FROM ${sql.source}`,
    `WHERE ${conditions.join(' AND ')}`,
    `GROUP BY ${by.map((_, index) => index + 1).join(', ')}`,
    ...(kept.length === 0 ? [] : [`HAVING ${kept.join(' AND ')}`]),
    `ORDER BY ${[
      ...(order === undefined ? [] : [`${by.length + measures.findIndex(({ name }) => name === order) + 1} DESC`]),
      ...by.map((_, index) => `${index + 1} NULLS LAST`),
    ].join(', ')};`,
    '',
  ].join('\n');
}
