// Will this user be able to sign in with this certificate, and if not, why: every requirement of domain knowledge, one by one.
//
// Templates are English sentences with `{placeholders}`; a view translates the template and fills it afterwards. Values come
// from the certificate and are made showable here.
import type { Chain } from '../trust/chain.js';
import { extensionOf } from '../model.js';
import type { X509Certificate } from '../model.js';
import { showable } from '../showable.js';
import type { CertificateSubject } from '../subjects.js';
import { chainFaults } from '../trust/chain-faults.js';
import type { ChainFault } from '../trust/chain-faults.js';
import { authoritiesDemandingPolicies } from './demanded-policies.js';
import { malformations, unknownCriticalExtension } from './form.js';
import { upnFault, userIdentity } from './identity.js';
import { nameLimits } from './name-constraints.js';
import { clientPurpose, clientSigning, policiesDenyClients } from './purpose.js';
import { lacksRevocation, revocationAddresses } from './revocation.js';
import { MINIMUM_RSA_BITS, keyStrength, signatureStrength } from './strength.js';
import { strongMapping } from './strong-mapping.js';
import { validityAt } from './validity.js';

export type ReadinessAspect =
  | 'user'
  | 'mapping'
  | 'validity'
  | 'purpose'
  | 'keyUsage'
  | 'authority'
  | 'chain'
  | 'revocation'
  | 'signature'
  | 'key'
  | 'template'
  | 'form';

/** `bad`: the sign-in fails; `doubtful`: it may; `unknown`: what is at hand does not tell; `note`: worth knowing. */
export type ReadinessState = 'good' | 'bad' | 'doubtful' | 'unknown' | 'note';

export interface ReadinessItem {
  readonly aspect: ReadinessAspect;
  readonly state: ReadinessState;
  readonly template: string;
  readonly data: Readonly<Record<string, string | number>>;
}

export interface Readiness {
  /** The worst of its items; what is unknown or a note does not count. */
  readonly verdict: 'ready' | 'doubtful' | 'notReady';
  readonly items: readonly ReadinessItem[];
}

type Say = (state: ReadinessState, template: string, data?: Readonly<Record<string, string | number>>) => void;

const ASPECTS: readonly (readonly [ReadinessAspect, (subject: CertificateSubject, say: Say) => void])[] = [
  ['user', user],
  ['mapping', mapping],
  ['validity', validity],
  ['purpose', purpose],
  ['keyUsage', keyUsage],
  ['authority', authority],
  ['chain', chain],
  ['revocation', revocation],
  ['signature', signature],
  ['key', key],
  ['template', template],
  ['form', form],
];

/** Judges a certificate as one that a user shows to Exchange; of one in another role, only what counts for any is to be shown. */
export function clientReadiness(subject: CertificateSubject): Readiness {
  const items: ReadinessItem[] = [];
  for (const [aspect, judge] of ASPECTS) {
    judge(subject, (state, text, data = {}) => {
      const shown = Object.fromEntries(
        Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? showable(value, 200) : value]),
      );
      items.push({ aspect, state, template: text, data: shown });
    });
  }
  const verdict = items.some(({ state }) => state === 'bad')
    ? 'notReady'
    : items.some(({ state }) => state === 'doubtful')
      ? 'doubtful'
      : 'ready';
  return { verdict, items };
}

/** The template with its values. */
export function fillTemplate(text: string, data: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));
}

function user({ certificate }: CertificateSubject, say: Say): void {
  const identity = userIdentity(certificate);
  switch (identity.state) {
    case 'present':
      say('good', 'The user principal name is {upn}.', { upn: identity.upn });
      sayUpnFault(certificate, identity.upn, say);
      break;
    case 'several':
      say('doubtful', 'There are several user principal names ({upns}): it is not certain which account is meant.', {
        upns: identity.upns.join(', '),
      });
      break;
    case 'onlyInSubject':
      say(
        'doubtful',
        '{value} stands in the subject or an email address; the user principal name belongs into the subject alternative name.',
        { value: identity.value },
      );
      break;
    case 'missing':
      say(
        'bad',
        'There is no user principal name in the subject alternative name: Active Directory finds no user, unless an account names this certificate in altSecurityIdentities.',
      );
      break;
    case 'unreadable':
      say('unknown', 'The subject alternative name cannot be read: whether it names a user is not known.');
  }
}

function sayUpnFault(certificate: X509Certificate, upn: string, say: Say): void {
  const fault = upnFault(certificate);
  if (fault === 'suffix')
    say('doubtful', 'The user principal name {upn} is not of the form name@suffix: no account may be found for it.', {
      upn,
    });
  if (fault === 'encoding')
    say('doubtful', 'The user principal name {upn} is not written as a UTF-8 string, as Windows demands.', { upn });
}

