// Stage 11, first part: the modules that make a user of a certificate: Active Directory mapping, and IIS
// mapping.
import { toBase64 } from '../../certificate/bytes.js';
import type { EffectiveElement } from '../../iis/effective-element.js';
import { readBoolean, readEntries } from '../../iis/read.js';
import type { Truth } from '../../iis/truth.js';
import { and, isOn } from '../../iis/truth.js';
import type { Note } from '../../text/range.js';
import { iisMappingModule, mappingModule } from '../../sign-in/constants.js';
import { isInstalled, pipelineOf } from '../../sign-in/mapping-module.js';
import { sections } from '../../sign-in/sections.js';
import type { SignInState } from '../../sign-in/sign-in-state.js';
import { switchOf } from '../../exchange/ssl-records.js';
import { challengesOf } from '../challenges.js';
import type { Progress, SimulatedRequest, StepResult, Token } from '../model.js';
import { weakest } from '../model.js';
import { codes, deviation, end, fork, normal, pass, placeOf, refused, skip, unauthorized } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';
import { tokenRules } from './token.js';

export function moduleStage(request: SimulatedRequest, world: World, target: Target, progress: Progress): StepResult {
  const { signIn } = target;
  if (progress.certificate !== 'sent') return skip('No client certificate is used.');
  const byList = iisMapping(request, world, target);
  if (byList) return byList;
  const mapping = world.truth('mapping', isOn(signIn.mapping));
  const place = placeOf(signIn.mapping, 'Client certificate mapping for the path');
  if (mapping === 'unknown') {
    return fork(
      'webConfig',
      'Whether certificates are mapped is unknown.',
      [normal('certificates are mapped for the path'), deviation('certificates are not mapped for the path')],
      place,
      'mapping',
    );
  }
  if (mapping === 'no') {
    return unmapped(world, signIn, 'mapping-off', 'Certificates are not mapped for the path.', place, [
      'exchange/mapping-disabled-on-virtual-directory',
      'termination/certificate-or-password',
    ]);
  }
  const module = moduleState(signIn, mappingModule);
  const present = world.truth('module', module.state);
  if (present === 'unknown') {
    return fork(
      'webConfig',
      'Whether the mapping module runs at the path is unknown.',
      [
        normal('no web.config removes the mapping module', 'likely'),
        deviation('the mapping module does not run for the path'),
      ],
      place,
      'module',
    );
  }
  if (present === 'no') {
    return unmapped(
      world,
      signIn,
      'module-missing',
      'The mapping module does not run for the path.',
      [...module.because, ...place],
      ['exchange/mapping-module-missing', 'iis/module-not-registered'],
    );
  }
  const { token } = progress;
  if (token?.state === 'yes') {
    return pass('The module signs the user in.', 'certain', place, { user: token.user });
  }
  const cause = token?.user ?? 'account-unknown';
  return withoutToken(world, signIn, cause, token);
}

function moduleState(signIn: SignInState, module: string): { state: Truth; because: readonly Note[] } {
  const { holdsIt, removal } = pipelineOf(signIn, module);
  const because = removal ? [{ uri: removal.uri, range: removal.range, message: `${module} ${removal.what}.` }] : [];
  return { state: and(isInstalled(signIn.configuration, module), holdsIt), because };
}

/** Requests that no module signs in end with 401.2, unless Anonymous takes them. */
function unmapped(
  world: World,
  signIn: SignInState,
  cause: string,
  message: string,
  because: readonly Note[],
  rules: readonly string[],
): StepResult {
  const anonymous = world.truth('anonymous', isOn(signIn.anonymous));
  if (anonymous === 'yes') return pass(`${message} Anonymous authentication accepts the request.`, 'certain', because);
  return end(cause, unauthorized(challengesOf(signIn)), 'certain', message, because, rules);
}

