// The steps for a server behind a gateway that validates the certificates and signs users in by Kerberos
// delegation.
import { isNegotiate } from '../exchange/device.js';
import type { ExchangeServer, VirtualDirectory } from '../exchange/virtual-directory.js';
import { and, holds, isOn, not } from '../iis/truth.js';
import type { Finding } from '../rules/finding.js';
import { sections } from '../sign-in/sections.js';
import type { ChecklistStep } from './checklist.js';
import {
  certificateDirectories,
  loadStep,
  notMappedStep,
  notRequestedStep,
  proofStep,
  restartStep,
  unused,
} from './common-steps.js';
import { delegationStep, serviceNameStep } from './evidence-steps.js';
import { listSection, offStep, step } from './step.js';

export function gatewaySteps(server: ExchangeServer, findings: readonly Finding[]): ChecklistStep[] {
  return [
    loadStep(server, findings),
    ...certificateDirectories(server).flatMap((directory) =>
      directory.termination === 'device' ? directorySteps(directory, findings) : [unused(directory)],
    ),
    serviceNameStep(server, findings),
    delegationStep(server, findings),
    restartStep(),
    proofStep('A request of the gateway arrives with the name of its user'),
  ];
}

function directorySteps(directory: VirtualDirectory, findings: readonly Finding[]): ChecklistStep[] {
  const { configurationPath: path, windows, providers, tokenChecking } = directory;
  const hasProvider = (is: (name: string) => boolean) =>
    holds(providers, (list) => list.some(({ name }) => is(name.toLowerCase())));
  const both = ['termination/exchange-and-device'];
  return [
    notRequestedStep(directory, ['device/client-certificate-configured', ...both], findings),
    notMappedStep(directory, ['device/mapping-enabled', ...both], findings),
    step(
      {
        title: `${path}: Windows authentication is enabled`,
        path,
        verdict: isOn(windows),
        settings: [[windows, 'enabled']],
        rules: ['device/windows-authentication-off', 'termination/no-authentication'],
        verify: listSection(path, sections.windows),
      },
      findings,
    ),
    offStep(
      directory,
      [
        ['Basic', directory.basic],
        ['Digest', directory.digest],
        ['Anonymous', directory.anonymous],
      ],
      ['device/basic-enabled', 'device/other-authentication-enabled'],
      findings,
    ),
    step(
      {
        title: `${path}: the providers are Negotiate and NTLM`,
        path,
        verdict: and(
          hasProvider(isNegotiate),
          hasProvider((name) => name === 'ntlm'),
        ),
        settings: [[providers, 'The list of providers']],
        rules: [
          'device/providers-empty',
          'device/negotiate-provider-missing',
          'device/ntlm-provider-missing',
          'device/provider-order',
          'device/provider-unknown',
        ],
        detail: providers.state === 'known' ? providersText(providers.value.map(({ name }) => name)) : undefined,
        verify: listSection(path, sections.windows),
      },
      findings,
    ),
    step(
      {
        title: `${path}: Extended Protection does not require a channel binding`,
        path,
        verdict: not(holds(tokenChecking, (value) => value === 'Require')),
        settings: [[tokenChecking, 'tokenChecking']],
        rules: ['device/extended-protection-required'],
        verify: listSection(path, sections.windows),
      },
      findings,
    ),
  ];
}

function providersText(names: readonly string[]): string {
  return names.length === 0 ? 'The list is empty.' : `The list is ${names.join(', ')}.`;
}
