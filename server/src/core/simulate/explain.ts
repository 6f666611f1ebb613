// What a status means and what is behind it in general; what it is on one server, `explain-on.ts` says.
import type { Finding } from '../rules/finding.js';
import type { Note } from '../text/range.js';
import { activeSyncCode } from '../status/active-sync-codes.js';
import { httpStatus, statusSources } from '../status/http-statuses.js';
import { httperrReason } from '../status/httperr-reasons.js';
import { parseStatusText, statusText } from '../status/status-text.js';
import { parseWin32, win32Code, win32Hex, type Win32Code } from '../status/win32-codes.js';
import type { Cause, Shown } from './causes.js';
import { causeOf, causes, causesOf } from './causes.js';
import type { Certainty } from './model.js';
import type { Question } from './questions.js';
import { questionOf } from './questions.js';

export interface ExplainedCause {
  readonly cause: Cause;
  readonly certainty: Certainty;
  readonly state: 'proven' | 'open' | 'excluded';
  readonly finding: Finding | null;
  readonly because: readonly Note[];
  /** What the files say about it on this server; null in general. */
  readonly message: string | null;
  readonly ask: Question | null;
}

export interface Explanation {
  /** `403.16`, `Timer_HeaderWait`, `tls/ds-mapper-disabled`. */
  readonly status: string;
  readonly meaning: string;
  readonly win32: Win32Code | null;
  /** The configuration path that the states of the causes are about; absent without a server. */
  readonly configurationPath?: string;
  readonly causes: readonly ExplainedCause[];
  readonly sources: readonly string[];
}

/** What is to be explained. */
export interface Subject {
  readonly status: string;
  readonly meaning: string;
  readonly win32: Win32Code | null;
  /** The status to look for on a server; null where it is not one of the log. */
  readonly shown: Shown | null;
  readonly causes: readonly Cause[];
  /** Where the status alone says little about its causes. */
  readonly atMost?: Certainty;
  readonly sources: readonly string[];
}

/** The causes behind reasons of the HTTPERR log. */
const behindReasons: ReadonlyMap<string, readonly string[]> = new Map([
  ['entitytoolarge', ['body-over-read-ahead']],
  ['appoffline', ['configuration-refused']],
  ['disabled', ['configuration-refused']],
  ['appshutdown', ['configuration-refused']],
  ['connection_abandoned_by_apppool', ['configuration-refused']],
  ['connection_abandoned_by_reqqueue', ['configuration-refused']],
  ['client_reset', ['tls13-per-path', 'certificate-not-sent']],
  ['connection_dropped', ['certificate-not-sent']],
]);

/** The statuses with which HTTP.SYS logs a reason. */
const unavailable: Shown = { status: 503, substatus: 0, win32: null, isOfHttpSys: true };
const statusOfReasons: ReadonlyMap<string, Shown> = new Map([
  ['entitytoolarge', { status: 413, substatus: null, win32: null }],
  ['appoffline', unavailable],
  ['disabled', unavailable],
  ['appshutdown', unavailable],
]);

/** A status, a code of Windows, a reason of HTTPERR or a code of ActiveSync; null for anything else. */
export function subjectOf(given: string): Subject | null {
  const text = given.trim();
  const status = parseStatusText(text);
  const known = status && ofStatus(status);
  if (known) return known;
  const reason = httperrReason(text);
  if (reason) {
    const ids = behindReasons.get(reason.reason.toLowerCase()) ?? [];
    return {
      status: reason.reason,
      meaning: `${reason.meaning}.`,
      win32: null,
      shown: statusOfReasons.get(reason.reason.toLowerCase()) ?? null,
      causes: ids.flatMap((id) => causeOf(id) ?? []),
      atMost: 'possible',
      sources: [statusSources.httperr.title],
    };
  }
  const number = /^(?:SC1:|Status\s+)?(\d{3})$/i.exec(text)?.[1];
  const own = activeSyncCode(number === undefined ? text.replace(/^Error:/i, '') : Number(number));
  if (own) {
    return {
      status: own.name,
      meaning: `${own.meaning}.`,
      // A number alone may be either.
      win32: number === text ? win32Code(own.value) : null,
      shown: null,
      causes: [causeOf('application-refused')!],
      sources: [statusSources.activeSyncCommands.title],
    };
  }
  const code = codeOf(text);
  if (!code) return null;
  const { value } = code;
  const shows = causes.flatMap((cause) => cause.shows.filter(({ win32 }) => win32 === value));
  const [first] = shows;
  const isOne = shows.every((one) => one.status === first!.status && one.substatus === first!.substatus);
  return {
    status: win32Hex(value),
    meaning: `${code.meaning}.`,
    win32: code,
    shown: first && isOne ? first : null,
    causes: causes.filter((cause) => cause.shows.some(({ win32 }) => win32 === value)),
    sources: [statusSources.win32.title],
  };
}

/** A code of Windows, in hexadecimal also without `0x`. */
function codeOf(text: string): Win32Code | null {
  const value = parseWin32(text);
  const code = value === null ? null : win32Code(value);
  return code ?? (/^[89a-f][0-9a-f]{7}$/i.test(text) ? win32Code(parseInt(text, 16)) : null);
}

/** Null for a substatus that is not documented. */
function ofStatus({ status, substatus, win32 }: Shown): Subject | null {
  const entry = httpStatus(status, substatus);
  if (!entry || (substatus !== null && substatus > 0 && entry.substatus === null)) return null;
  const shown = { status, substatus, win32 };
  const found = causesOf(shown);
  return {
    status: statusText(status, substatus),
    meaning: `${entry.meaning}.`,
    win32: win32 === null ? null : win32Code(win32),
    shown,
    causes: found,
    ...(status === 503 ? { atMost: 'possible' as const } : {}),
    sources: [...new Set([statusSources[entry.source].title, ...found.flatMap(({ sources }) => sources)])],
  };
}

export function explain(subject: Subject): Explanation {
  const { status, meaning, win32, sources, atMost } = subject;
  return {
    status,
    meaning,
    win32,
    sources,
    causes: subject.causes.map((cause) => ({
      cause,
      certainty: atMost ?? cause.certainty,
      state: 'open',
      finding: null,
      because: [],
      message: null,
      ask: cause.ask && questionOf(cause.ask),
    })),
  };
}