function mapping({ certificate }: CertificateSubject, say: Say): void {
  const found = strongMapping(certificate);
  if (found.sidsDiffer) say('doubtful', 'The SID extension and the SID in the names are not the same.');
  if (found.malformedSid !== null && found.verdict === 'strong')
    say('doubtful', '{sid} is no security identifier.', { sid: found.malformedSid });
  if (found.by[0] === 'sidExtension') {
    say('good', 'Strong mapping: the SID extension names {sid}.', { sid: found.sid ?? '' });
  } else if (found.by[0] === 'sanUri') {
    say(
      'good',
      'Strong mapping: the subject alternative name carries {sid}, which domain controllers of Windows Server 2019 and later honour.',
      { sid: found.sid ?? '' },
    );
  } else if (found.isUnreadable) {
    say('unknown', 'What could tie it to an account by its SID cannot be read.');
  } else if (found.malformedSid !== null) {
    say(
      'doubtful',
      'No strong mapping: what stands where the SID belongs, {sid}, is no security identifier, so that domain controllers refuse the logon unless the account names this certificate in altSecurityIdentities (KB5014754).',
      { sid: found.malformedSid },
    );
  } else {
    say(
      'doubtful',
      'No strong mapping: since 9 September 2025 domain controllers refuse the logon unless the account names this certificate in altSecurityIdentities (KB5014754).',
    );
  }
}

function validity({ certificate, now, role, renewed }: CertificateSubject, say: Say): void {
  const { state, daysLeft } = validityAt(certificate, now);
  const from = certificate.notBefore.iso ?? certificate.notBefore.raw;
  const to = certificate.notAfter.iso ?? certificate.notAfter.raw;
  switch (state) {
    case 'valid':
      say('good', 'Valid until {to}.', { to });
      break;
    case 'expiring':
      if (renewed === true) say('note', 'Valid until {to}; a renewed certificate for the same key is at hand.', { to });
      else say('doubtful', 'Valid until {to}: {days} days left.', { to, days: daysLeft ?? 0 });
      break;
    case 'expired':
      if (renewed === true) say('note', 'Expired on {to}; a renewed certificate for the same key is at hand.', { to });
      else if (role === 'client') say('bad', 'Expired on {to}: IIS answers 403.17.', { to });
      else say('bad', 'Expired on {to}: whoever checks it refuses it.', { to });
      break;
    case 'notYetValid':
      if (role === 'client') say('bad', 'Not valid before {from}: IIS answers 403.17.', { from });
      else say('bad', 'Not valid before {from}: whoever checks it refuses it until then.', { from });
      break;
    case 'unknown':
      say('doubtful', 'Its validity cannot be read.');
  }
}

function purpose({ certificate }: CertificateSubject, say: Say): void {
  if (policiesDenyClients(certificate))
    say('doubtful', 'Its application policies, by which Windows goes, leave out client authentication.');
  switch (clientPurpose(certificate)) {
    case 'clientAuthentication':
      say('good', 'Client authentication is among its purposes.');
      break;
    case 'smartCardLogon':
      say(
        'unknown',
        'Smart card logon is among its purposes; client authentication, which Microsoft demands for TLS (KB281245), is not. Whether IIS accepts it is not known.',
      );
      break;
    case 'any':
      say('good', 'It is good for any purpose.');
      break;
    case 'absent':
      say('note', 'It names no purposes, which allows all; mapping prefers client authentication to be named.');
      break;
    case 'denied':
      say('bad', 'Client authentication is not among its purposes.');
      break;
    case 'unreadable':
      say('unknown', 'Its purposes cannot be read.');
  }
}

function keyUsage({ certificate }: CertificateSubject, say: Say): void {
  switch (clientSigning(certificate)) {
    case 'allowed':
      say('good', 'Key usage allows digital signatures.');
      break;
    case 'absent':
      say('note', 'It has no key usage, which allows everything.');
      break;
    case 'usageForbids':
      say(
        'doubtful',
        'Key usage lacks digitalSignature ({usages}), which a client needs to prove that it has the key.',
        { usages: extensionOf(certificate, 'keyUsage')?.usages.join(', ') ?? '' },
      );
      break;
    case 'keyCannot':
      say('bad', 'A key of the kind {key} cannot sign, and a client has to sign to prove that it has the key.', {
        key: certificate.publicKey.algorithm,
      });
      break;
    case 'unreadable':
      say('unknown', 'Its key usage cannot be read.');
  }
}

function authority({ certificate }: CertificateSubject, say: Say): void {
  if (certificate.isAuthority) say('bad', 'It is the certificate of an authority, not of a user.');
}

