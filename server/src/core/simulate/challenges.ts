// Which methods a 401 of IIS offers, by what is enabled for the path.
import type { Truth } from '../iis/truth.js';
import { isOn } from '../iis/truth.js';
import type { SignInState } from '../sign-in/sign-in-state.js';

/** In the words of WWW-Authenticate. What is unknown is left out. */
export function challengesOf(
  { basic, digest, windows, providers }: SignInState,
  isWindowsOn: Truth = isOn(windows),
): string[] {
  const names = providers.state === 'known' ? providers.value.map(({ name }) => name.split(':')[0]!) : ['Negotiate'];
  return [
    ...(isWindowsOn === 'yes' ? [...new Set(names)] : []),
    ...(isOn(digest) === 'yes' ? ['Digest'] : []),
    ...(isOn(basic) === 'yes' ? ['Basic'] : []),
  ];
}
