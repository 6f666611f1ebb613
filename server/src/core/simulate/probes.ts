// The probe of each rule: the request on which its mistake shows, and how (domain/13 §13.4). Rules and predictions hold each other.
import type { Origin } from './model.js';

/** `blocks`: the request is refused because of it; `elsewhere`: so is one at a path that has nothing to do with certificates. */
export type ProbeClass = 'blocks' | 'elsewhere';

export interface Probe {
  readonly rule: string;
  readonly shows: ProbeClass;
  readonly from: Origin;
  /** `any`: a client with some certificate; `none`: one without. */
  readonly certificate: 'any' | 'none';
}

const blocks = (from: Origin, certificate: Probe['certificate'], ...rules: readonly string[]): Probe[] =>
  rules.map((rule) => ({ rule, shows: 'blocks', from, certificate }));

export const probes: readonly Probe[] = [
  ...blocks(
    'client',
    'any',
    'exchange/mapping-disabled-on-virtual-directory',
    'exchange/mapping-module-missing',
    'tls/ds-mapper-disabled',
    'exchange/client-certificate-ignored',
    'tls/front-end-https-binding-missing',
  ),
  ...blocks(
    'gateway',
    'none',
    'device/providers-empty',
    'device/windows-authentication-off',
    'device/negotiate-provider-missing',
    'termination/no-authentication',
    'device/client-certificate-configured',
    'device/extended-protection-required',
    'coexistence/client-certificate-on-legacy',
  ),
  ...['exchange/client-certificate-on-site', 'exchange/client-certificate-on-other-virtual-directory'].map(
    (rule): Probe => ({ rule, shows: 'elsewhere', from: 'client', certificate: 'none' }),
  ),
];
