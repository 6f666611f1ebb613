// The list of what a file holds: one short line each, cheap enough for ten thousand.
import type { CertificateEntry } from '../../../../server/src/core/certificate/file.js';
import type { CertificateModel } from '../../../../server/src/core/certificate/model.js';
import { userIdentity } from '../../../../server/src/core/certificate/meaning/identity.js';
import { roleOf } from '../../../../server/src/core/certificate/meaning/purpose.js';
import type { CertificateRole } from '../../../../server/src/core/certificate/meaning/purpose.js';
import { DAY, validityAt } from '../../../../server/src/core/certificate/meaning/validity.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { Row, Tone } from '../../webview/messages.js';
import { dayWords } from './format.js';
import { shortName, titleOf } from './names.js';
import type { PageContext, Words } from './words.js';

export function rowOf(entry: CertificateEntry, index: number, around: PageContext): Row {
  const { model } = entry;
  const { words } = around;
  const life = lifeOf(model, around);
  const title = titleOf(model);
  const parts = [kindWords(model, words), userOf(model), issuerWords(model, words)];
  const subtitle = parts.filter((part) => part !== '' && part !== title).join(' · ');
  return { index, title, subtitle, ...life, search: searchText(entry, title, subtitle) };
}

export function roleWords(role: CertificateRole, words: Words): string {
  switch (role) {
    case 'authority':
      return words('Authority');
    case 'client':
      return words('Client');
    case 'computer':
      return words('Computer');
    case 'server':
      return words('Server');
    case 'other':
      return words('Other purpose');
  }
}

export function kindWords(model: CertificateModel, words: Words): string {
  switch (model.kind) {
    case 'certificate':
      return roleWords(roleOf(model), words);
    case 'request':
      return words('Request');
    case 'crl':
      return words('Revocation list');
  }
}

function userOf(model: CertificateModel): string {
  if (model.kind !== 'certificate') return '';
  const identity = userIdentity(model);
  return identity.state === 'present' ? showable(identity.upn, 120) : '';
}

function issuerWords(model: CertificateModel, words: Words): string {
  if (model.kind === 'request') return '';
  if (model.kind === 'crl') return words('{count} entries', { count: model.entryCount });
  return model.selfIssued ? words('self-issued') : words('issued by {issuer}', { issuer: shortName(model.issuer) });
}

interface Life {
  readonly tone: Tone;
  readonly state: string;
  readonly until: string;
}

function lifeOf(model: CertificateModel, around: PageContext): Life {
  const { words, now } = around;
  if (model.kind === 'request') return { tone: 'neutral', state: '', until: '' };
  if (model.kind === 'crl') {
    const next = model.nextUpdate?.ms ?? null;
    if (next === null) return { tone: 'neutral', state: '', until: '' };
    const late = next < now;
    return {
      tone: late ? 'bad' : 'good',
      state: late ? words('Outdated') : words('Current'),
      until: dayWords(next, around),
    };
  }
  const { state, daysLeft } = validityAt(model, now);
  const until = model.notAfter.ms === null ? showable(model.notAfter.raw, 20) : dayWords(model.notAfter.ms, around);
  switch (state) {
    case 'valid':
      return { tone: 'good', state: words('Valid'), until };
    case 'expiring':
      return { tone: 'doubtful', state: daysWords(daysLeft ?? 0, words), until };
    case 'expired':
      return { tone: 'bad', state: words('Expired'), until };
    case 'notYetValid':
      return { tone: 'bad', state: words('Not yet valid'), until };
    case 'unknown':
      return { tone: 'neutral', state: words('Validity unreadable'), until };
  }
}

export function daysWords(days: number, words: Words): string {
  // Beyond some years no one counts days.
  if (days >= 730) return words('{years} years left', { years: Math.floor(days / 365.2425) });
  if (days === 0) return words('Less than a day left');
  return days === 1 ? words('1 day left') : words('{days} days left', { days });
}

/**
 * Serial number and thumbprint are found however their digits are grouped, as long as they are typed without
 * gaps.
 */
function searchText({ model, friendlyName }: CertificateEntry, title: string, subtitle: string): string {
  const serial = model.kind === 'certificate' ? model.serialNumber.hex : '';
  const subject = model.kind === 'crl' ? '' : showable(model.subject.text, 200);
  return [title, subtitle, subject, serial, model.sha1, showable(friendlyName ?? '', 100)].join('\n').toLowerCase();
}

/** Whole days from one moment to another. */
export function daysBetween(from: number, to: number): number {
  return Math.floor((to - from) / DAY);
}
