// Why a cause is excluded on a server: the setting or record that says otherwise, else the stage at which its
// ways end.
import { strongMapping } from '../certificate/meaning/strong-mapping.js';
import { switchOf } from '../exchange/ssl-records.js';
import { and, isOn } from '../iis/truth.js';
import { isInstalled, pipelineOf } from '../sign-in/mapping-module.js';
import type { Note } from '../text/range.js';
import type { Cause } from './causes.js';
import { stages, type Leaf, type SimulatedRequest, type Stage, type Step } from './model.js';
import { switchPlaces } from './places.js';
import { placeOf } from './step.js';
import type { Target } from './target.js';
import { isWhole, type World } from './world.js';

export interface Exclusion {
  readonly message: string;
  readonly because: readonly Note[];
}

const said = (message: string, because: readonly Note[] = []): Exclusion => ({ message, because });

/** `steps`: of a way that passes, or of the first; `leaves`: of every way. */
export function exclusionOf(
  cause: Cause,
  steps: readonly Step[],
  leaves: readonly Leaf[],
  target: Target | null,
  world: World,
  request: SimulatedRequest | null,
): Exclusion {
  if (request?.from === 'proxy' && ofClients.has(cause.stage)) {
    return said('Another server forwards the request, and a client certificate cannot be forwarded.');
  }
  const gateway = leaves.every(({ end: { cause: id } }) => id === 'tls-ended-before') ? leaves[0] : undefined;
  if (gateway && ofClients.has(cause.stage)) {
    const message = 'A gateway terminates TLS, so no client certificate reaches Exchange.';
    return said(message, gateway.end.because.slice(0, 1));
  }
  const client = request?.certificate;
  if (cause.id === 'sid-contradicts' && client && strongMapping(client.certificate).sid === null) {
    const because = [
      { uri: client.uri, range: { start: 0, end: 0 }, message: 'The certificate contains no SID of an account.' },
    ];
    return said('The certificate contains no SID of an account.', because);
  }
  const state = target && stateOf(cause, target, world);
  if (state) return state;
  if (leaves.some(({ end }) => end.cause === cause.id)) {
    return said('It would show another status, substatus, or Windows code.');
  }
  const own =
    leaves.flatMap((leaf) => leaf.steps).find(({ stage, because }) => stage === cause.stage && because.length > 0) ??
    steps.find(({ stage, result }) => stage === cause.stage && result !== 'skipped');
  const earlier = leaves.find(({ stage }) => stages.indexOf(stage) < stages.indexOf(cause.stage))?.end;
  const told = own ?? steps.find(({ stage }) => stage === cause.stage) ?? earlier;
  return said(told?.message ?? 'The configuration does not cause this.', told?.because);
}

/** The stages of a certificate that was sent. */
const ofCertificates = new Set<Stage>(['validity', 'trust', 'usage', 'revocation', 'token', 'module']);

/** What only a client that connects itself can have. */
const ofClients = new Set<Stage>([...ofCertificates, 'none']);

/** What the files say against a cause; null where they do not refer to it alone. */
function stateOf({ id, stage }: Cause, { signIn, records }: Target, world: World): Exclusion | null {
  const { root } = world.members;
  const flags = placeOf(signIn.sslFlags, 'The SSL settings of the path');
  const windows = placeOf(signIn.windows, 'Windows authentication for the path');
  if (ofCertificates.has(stage) && signIn.asksForCertificate === 'no') {
    return said('The path requests no client certificate.', flags);
  }
  switch (id) {
    case 'certificate-not-sent':
    case 'tls-ended-before':
    case 'issuer-not-offered':
      return signIn.requiresCertificate === 'no' ? said('The path requires no client certificate.', flags) : null;
    case 'certificate-never-asked':
      return signIn.requiresCertificate === 'no'
        ? said('The path requires no client certificate.', flags)
        : said('The path requests the certificate that it requires.', flags);
    case 'no-method':
    case 'mapping-off': {
      const mapping = placeOf(signIn.mapping, 'Client certificate mapping for the path');
      return isOn(signIn.mapping) === 'yes' ? said('Certificate mapping is enabled for the path.', mapping) : null;
    }
    case 'module-missing':
      return and(isInstalled(world.configuration), pipelineOf(signIn).holdsIt) === 'yes'
        ? said('The mapping module runs for the path.')
        : null;
    case 'mapping-below-site':
      return isOn(signIn.iisMapping) === 'no'
        ? said('IIS client certificate mapping is disabled for the path.', placeOf(signIn.iisMapping, 'IIS mapping'))
        : null;
    case 'providers-empty':
    case 'ticket-refused':
      return isOn(signIn.windows) === 'no' ? said('Windows authentication is disabled for the path.', windows) : null;
    case 'channel-binding':
      return signIn.tokenChecking.state === 'known' && signIn.tokenChecking.value !== 'Require'
        ? said('Extended Protection requires no channel binding.', placeOf(signIn.tokenChecking, 'tokenChecking'))
        : null;
    case 'ds-mapper-off':
      return switchOf(records, 'dsMapper') === 'yes'
        ? said('DS Mapper Usage is enabled.', switchPlaces(records, 'dsMapper', 'DS Mapper Usage'))
        : null;
    case 'ctl-excludes':
      return records.length > 0 && !records.some(({ trustList }) => trustList?.on === true)
        ? said('The record of the binding has no trust list.')
        : null;
    case 'root-store-not-self-signed':
      return root && isWhole(root) && !root.certificates.some(({ selfIssued }) => selfIssued === false)
        ? said(
            'Every certificate among the trusted roots is self-signed.',
            root.certificates.slice(0, 1).map(({ place }) => place),
          )
        : null;
    case 'back-end-refused':
      return said('The client itself gets the status, not a forwarded request.');
    default:
      return null;
  }
}
