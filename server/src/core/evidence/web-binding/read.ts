// Get-WebBinding as CliXml, list, JSON or CSV: the DS mapper of https bindings, which IIS asks HTTP.SYS for.
import type { EvidenceKind } from '../kind.js';
import type { NetshRecord } from '../netsh.js';
import { booleanOf, textOf, valueOf, type EvidenceObject } from '../objects/model.js';

export const webBindingKind: EvidenceKind = {
  name: 'web-binding',
  read({ objects: { objects } }) {
    const bindings = objects.filter(isBinding);
    if (bindings.length === 0) return [];
    const sslRecords = bindings.flatMap((object) => recordOfBinding(object) ?? []);
    return [{ kind: 'web-binding', computer: null, scope: 'server', facts: { sslRecords } }];
  },
};

function isBinding(object: EvidenceObject): boolean {
  return (
    textOf(object, 'protocol') !== null &&
    textOf(object, 'bindingInformation') !== null &&
    valueOf(object, 'isDsMapperEnabled', 'certificateHash', 'sslFlags', 'ItemXPath') !== null
  );
}

/**
 * What a binding of IIS says of its record in HTTP.SYS; null for bindings without TLS, which always say
 * False. Its certificate and isDsMapperEnabled are not in the configuration: IIS reads them from HTTP.SYS
 * (domain: bindings, run-time members).
 */
export function recordOfBinding(object: EvidenceObject): NetshRecord | null {
  const information = textOf(object, 'bindingInformation');
  if (textOf(object, 'protocol')?.text.toLowerCase() !== 'https' || information === null) return null;
  const parts = /^(\*|\[[0-9a-f:.%]*\]|[0-9.]*):(\d{1,5}):([^:\s]{0,256})$/i.exec(information.text);
  if (!parts) return null;
  const [, address, port, host] = parts;
  const flags = Number(textOf(object, 'sslFlags')?.text ?? 0);
  const kind = (flags & 2) !== 0 ? 'centralStore' : (flags & 1) !== 0 && host !== '' ? 'hostnamePort' : 'ipPort';
  const isAll = address === '' || address === '*';
  const name = kind === 'hostnamePort' ? host! : isAll ? '0.0.0.0' : address!;
  const hash = textOf(object, 'certificateHash');
  const isHash = /^[0-9a-f]{40}$/i.test(hash?.text ?? '');
  const mapper = booleanOf(object, 'isDsMapperEnabled');
  // The table that Get-WebBinding prints has neither, and so says nothing of a record.
  if (!isHash && mapper === null) return null;
  return {
    kind,
    endpoint: kind === 'centralStore' ? port! : `${name}:${port!}`,
    range: object.range,
    certificateHash: hash && isHash ? hash.text.toLowerCase() : null,
    certificateHashRange: hash && isHash ? hash.range : null,
    applicationId: null,
    storeName: textOf(object, 'certificateStoreName')?.text ?? null,
    dsMapper: mapper && { on: mapper.value, range: mapper.range },
    negotiateClientCertificate: null,
    verifyRevocation: null,
    usageCheck: null,
    trustList: null,
    rejectConnections: null,
    disableTls13: null,
    disableHttp2: null,
    fields: [],
  };
}
