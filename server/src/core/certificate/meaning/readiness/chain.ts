// Whether the server can follow the chain of the certificate up to a root.
import type { Chain } from '../../trust/chain.js';
import { chainFaults, isFatal } from '../../trust/chain-faults.js';
import type { ChainFault } from '../../trust/chain-faults.js';
import { hasUncheckedSignature } from '../../trust/unchecked-signature.js';
import { policyDemand } from '../demanded-policies.js';
import { issuerInListings, ntAuthListings } from '../ntauth.js';
import { nameLimits } from '../name-constraints.js';
import { isShownByClients } from '../purpose.js';
import { describedKey, isPss } from '../strength.js';
import { action } from './item.js';
import type { Action, ReadinessCheck, Say, Sentence, Weight } from './item.js';

const INVALID = 'chain-invalid';

export const chain: ReadinessCheck = (subject, say) => {
  const { chain: found, authoritiesAtHand, now, role } = subject;
  const last = found.path.at(-1)!;
  const isClient = isShownByClients(role);
  for (const fault of chainFaults(found.path, now))
    if (fault.kind !== 'notForClients' || isClient) sayFault(fault, found, say);
  if (hasUncheckedSignature(found))
    say('possible', 'A signature in this chain cannot be checked here.', { rule: INVALID });
  sayRevokedAuthorities(subject, say);
  sayNameLimits(found, say);
  sayDemandedPolicies(found, say);
  sayPss(found, say);
  if (role === 'client') sayNtAuth(subject, say);
  if (isClient) sayMisplacedRoots(subject, say);
  const issuer = last.issuer.text;
  switch (found.end) {
    case 'root':
      sayRoot(subject, say);
      break;
    case 'missingIssuer':
      if (found.path.length > 1)
        say(
          'unknown',
          isClient
            ? 'The chain goes up to {issuer}, whose certificate was not provided; the server has to trust it.'
            : 'The chain goes up to {issuer}, whose certificate was not provided.',
          { data: { issuer } },
        );
      else if (authoritiesAtHand)
        say('possible', 'The certificate of the issuer {issuer} was not provided.', {
          rule: 'chain-incomplete',
          data: { issuer },
          action: action('Add the certificate of {issuer}; on the server it belongs in LocalMachine\\CA.', { issuer }),
        });
      else say('unknown', 'The certificate of the issuer {issuer} was not provided.', { data: { issuer } });
      break;
    case 'wrongKey':
      say('possible', 'The certificate found for {issuer} has a different key than the one that signed.', {
        rule: 'chain-incomplete',
        data: { issuer },
        action: action('Find the certificate of {issuer} whose key signed this one.', { issuer }),
      });
      break;
    case 'loop':
      say('possible', 'The CAs in this chain issued each other, and no root was provided.', {
        rule: INVALID,
        action: action('Add the root certificate of the chain.'),
      });
      break;
    case 'unfinished':
      say('unknown', 'The chain exceeds the length or path limit, so where it ends is unknown.');
  }
};

function sayRoot(subject: Parameters<ReadinessCheck>[0], say: Say): void {
  const { chain: found, role } = subject;
  const last = found.path.at(-1)!;
  const isClient = isShownByClients(role);
  const data = { root: last.subject.text };
  if (found.path.length === 1 && !isClient)
    say('note', 'It is self-signed: only computers that have it among their trusted roots trust it.');
  else if (found.path.length === 1)
    say('probable', 'It is self-signed: IIS returns 403.16 unless the server trusts it as a root.', {
      rule: 'self-signed-client',
      action: action('Have a CA issue the certificate.'),
    });
  else if (found.verified) say('good', 'The chain is complete up to {root}, and every signature is valid.', { data });
  else say('note', 'The chain is complete up to {root}; some signatures cannot be checked here.', { data });
  if (isClient && ntAuthListings(subject.stores).length === 0)
    say('unknown', 'Not verified: whether the server trusts the root, and whether the issuing CA is in NTAuth.');
  else if (isClient) say('unknown', 'Not verified: whether the server trusts the root.');
}

