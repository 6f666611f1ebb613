// Chooses the checklist of an Exchange server by where its client certificates are validated.
import type { ExchangeServer } from '../exchange/virtual-directory.js';
import type { Finding } from '../rules/finding.js';
import type { Checklist } from './checklist.js';
import { exchangeSteps } from './exchange-steps.js';
import { gatewaySteps } from './gateway-steps.js';
import { legacySteps } from './legacy-steps.js';

/** `findings` are those of the server's files. Null where no procedure applies. */
export function checklistOf(server: ExchangeServer, findings: readonly Finding[]): Checklist | null {
  const { root } = server.configuration;
  switch (server.termination.value) {
    case 'exchange':
      return { root, title: 'Client certificates validated by Exchange', steps: exchangeSteps(server, findings) };
    case 'device':
      return { root, title: 'Client certificates validated by a gateway', steps: gatewaySteps(server, findings) };
    case 'legacy':
      return { root, title: 'Legacy server in coexistence', steps: legacySteps(server, findings) };
    case 'none':
      return null;
  }
}
