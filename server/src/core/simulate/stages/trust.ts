// Stage 9b: whether the computer trusts the certificate that was sent: its root, its intermediates, and lists
// of trusted issuers.
import { extensionOf } from '../../certificate/model.js';
import { sameNameAs } from '../../certificate/meaning/listed-name.js';
import { equalBytes } from '../../certificate/bytes.js';
import type { DistinguishedName, X509Certificate } from '../../certificate/model.js';
import { keyOf } from '../../certificate/trust/chain.js';
import { nameKey } from '../../certificate/name-key.js';
import type { Truth } from '../../iis/truth.js';
import { not, or, truth } from '../../iis/truth.js';
import type { Note } from '../../text/range.js';
import type { ClientCertificate, Progress, SimulatedRequest, StepResult } from '../model.js';
import { codes, deviation, end, fork, normal, pass, refused, skip } from '../step.js';
import type { Target } from '../target.js';
import { holding, type Store, type StoredCertificate, type World } from '../world.js';
import { anyTrust, isAny } from './any-certificate.js';
import { placeOfCertificate, rejection } from './certificate.js';

const notSent = 'No client certificate was sent.';

export function trust(request: SimulatedRequest, world: World, target: Target, progress: Progress): StepResult {
  const client = request.certificate;
  if (progress.certificate !== 'sent') return skip(notSent);
  const { root } = world.members;
  for (const { sha1, selfIssued, place } of root?.certificates ?? []) {
    if (selfIssued !== false) continue;
    const isThere = world.truth(`strange ${sha1}`, holds(root, sha1));
    if (isThere === 'yes') return strangeRoot(world, place);
    if (isThere === 'unknown') {
      const message = 'Listings of the trusted roots contradict each other.';
      const options = [
        normal('the certificate that is not self-signed was removed', 'possible', 'no'),
        deviation('a trusted root is not self-signed', 'possible', 'yes'),
      ];
      return fork('trust', message, options, [place], `strange ${sha1}`);
    }
  }
  if (!client) return isAny(request) ? anyTrust(world, target, progress) : skip(notSent);
  const result = trustList(world, target) ?? ofRoot(world, client);
  return (result.kind === 'pass' ? rejection(request, world, 'trust') : null) ?? result;
}

/** Null where no list narrows the trusted issuers, or a branch assumes that it holds the issuer. */
function trustList(world: World, { records }: Target): StepResult | null {
  const because = records.flatMap(({ uri, trustList: list, endpoint: name }) =>
    list?.on === true ? [{ uri, range: list.range, message: `The record of ${name} has a trust list.` }] : [],
  );
  if (because.length === 0 || world.assumed('ctl') === 'yes') return null;
  if (world.assumed('ctl') === undefined) {
    const options = [normal('the trust list contains the issuer'), deviation('the trust list lacks the issuer')];
    return fork('ctl', 'The content of the trust list of the binding is unknown.', options, because);
  }
  const message = 'The trust list of the binding lacks the issuer.';
  return end('ctl-excludes', refused(403, 16, codes.untrustedRoot), 'possible', message, because, [
    'tls/record-trust-list',
  ]);
}

function ofRoot(world: World, client: ClientCertificate): StepResult {
  const { root } = world.members;
  if (world.isCorrected('trust')) return pass('The root is trusted.');
  const { chain } = client;
  const top = chain.path.at(-1)!;
  const isHeld = holding(root, (stored) =>
    chain.end === 'root' ? isSameAuthority(stored, top) : isNamed(stored, top.issuer),
  );
  if (!root || isHeld === 'unknown') {
    const assumed = world.assumed('trust');
    if (assumed === undefined) {
      return fork('trust', 'The trusted roots of the computer are unknown.', [
        normal('the computer trusts the root of the certificate'),
        deviation('the computer does not trust the root of the certificate'),
      ]);
    }
    if (assumed === 'no') return untrusted(world, client, 'possible', []);
    return pass('The root is trusted.', 'certain');
  }
  if (chain.end === 'root') {
    if (isHeld === 'no') return untrusted(world, client, root.isListing ? 'certain' : 'likely', placesOf(root));
    return intermediates(world, client, root);
  }
  // The issuer of the last one is not among the files; a listing may still name it.
  if (isHeld === 'yes') {
    return pass('The root is trusted.', 'likely', placesOf(root));
  }
  const assumed = world.assumed('chain');
  if (assumed === undefined) {
    return fork('chain', 'The chain of the certificate is incomplete: an issuer was not provided.', [
      normal('the chain leads to a trusted root', 'possible'),
      deviation('the chain leads to no trusted root', 'possible'),
      deviation(`the server lacks the certificate of ${top.issuer.text}`, 'possible', 'intermediate'),
    ]);
  }
  if (assumed === 'yes') return pass('The chain leads to a trusted root.');
  if (assumed === 'no') return untrusted(world, client, 'possible', placesOf(root));
  const because = placeOfCertificate(client, `The certificate of ${top.issuer.text} was not provided.`);
  return withoutIntermediate(because);
}