function sayNtAuth({ certificate, stores, issuers = [] }: Parameters<ReadinessCheck>[0], say: Say): void {
  if (certificate.selfIssued) return;
  const state = issuerInListings(ntAuthListings(stores), certificate, issuers);
  const data = { issuer: certificate.issuer.text };
  if (state === 'no')
    say(
      'bad',
      'The CA {issuer} is not in the saved listing of NTAuth, so domain controllers reject its certificates.',
      {
        rule: 'ntauth-missing',
        data,
        action: action(
          'Publish the certificate of {issuer} in NTAuth.',
          data,
          'certutil -dspublish -f issuing.cer NTAuthCA',
        ),
      },
    );
  else if (state === 'yes') say('good', 'The CA {issuer} is in the saved listing of NTAuth.', { data });
  else if (state === 'unknown')
    say('unknown', 'The saved listing of NTAuth does not show whether the CA {issuer} is in the store.', { data });
}

/**
 * One such certificate can make Schannel reject every client certificate (KB2795828), regardless of the
 * issuer.
 */
function sayMisplacedRoots({ misplacedRoots = [] }: Parameters<ReadinessCheck>[0], say: Say): void {
  const [first] = misplacedRoots;
  if (first === undefined) return;
  const data = { name: first.subject.text };
  say('probable', '{name} is among the trusted roots but is not self-signed: IIS may return 403.16 for all clients.', {
    rule: 'root-not-self-signed',
    data,
    action: action('Move {name} to the intermediate CAs (LocalMachine\\CA).', data),
  });
}

function sayRevokedAuthorities({ revokedAuthorities }: Parameters<ReadinessCheck>[0], say: Say): void {
  for (const { authority, revocation: found } of revokedAuthorities ?? []) {
    const { revocationDate, reason } = found.entry;
    const issuer = authority.subject.text;
    say(
      found.verified ? 'bad' : 'probable',
      found.verified
        ? 'The CA {issuer} was revoked on {on} ({reason}), according to a CRL in these files.'
        : 'The CA {issuer} was revoked on {on} ({reason}), according to a CRL whose signature cannot be checked here.',
      {
        rule: INVALID,
        data: { issuer, on: revocationDate.iso ?? revocationDate.raw, reason: reason ?? 'unspecified' },
        action: ofAnother(issuer),
        rejectedAs: 'revoked',
      },
    );
  }
}

function sayDemandedPolicies({ path }: Chain, say: Say): void {
  const demand = policyDemand(path);
  if (demand?.state === 'unknown')
    say('unknown', 'The CA {issuer} requires certificate policies; whether the chain has them is unknown.', {
      data: { issuer: demand.authority.subject.text },
    });
}

/** Of the certificate itself its own signature is checked elsewhere. */
function sayPss({ path }: Chain, say: Say): void {
  for (const authority of path.slice(1))
    if (isPss(authority) && !authority.selfIssued)
      say(
        'note',
        'The CA {issuer} is signed with RSASSA-PSS: Windows accepts it; some phones and appliances reject it.',
        {
          data: { issuer: authority.subject.text },
        },
      );
}

function sayNameLimits({ path }: Chain, say: Say): void {
  const limits = nameLimits(path);
  for (const authority of new Set(limits.map((limit) => limit.authority))) {
    const own = limits.filter((limit) => limit.authority === authority);
    const issuer = authority.subject.text;
    const unclear = own.flatMap((limit) => limit.unclear);
    if (own.some(({ isUnreadable }) => isUnreadable))
      say('unknown', 'The CA {issuer} limits the names below it, in a way that is not evaluated here.', {
        data: { issuer },
      });
    else if (unclear.length > 0)
      say('unknown', 'The CA {issuer} limits the names below it; whether it allows {name} is unknown.', {
        data: { issuer, name: unclear.join(', ') },
      });
    else if (own.every(({ forbidden }) => forbidden.length === 0))
      say('good', 'The CA {issuer} limits the names below it and allows these.', { data: { issuer } });
  }
}

function ofAnother(issuer: string): Action {
  return action('Have another CA issue the certificate, or replace the CA certificate {issuer}.', { issuer });
}

