// The validity as a bar with today on it.
import { validityAt } from '../../../../server/src/core/certificate/meaning/validity.js';
import type { CertificateModel } from '../../../../server/src/core/certificate/model.js';
import type { Validity } from '../../webview/messages.js';
import { dayWords, momentWords } from './format.js';
import { daysBetween, daysWords } from './rows.js';
import type { PageContext, Words } from './words.js';

/** Null for requests and for lists without a next one. */
export function validityOf(model: CertificateModel, around: PageContext): Validity | null {
  if (model.kind === 'request') return null;
  const { words, now } = around;
  const [from, to] =
    model.kind === 'certificate' ? [model.notBefore, model.notAfter] : [model.thisUpdate, model.nextUpdate];
  if (to === null) return null;
  const { state, daysLeft } = validityAt({ notBefore: from, notAfter: to }, now);
  const span = from.ms === null || to.ms === null ? null : to.ms - from.ms;
  const today = span === null || span <= 0 ? null : (now - from.ms!) / span;
  const base = {
    from: momentWords(from, around),
    to: momentWords(to, around),
    today,
    todayWords: words('Today, {date}', { date: dayWords(now, around) }),
  };
  switch (state) {
    case 'valid':
      return { ...base, tone: 'good', words: daysWords(daysLeft ?? 0, words) };
    case 'expiring':
      return { ...base, tone: 'doubtful', words: daysWords(daysLeft ?? 0, words) };
    case 'expired':
      return {
        ...base,
        tone: 'bad',
        words: endedWords(daysBetween(to.ms ?? now, now), words),
      };
    case 'notYetValid':
      return {
        ...base,
        tone: 'bad',
        words: words('Valid in {days} days', { days: daysBetween(now, from.ms ?? now) }),
      };
    case 'unknown':
      return { ...base, tone: 'neutral', words: words('Validity unreadable') };
  }
}

function endedWords(days: number, words: Words): string {
  if (days >= 730) return words('Expired {years} years ago', { years: Math.floor(days / 365.2425) });
  if (days === 0) return words('Expired less than a day ago');
  return days === 1 ? words('Expired 1 day ago') : words('Expired {days} days ago', { days });
}
