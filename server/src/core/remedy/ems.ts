// Remedies as a script for the Exchange Management Shell: Exchange's cmdlets for what Exchange keeps,
// WebAdministration for the rest.
import { noPeers } from '../exchange/peers.js';
import { noSourcedFacts } from '../evidence/sourced.js';
import { exchangeServerOf } from '../exchange/server.js';
import type { ExchangeServer } from '../exchange/virtual-directory.js';
import type { Obstacle } from '../text/obstacle.js';
import { sections } from '../sign-in/sections.js';
import type { VirtualDirectoryName } from '../exchange/layout.js';
import { samePath } from '../iis/paths.js';
import type { Procedure, Step } from './operations.js';
import { iisCommands, notIis, restartNote, scriptHeader, shouldProcess, verification } from './powershell.js';
import { powershellString, powershellValue } from './quote.js';
import type { ParameterValue } from './remedy.js';

interface Owned {
  readonly cmdlet: string;
  /** The virtual directory's name in the identity that Exchange gives it: `owa (Default Web Site)`. */
  readonly name: string;
  /** Attribute of a section → parameter (domain/01 §1.1 step 4; domain/04 §4.5). */
  readonly parameters: ReadonlyMap<string, string>;
}

const owaAndEcp = new Map([
  [`${sections.basic}@enabled`, 'BasicAuthentication'],
  [`${sections.windows}@enabled`, 'WindowsAuthentication'],
  [`${sections.digest}@enabled`, 'DigestAuthentication'],
]);

const owned: ReadonlyMap<VirtualDirectoryName, Owned> = new Map([
  [
    'activeSync',
    {
      cmdlet: 'Set-ActiveSyncVirtualDirectory',
      name: 'Microsoft-Server-ActiveSync',
      parameters: new Map([
        [`${sections.basic}@enabled`, 'BasicAuthEnabled'],
        [`${sections.windows}@enabled`, 'WindowsAuthEnabled'],
        [`${sections.access}@sslFlags`, 'ClientCertAuth'],
        [`${sections.windows}@extendedProtection/tokenChecking`, 'ExtendedProtectionTokenChecking'],
      ]),
    },
  ],
  ['ecp', { cmdlet: 'Set-EcpVirtualDirectory', name: 'ecp', parameters: owaAndEcp }],
  ['owa', { cmdlet: 'Set-OwaVirtualDirectory', name: 'owa', parameters: owaAndEcp }],
]);

/** ECP comes before OWA: Exchange asks for that order where AD FS is concerned (domain/01 §1.1 step 4). */
const order: readonly VirtualDirectoryName[] = ['activeSync', 'ecp', 'owa'];

interface Call {
  readonly cmdlet: string;
  readonly name: string;
  readonly site: string;
  readonly parameters: Map<string, ParameterValue>;
}

/**
 * One call of an Exchange cmdlet for each virtual directory, then every setting in IIS itself: the cmdlets
 * keep Active Directory right, what follows makes IIS exactly so whatever a cmdlet leaves out, and
 * certificate mapping comes last because Set-ActiveSyncVirtualDirectory may switch it off.
 */
export function emsScript(procedure: Procedure): string | Obstacle {
  const exchange = exchangeServerOf(procedure.server, {
    termination: 'auto',
    windowsServer: null,
    legacyInRun: false,
    peers: noPeers,
    facts: noSourcedFacts,
    exported: null,
  });
  if (!exchange) return { problem: 'This is not an Exchange server, so the Exchange Management Shell does not apply.' };
  const calls = callsOf(procedure.steps, exchange);
  const rest = procedure.steps.filter((step) => step.kind !== 'exchange');
  const lines = [
    ...scriptHeader({ ...procedure, steps: rest }, calls.map(describeCall)),
    ...(rest.length < procedure.steps.length ? exchangeNote(procedure) : []),
    '# Run it in the Exchange Management Shell of the server, as administrator.',
    '#Requires -Modules WebAdministration',
    '[CmdletBinding(SupportsShouldProcess = $true)]',
    'param([string] $Server = $env:COMPUTERNAME)',
    '',
    "$ErrorActionPreference = 'Stop'",
    'Import-Module WebAdministration',
  ];
  for (const call of calls) lines.push('', ...callLines(call));
  for (const step of rest) lines.push('', ...shouldProcess(step, iisCommands(step) ?? notIis(step)));
  lines.push('', ...verification(procedure));
  for (const { cmdlet, name, site } of calls) {
    lines.push(`${cmdlet.replace(/^Set-/, 'Get-')} -Identity ${identity(name, site)} | Format-List -Property '*Auth*'`);
  }
  lines.push(...restartNote);
  return lines.join('\n');
}

