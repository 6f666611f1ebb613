// What puts a locked section right that a web.config writes all the same.
import { sections } from '../../sign-in/sections.js';
import type { ServerConfiguration } from '../../iis/configuration.js';
import { fileNameOf, isAtOrBelow, joinConfigurationPath, samePath } from '../../iis/paths.js';
import type { LockedSection } from '../../iis/rejection.js';
import { alternatives, review, safe, unlock } from '../../remedy/build.js';
import type { Change, Remedy, TextChange } from '../../remedy/remedy.js';
import { occurrenceOf } from './configuration-file.js';
import { contradicts, copiedChanges, standingAt } from './moving.js';
import type { TextEdit } from '../../text/edit.js';
import type { Place } from '../../text/range.js';
import { removeElement } from '../../xml/edit.js';
import { removalEdits, fileChange } from './repairs.js';
import type { FileSubject } from '../rule.js';
import { nameOfSection, placeName } from './words.js';

/** Sections that decide how clients sign in: a remedy never opens them to web.config files. */
function decidesSignIn(section: string): boolean {
  return section === sections.access || section.startsWith('system.webServer/security/authentication/');
}

/**
 * The section in the location of applicationHost.config instead; gone from the web.config where that location
 * says otherwise already; unlocked, unless it decides how clients sign in.
 */
export function lockedSectionRemedies(
  subject: FileSubject,
  server: ServerConfiguration,
  rejection: LockedSection,
): readonly Remedy[] {
  const { file, configurationPaths } = subject;
  const { section, element } = rejection;
  const name = fileNameOf(file.uri);
  const relative = occurrenceOf(file, element)?.location?.path ?? '';
  const removal = fileChange(
    file,
    `Delete ${nameOfSection(section)} from ${name}`,
    removalEdits(file.document, element),
  );
  if (!removal) return [];
  // What holds at a path holds below it: the outermost of the paths at which the file is read are enough.
  const paths = configurationPaths
    .filter((path) => !configurationPaths.some((other) => !samePath(path, other) && isAtOrBelow(path, other)))
    .map((path) => joinConfigurationPath(path, relative));
  const lockingFile = lockingWebConfig(server, rejection);
  if (lockingFile !== null) return movedToLock(server, lockingFile, paths, rejection, removal, name);
  const changes = paths.map((path) => copiedChanges(server, path, section, element));
  const moved = changes.includes(null) ? null : (changes as readonly (readonly Change[])[]).flat();
  const open = decidesSignIn(section)
    ? []
    : paths.map((path) => review(`Unlock the section for '${path}'`, unlock(server, path, section))).slice(0, 1);
  if (moved?.length === 0) return alternatives(safe('Delete the empty section', removal), ...open);
  const remove = review(`Delete the section from ${name}`, removal);
  if (!moved) return alternatives(remove, ...open);
  const move = review('Move the section to applicationHost.config', ...moved, removal);
  const isDecided = paths.some((path) => contradicts(standingAt(server, path, section), element));
  return alternatives(...(isDecided ? [remove] : []), move, ...open);
}

/**
 * `applicationHost.config` or `the web.config of 'Contoso'`: the file that holds a lock, as messages name it.
 */
export function lockingFile({ applicationHost, placedFiles }: ServerConfiguration, lock: Place): string {
  const found = lock.uri === applicationHost.uri ? undefined : [...placedFiles].find(([{ uri }]) => uri === lock.uri);
  const path = found?.[1][0];
  return path === undefined ? fileNameOf(lock.uri) : `the web.config of ${placeName(path)}`;
}

/**
 * The uri of the web.config that locks a section; null where applicationHost.config or its declaration does.
 */
export function lockingWebConfig({ applicationHost }: ServerConfiguration, { lock }: LockedSection): string | null {
  return lock && lock.uri !== applicationHost.uri ? lock.uri : null;
}

/**
 * What a web.config locks for deeper levels it also decides: only that file can set it, in its own location
 * for the path.
 */
function movedToLock(
  server: ServerConfiguration,
  file: string,
  paths: readonly string[],
  { section, element }: LockedSection,
  removal: TextChange,
  name: string,
): readonly Remedy[] {
  const remove = review(`Delete the section from ${name}`, removal);
  const changes = paths.map((path) => copiedChanges(server, path, section, element));
  if (changes.includes(null)) return [remove];
  const moved = (changes as readonly (readonly Change[])[])
    .flat()
    .map((change): Change =>
      change.kind === 'setting' || change.kind === 'collection'
        ? { ...change, target: { ...change.target, commit: 'webConfig', file } }
        : change,
    );
  if (moved.length === 0) return [safe('Delete the empty section', removal)];
  return alternatives(review('Move it to the locking web.config', ...moved, removal), remove);
}

/**
 * What locking sections takes with it: the changes that keep in force what web.config files write of them.
 */
export interface Relocation {
  /** Null where changes cannot say what a web.config writes. */
  readonly changes: readonly Change[] | null;
  /** The web.config at the path itself, which may write them too, is not provided. */
  readonly isIncomplete: boolean;
}

/** Moves what web.config files at or below a path write of these sections into applicationHost.config. */
export function relocate(server: ServerConfiguration, path: string, names: readonly string[]): Relocation {
  const changes: Change[] = [];
  let isSayable = true;
  for (const [file, bases] of server.placedFiles) {
    const edits: TextEdit[] = [];
    for (const { section, element, location } of file.sections) {
      const places = bases
        .map((base) => joinConfigurationPath(base, location?.path ?? ''))
        .filter((place) => isAtOrBelow(place, path));
      if (!names.includes(section) || places.length === 0) continue;
      for (const place of places) {
        const moved = copiedChanges(server, place, section, element, true);
        if (moved) changes.push(...moved);
        else isSayable = false;
      }
      edits.push(...removeElement(file.document, element));
    }
    const name = fileNameOf(file.uri);
    const removal = fileChange(file, `Remove the locked sections from ${name}`, edits);
    if (removal) changes.push(removal);
    else if (edits.length > 0) isSayable = false;
  }
  // A path that is opened by itself is opened for the web.config at it.
  const isIncomplete = path !== '' && server.webConfigs.at(path) === 'unknown';
  return { changes: isSayable ? changes : null, isIncomplete };
}
