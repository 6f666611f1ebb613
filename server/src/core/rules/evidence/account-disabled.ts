// An exported account that a certificate belongs to is disabled.
import { truth } from '../../iis/truth.js';
import { shown } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'evidence/account-disabled',
  severity: 'error',
  subject: 'certificateFile',
  sections: [],
  docs: {
    title: 'Account of certificate disabled or expired',
    what: 'In an export (ldifde, csvde, `Get-ADUser`), the account of a provided certificate is disabled (bit 2 of userAccountControl is set, or Enabled is False) or has expired (accountExpires).',
    why: 'A disabled or expired account cannot sign in, with or without a certificate.',
    fix: 'Enable or extend the account, or use the certificate of another account.',
    commands: ['Enable-ADAccount -Identity <account>', 'Set-ADAccountExpiration -Identity <account> -DateTime <date>'],
    uncertain: 'The account may have changed after the export.',
    sources: [certificateSources.directory],
  },
  messages: {
    disabled: 'The account {account} is disabled, so the user cannot sign in. Enable the account.',
    expired: 'The account {account} expired on {date}, so the user cannot sign in. Extend the account.',
  },
  applies: ({ accounts }) => accounts !== undefined && accounts.length > 0,
  check({ uri, accounts = [] }, report) {
    const said = new Set<number>();
    for (const { account, obstacles } of accounts)
      for (const { kind, account: date, at } of obstacles) {
        if ((kind !== 'disabled' && kind !== 'expired') || said.has(at.range.start)) continue;
        said.add(at.range.start);
        report({ message: kind, data: { account: shown(account.name, 60), date }, at: { uri, range: at.range } });
      }
    return truth(said.size > 0);
  },
});
