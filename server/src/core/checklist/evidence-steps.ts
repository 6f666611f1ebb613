// Steps that configurations do not decide: known where saved output of the directory or of Exchange tells,
// else with the command that does.
import { agreed } from '../text/agreed.js';
import type { ExchangeServer, VirtualDirectory } from '../exchange/virtual-directory.js';
import { disputedDelegations } from '../exchange/delegations.js';
import { and } from '../iis/truth.js';
import type { Truth } from '../iis/truth.js';
import type { Finding } from '../rules/finding.js';
import type { Note } from '../text/range.js';
import type { ChecklistStep } from './checklist.js';
import { outside, step } from './step.js';

const shownNames = 4;

/** A listing alone does not tell which CA issues: it is shown, and one without any CA is an answer. */
export function ntAuthStep({ settings }: ExchangeServer): ChecklistStep {
  const title = 'The CA that issues the certificates is in the NTAuth store';
  const verify = 'certutil -enterprise -viewstore NTAuth';
  const listings = settings.facts.stores.filter(({ store, isComplete }) => store === 'NTAuth' && isComplete);
  const [first] = listings;
  if (first === undefined)
    return outside(
      title,
      'Needed where the certificates do not come from an enterprise CA of Active Directory.',
      verify,
    );
  const held = listings.flatMap(({ certificates }) => certificates);
  const names = held.slice(0, shownNames).map(({ subject, sha1 }) => subject ?? sha1 ?? '?');
  const more = held.length > names.length ? ', …' : '';
  return {
    title,
    state: held.length === 0 ? 'notDone' : 'unknown',
    detail: held.length === 0 ? 'The saved listing is empty.' : `The saved listing has: ${names.join('; ')}${more}.`,
    evidence: listings.map(({ uri, range }) => ({ uri, range, message: 'Listing of NTAuth' })),
    verify,
  };
}

/** Step 4 of the procedure also disables what Exchange keeps in Active Directory alone. */
export function formsStep(
  { name, configurationPath: path }: VirtualDirectory,
  { settings }: ExchangeServer,
  findings: readonly Finding[],
): ChecklistStep[] {
  if (name !== 'owa' && name !== 'ecp') return [];
  const cmdlet = name === 'owa' ? 'Get-OwaVirtualDirectory' : 'Get-EcpVirtualDirectory';
  const title = `${path}: ${name === 'owa' ? 'Forms, AD FS, and OAuth' : 'Forms and AD FS'} authentication are disabled`;
  const verify = `${cmdlet} -Server <server> | Format-List *Auth*`;
  const views = settings.facts.virtualDirectories.filter(
    ({ configurationPath, fromDirectoryOnly }) =>
      !fromDirectoryOnly && configurationPath.toLowerCase() === path.toLowerCase(),
  );
  if (views.length === 0)
    return [outside(title, 'Not verified: Exchange keeps these settings in Active Directory.', verify)];
  const labels = ['Forms', 'AD FS', ...(name === 'owa' ? ['OAuth'] : [])];
  const said = labels.map((label) =>
    views.flatMap(({ uri, forms, adfs, oAuth }) => {
      const found = label === 'Forms' ? forms : label === 'AD FS' ? adfs : oAuth;
      return found === null ? [] : [{ ...found, uri, message: `${label}: ${found.value ? 'True' : 'False'}` }];
    }),
  );
  const places = said.flat().map(({ uri, range, message }): Note => ({ uri, range, message }));
  const values = said.map((some) => agreed(some.map(({ value }) => value)));
  const verdict = and(...values.map((value): Truth => (value === null ? 'unknown' : value ? 'no' : 'yes')));
  const on = labels.filter((_, at) => values[at] === true);
  const detail =
    on.length > 0
      ? `Enabled: ${on.join(', ')}.`
      : verdict === 'unknown'
        ? said.some((some, at) => some.length > 0 && values[at] === null)
          ? 'The exports contradict each other.'
          : 'The export does not have all of them.'
        : undefined;
  return [step({ title, path, verdict, places, rules: [], detail, verify }, findings)];
}

/**
 * That a name is on no second account only a search of the whole forest tells; one that is on two is a
 * finding.
 */
export function serviceNameStep({ settings }: ExchangeServer, findings: readonly Finding[]): ChecklistStep {
  const title = 'The service principal name is registered once, for the account that decrypts the tickets';
  const verify = 'setspn -L <account>';
  const names = settings.facts.serviceNames.filter(({ name }) => /^http\//i.test(name));
  if (names.length === 0)
    return outside(
      title,
      'The name that the gateway requests, on the computer account or the alternate service account.',
      verify,
    );
  const shown = names.slice(0, shownNames);
  return step(
    {
      title,
      path: '',
      verdict: 'unknown',
      places: shown.map(({ uri, range, name, account }) => ({ uri, range, message: `${name} is on ${account}` })),
      rules: ['evidence/spn-duplicate'],
      detail: `Saved output has ${shown.map(({ name }) => name).join(', ')}${names.length > shown.length ? ', …' : ''}.`,
      verify,
    },
    findings,
  );
}

export function delegationStep({ settings }: ExchangeServer, findings: readonly Finding[]): ChecklistStep {
  const title = 'The account of the gateway may delegate to that name with any authentication protocol';
  const verify =
    'Get-ADComputer <gateway> -Properties msDS-AllowedToDelegateTo, TrustedToAuthForDelegation | Format-List';
  const { delegations, serviceNames } = settings.facts;
  const known = delegations.filter(({ allowedTo }) => (allowedTo?.names.length ?? 0) > 0);
  if (known.length === 0) return outside(title, 'In Active Directory; see the instructions of the product.', verify);
  const disputed = disputedDelegations(delegations);
  const registered = new Set(serviceNames.map(({ name }) => name.toLowerCase()));
  const verdicts = known.map((one): Truth => {
    if (disputed.has(one)) return 'unknown';
    const { allowedTo, protocolTransition } = one;
    const isNamed = allowedTo!.names.some(({ text }) => registered.has(text.toLowerCase()));
    const transition: Truth = protocolTransition === null ? 'unknown' : protocolTransition.value ? 'yes' : 'no';
    return and(transition, isNamed ? 'yes' : 'unknown');
  });
  const places = known.flatMap(({ uri, allowedTo, protocolTransition }): Note[] => [
    { uri, range: allowedTo!.range, message: 'msDS-AllowedToDelegateTo' },
    ...(protocolTransition ? [{ uri, range: protocolTransition.range, message: 'Protocol transition' }] : []),
  ]);
  return step(
    {
      title,
      path: '',
      verdict: and(...verdicts),
      places,
      rules: ['evidence/delegation-wrong'],
      detail:
        disputed.size > 0
          ? 'The exports contradict each other.'
          : `Saved output has ${known.map(({ account }) => account).join('; ')}.`,
      verify,
    },
    findings,
  );
}
