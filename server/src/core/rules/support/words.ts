// Words that rules put into their messages, cut so that a message stays one line.

import { clip } from '../../text/clip.js';

/** The longest that a message may be when it is filled. */
const longest = 160;

export { clip };

/** The data of a message with one of its values cut so that the whole fits on a line. */
export function fitting<T extends Readonly<Record<string, string>>>(
  template: string,
  data: T,
  cut: keyof T & string,
): Readonly<Record<string, string>> {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => (name === cut ? '' : (data[name] ?? '')));
  return { ...data, [cut]: clip(data[cut]!, Math.max(1, longest - filled.length)) };
}

/** Whether a filled message fits on a line as it is. */
export function fits(template: string, data: Readonly<Record<string, string>>): boolean {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => data[name] ?? '').length <= longest;
}

/** The last part of a section's path, as people call it: `access`. */
export function nameOfSection(section: string): string {
  return section.slice(section.lastIndexOf('/') + 1);
}

/** `the server` or the configuration path in quotes. */
export function placeName(configurationPath: string): string {
  return configurationPath === '' ? 'the server' : `'${configurationPath}'`;
}
