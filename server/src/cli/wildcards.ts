// `u_ex*.log`: the shells of Windows hand wildcards on to the program, which is to find the files itself.
import type { CommandHost } from './console.js';
import { globTest } from './glob.js';

const wildcard = /[*?]/;

/**
 * The paths with those in place of each pattern that match it, in order; `*` and `?` stay within a name. A file
 * that has the name itself, and a pattern that matches nothing, stay as they are.
 */
export async function withoutWildcards(paths: readonly string[], host: CommandHost): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      if (!wildcard.test(path) || (await host.stat(host.uriOf(path))) !== 'missing') return [path];
      const matching = await pathsLike(path, host);
      return matching.length > 0 ? matching : [path];
    }),
  );
  return [...new Set(found.flat())];
}

async function pathsLike(pattern: string, host: CommandHost): Promise<readonly string[]> {
  const names = pattern.split(/[\\/]/);
  const first = names.findIndex((name) => wildcard.test(name));
  let paths = [
    names
      .slice(0, first)
      .map((name) => `${name}/`)
      .join(''),
  ];
  for (const name of names.slice(first)) {
    const next: string[] = [];
    for (const folder of paths) next.push(...(await namesLike(name, folder, host)).map((one) => `${folder}${one}/`));
    paths = next;
  }
  return paths.map((path) => path.slice(0, -1));
}

/** The names in a folder that match; `folder` ends with a slash, or is empty for the working folder. */
async function namesLike(name: string, folder: string, host: CommandHost): Promise<readonly string[]> {
  if (wildcard.test(name)) {
    const isLike = globTest(name);
    return (await host.names(host.uriOf(folder === '' ? '.' : folder))).filter(isLike);
  }
  return name === '' || (await host.stat(host.uriOf(`${folder}${name}`))) !== 'missing' ? [name] : [];
}

/** What is wrong with a path in which a quote became a part of the name; null for any other. */
export async function quoteProblem(paths: readonly string[], host: CommandHost): Promise<string | null> {
  for (const path of paths) {
    if (!path.includes('"') || (await host.stat(host.uriOf(path))) !== 'missing') continue;
    return `'${path}' contains a quotation mark: omit the backslash before the closing quotation mark of a path.`;
  }
  return null;
}
