// The one next question: of those that are not answered, the one that the state of the search asks first
// (domain/13 §13.7).
import type { TerminationKind } from '../exchange/termination.js';
import type { Shown } from './causes.js';
import type { Candidate } from './invert.js';
import type { QuestionId } from './questions.js';
import { questionIdFor, questionOf } from './questions.js';

/** What decides first for a status, and then. */
function orderOf(
  { status, substatus }: Shown,
  allDevices: boolean | null,
  ends: TerminationKind,
): readonly QuestionId[] {
  switch (`${status}.${substatus ?? ''}`) {
    case '403.7':
      return allDevices === false
        ? ['deviceCertificate', 'schannel', 'shownCertificate', 'sslRecords', 'freb']
        : ['shownCertificate', 'sslRecords', 'schannel', 'rootStore', 'deviceCertificate', 'freb'];
    case '403.16':
      return allDevices === true
        ? ['rootStore', 'sslRecords', 'deviceCertificate', 'schannel', 'ntauth']
        : ['deviceCertificate', 'rootStore', 'sslRecords', 'schannel', 'ntauth'];
    case '403.17':
      return ['deviceCertificate', 'rootStore', 'schannel'];
    case '403.13':
      return ['revocation', 'deviceCertificate', 'sslRecords'];
    case '403.':
      return ['shownCertificate', 'deviceCertificate', 'rootStore', 'sslRecords', 'schannel', 'freb'];
    case '401.':
    case '401.1':
    case '401.2':
      return ends === 'device'
        ? ['spn', 'delegation', 'freb']
        : allDevices === false
          ? ['deviceCertificate', 'account', 'sslRecords', 'configurationOfPath', 'ntauth', 'kdcEvents', 'freb']
          : ['sslRecords', 'configurationOfPath', 'deviceCertificate', 'account', 'ntauth', 'kdcEvents', 'freb'];
    case '500.19':
      return ['configurationOfPath', 'freb'];
    default:
      break;
  }
  if (status === 0) {
    const ofGateway = ends === 'device' ? (['spn', 'delegation'] as const) : [];
    return [...ofGateway, 'httperr', 'systemEvents', 'sslRecords', 'schannel'];
  }
  if (status === 503) return ['httperr', 'systemEvents', 'configurationOfPath', 'exchangeLog', 'freb'];
  if (status === 413) return ['configurationOfPath', 'sslRecords', 'freb'];
  if (status >= 500) return ['schannel', 'sslRecords', 'exchangeLog', 'freb'];
  return ['exchangeLog', 'freb'];
}

/**
 * Null where every question that could decide is answered. A question that none of the open causes turns on
 * is not asked.
 */
export function nextQuestion(
  shown: Shown,
  candidates: readonly Candidate[],
  answered: ReadonlySet<QuestionId>,
  allDevices: boolean | null,
  ends: TerminationKind,
): QuestionId | null {
  const open = candidates.filter(({ standing }) => standing === 'open');
  // Where the files show a cause already, only what speaks for another one is worth a question.
  const rival = candidates.length > open.length ? open.flatMap(({ unknowns }) => unknowns.map(questionIdFor)) : [];
  const decides = (id: QuestionId): boolean => {
    const { splits } = questionOf(id);
    return open.some(
      ({ cause, unknowns }) =>
        cause.ask === id ||
        splits.includes(cause.id) ||
        (id === 'freb' && unknowns.length === 0) ||
        // Without a sub-status nearly every cause is open, and the log of IIS has it.
        (id === 'log' && shown.substatus === null && [401, 403, 500].includes(shown.status)),
    );
  };
  const wanted = [
    ...(shown.substatus === null ? (['log'] as const) : []),
    ...rival,
    ...orderOf(shown, allDevices, ends),
    ...open.flatMap(({ cause, unknowns }) => [cause.ask ?? [], unknowns.map(questionIdFor)].flat()),
  ];
  return wanted.find((one) => !answered.has(one) && decides(one)) ?? null;
}
