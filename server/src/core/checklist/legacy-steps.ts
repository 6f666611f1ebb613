// The steps for a legacy server in coexistence, which must not use client certificates.
import type { ExchangeServer } from '../exchange/virtual-directory.js';
import { and, isOn, not } from '../iis/truth.js';
import type { Finding } from '../rules/finding.js';
import { sections } from '../sign-in/sections.js';
import type { ChecklistStep } from './checklist.js';
import { loadStep, restartStep } from './common-steps.js';
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
  const { configurationPath: path, sslFlags, mapping, iisMapping, basic } = activeSync;
  return [
    step(
      {
        title: `${path}: client certificates are not requested`,
        path,
        verdict: not(activeSync.asksForCertificate),
        settings: [[sslFlags, 'sslFlags']],
        rules: ['coexistence/client-certificate-on-legacy'],
        verify: listSection(path, sections.access),
      },
      findings,
    ),
    step(
      {
        title: `${path}: client certificates are not mapped`,
        path,
        verdict: and(not(isOn(mapping)), not(isOn(iisMapping))),
        settings: [
          [mapping, 'Active Directory mapping'],
          [iisMapping, 'IIS mapping'],
        ],
        rules: ['coexistence/mapping-on-legacy'],
        verify: listSection(path, sections.mapping),
      },
      findings,
    ),
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
        ],
        verify: listSection(path, sections.windows),
      },
      findings,
    ),
  ];
}
