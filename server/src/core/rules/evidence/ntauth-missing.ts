// A listing of the NTAuth store does not hold the authority that issued a client certificate.
import { issuerInListing, issuerInListings, ntAuthListings } from '../../certificate/meaning/ntauth.js';
import { defineRule } from '../rule.js';
import { placeOf, shown } from '../support/certificate-places.js';
import { evidenceSources } from '../support/sources/evidence.js';

export default defineRule({
  id: 'evidence/ntauth-missing',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'CA not in the NTAuth store',
    what: 'Saved output for the NTAuth store of Active Directory does not contain the CA that issued a client certificate. CAs are compared by thumbprint, or by subject if the CA certificate was not provided.',
    why: 'Domain controllers accept client certificates only from CAs in the NTAuth store. The store must contain the issuing CA but not the root CA.',
    fix: 'Publish the certificate of the issuing CA: `certutil -dspublish -f issuing.cer NTAuthCA`, then `gpupdate /force` on the domain controllers and on Exchange.',
    symptom: 'Status 401 for every user with a certificate of this CA; event 21 on domain controllers.',
    commands: ['certutil -enterprise -store NTAuth', 'certutil -dspublish -f issuing.cer NTAuthCA'],
    uncertain: 'Computers cache the store, so the output may be several hours old.',
    sources: [evidenceSources.ntAuth],
  },
  messages: {
    missing:
      'CA "{issuer}" is not in this NTAuth store, so sign-in with its certificates fails. Publish it with certutil -dspublish.',
  },
  applies: ({ role, certificate, stores }) =>
    role === 'client' && !certificate.selfIssued && ntAuthListings(stores).length > 0,
  check(subject, report) {
    const { certificate, stores, issuers = [] } = subject;
    const listings = ntAuthListings(stores);
    const state = issuerInListings(listings, certificate, issuers);
    if (state !== 'no') return state === 'yes' ? 'no' : 'unknown';
    for (const listing of listings.filter((one) => issuerInListing(one, certificate, issuers) === 'no'))
      report({
        message: 'missing',
        data: { issuer: shown(certificate.issuer.text, 60) },
        at: listing,
        configurationPath: '',
        evidence: [{ ...placeOf(subject, certificate.issuer.span), message: 'This certificate names the CA.' }],
      });
    return 'yes';
  },
});
