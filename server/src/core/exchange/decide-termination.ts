// Decides where the client certificate ends, on a server whose virtual directories are all there.
import { isOn } from '../iis/truth.js';
import type { Note, Place } from '../text/range.js';
import type { Termination, TerminationKind, TerminationSetting } from './termination.js';
import type { ExchangeServer, VirtualDirectory } from './virtual-directory.js';

/**
 * Of one virtual directory. By evidence: `legacy` on a legacy server; `exchange` where client certificates
 * are requested or mapped; `device` where ActiveSync has Windows authentication, which no Exchange setup
 * turns on there; else `none`.
 */
export function terminationAt(directory: VirtualDirectory, setting: TerminationSetting): TerminationKind {
  if (setting !== 'auto') return setting;
  if (directory.role === 'legacy') return 'legacy';
  if (directory.role !== 'frontEnd') return 'none';
  if (directory.usesCertificate === 'yes') return 'exchange';
  return isForGateway(directory) ? 'device' : 'none';
}

/**
 * Windows authentication at ActiveSync, or alone at owa or ecp beside such an ActiveSync: a gateway publishes
 * them together.
 */
function isForGateway(directory: VirtualDirectory): boolean {
  if (isOn(directory.windows) !== 'yes') return false;
  if (directory.name === 'activeSync') return true;
  return (
    (directory.name === 'owa' || directory.name === 'ecp') &&
    isOn(directory.basic) === 'no' &&
    directory.server.procedure.some(
      (one) => one.name === 'activeSync' && isOn(one.windows) === 'yes' && one.usesCertificate === 'no',
    )
  );
}

/** Of a server: ActiveSync's, else Outlook on the web's, else the admin center's. */
export function decideTermination(server: ExchangeServer): Termination {
  const setting = server.settings.termination;
  const directories = server.procedure;
  const virtualDirectories = directories.map((directory) => ({
    configurationPath: directory.configurationPath,
    value: directory.termination,
    place: directory.place(),
    decidedAt: decisivePlace(directory),
  }));
  const chosenBy = setting === 'auto' ? 'evidence' : 'setting';
  const decisive = directories.find((directory) => directory.termination !== 'none');
  if (!decisive) return { value: setting === 'auto' ? 'none' : setting, chosenBy, evidence: [], virtualDirectories };
  return { value: decisive.termination, chosenBy, evidence: evidenceOf(decisive), virtualDirectories };
}

function evidenceOf(directory: VirtualDirectory): Note[] {
  const path = directory.configurationPath;
  if (directory.role === 'legacy') {
    const folder = directory.application?.virtualDirectories[0]?.physicalPath.attribute;
    const uri = directory.server.configuration.applicationHost.uri;
    return folder
      ? [{ uri, range: folder.valueRange, message: `${path} belongs to a legacy Client Access server.` }]
      : [];
  }
  const { sslFlags, mapping, windows } = directory;
  const notes: Note[] = [];
  const add = (origin: typeof sslFlags.origin, message: string): void => {
    if (origin.kind !== 'schema') notes.push({ uri: origin.uri, range: origin.range, message });
  };
  if (directory.requiresCertificate === 'yes') add(sslFlags.origin, `${path} requires client certificates.`);
  else if (directory.asksForCertificate === 'yes') add(sslFlags.origin, `${path} accepts client certificates.`);
  if (isOn(mapping) === 'yes') add(mapping.origin, `${path} maps client certificates to Active Directory accounts.`);
  if (isOn(windows) === 'yes') add(windows.origin, `${path} uses Windows authentication.`);
  return notes;
}

/** The first evidence; without any, the flags that request no certificate. */
function decisivePlace(directory: VirtualDirectory): Place | null {
  const { origin } = directory.sslFlags;
  const [first = origin.kind === 'schema' ? null : origin] = evidenceOf(directory);
  return first && { uri: first.uri, range: first.range };
}
