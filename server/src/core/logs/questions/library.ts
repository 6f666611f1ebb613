// The twenty questions of the command `logs`.
import { certificateSubstatuses } from '../requests/request-facts.js';
import type { Column, Condition, Measure, Question } from './question.js';

const failed: Condition = { kind: 'failed' };
const succeeded: Condition = { kind: 'succeeded' };
const named = (column: Column): Condition => ({ kind: 'notEqual', column, value: '' });
const status = (value: number): Condition => ({ kind: 'equal', column: 'status', value });

const requests: Measure = { name: 'requests', kind: 'count' };
const failures: Measure = { name: 'failures', kind: 'count', where: [failed] };
const successes: Measure = { name: 'successes', kind: 'count', where: [succeeded] };
const devices: Measure = { name: 'devices', kind: 'distinct', column: 'device' };
const users: Measure = { name: 'users', kind: 'distinct', column: 'user' };
const first: Measure = { name: 'first', kind: 'min', column: 'time' };
const last: Measure = { name: 'last', kind: 'max', column: 'time' };
const firstFailure: Measure = { name: 'firstFailure', kind: 'min', column: 'time', where: [failed] };
const lastFailure: Measure = { name: 'lastFailure', kind: 'max', column: 'time', where: [failed] };
const lastSuccess: Measure = { name: 'lastSuccess', kind: 'max', column: 'time', where: [succeeded] };
const averageTime: Measure = { name: 'averageTime', kind: 'average', column: 'timeTaken' };
const longestTime: Measure = { name: 'longestTime', kind: 'max', column: 'timeTaken' };

export const questions: readonly Question[] = [
  {
    id: 'statuses',
    title: 'How often does each status occur',
    where: [],
    by: ['status', 'substatus', 'win32'],
    measures: [requests, devices],
    order: 'requests',
  },
  {
    id: 'failures-by-device',
    title: 'Which mobile devices fail, how, and how often',
    where: [failed],
    by: ['device', 'user', 'status', 'substatus', 'win32'],
    measures: [requests, first, last],
    order: 'requests',
  },
  {
    id: 'outcome-by-device',
    title: 'When did each mobile device first fail and last succeed',
    where: [named('device')],
    by: ['device'],
    measures: [requests, failures, firstFailure, lastFailure, lastSuccess],
    order: 'failures',
  },
  {
    id: 'never-succeeded',
    title: 'Which mobile devices never succeed',
    where: [named('device')],
    by: ['device'],
    measures: [requests, successes, first, last],
    having: [{ measure: 'successes', equals: 0 }],
    order: 'requests',
  },
  {
    id: 'certificate-failures',
    title: 'Which client certificates are refused',
    where: [status(403), { kind: 'oneOf', column: 'substatus', values: certificateSubstatuses }],
    by: ['substatus', 'win32', 'device', 'user', 'client'],
    measures: [requests, first, last],
    order: 'requests',
  },
  {
    id: 'status-by-command',
    title: 'Which statuses does each command get',
    where: [],
    by: ['command', 'status', 'substatus'],
    measures: [requests, devices],
    order: 'requests',
  },
  {
    id: 'slow-requests',
    title: 'Which commands other than Ping take longer than ten seconds',
    where: [
      { kind: 'greater', column: 'timeTaken', value: 10_000 },
      { kind: 'notEqual', column: 'command', value: 'Ping' },
    ],
    by: ['device', 'command'],
    measures: [requests, averageTime, longestTime],
    order: 'requests',
  },
  {
    id: 'loops',
    title: 'Which mobile devices send more than 60 requests in a minute',
    where: [named('device')],
    by: ['device', 'minute'],
    measures: [requests, failures],
    having: [{ measure: 'requests', above: 60 }],
    order: 'requests',
  },
  {
    id: 'user-agents',
    title: 'Which mail apps are used, and how often do they fail',
    where: [],
    by: ['userAgent'],
    measures: [requests, failures, devices],
    order: 'requests',
  },
  {
    id: 'device-types',
    title: 'Which types of devices are used, and how often do they fail',
    where: [],
    by: ['deviceType'],
    measures: [requests, failures, devices],
    order: 'requests',
  },
  {
    id: 'hours',
    title: 'What happens hour by hour',
    where: [],
    by: ['hour'],
    measures: [requests, failures, devices],
  },
  {
    id: 'hours-of-day',
    title: 'At which hours of the day do requests fail',
    where: [],
    by: ['hourOfDay'],
    measures: [requests, failures],
  },
  {
    id: 'servers',
    title: 'How do the servers compare',
    where: [],
    by: ['server'],
    measures: [requests, failures, devices, averageTime],
  },
  {
    id: 'status-by-server',
    title: 'Which statuses does each server give',
    where: [],
    by: ['server', 'status', 'substatus', 'win32'],
    measures: [requests, devices],
    order: 'requests',
  },
  {
    id: 'before-after',
    title: 'How do requests before and since the time of --since compare',
    where: [],
    by: ['period', 'status', 'substatus', 'win32'],
    measures: [requests, devices],
  },
  {
    id: 'users',
    title: 'Which users fail',
    where: [named('user')],
    by: ['user'],
    measures: [requests, failures, devices, lastSuccess],
    order: 'failures',
  },
  {
    id: 'users-with-several-devices',
    title: 'Which users have several mobile devices',
    where: [named('user'), named('device')],
    by: ['user'],
    measures: [devices, requests],
    having: [{ measure: 'devices', above: 1 }],
    order: 'devices',
  },
  {
    id: 'clients',
    title: 'Which addresses do requests come from',
    where: [],
    by: ['client'],
    measures: [requests, failures, devices, users],
    order: 'requests',
  },
  {
    id: 'body-too-large',
    title: 'Which requests are too large for IIS',
    where: [status(413)],
    by: ['command', 'device'],
    measures: [requests, { name: 'largest', kind: 'max', column: 'received' }, first, last],
    order: 'requests',
  },
  {
    id: 'provisioning',
    title: 'Which mobile devices are asked to provision',
    where: [status(449)],
    by: ['device', 'user'],
    measures: [requests, first, last],
    order: 'requests',
  },
];

export function questionOf(id: string): Question | undefined {
  return questions.find((question) => question.id === id);
}
