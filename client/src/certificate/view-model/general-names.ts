// Alternative names, each with the word for its kind.
import type { GeneralName } from '../../../../server/src/core/certificate/model.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { Words } from './words.js';

export function generalNameWords({ type, value, oid, oidName }: GeneralName, words: Words): string {
  const shown = showable(value, 500);
  switch (type) {
    case 'upn':
      return words('User principal name: {value}', { value: shown });
    case 'email':
      return words('Email address: {value}', { value: shown });
    case 'dns':
      return words('DNS name: {value}', { value: shown });
    case 'uri':
      return words('URI: {value}', { value: shown });
    case 'ip':
      return words('IP address: {value}', { value: shown });
    case 'directoryName':
      return words('Directory name: {value}', { value: shown });
    case 'registeredId':
      return words('Registered id: {value}', { value: shown });
    case 'other':
      return `${showable(oidName ?? oid ?? words('Other name'), 100)}: ${shown}`;
    case 'x400':
      return `X.400: ${shown}`;
    case 'ediParty':
      return `EDI: ${shown}`;
  }
}
