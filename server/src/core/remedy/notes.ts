// What a person has to know before a remedy is applied: whom it shuts out, and what no file of IIS holds.
import type { VirtualDirectory } from '../exchange/virtual-directory.js';
import type { Remedy } from './remedy.js';
import type { SwitchTarget } from './switch-target.js';

/** Each sentence once, in the order of the remedies. */
export function notesOf(remedies: readonly Remedy[]): readonly string[] {
  return [...new Set(remedies.flatMap(({ notes }) => notes ?? []))];
}

/** What virtual directories are to users. */
const applications: Readonly<Partial<Record<string, string>>> = {
  activeSync: 'Exchange ActiveSync',
  owa: 'Outlook on the web',
  ecp: 'the Exchange admin center',
};

/** The same in one short line beside the name of the virtual directory; none where no user loses access. */
export function shortNotes({ name, configurationPath }: VirtualDirectory, to: SwitchTarget): readonly string[] {
  const application = applications[name ?? ''] ?? configurationPath;
  if (to === 'exchange') return [`Users without a client certificate cannot use ${application}.`];
  return to === 'device' ? ['Accepts Windows authentication only, from the gateway.'] : [];
}

/** The consequences of a switch for the people who use a virtual directory. */
export function switchNotes(directory: VirtualDirectory, to: SwitchTarget): readonly string[] {
  const { name, configurationPath } = directory;
  const application = applications[name ?? ''] ?? configurationPath;
  const notes: string[] = [];
  if (to === 'exchange') {
    notes.push(`After this, users without a client certificate cannot use ${application} (${configurationPath}).`);
  } else if (to === 'device') {
    notes.push(
      `After this, ${application} (${configurationPath}) accepts Windows authentication only, as the gateway uses it.`,
    );
  }
  if ((to === 'exchange' || to === 'device') && (name === 'owa' || name === 'ecp')) {
    const cmdlet = name === 'owa' ? 'OwaVirtualDirectory' : 'EcpVirtualDirectory';
    notes.push(
      `Forms, AD FS, and OAuth authentication of ${name} are not in these files: disable them with Set-${cmdlet} in the Exchange Management Shell, and check them with Get-${cmdlet}.`,
    );
  }
  return notes;
}
