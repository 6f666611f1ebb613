// Recognizes the answer to a question by its content, and returns the file name under which to save it.
import { documentOf, evidenceFileOf } from '../core/face/files.js';
import type { Question } from '../core/face/simulation.js';

/** By the kind of evidence; stores and directory exports are distinguished by their facts. */
const names: Readonly<Record<string, string>> = {
  'netsh-sslcert': 'sslcert.txt',
  registry: 'schannel.txt',
  setspn: 'spn.txt',
  systeminfo: 'systeminfo.txt',
  'tls-probe': 'shown.txt',
  'web-binding': 'web-binding.txt',
  'virtual-directory': 'virtual-directories.txt',
  'windows-features': 'features.txt',
};

const stores: ReadonlyMap<string, string> = new Map([
  ['Root', 'root.txt'],
  ['CA', 'ca.txt'],
  ['NTAuth', 'ntauth.txt'],
]);

/** Null for a text that no command of the questions prints. `next` is the question that was asked. */
export function nameOfAnswer(text: string, next: Pick<Question, 'id' | 'saveAs'> | null): string | null {
  const source = { uri: 'answer.txt', text };
  const head = text.slice(0, 4096);
  const log = /^\uFEFF?#Software: Microsoft (Internet Information Services|HTTP|Exchange)/.exec(head)?.[1];
  if (log !== undefined) {
    if (log === 'HTTP') return 'httperr.log';
    return log === 'Exchange' ? 'HttpProxy.log' : next?.id === 'verify' ? next.saveAs : 'u_ex.log';
  }
  const isConfiguration = /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<configuration[\s>]/.test(head);
  if (isConfiguration) {
    if (text.includes('<system.applicationHost')) return 'applicationHost.config';
    return next?.id === 'configurationOfPath' ? next.saveAs : null;
  }
  if (/^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<\?xml-stylesheet[^>]*>\s*)?<failedRequest[\s>]/.test(head))
    return 'fr000001.xml';
  if (/CertUtil: -verify\b|dwErrorStatus|dwInfoStatus/.test(text)) return 'revocation.txt';
  const readings = evidenceFileOf(source, () => documentOf(source))?.readings ?? [];
  const kinds = new Set(readings.map(({ reading }) => reading.kind as string));
  const facts = readings.map((one) => one.facts);
  if (kinds.has('certutil-store')) {
    const store = facts.flatMap((one) => one.stores)[0]?.store ?? '';
    return stores.get(store) ?? null;
  }
  if (kinds.has('event'))
    return facts.some(({ events }) => events.some(({ provider }) => provider === 'kdc')) ? 'kdc.txt' : 'system.txt';
  if (/^dn: /m.test(head)) return 'account.ldf';
  if (kinds.has('directory-account'))
    return facts.some(({ delegations }) => delegations.length > 0) ? 'delegation.txt' : 'account.txt';
  const known = Object.keys(names).find((kind) => kinds.has(kind));
  if (known !== undefined) return names[known]!;
  return /^\uFEFF?\s*-----BEGIN CERTIFICATE-----/.test(head) ? 'device.cer' : null;
}
