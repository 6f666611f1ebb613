// Where a certificate is used: records of HTTP.SYS that name it, mappings of IIS that hold it or whose rules
// fit it.
import { toBase64 } from '../../../../server/src/core/certificate/bytes.js';
import { tryManyToOne } from '../../../../server/src/core/certificate/meaning/many-to-one.js';
import type { TriedMapping, TriedRule } from '../../../../server/src/core/certificate/meaning/many-to-one.js';
import { roleOf } from '../../../../server/src/core/certificate/meaning/purpose.js';
import type { X509Certificate } from '../../../../server/src/core/certificate/model.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import { fileNameOf } from '../../../../server/src/host/uri.js';
import type { ProtocolCertificateUses, ProtocolPlace } from '../../../../server/src/protocol.js';
import type { Tone, Use } from '../../webview/messages.js';
import type { Words } from './words.js';

type RecordUse = ProtocolCertificateUses['records'][number];
type OneToOneUse = ProtocolCertificateUses['oneToOne'][number];
export type ManyToOneUse = ProtocolCertificateUses['manyToOne'][number];

/** Rules beyond this are not listed one by one. */
const MAXIMUM = 100;

export function usesOf(certificate: X509Certificate, uses: ProtocolCertificateUses, words: Words): Use[] {
  const found = uses.records.filter(({ sha1 }) => sha1 === certificate.sha1).map((record) => recordUse(record, words));
  if (uses.oneToOne.length > 0) {
    const base64 = toBase64(certificate.der);
    const own = uses.oneToOne.filter((use) => use.certificate === base64);
    found.push(...own.map((use) => oneToOneUse(use, words)));
  }
  // Rules refer to users; whether they would fit an authority helps no one.
  if (roleOf(certificate) === 'client') found.push(...manyToOneUses(certificate, uses.manyToOne, words));
  return found.slice(0, MAXIMUM);
}

function recordUse({ endpoint: written, bindings, at }: RecordUse, words: Words): Use {
  const endpoint = showable(written, 100);
  const sites = [...new Set(bindings.map(({ site }) => site))].map((site) => showable(site, 100)).join(', ');
  const text =
    sites === ''
      ? words('HTTP.SYS uses it on {endpoint}; no binding was found for that record.', { endpoint })
      : words('HTTP.SYS uses it on {endpoint} for {sites}.', { endpoint, sites });
  return { tone: 'neutral', text, place: placeOf(at) };
}

function oneToOneUse(use: OneToOneUse, words: Words): Use {
  const data = { user: showable(use.userName, 100), place: whereWords(use.configurationPath, words) };
  const text = use.enabled
    ? words('IIS maps it to {user} at {place} (one-to-one).', data)
    : words('A one-to-one mapping to {user} at {place} contains it, but is disabled.', data);
  return { tone: 'neutral', text: withEffect(text, use, words), place: placeOf(use.at) };
}

/** The mappings that are tried one after the other, in their order. */
function lists(uses: readonly ManyToOneUse[]): ManyToOneUse[][] {
  const byPlace = new Map<string, ManyToOneUse[]>();
  for (const use of uses) {
    const key = `${use.configurationPath}\n${use.at.uri}`;
    const list = byPlace.get(key);
    if (list) list.push(use);
    else byPlace.set(key, [use]);
  }
  return [...byPlace.values()];
}

function manyToOneUses(certificate: X509Certificate, uses: readonly ManyToOneUse[], words: Words): Use[] {
  return lists(uses).flatMap((list) => {
    const tried = tryManyToOne(
      certificate,
      list.map(({ mapping }) => mapping),
    );
    const first = tried.find(({ fits }) => fits);
    return list.map((use, at): Use => {
      const outcome = tried[at]!;
      const text = triedWords(use, outcome, first, words);
      const refuses = outcome === first && use.mapping.permission === 'Deny' && use.inEffect === 'yes';
      const tone: Tone = refuses ? 'bad' : 'neutral';
      return { tone, text: outcome.fits ? withEffect(text, use, words) : text, place: placeOf(use.at) };
    });
  });
}

function triedWords(use: ManyToOneUse, tried: TriedMapping, first: TriedMapping | undefined, words: Words): string {
  const { name, enabled, permission } = use.mapping;
  const data = {
    name: showable(name, 80),
    user: showable(use.userName, 100),
    place: whereWords(use.configurationPath, words),
  };
  if (tried.fits && tried !== first) {
    const other = showable(first!.mapping.name, 80);
    return words('The many-to-one mapping {name} at {place} matches, but {other} precedes it.', { ...data, other });
  }
  if (tried.fits && permission === 'Deny')
    return words('The many-to-one mapping {name} at {place} matches and rejects it.', data);
  if (tried.fits) return words('The many-to-one mapping {name} at {place} matches: IIS maps it to {user}.', data);
  if (!enabled) return words('The many-to-one mapping {name} at {place} is disabled.', data);
  const failing = tried.rules.find(({ fits }) => !fits);
  if (!failing) return words('The many-to-one mapping {name} at {place} has no rule.', data);
  return words('The many-to-one mapping {name} at {place} does not match: {reason}', {
    ...data,
    reason: reasonOf(failing, words),
  });
}

function reasonOf({ rule, values }: TriedRule, words: Words): string {
  const data = {
    field: rule.field === 'Issuer' ? words('Issuer') : words('Subject'),
    part: showable(rule.subField, 40),
    wanted: showable(rule.matchCriteria, 100),
    value: showable(values.join(', '), 100),
  };
  return values.length === 0
    ? words('{field} has no {part}, but {wanted} is required.', data)
    : words('{part} of {field} is {value}, but {wanted} is required.', data);
}

function withEffect(text: string, { inEffect }: { readonly inEffect: ManyToOneUse['inEffect'] }, words: Words): string {
  switch (inEffect) {
    case 'yes':
      return text;
    case 'no':
      return `${text} ${words('Such mappings are disabled there.')}`;
    case 'unknown':
      return `${text} ${words('Whether such mappings are enabled there is unknown.')}`;
  }
}

function whereWords(configurationPath: string, words: Words): string {
  return configurationPath === '' ? words('the whole server') : showable(configurationPath, 100);
}

function placeOf({ uri, range }: ProtocolPlace): NonNullable<Use['place']> {
  const name = fileNameOf(uri);
  return { uri, line: range.start.line, label: `${showable(name, 100)}:${range.start.line + 1}` };
}