function resigned(issuer: string): Action {
  return action('Reissue the CA certificate {issuer} with SHA-256, or have another CA issue this one.', { issuer });
}

function sayFault(fault: ChainFault, found: Chain, say: Say): void {
  const { template, data, action: remedy } = faultWords(fault, found);
  const issuer = fault.authority.subject.text;
  const rejectedAs = fault.kind === 'expired' || fault.kind === 'notYetValid' ? fault.kind : 'untrusted';
  say(weightOf(fault), template, { rule: INVALID, data: { issuer, ...data }, action: remedy, rejectedAs });
}

const WEIGHTS: Partial<Record<ChainFault['kind'], Weight>> = {
  weakSignature: 'remote',
  weakKey: 'remote',
  unknownSignature: 'possible',
  unusualKey: 'possible',
};

/** Another chain may exist, so that what the server rejects is not certain. */
function weightOf(fault: ChainFault): Weight {
  return isFatal(fault) ? 'bad' : (WEIGHTS[fault.kind] ?? 'probable');
}

function faultWords(fault: ChainFault, { path }: Chain): Sentence & { readonly action: Action } {
  const { subject, notBefore, notAfter, signatureAlgorithm, publicKey } = fault.authority;
  const issuer = subject.text;
  const tell = (
    template: string,
    data: Sentence['data'] = {},
    remedy: Action = ofAnother(issuer),
  ): Sentence & { readonly action: Action } => ({ template, data, action: remedy });
  const to = notAfter.iso ?? notAfter.raw;
  const from = notBefore.iso ?? notBefore.raw;
  switch (fault.kind) {
    case 'expired':
      return tell(
        'The CA certificate {issuer} expired on {to}.',
        { to },
        action('Find the renewed certificate of {issuer}, and install it on the server.', { issuer }),
      );
    case 'notYetValid':
      return tell('The CA certificate {issuer} is not valid before {from}.', { from });
    case 'noAuthority':
      return tell('The issuer {issuer} is not a CA: its basic constraints do not say so.');
    case 'mayNotSign':
      return tell('The issuer {issuer} may not sign certificates: its key usage lacks keyCertSign.');
    case 'notForClients':
      return tell('The issuer {issuer} does not allow Client Authentication (EKU).');
    case 'policyMissing':
      return tell('The CA {issuer} requires certificate policies that the chain lacks.');
    case 'tooLong':
      return tell('The CA {issuer} allows {allowed} CAs below it, but there are {found}.', {
        allowed: fault.allowed,
        found: fault.found,
      });
    case 'brokenSignature':
      return tell(
        'The CA certificate {issuer} is signed with {algorithm}, which is broken.',
        { algorithm: signatureAlgorithm.name },
        resigned(issuer),
      );
    case 'weakSignature':
      return tell(
        'The CA certificate {issuer} is signed with {algorithm}, which is weak.',
        { algorithm: signatureAlgorithm.name },
        resigned(issuer),
      );
    case 'unknownSignature':
      return tell(
        'The CA certificate {issuer} is signed with {algorithm}; whether Windows accepts it is unknown.',
        { algorithm: signatureAlgorithm.name },
        resigned(issuer),
      );
    case 'unknownExtension':
      return tell('The CA certificate {issuer} has the unknown critical extension {extension}.', {
        extension: fault.extension,
      });
    case 'weakKey':
      return tell('The CA {issuer} has an RSA key of {bits} bits, which is weak.', { bits: publicKey.bits ?? 0 });
    case 'blockedKey':
      return tell('The CA {issuer} has an RSA key of {bits} bits, which Windows blocks.', {
        bits: publicKey.bits ?? 0,
      });
    case 'unusualKey':
      return tell('The CA {issuer} has the key {key}; whether Windows accepts it is unknown.', {
        key: describedKey(publicKey),
      });
    case 'nameForbidden': {
      const name = fault.names.join(', ');
      return fault.certificate === path[0]
        ? tell('The CA {issuer} does not allow the name {name}.', { name })
        : tell('The CA {issuer} does not allow the name {name} of the CA below it.', { name });
    }
  }
}