function chain(subject: CertificateSubject, say: Say): void {
  const { chain: found, authoritiesAtHand, now, role } = subject;
  const last = found.path.at(-1)!;
  for (const fault of chainFaults(found.path, now))
    if (fault.kind !== 'notForClients' || role === 'client') sayChainFault(fault, found, say);
  sayRevokedAuthorities(subject, say);
  sayNameLimits(found, say);
  sayDemandedPolicies(found, say);
  switch (found.end) {
    case 'root':
      if (found.path.length === 1 && role !== 'client')
        say('note', 'It is self-signed: only those trust it who have it among their trusted roots.');
      else if (found.path.length === 1)
        say(
          'doubtful',
          'It is self-signed: no authority vouches for it, and IIS answers 403.16 unless the server trusts it.',
        );
      else if (found.verified)
        say('good', 'Its chain is complete and every signature is right, up to {root}.', { root: last.subject.text });
      else
        say('note', 'Its chain is complete up to {root}; not every signature could be checked here.', {
          root: last.subject.text,
        });
      if (role === 'client')
        say(
          'unknown',
          'Whether the server trusts the root and the issuing authority is in NTAuth only the server and the forest can tell.',
        );
      break;
    case 'missingIssuer':
      if (found.path.length > 1) {
        if (role === 'client')
          say(
            'unknown',
            'Its chain goes up to {issuer}, whose certificate is not at hand; the server has to trust it.',
            { issuer: last.issuer.text },
          );
        else
          say('unknown', 'Its chain goes up to {issuer}, whose certificate is not at hand.', {
            issuer: last.issuer.text,
          });
      } else {
        say(authoritiesAtHand ? 'doubtful' : 'unknown', 'The certificate of its issuer {issuer} is not at hand.', {
          issuer: last.issuer.text,
        });
      }
      break;
    case 'wrongKey':
      say('doubtful', 'There is a certificate of {issuer}, but its key did not make this signature.', {
        issuer: last.issuer.text,
      });
      break;
    case 'loop':
      say('doubtful', 'The authorities of its chain issued each other.');
      break;
    case 'unfinished':
      say('unknown', 'Its chain is longer, or has more ways up, than is looked at here: where it ends is not known.');
  }
}

function sayRevokedAuthorities({ revokedAuthorities }: CertificateSubject, say: Say): void {
  for (const { authority, revocation: found } of revokedAuthorities ?? []) {
    const { revocationDate, reason } = found.entry;
    const data = {
      issuer: authority.subject.text,
      on: revocationDate.iso ?? revocationDate.raw,
      reason: reason ?? 'unspecified',
    };
    if (found.verified)
      say(
        'doubtful',
        'The certificate of its authority {issuer} was revoked on {on} ({reason}), as a list at hand says.',
        data,
      );
    else
      say(
        'doubtful',
        'The certificate of its authority {issuer} was revoked on {on} ({reason}), as a list at hand says whose signature cannot be checked here.',
        data,
      );
  }
}

function sayDemandedPolicies({ path }: Chain, say: Say): void {
  for (const { subject } of authoritiesDemandingPolicies(path))
    say('unknown', 'Its authority {issuer} demands certificate policies below itself, which are not evaluated here.', {
      issuer: subject.text,
    });
}

function sayNameLimits({ path }: Chain, say: Say): void {
  const limits = nameLimits(path);
  for (const authority of new Set(limits.map((limit) => limit.authority))) {
    const own = limits.filter((limit) => limit.authority === authority);
    const issuer = authority.subject.text;
    const unclear = own.flatMap((limit) => limit.unclear);
    if (own.some(({ isUnreadable }) => isUnreadable))
      say('unknown', 'Its authority {issuer} limits the names below it, in a way that is not evaluated here.', {
        issuer,
      });
    else if (unclear.length > 0)
      say('unknown', 'Its authority {issuer} limits the names below it; whether it allows {name} is not certain.', {
        issuer,
        name: unclear.join(', '),
      });
    else if (own.every(({ forbidden }) => forbidden.length === 0))
      say('good', 'Its authority {issuer} limits the names below it, and allows these.', { issuer });
  }
}

function sayChainFault(fault: ChainFault, { path }: Chain, say: Say): void {
  const { subject, notBefore, notAfter } = fault.authority;
  const issuer = subject.text;
  switch (fault.kind) {
    case 'expired':
      say('doubtful', 'The certificate of its authority {issuer} expired on {to}.', {
        issuer,
        to: notAfter.iso ?? notAfter.raw,
      });
      break;
    case 'notYetValid':
      say('doubtful', 'The certificate of its authority {issuer} is not valid before {from}.', {
        issuer,
        from: notBefore.iso ?? notBefore.raw,
      });
      break;
    case 'noAuthority':
      say('doubtful', 'Its issuer {issuer} is no authority: its basic constraints do not say so.', { issuer });
      break;
    case 'mayNotSign':
      say('doubtful', 'Its issuer {issuer} may not sign certificates: its key usage lacks keyCertSign.', { issuer });
      break;
    case 'notForClients':
      say('doubtful', 'The purposes of its authority {issuer} leave out client authentication.', { issuer });
      break;
    case 'tooLong':
      say('doubtful', 'Its authority {issuer} allows {allowed} authorities below itself, and there are {found}.', {
        issuer,
        allowed: fault.allowed,
        found: fault.found,
      });
      break;
    case 'nameForbidden':
      if (fault.certificate === path[0])
        say('doubtful', 'Its authority {issuer} does not allow the name {name}.', {
          issuer,
          name: fault.names.join(', '),
        });
      else
        say('doubtful', 'Its authority {issuer} does not allow the name {name} of the authority below it.', {
          issuer,
          name: fault.names.join(', '),
        });
  }
}

