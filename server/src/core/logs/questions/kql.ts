// A question as KQL over the table W3CIISLog of Log Analytics, whose status columns are strings.
import type { Column, Condition, Measure, Question } from './question.js';

const literal = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const expressions: Readonly<Record<Column, string>> = {
  server: 'Computer',
  user: 'user',
  device: 'device',
  deviceType: 'deviceType',
  command: 'command',
  client: 'cIP',
  userAgent: 'replace_string(csUserAgent, "+", " ")',
  status: 'toint(scStatus)',
  substatus: 'toint(scSubStatus)',
  win32: 'tolong(scWin32Status)',
  timeTaken: 'TimeTaken',
  received: 'csBytes',
  time: 'TimeGenerated',
  hour: 'bin(TimeGenerated, 1h)',
  hourOfDay: 'hourofday(TimeGenerated)',
  minute: 'bin(TimeGenerated, 1m)',
  period: 'period',
};

/** Columns of the table as they are needed; a Base64 query gives no device, because KQL cannot decode it. */
const decoded = [
  '| where csUriStem startswith "/Microsoft-Server-ActiveSync"',
  '| extend device = toupper(extract("(?i)[?&]?DeviceId=([^&]+)", 1, csUriQuery)), deviceType = extract("(?i)DeviceType=([^&]+)", 1, csUriQuery),',
  '         command = extract("(?i)Cmd=([^&]+)", 1, csUriQuery), written = iff(csUserName in ("-", ""), url_decode(extract("(?i)User=([^&]+)", 1, csUriQuery)), csUserName)',
  '| extend user = tolower(extract(@"^(?:.*\\\\)?([^@]+)", 1, written))',
  '| where not(csUserAgent startswith "AMProbe" or user startswith "healthmailbox" or deviceType =~ "EASProbeDeviceType" or csUriStem endswith "/healthcheck.htm" or cIP startswith "127." or cIP == "::1")',
];

export function kqlOf({ title, where, by, measures, having = [], order }: Question, since: string): string {
  const condition = (one: Condition): string => {
    const status = expressions.status;
    switch (one.kind) {
      case 'failed':
        return `(${status} >= 400 and ${status} !in (449, 451))`;
      case 'succeeded':
        return `${status} < 400`;
      case 'oneOf':
        return `${expressions[one.column]} in (${one.values.join(', ')})`;
      case 'equal':
      case 'notEqual':
      case 'greater': {
        const operator = { equal: '==', notEqual: '!=', greater: '>' }[one.kind];
        return `${expressions[one.column]} ${operator} ${typeof one.value === 'string' ? literal(one.value) : one.value}`;
      }
    }
  };
  const measure = ({ name, kind, column, where: only = [] }: Measure): string => {
    const filter = only.map(condition).join(' and ');
    if (kind === 'count' || column === undefined)
      return `${name} = ${filter === '' ? 'count()' : `countif(${filter})`}`;
    const of = expressions[column];
    if (kind === 'distinct') {
      return `${name} = dcountif(${of}, isnotempty(${of})${filter === '' ? '' : ` and ${filter}`}, 4)`;
    }
    const aggregate = kind === 'average' ? 'avg' : kind;
    const value = filter === '' ? `${aggregate}(${of})` : `${aggregate}if(${of}, ${filter})`;
    return `${name} = ${kind === 'average' ? `floor(${value}, 1)` : value}`;
  };
  const period = by.includes('period')
    ? [`| extend period = iff(TimeGenerated < datetime(${since}), "before", "since")`]
    : [];
  const ascending = by.map((column) => `${column} asc nulls last`);
  return [
    `// ${title}`,
    '// Not executed by the tests. Requests with a Base64 query have no device, user or command here.',
    'W3CIISLog',
    ...decoded,
    ...period,
    ...where.map((one) => `| where ${condition(one)}`),
    `| summarize ${measures.map(measure).join(', ')} by ${by.map((column) => (expressions[column] === column ? column : `${column} = ${expressions[column]}`)).join(', ')}`,
    ...having.map(
      ({ measure: name, above, equals }) =>
        `| where ${name} ${above === undefined ? `== ${equals ?? 0}` : `> ${above}`}`,
    ),
    `| order by ${[...(order === undefined ? [] : [`${order} desc`]), ...ascending].join(', ')}`,
    '',
  ].join('\n');
}