/** Likely 401.2 by the core of IIS; a minority of reports has 401.1, and 403.16 where NTAuth is the cause. */
function withoutToken(world: World, signIn: SignInState, cause: string, token: Token | null): StepResult {
  const because = token?.because ?? [];
  const own = token?.certainty ?? 'possible';
  const message = token?.message ?? 'No account was found for the certificate.';
  if (isOn(signIn.anonymous) === 'yes')
    return pass(`${message} Anonymous authentication accepts the request.`, 'certain', because);
  const rules = tokenRules[cause] ?? [];
  const assumed = world.assumed('refusal');
  if (assumed === undefined) {
    return fork(
      null,
      message,
      [
        normal('no module authenticates the request', 'likely', '401.2'),
        deviation('the module reports a failed sign-in', 'possible', '401.1'),
        ...(cause === 'not-in-ntauth'
          ? [deviation('Windows rejects the issuer as a CA for sign-ins', 'possible', '403.16')]
          : []),
      ],
      because,
      'refusal',
    );
  }
  if (assumed === '403.16') {
    return end(cause, refused(403, 16, codes.untrustedCa), 'possible', message, because, rules);
  }
  if (assumed === '401.1') return end(cause, refused(401, 1, 1326), 'possible', message, because, rules);
  return end(cause, unauthorized(challengesOf(signIn)), weakest('likely', own), message, because, rules);
}

/** IIS's own mapping, which exists for the server and for sites; null where it does not decide. */
function iisMapping(request: SimulatedRequest, world: World, target: Target): StepResult | null {
  const { signIn, site, records } = target;
  if (isOn(signIn.iisMapping) !== 'yes') return null;
  const { configuration } = signIn;
  const atSite = readBoolean(configuration, site.configurationPath, sections.iisMapping, 'enabled');
  const because = placeOf(signIn.iisMapping, 'IIS client certificate mapping for the path');
  const mapsByDirectory = world.truth('mapping', isOn(signIn.mapping));
  if (mapsByDirectory === 'yes' && world.truth('dsMapper', switchOf(records, 'dsMapper')) !== 'no') return null;
  const token: Token = { state: 'yes', user: null, certainty: 'likely', because };
  const mapped = 'IIS maps the certificate with its own mappings.';
  if (world.isCorrected('iisMapping')) return pass(mapped, 'likely', because, { token });
  if (isOn(atSite) === 'no') {
    return unmapped(
      world,
      signIn,
      'mapping-below-site',
      'IIS mapping below the level of the site has no effect.',
      because,
      ['exchange/iis-mapping-enabled', 'termination/two-mappings'],
    );
  }
  const module = moduleState(signIn, iisMappingModule);
  if (module.state === 'no') {
    return unmapped(
      world,
      signIn,
      'module-missing',
      'The IIS mapping module does not run for the path.',
      [...module.because, ...because],
      ['exchange/mapping-module-missing', 'iis/module-not-registered'],
    );
  }
  const single = listed(signIn, 'oneToOne');
  const many = listed(signIn, 'manyToOne');
  const der = request.certificate && toBase64(request.certificate.certificate.der);
  const user = single?.find(({ attributes }) => attributes.get('certificate')?.value === der);
  if (user) return pass(mapped, 'likely', because, { user: user.attributes.get('userName')?.value ?? null });
  const none = 'No IIS mapping matches the certificate.';
  if (many?.length === 0 && single && (der !== null || single.length === 0) && !world.isCorrected('anyAccount'))
    return unmapped(world, signIn, 'account-unknown', none, because, []);
  const assumed = world.assumed('account');
  if (assumed === undefined) {
    return fork(
      'account',
      'Whether an IIS mapping matches the certificate is unknown.',
      [normal('a many-to-one rule maps the certificate'), deviation('no entry maps the certificate')],
      because,
    );
  }
  if (assumed === 'yes') return pass(mapped, 'possible', because, { token });
  return unmapped(world, signIn, 'account-unknown', none, because, []);
}

/** The entries of a list of IIS mappings that are in use; null where that is unknown. */
function listed(
  { configuration, configurationPath: path }: SignInState,
  kind: 'oneToOne' | 'manyToOne',
): readonly EffectiveElement[] | null {
  const used = isOn(readBoolean(configuration, path, sections.iisMapping, `${kind}CertificateMappingsEnabled`));
  if (used === 'no') return [];
  const entries = readEntries(configuration, path, sections.iisMapping, [`${kind}Mappings`]);
  if (used === 'unknown' || entries.state === 'unknown') return null;
  return entries.value
    .map(({ element }) => element)
    .filter(({ attributes }) => attributes.get('enabled')?.value !== 'false');
}
