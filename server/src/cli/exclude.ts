// `--exclude`: files and folders that a search leaves out.
import type { ExcludeTest } from '../host/host.js';
import { isInside } from '../host/uri.js';
import type { Arguments } from './args.js';
import type { OptionSpec } from './command-spec.js';
import { globTest } from './glob.js';

export const excludeOption: OptionSpec = {
  name: 'exclude',
  value: '<glob>',
  repeated: true,
  help: 'Exclude files and folders that match, such as backup or "old/**"',
};

/**
 * True for what a search leaves out; undefined where nothing is excluded. A pattern is tried on the path
 * below the working folder and on every folder of it, one without a slash on every name; case does not
 * matter. A file that is named on the command line is read all the same.
 */
export function excludeTest(args: Arguments, workingFolder: string): ExcludeTest | undefined {
  const patterns = args.values('exclude');
  if (patterns.length === 0) return undefined;
  const globs = patterns.map((pattern) =>
    globTest(pattern.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/$/, '')),
  );
  return (uri) => {
    const below = isInside(workingFolder, uri) ? uri.slice(workingFolder.length + 1) : uri.replace(/^\w+:\/+/, '');
    const names = below.split('/').map(decodeURIComponent);
    return names.some((_, index) => globs.some((glob) => glob(names.slice(0, index + 1).join('/'))));
  };
}
