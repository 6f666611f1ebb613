// The steps for a legacy server in coexistence, which must not use client certificates.
import type { ExchangeServer } from '../exchange/virtual-directory.js';
import { isOn } from '../iis/truth.js';
import type { Finding } from '../rules/finding.js';
import { sections } from '../sign-in/sections.js';
import type { ChecklistStep } from './checklist.js';
import { loadStep, notMappedStep, notRequestedStep, restartStep } from './common-steps.js';
import { listSection, step } from './step.js';

export function legacySteps(server: ExchangeServer, findings: readonly Finding[]): ChecklistStep[] {
  return [
    loadStep(server, findings),
    ...activeSyncSteps(server, findings),
    ...proxySteps(server, findings),
    restartStep(),
  ];
}

function activeSyncSteps(server: ExchangeServer, findings: readonly Finding[]): ChecklistStep[] {
  const activeSync = server.find('activeSync');
  if (!activeSync) return [];
  const { configurationPath: path, basic } = activeSync;
  return [
    notRequestedStep(activeSync, ['coexistence/client-certificate-on-legacy'], findings),
    notMappedStep(activeSync, ['coexistence/mapping-on-legacy'], findings),
    step(
      {
        title: `${path}: Basic authentication is enabled`,
        path,
        verdict: isOn(basic),
        settings: [[basic, 'enabled']],
        rules: ['coexistence/legacy-active-sync-not-basic'],
        verify: listSection(path, sections.basic),
      },
      findings,
    ),
  ];
}

function proxySteps(server: ExchangeServer, findings: readonly Finding[]): ChecklistStep[] {
  const proxy = server.find('activeSyncProxy');
  if (!proxy) return [];
  const { configurationPath: path, windows } = proxy;
  return [
    step(
      {
        title: `${path}: Windows authentication is enabled for newer servers`,
        path,
        verdict: isOn(windows),
        settings: [[windows, 'enabled']],
        rules: [
          'coexistence/proxy-not-windows',
          'coexistence/proxy-inherits-client-certificate',
          'coexistence/proxy-location-missing',
          'device/providers-empty',
        ],
        verify: listSection(path, sections.windows),
      },
      findings,
    ),
  ];
}