function revocation({ certificate, revocation: found, role }: CertificateSubject, say: Say): void {
  // Nobody publishes lists for a certificate that vouches for itself.
  if (certificate.selfIssued) return;
  if (found != null) {
    const { revocationDate, reason } = found.entry;
    const data = { on: revocationDate.iso ?? revocationDate.raw, reason: reason ?? 'unspecified' };
    if (found.verified && role !== 'client')
      say('bad', 'It was revoked on {on} ({reason}), as a list at hand says: whoever checks it refuses it.', data);
    else if (found.verified)
      say('bad', 'It was revoked on {on} ({reason}), as a list at hand says: IIS answers 403.13.', data);
    else
      say(
        'doubtful',
        'It was revoked on {on} ({reason}), as a list at hand says whose signature cannot be checked here.',
        data,
      );
  }
  const { crl, ocsp } = revocationAddresses(certificate);
  if (lacksRevocation(certificate)) {
    if (role !== 'client') say('note', 'It names neither a revocation list nor an OCSP responder.');
    else
      say(
        'doubtful',
        'It names neither a revocation list nor an OCSP responder: a server that checks may answer 403.13.',
      );
    return;
  }
  const all = [...crl, ...ocsp];
  const named = all.map(({ value }) => value).join(', ');
  if (all.every(({ transport }) => transport === 'ldap'))
    say('note', 'Revocation is looked up by LDAP only ({addresses}), which a server outside the domain cannot reach.', {
      addresses: named,
    });
  else if (all.every(({ transport }) => transport === 'other'))
    say('unknown', 'Where revocation is looked up is not an address that is known here: {addresses}.', {
      addresses: named,
    });
  else say('good', 'Revocation can be looked up: {addresses}.', { addresses: named });
}

function signature({ certificate }: CertificateSubject, say: Say): void {
  const { name } = certificate.signatureAlgorithm;
  switch (signatureStrength(certificate)) {
    case 'good':
      say('good', 'Signed with {algorithm}.', { algorithm: name });
      break;
    case 'weak':
      say('doubtful', 'Signed with {algorithm}, which is weak.', { algorithm: name });
      break;
    case 'broken':
      say('bad', 'Signed with {algorithm}, which is broken.', { algorithm: name });
      break;
    case 'unknown':
      say('unknown', 'Signed with {algorithm}, of which nothing is known here.', { algorithm: name });
  }
}

function key({ certificate }: CertificateSubject, say: Say): void {
  const { algorithm, bits, curve } = certificate.publicKey;
  const described = [algorithm, curve ?? bits].filter((part) => part !== null).join(' ');
  switch (keyStrength(certificate.publicKey)) {
    case 'good':
      say('good', 'Its key is {key}.', { key: described });
      break;
    case 'weak':
      say('doubtful', 'Its key is {key}: fewer than {minimum} bits are weak, and Windows blocks fewer than 1024.', {
        key: described,
        minimum: MINIMUM_RSA_BITS,
      });
      break;
    case 'unusual':
      say('unknown', 'Its key is {key}; RSA and the curves P-256 and P-384 are what is known to work.', {
        key: described,
      });
  }
}

function template({ certificate }: CertificateSubject, say: Say): void {
  const byName = extensionOf(certificate, 'templateName')?.name;
  const byOid = extensionOf(certificate, 'template');
  if (byName !== undefined) say('note', 'Issued from the template {template}.', { template: byName });
  if (byOid !== null)
    say('note', 'Issued from the template {template}, version {major}.{minor}.', {
      template: byOid.oid,
      major: byOid.major ?? 0,
      minor: byOid.minor ?? 0,
    });
}

function form({ certificate }: CertificateSubject, say: Say): void {
  const [first] = malformations(certificate);
  if (first !== undefined)
    say('doubtful', 'It is malformed, which strict readers refuse: {problem}', { problem: first.message });
  const unknown = unknownCriticalExtension(certificate);
  if (unknown !== null)
    say('doubtful', 'Its extension {extension} is critical: who does not know it has to refuse the certificate.', {
      extension: unknown.name ?? unknown.oid,
    });
}
