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

/** A status, a code of Windows, a reason of HTTPERR or a code of ActiveSync; null for anything else. */
export function subjectOf(text: string): Subject | null {
  const status = parseStatusText(text);
  if (status) return ofStatus(status);
  const reason = httperrReason(text);
  if (reason) {
    const ids = behindReasons.get(reason.reason.toLowerCase()) ?? [];
    return {
      status: reason.reason,
      meaning: `${reason.meaning}.`,
      win32: null,
      shown: null,
      causes: ids.flatMap((id) => causeOf(id) ?? []),
      sources: [statusSources.httperr.title],
    };
  }
  const own = activeSyncCode(/^\d+$/.test(text) ? Number(text) : text.replace(/^Error:/i, ''));
  if (own && !/^\d+$/.test(text)) {
    return {
      status: own.name,
      meaning: `${own.meaning}.`,
      win32: null,
      shown: null,
      causes: [causeOf('application-refused')!],
      sources: [statusSources.activeSyncCommands.title],
    };
  }
  const value = parseWin32(text);
  const code = value === null ? null : win32Code(value);
  if (value === null || !code) return null;
  return {
    status: win32Hex(value),
    meaning: `${code.meaning}.`,
    win32: code,
    shown: null,
    causes: causes.filter(({ shows }) => shows.some(({ win32 }) => win32 === value)),
    sources: [statusSources.win32.title],
  };
}

function ofStatus({ status, substatus, win32 }: Shown): Subject | null {
  const entry = httpStatus(status, substatus);
  if (!entry) return null;
  const shown = { status, substatus, win32 };
  const found = causesOf(shown);
  return {
    status: statusText(status, substatus),
    meaning: `${entry.meaning}.`,
    win32: win32 === null ? null : win32Code(win32),
    shown,
    causes: found,
    sources: [...new Set([statusSources[entry.source].title, ...found.flatMap(({ sources }) => sources)])],
  };
}

export function explain(subject: Subject): Explanation {
  const { status, meaning, win32, sources } = subject;
  return {
    status,
    meaning,
    win32,
    sources,
    causes: subject.causes.map((cause) => ({
      cause,
      certainty: cause.certainty,
      state: 'open',
      finding: null,
      because: [],
      message: null,
      ask: cause.ask && questionOf(cause.ask),
    })),
  };
}
