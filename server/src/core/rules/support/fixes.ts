// The remedies that several rules share. A remedy changes only what is not yet as it is to be.
import type { VirtualDirectory, ExchangeServer } from '../../exchange/virtual-directory.js';
import { wantedProviders } from '../../exchange/device.js';
import type { Effective } from '../../iis/effective.js';
import { readBoolean } from '../../iis/read.js';
import type { Truth } from '../../iis/truth.js';
import { holds, isOn, not } from '../../iis/truth.js';
import { collection, review, setting } from '../../remedy/build.js';
import type { Change, Remedy } from '../../remedy/remedy.js';
import { negotiateAndNtlm, plainFlags, requiredFlags } from '../../sign-in/constants.js';
import { sections } from '../../sign-in/sections.js';
import { methods } from '../../sign-in/sign-in-state.js';
import type { Method } from '../../sign-in/sign-in-state.js';

/**
 * One remedy of these changes, none when there is nothing to change. It is safe when it is a single change
 * that takes no working sign-in away (`takesAway` is neither `yes` nor `unknown`).
 */
export function remedy(title: string, takesAway: Truth, ...changes: readonly Change[]): readonly Remedy[] {
  if (changes.length === 0) return [];
  return [{ title, kind: changes.length === 1 && takesAway === 'no' ? 'safe' : 'review', changes }];
}

function written(
  { server, configurationPath }: VirtualDirectory,
  section: string,
  attribute: string,
  now: Effective<boolean>,
  wanted: boolean,
): Change[] {
  if (now.state === 'known' && now.value === wanted) return [];
  return [setting(server.configuration, configurationPath, section, attribute, String(wanted))];
}

/** Whether the flags of a default server take sign-ins over plain HTTP away. */
export const losesHttp = ({ sslFlags: flags }: VirtualDirectory): Truth => not(holds(flags, (set) => set.has('Ssl')));

export function sslFlags(directory: VirtualDirectory, wanted: string): Change[] {
  const now = directory.sslFlags;
  const flags = wanted === 'None' ? [] : wanted.split(', ');
  if (now.state === 'known' && now.value.size === flags.length && flags.every((flag) => now.value.has(flag))) return [];
  return [setting(directory.server.configuration, directory.configurationPath, sections.access, 'sslFlags', wanted)];
}

/** The flags with one more, as IIS writes them. */
export function flagsWith({ sslFlags: now }: VirtualDirectory, flag: string): string {
  return inOrder(now.state === 'known' ? [...now.value, flag] : [flag]);
}

/** The flags with one less. */
export function flagsWithout({ sslFlags: now }: VirtualDirectory, flag: string): string {
  return inOrder(now.state === 'known' ? [...now.value].filter((one) => one !== flag) : []) || 'None';
}

function inOrder(flags: readonly string[]): string {
  return ['Ssl', 'SslNegotiateCert', 'SslRequireCert', 'Ssl128'].filter((one) => flags.includes(one)).join(', ');
}

/**
 * The flags without those that ask for certificates, as they are written: `Ssl, Ssl128`, or `None` when none
 * is left.
 */
export function flagsWithoutCertificates({ sslFlags: now }: VirtualDirectory): string {
  const flags = now.state === 'known' ? [...now.value].filter((flag) => flag === 'Ssl' || flag === 'Ssl128') : [];
  return flags.length === 0 ? 'None' : flags.join(', ');
}

export function authentication(directory: VirtualDirectory, method: Method, wanted: boolean): Change[] {
  return written(directory, sections[method], 'enabled', directory[method], wanted);
}

export function mapping(directory: VirtualDirectory, wanted: boolean): Change[] {
  return written(directory, sections.mapping, 'enabled', directory.mapping, wanted);
}

export function iisMapping(directory: VirtualDirectory, wanted: boolean): Change[] {
  return written(directory, sections.iisMapping, 'enabled', directory.iisMapping, wanted);
}

/** Active Directory mapping at server level, which the procedure turns on first. */
export function serverMapping({ configuration }: ExchangeServer): Change[] {
  if (isOn(readBoolean(configuration, '', sections.mapping, 'enabled')) === 'yes') return [];
  return [setting(configuration, '', sections.mapping, 'enabled', 'true')];
}

/** Mapping on at a path, and at server level where it is not. */
export function mapped(directory: VirtualDirectory): Change[] {
  return [...mapping(directory, true), ...serverMapping(directory.server)];
}

