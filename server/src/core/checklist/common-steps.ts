// The steps that several procedures share.
import { certificateVirtualDirectories } from '../exchange/layout.js';
import { builtVersion, versionName } from '../exchange/server.js';
import type { ExchangeServer, VirtualDirectory } from '../exchange/virtual-directory.js';
import { and, isOn, not, truth } from '../iis/truth.js';
import type { Finding } from '../rules/finding.js';
import { sections } from '../sign-in/sections.js';
import type { ChecklistStep } from './checklist.js';
import { listSection, outside, step } from './step.js';

/** The virtual directories of the procedures that are applications of this server. */
export function certificateDirectories(server: ExchangeServer): VirtualDirectory[] {
  return certificateVirtualDirectories
    .flatMap((name) => server.find(name) ?? [])
    .filter((directory) => directory.application !== undefined);
}

/** A virtual directory where the procedure is not followed. */
export function unused(directory: VirtualDirectory): ChecklistStep {
  return {
    title: `${directory.configurationPath}: no client certificates are used here`,
    state: 'notApplicable',
    evidence: [],
    verify: '',
  };
}

/** Where Exchange does not validate certificates, it must not request them. */
export function notRequestedStep(
  { configurationPath: path, asksForCertificate, sslFlags }: VirtualDirectory,
  rules: readonly string[],
  findings: readonly Finding[],
): ChecklistStep {
  return step(
    {
      title: `${path}: client certificates are not requested`,
      path,
      verdict: not(asksForCertificate),
      settings: [[sslFlags, 'sslFlags']],
      rules,
      verify: listSection(path, sections.access),
    },
    findings,
  );
}

export function notMappedStep(
  { configurationPath: path, mapping, iisMapping }: VirtualDirectory,
  rules: readonly string[],
  findings: readonly Finding[],
): ChecklistStep {
  return step(
    {
      title: `${path}: client certificates are not mapped`,
      path,
      verdict: and(not(isOn(mapping)), not(isOn(iisMapping))),
      settings: [
        [mapping, 'Active Directory mapping'],
        [iisMapping, 'IIS mapping'],
      ],
      rules,
      verify: listSection(path, sections.mapping),
    },
    findings,
  );
}

/** IIS rejects a file that holds an error, and every request below it, whatever the settings are. */
export function loadStep(server: ExchangeServer, findings: readonly Finding[]): ChecklistStep {
  const { configuration } = server;
  const missing = certificateDirectories(server).filter(
    ({ configurationPath }) => configuration.webConfigs.at(configurationPath) === 'unknown',
  );
  const rejected = findings.filter(({ rule, severity }) => rule.startsWith('iis/') && severity === 'error');
  return step(
    {
      title: 'IIS can load the configuration files',
      path: '',
      verdict: rejected.length === 0 && missing.length > 0 ? 'unknown' : truth(rejected.length === 0),
      places: rejected.map(({ uri, range, message }) => ({ uri, range, message })),
      rules: [],
      detail:
        missing.length > 0
          ? `The web.config of ${missing.map(({ configurationPath }) => configurationPath).join(', ')} was not provided.`
          : checkedFiles(server),
    },
    rejected,
  );
}

function checkedFiles({ configuration }: ExchangeServer): string {
  const version = builtVersion(configuration);
  const count = configuration.placedFiles.size + 1;
  return version === null
    ? `${count} files were checked.`
    : `${count} files were checked. They are of ${versionName(version)}, by its build folders.`;
}

export function restartStep(): ChecklistStep {
  return outside(
    'IIS was restarted after the changes',
    'Compare with the time of the last change.',
    '(Get-Process -Name w3wp).StartTime',
  );
}

export function proofStep(title: string): ChecklistStep {
  return outside(title, 'Status 200 and the user in cs-username, in the log of the site.');
}