/** By name, where the certificate of a CA was not provided. */
export function isNamed({ certificate, subject }: StoredCertificate, name: DistinguishedName): Truth {
  if (certificate) return truth(nameKey(certificate.subject) === nameKey(name));
  return subject === null ? 'unknown' : truth(sameNameAs(subject, name));
}

/** The same certificate, or another one of its name and key, as after a renewal; a listing has no keys. */
export function isSameAuthority(stored: StoredCertificate, authority: X509Certificate): Truth {
  if (stored.sha1 === authority.sha1) return 'yes';
  if (isNamed(stored, authority.subject) !== 'yes') return 'no';
  return stored.certificate ? truth(equalBytes(keyOf(stored.certificate), keyOf(authority))) : 'unknown';
}

/** An intermediate that the server does not have: the client may send it, or Windows may fetch it. */
function intermediates(world: World, client: ClientCertificate, root: Store): StepResult {
  const { chain, certificate } = client;
  const { intermediate } = world.members;
  const between = chain.path.slice(1, -1);
  const missing = between.find(({ sha1 }) => or(holds(root, sha1), holds(intermediate, sha1)) !== 'yes');
  if (!missing) return pass('The root is trusted, and the server has the chain.');
  const assumed = world.assumed('chain');
  if (assumed === undefined) {
    const hasAddress = (extensionOf(certificate, 'authorityInformationAccess')?.accesses.length ?? 0) > 0;
    return fork('chain', `The server may lack the intermediate ${missing.subject.text}.`, [
      normal(
        'the client sends the intermediate, or Windows finds it',
        hasAddress || intermediate === null ? 'likely' : 'possible',
      ),
      deviation('the intermediate is not provided'),
    ]);
  }
  if (assumed === 'yes') return pass('The chain is complete.', 'likely');
  return withoutIntermediate(placeOfCertificate(client, `The server may lack ${missing.subject.text}.`));
}

function withoutIntermediate(because: readonly Note[]): StepResult {
  const outcome = refused(403, 16, codes.chaining);
  const rules = ['certificate/chain-incomplete'];
  const message = 'An intermediate certificate is missing.';
  return end('intermediate-missing', outcome, 'possible', message, because, rules);
}

function strangeRoot(world: World, place: Note): StepResult {
  const message = 'A certificate among the trusted roots is not self-signed, which breaks client certificates.';
  const because = [{ ...place, message: 'This certificate is not self-signed.' }];
  const rules = ['certificate/root-not-self-signed'];
  if (world.members.sendsIssuers.state === 'yes') {
    return end('root-store-not-self-signed', refused(403, 7, codes.accessDenied), 'likely', message, because, rules);
  }
  return end('root-store-not-self-signed', refused(403, 16, codes.untrustedRoot), 'likely', message, because, rules);
}

function untrusted(
  world: World,
  client: ClientCertificate,
  certainty: 'certain' | 'likely' | 'possible',
  because: readonly Note[],
): StepResult {
  const top = client.chain.path.at(-1)!;
  const places = [...placeOfCertificate(client, `The chain ends at ${top.subject.text}.`), ...because];
  const outcome = refused(403, 16, codes.untrustedRoot);
  const isForeign = world.truth('foreign', ofAnotherIssuer(world, client));
  if (isForeign === 'unknown') {
    const message = 'Whether the organization issues certificates with this CA is unknown.';
    return fork(
      'ntauth',
      message,
      [
        normal('the certificate was issued by the organization', 'likely', 'no'),
        deviation('the certificate was not issued by the organization', 'possible', 'yes'),
      ],
      places,
      'foreign',
    );
  }
  if (isForeign === 'yes') {
    const message = 'The client sends a certificate that the organization did not issue.';
    return end('wrong-certificate', outcome, certainty, message, places, [
      'certificate/self-signed-client',
      'certificate/chain-invalid',
      'certificate/chain-incomplete',
    ]);
  }
  const message = 'The root of the certificate is not among the trusted roots.';
  const rules = ['certificate/chain-invalid', 'certificate/chain-incomplete', 'certificate/self-signed-client'];
  return end('root-unknown', outcome, certainty, message, places, rules);
}

/**
 * Of itself, or of a CA that is not in the NTAuth store, where those are that issue certificates for
 * sign-ins.
 */
function ofAnotherIssuer({ members: { ntauth } }: World, { chain, certificate }: ClientCertificate): Truth {
  if (certificate.selfIssued) return 'yes';
  const { issuer } = chain.path.at(-1)!;
  const hashes = new Set(chain.path.map(({ sha1 }) => sha1));
  const isListed = holding(ntauth, (stored) =>
    hashes.has(stored.sha1) ? 'yes' : chain.end === 'root' ? 'no' : isNamed(stored, issuer),
  );
  return not(isListed);
}

function holds(store: Store | null, sha1: string): Truth {
  return holding(store, (stored) => truth(stored.sha1 === sha1));
}

function placesOf({ certificates }: Store): Note[] {
  return certificates.slice(0, 1).map(({ place }) => place);
}