/** Every way to sign in but the named ones off. */
export function only(directory: VirtualDirectory, ...kept: readonly Method[]): Change[] {
  return methods
    .filter((method) => !kept.includes(method))
    .flatMap((method) => authentication(directory, method, false));
}

/** What offers Kerberos first and NTLM after it, whatever the path inherits. */
export function providers(directory: VirtualDirectory): Change[] {
  const { server, configurationPath, providers: now } = directory;
  const wanted = wantedProviders(directory);
  const names = now.state === 'known' ? now.value.map(({ name }) => name.toLowerCase()).join() : '';
  if (names === wanted.join().toLowerCase()) return [];
  const entries = wanted.map((value) => ({ value }));
  return [collection(server.configuration, configurationPath, sections.windows, ['providers'], entries)];
}

/** Windows authentication as the tickets of a gateway need it: with providers, and outside of the kernel. */
export function ticketAuthentication(directory: VirtualDirectory): Change[] {
  const { server, configurationPath } = directory;
  const kernel =
    isOn(directory.windowsOption('useKernelMode')) === 'yes'
      ? [setting(server.configuration, configurationPath, sections.windows, 'useKernelMode', 'false')]
      : [];
  return [...authentication(directory, 'windows', true), ...providers(directory), ...kernel];
}

/** The providers where Windows authentication, which is to sign in alone from now on, has none. */
export function missingProviders(directory: VirtualDirectory): Change[] {
  const { windows, providers: now } = directory;
  const isEmpty = isOn(windows) === 'yes' && now.state === 'known' && now.value.length === 0;
  return isEmpty ? providers(directory) : [];
}

/**
 * Certificates required; where they are accepted so far and mapped to no one, mapped too. Safe while nothing
 * else signs clients in: a user without a certificate is then locked out already.
 */
export function required(directory: VirtualDirectory, title: string): readonly Remedy[] {
  const unmapped = directory.acceptsCertificate === 'yes' && isOn(directory.mapping) !== 'yes';
  const changes = [...sslFlags(directory, requiredFlags), ...(unmapped ? mapped(directory) : [])];
  return remedy(title, directory.otherMethod, ...changes);
}

/** The whole procedure at one path: certificates required and mapped, nothing else. */
export function exchangeChanges(directory: VirtualDirectory): Change[] {
  return [
    ...sslFlags(directory, requiredFlags),
    ...mapped(directory),
    ...iisMapping(directory, false),
    ...only(directory),
  ];
}

/**
 * The state in which a device that takes the certificate wants a path: Windows authentication with both
 * providers, nothing else.
 */
export function endAtDevice(directory: VirtualDirectory): Change[] {
  return [
    ...sslFlags(directory, plainFlags),
    ...mapping(directory, false),
    ...iisMapping(directory, false),
    ...ticketAuthentication(directory),
    ...only(directory, 'windows'),
  ];
}

/**
 * Basic, which Exchange ships, where nothing but certificates signs in; ActiveSync behind a device has a rule
 * for that.
 */
export function insteadOfCertificates(directory: VirtualDirectory): Change[] {
  const needed = directory.name !== 'activeSync' && directory.otherMethod === 'no';
  return needed ? authentication(directory, 'basic', true) : [];
}

/**
 * No certificates at a path; Basic, which Exchange ships there, where nothing else would be left to sign in
 * with.
 */
export function defaultChanges(directory: VirtualDirectory): Change[] {
  return [
    ...(directory.asksForCertificate === 'no' ? [] : sslFlags(directory, plainFlags)),
    ...mapping(directory, false),
    ...(directory.otherMethod === 'yes' ? [] : authentication(directory, 'basic', true)),
  ];
}

/**
 * The location of ActiveSync's `Proxy` folder with what Exchange ships there: Windows authentication and
 * nothing else.
 */
export function proxyAsShipped({ server: { configuration }, configurationPath }: VirtualDirectory): Remedy {
  const enabled = (section: string, value: boolean): Change =>
    setting(configuration, configurationPath, section, 'enabled', String(value));
  return review(
    'Add the Exchange default location',
    enabled(sections.windows, true),
    collection(
      configuration,
      configurationPath,
      sections.windows,
      ['providers'],
      negotiateAndNtlm.map((value) => ({ value })),
    ),
    enabled(sections.anonymous, false),
    enabled(sections.digest, false),
    enabled(sections.basic, false),
  );
}
