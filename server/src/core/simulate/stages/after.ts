// Stages 12 to 14: authorization rules, the application, and the way to the back end.
import { readBoolean, readEntries, readFlags } from '../../iis/read.js';
import { holds, isOn } from '../../iis/truth.js';
import type { Progress, SimulatedRequest, StepResult } from '../model.js';
import { deviation, end, fork, normal, pass, passes, placeOf, refused, skip } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';

const addressSection = 'system.webServer/security/ipSecurity';
const authorizationSection = 'system.webServer/security/authorization';

export function authorization(request: SimulatedRequest, world: World, target: Target, progress: Progress): StepResult {
  const { configurationPath } = target;
  const { configuration } = world;
  const address = ofAddress(request, world, configurationPath);
  if (address) return address;
  if (!configuration.section(configurationPath, authorizationSection)) return skip('The server has no such section.');
  const rules = readEntries(configuration, configurationPath, authorizationSection);
  if (rules.state === 'unknown')
    return pass('Authorization rules are unknown; files and folders have their own access control lists.', 'likely');
  const everyone = rules.value.find(({ element: { attributes } }) => {
    const users = attributes.get('users')?.value ?? '';
    const verbs = attributes.get('verbs')?.value ?? '';
    const denies = attributes.get('accessType')?.value === 'Deny';
    return denies && verbs === '' && (users === '*' || (users === '?' && progress.user === null));
  });
  if (everyone && everyone.origin.kind !== 'schema') {
    const { uri, range } = everyone.origin;
    const because = [{ uri, range, message: 'This rule denies access.' }];
    return end(null, refused(401, 2, 5), 'likely', 'An authorization rule denies the request.', because);
  }
  const handlers = configuration.section(configurationPath, 'system.webServer/handlers');
  if (handlers?.attributes.has('accessPolicy') === true) {
    const policy = readFlags(configuration, configurationPath, 'system.webServer/handlers', 'accessPolicy');
    const runs = holds(policy, (flags) => flags.has('Script') || flags.has('Execute'));
    if (runs === 'no' && policy.origin.kind !== 'schema') {
      const because = placeOf(policy, 'accessPolicy of the handlers');
      return end(null, refused(403, 1, 5), 'likely', 'The access policy of the handlers denies execution.', because);
    }
  }
  return pass('No authorization rule denies the request; access control lists of files were not examined.');
}

/** Restrictions by address: what the address of the caller is, no file says. */
function ofAddress({ from }: SimulatedRequest, world: World, path: string): StepResult | null {
  const { configuration } = world;
  if (!configuration.section(path, addressSection)) return null;
  const unlisted = readBoolean(configuration, path, addressSection, 'allowUnlisted');
  const entries = readEntries(configuration, path, addressSection);
  const listed = entries.state === 'known' ? entries.value : [];
  const denies = ({ element: { attributes } }: (typeof listed)[number]): boolean =>
    attributes.get('allowed')?.value !== 'true';
  const denied = listed.find(denies);
  const isRestricted = isOn(unlisted) === 'no' || denied !== undefined;
  if (!isRestricted || (from === 'loopback' && isOn(unlisted) === 'yes')) return null;
  const message = 'IIS allows only some addresses.';
  const because =
    denied && denied.origin.kind !== 'schema'
      ? [{ uri: denied.origin.uri, range: denied.origin.range, message: 'These addresses are denied.' }]
      : placeOf(unlisted, 'Addresses that are not listed are denied.');
  const assumed = world.assumed('address');
  if (assumed === undefined) {
    return fork(
      null,
      message,
      [normal('the address of the caller is allowed', 'likely'), deviation('the address of the caller is denied')],
      because,
      'address',
    );
  }
  return assumed === 'yes' ? null : end(null, refused(403, 6, null), 'possible', message, because);
}

/** What ActiveSync and the pages answer with success; other verbs get an answer of the application's own. */
export function application(request: SimulatedRequest, world: World, target: Target, progress: Progress): StepResult {
  if (backEndRefusal(world, target)) return pass('IIS passes the request to Exchange, which forwards it.', 'likely');
  const isActiveSync = target.directory?.name === 'activeSync';
  const served = isActiveSync ? ['OPTIONS', 'POST'] : ['GET', 'HEAD', 'POST'];
  // Of pages of others on a server of Exchange nothing is known.
  const isKnown = world.exchange ? target.directory !== null && target.directory.name !== 'root' : true;
  const status = isKnown && served.includes(request.method) ? 200 : null;
  const message =
    world.exchange && isKnown
      ? 'IIS passes the request to Exchange; how Exchange responds cannot be predicted from files.'
      : 'IIS passes the request to the application.';
  return end(null, passes(status, progress.user), 'likely', message, []);
}

/** Stage 14; reached only where the back end rejects what Exchange forwards. */
export function proxy(_request: SimulatedRequest, world: World, target: Target): StepResult {
  return backEndRefusal(world, target) ?? pass('The back end accepts the request.');
}

/**
 * The front end forwards to `Proxy` of the back end, and a certificate required there stops every request.
 */
function backEndRefusal(world: World, { directory }: Target): StepResult | null {
  if (world.isCorrected('backEnd')) return null;
  if (directory?.role !== 'frontEnd' || directory.name !== 'activeSync') return null;
  const proxy = world.exchange?.find('activeSyncProxy', 'backEnd');
  if (proxy?.requiresCertificate !== 'yes') return null;
  const because = placeOf(proxy.sslFlags, `${proxy.configurationPath} requires client certificates.`);
  const message = 'The back end requires a client certificate from the front end, which has none.';
  return end('back-end-refused', refused(500, null, null), 'possible', message, because, [
    'layout/back-end-modified',
    'coexistence/proxy-inherits-client-certificate',
    'exchange/proxy-requires-client-certificate',
  ]);
}
