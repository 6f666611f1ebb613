// Hovers on configuration that is about certificates: the certificate of a binding, and whom a many-to-one
// mapping fits.
import { tryManyToOne } from '../../../../server/src/core/certificate/meaning/many-to-one.js';
import { roleOf } from '../../../../server/src/core/certificate/meaning/purpose.js';
import type { X509Certificate } from '../../../../server/src/core/certificate/model.js';
import { escapeMarkdown } from './markdown.js';
import { longName } from './names.js';
import { unknownThumbprint } from './hover.js';
import type { ManyToOneUse } from './uses.js';
import type { PageContext } from './words.js';

const SHOWN = 10;

/** `about`: the hover of the certificate, when it is provided. */
export function boundHover(endpoint: string, sha1: string, about: string | null, around: PageContext): string {
  const lead = around.words('HTTP.SYS uses this certificate on {endpoint}:', { endpoint });
  return `${escapeMarkdown(lead)}\n\n${about ?? unknownThumbprint(sha1, around)}`;
}

/** `all`: every mapping, for one that comes before takes the certificate first. */
export function manyToOneHover(
  use: ManyToOneUse,
  all: readonly ManyToOneUse[],
  certificates: readonly X509Certificate[],
  { words }: PageContext,
): string {
  const list = all.filter(
    ({ configurationPath, at }) => configurationPath === use.configurationPath && at.uri === use.at.uri,
  );
  const own = list.indexOf(use);
  const users = certificates.filter((certificate) => roleOf(certificate) === 'client');
  const taken = users.flatMap((certificate) => {
    const tried = tryManyToOne(
      certificate,
      list.map(({ mapping }) => mapping),
    );
    if (!tried[own]!.fits) return [];
    const first = tried.findIndex(({ fits }) => fits);
    return [{ certificate, before: first === own ? null : list[first]!.mapping.name }];
  });
  const title = `**${escapeMarkdown(use.mapping.name, 100)}**`;
  if (users.length === 0)
    return `${title} — ${escapeMarkdown(words('This workspace contains no client certificate to compare it with.'))}`;
  const count = words('It matches {count} of the {total} client certificates in the workspace.', {
    count: taken.length,
    total: users.length,
  });
  const lines = taken.slice(0, SHOWN).map(({ certificate, before }) => {
    const note = before === null ? '' : ` — ${words('{other} comes before it', { other: before })}`;
    return `- ${escapeMarkdown(`${longName(certificate.subject)}${note}`)}`;
  });
  const more =
    taken.length > SHOWN ? [`- ${escapeMarkdown(words('and {count} more', { count: taken.length - SHOWN }))}`] : [];
  return [`${title} — ${escapeMarkdown(count)}`, [...lines, ...more].join('\n')]
    .filter((block) => block !== '')
    .join('\n\n');
}
