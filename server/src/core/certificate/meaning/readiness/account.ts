// What the exported account that the certificate belongs to says about it.
import type { DirectoryAccount } from '../../account.js';
import { enableAccountCommand, extendAccountCommand } from '../commands.js';
import { action } from './item.js';
import type { Action, ReadinessCheck } from './item.js';
import { isEnded, isUnclear } from '../account-fit.js';
import type { AccountObstacle } from '../account-fit.js';

export const account: ReadinessCheck = ({ accounts = [] }, say) => {
  const disputed = accounts.filter(({ account: found, exports, isDisputed }) => isDisputed && found === exports[0]);
  for (const { account: found } of disputed)
    say('possible', 'Exports of the account {account} contradict each other.', {
      data: { account: found.name },
      action: action('Keep only the newest export of the account.'),
    });
  for (const { account: found, obstacles, isDisputed } of accounts) {
    for (const obstacle of obstacles)
      say(isUnclear(obstacle) ? 'possible' : 'bad', SENTENCES[obstacle.kind], {
        rule: isEnded(obstacle) ? 'account-disabled' : 'account-mismatch',
        data: { account: found.name, certificate: obstacle.certificate, own: obstacle.account },
        action: remedy(obstacle, found),
      });
    if (obstacles.length === 0 && !isDisputed)
      say('good', 'It matches the exported account {account}.', { data: { account: found.name } });
  }
};

const SENTENCES: Readonly<Record<AccountObstacle['kind'], string>> = {
  sidDiffers:
    'The SID in the certificate ({certificate}) is not the objectSid of {account} ({own}), so domain controllers reject it (KDC event 41).',
  upnDiffers: 'The UPN in the certificate ({certificate}) is not that of {account} ({own}).',
  upnRenamed:
    'The UPN in the certificate ({certificate}) is not that of {account} ({own}), which has its SID: whether domain controllers find the account is not documented.',
  alsoOf:
    'The account {account} names this certificate, which is also of {own}, so which account it maps to is unclear.',
  disabled: 'The account {account} is disabled.',
  expired: 'The account {account} expired on {own}.',
};

function remedy({ kind }: AccountObstacle, account: DirectoryAccount): Action {
  switch (kind) {
    case 'sidDiffers':
      return action('Issue a certificate for this account, with its objectSid.');
    case 'upnDiffers':
    case 'upnRenamed':
      return action('Issue a certificate with the userPrincipalName of the account.');
    case 'alsoOf':
      return action('Map the certificate to one account only.');
    case 'disabled':
      return action(
        'Enable the account, or use the certificate of another account.',
        {},
        enableAccountCommand(account),
      );
    case 'expired':
      return action(
        'Extend the account, or use the certificate of another account.',
        {},
        extendAccountCommand(account),
      );
  }
}
