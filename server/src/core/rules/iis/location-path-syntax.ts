// The path of a location is written in a form that IIS does not read as it is meant.
import type { ServerConfiguration } from '../../iis/configuration.js';
import type { ConfigurationFile, LocationTag } from '../../iis/file.js';
import { truth } from '../../iis/truth.js';
import type { Remedy } from '../../remedy/remedy.js';
import { setAttribute } from '../../xml/edit.js';
import { pathOf } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import type { PathProblem } from '../support/location-path.js';
import { otherLocations, pathProblem } from '../support/location-path.js';
import { repair } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { clip } from '../support/words.js';

export default defineRule({
  id: 'iis/location-path-syntax',
  severity: 'warning',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Invalid location path',
    what: 'The `path` of a `<location>` starts or ends with a slash, contains backslashes, a wildcard, a drive letter, or an odd segment (`//`, `/./`, `/ `), has more than 255 segments, or is a metabase path (`/LM/W3SVC/1/ROOT/owa`).',
    why: 'Paths have the form `Site/application/folder` in applicationHost.config and are relative to the file in a web.config. A path in another form does not address the intended path.',
    fix: 'Change the path as described in the message.',
    sources: [iisSources.deepDive, iisSources.httpSysLimits],
  },
  messages: {
    'leading-slash':
      "'{path}' starts with a slash, but location paths have the form Site/application/folder. Remove the slash.",
    'trailing-slash':
      "'{path}' ends with a slash, but location paths have the form Site/application/folder. Remove the slash.",
    backslash:
      "'{path}' contains backslashes, but location paths use slashes. Change it to the form Site/application/folder.",
    segment:
      "'{path}' contains an empty segment, a dot, or a space at a slash, so it may not address the intended path. Correct it.",
    wildcard: "Location paths do not support wildcards: '{path}' addresses a folder or file with exactly that name.",
    drive: "'{path}' is a folder on disk, but location paths have the form Site/application/folder. Change it.",
    'too-deep':
      "'{path}' has more than 255 segments, so HTTP.SYS rejects requests for it by default. Shorten or remove it.",
    metabase: "'{path}' is a metabase path, but location paths start with the site name. Change it.",
  },
  applies: ({ file }) => file.locations.length > 0,
  check(subject, report) {
    const { file, server } = subject;
    const found = file.locations.flatMap((tag) => {
      const problem = tag.pathAttribute && pathProblem(tag.pathAttribute.value);
      return problem ? [{ tag, problem }] : [];
    });
    const hasOther = otherLocations(file.locations);
    for (const { tag, problem } of found) {
      const { value, valueRange } = tag.pathAttribute!;
      report({
        message: problem,
        data: { path: clip(value, 60) },
        at: { uri: file.uri, range: valueRange },
        configurationPath: pathOf(subject, { location: tag }),
        remedies: remedies(file, hasOther, server, tag, problem),
      });
    }
    return truth(found.length > 0);
  },
});

/** The path as it is meant, unless a location of that path is there already. */
function remedies(
  file: ConfigurationFile,
  hasOther: ReturnType<typeof otherLocations>,
  server: ServerConfiguration | null,
  tag: LocationTag,
  problem: PathProblem,
): readonly Remedy[] {
  const path = intended(server, tag.pathAttribute!.value, problem);
  if (path === null || hasOther(path, tag)) return [];
  // Two spellings of one place need no verdict; any other form addressed something else until now.
  const kind = problem === 'trailing-slash' ? 'safe' : 'review';
  return repair(file, kind, `Change the path to '${path}'`, setAttribute(file.document, tag.element, 'path', path));
}

function intended(server: ServerConfiguration | null, path: string, problem: PathProblem): string | null {
  switch (problem) {
    case 'leading-slash':
    case 'trailing-slash':
    case 'backslash':
    case 'segment':
      return plainPath(path);
    case 'metabase': {
      const match = /^\/?LM\/W3SVC\/(\d+)(?:\/ROOT)?(\/.*)?$/i.exec(path);
      const site = match && server?.sites.find(({ id }) => id.value === match[1]);
      return site ? plainPath(site.configurationPath + (match[2] ?? '')) : null;
    }
    case 'drive':
    case 'too-deep':
    case 'wildcard':
      return null;
  }
}

/** Without empty segments, `.`, and spaces at slashes; null where `..` leads elsewhere. */
function plainPath(path: string): string | null {
  const segments = path.split(/[\\/]/).map((segment) => segment.trim());
  const kept = segments.filter((segment) => segment !== '' && segment !== '.');
  return kept.length === 0 || kept.includes('..') ? null : kept.join('/');
}
