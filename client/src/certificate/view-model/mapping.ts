// How a domain controller finds the account of a user's certificate, and what it logs when it does not accept
// it.
import { KDC_EVENTS, type KdcEvent } from '../../../../server/src/core/certificate/meaning/kdc-events.js';
import { logonPaths, type LogonPath } from '../../../../server/src/core/certificate/meaning/logon-paths.js';
import { roleOf } from '../../../../server/src/core/certificate/meaning/purpose.js';
import { strongMapping } from '../../../../server/src/core/certificate/meaning/strong-mapping.js';
import type { X509Certificate } from '../../../../server/src/core/certificate/model.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { Mapping } from '../../webview/messages.js';
import type { Words } from './words.js';

/** More names than anyone has. */
const MAXIMUM = 20;

/** Null for what no user shows. */
export function mappingOf(certificate: X509Certificate, words: Words): Mapping | null {
  if (roleOf(certificate) !== 'client') return null;
  const isStrong = strongMapping(certificate).verdict === 'strong';
  return {
    paths: logonPaths(certificate)
      .slice(0, MAXIMUM)
      .map((path) => ({ tone: path.accepted ? 'good' : 'bad', ...pathWords(path, words) })),
    // A SID that is wrong is event 41; where there is none it is 39, or 40 for an account younger than the
    // certificate.
    events: KDC_EVENTS.filter(({ id }) => (id === 41) === isStrong).map((event) => eventWords(event, words)),
  };
}

function pathWords({ through, value, accepted }: LogonPath, words: Words): { state: string; text: string } {
  const state = accepted ? words('Accepted') : words('Rejected since September 9, 2025');
  const data = { value: showable(value ?? '', 300) };
  switch (through) {
    case 'upn':
      return {
        state,
        text: accepted
          ? words('The user with the name {value}, whom the SID in the certificate confirms.', data)
          : words(
              'The user with the name {value}; nothing in the certificate confirms that it was issued to that user.',
              data,
            ),
      };
    case 'dns':
      return {
        state,
        text: accepted
          ? words('The computer with the name {value}, which the SID in the certificate confirms.', data)
          : words('The computer with the name {value}; nothing in the certificate confirms it.', data),
      };
    case 'altSecurityIdentities':
      return { state, text: words('The account whose altSecurityIdentities has {value}, if there is one.', data) };
  }
}

function eventWords({ id, oldId, meaning, cause, remedy }: KdcEvent, words: Words): Mapping['events'][number] {
  return {
    title:
      oldId === null
        ? words('Event {id}', { id })
        : words('Event {id} ({oldId} on Windows Server 2008 R2)', { id, oldId }),
    lines: [words(meaning), words(cause), words(remedy)],
  };
}