function callsOf(steps: readonly Step[], exchange: ExchangeServer): readonly Call[] {
  const calls = new Map<string, { call: Call; rank: number }>();
  const callFor = (path: string): { call: Call; parameters: ReadonlyMap<string, string> } | null => {
    const directory = exchange.virtualDirectories.find((candidate) => samePath(candidate.configurationPath, path));
    const of = directory?.name && directory.role !== 'backEnd' ? owned.get(directory.name) : undefined;
    if (!directory?.name || !of) return null;
    let known = calls.get(path.toLowerCase());
    if (!known) {
      const call = { cmdlet: of.cmdlet, name: of.name, site: directory.site.name.value, parameters: new Map() };
      known = { call, rank: order.indexOf(directory.name) };
      calls.set(path.toLowerCase(), known);
    }
    return { call: known.call, parameters: of.parameters };
  };
  for (const step of steps) {
    if (step.kind === 'exchange') {
      const found = callFor(step.change.configurationPath);
      for (const [name, value] of Object.entries(step.parameters)) found?.call.parameters.set(name, value);
    } else if (step.kind === 'set' && step.value !== null) {
      const { path, section, element } = step.target;
      const found = callFor(path);
      const parameter = found?.parameters.get(`${section}@${[...element, step.attribute].join('/')}`);
      if (!found || parameter === undefined) continue;
      const value = parameter === 'ClientCertAuth' ? clientCertificates(step.value) : step.value;
      found.call.parameters.set(parameter, value === 'true' ? true : value === 'false' ? false : value);
    }
  }
  return [...calls.values()]
    .filter(({ call }) => call.parameters.size > 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ call }) => call);
}

/** `Ignore`, `Accepted` or `Required` (domain/01 §1.1 step 3). */
function clientCertificates(sslFlags: string): string {
  if (/\bSslRequireCert\b/i.test(sslFlags)) return 'Required';
  return /\bSslNegotiateCert\b/i.test(sslFlags) ? 'Accepted' : 'Ignore';
}

const parameterList = ({ parameters }: Call): string =>
  [...parameters].map(([parameter, value]) => `-${parameter} ${powershellValue(value)}`).join(' ');

function describeCall(call: Call): string {
  return `${call.name} (${call.site}): ${call.cmdlet} ${parameterList(call)}`;
}

/** No file holds what Exchange keeps in Active Directory, so its state before is unknown here. */
function exchangeNote({ rollback }: Procedure): string[] {
  return rollback
    ? ['# No file shows what Exchange kept before: its settings return to the default of Exchange.']
    : ['# Save the output of Get-OwaVirtualDirectory | Format-List and Get-EcpVirtualDirectory | Format-List first.'];
}

function callLines(call: Call): string[] {
  const { cmdlet, name, site } = call;
  const list = parameterList(call);
  return [
    `if ($PSCmdlet.ShouldProcess(${identity(name, site)}, ${powershellString(`${cmdlet} ${list}`)})) {`,
    `    ${cmdlet} -Identity ${identity(name, site)} ${list} -Confirm:$false -ErrorAction Stop`,
    '}',
  ];
}

function identity(name: string, site: string): string {
  return `($Server + ${powershellString(`\\${name} (${site})`)})`;
}
