// The bits of a binding's `sslFlags`, which the schema knows as a number only. Sources: iis-docs,
// bindings/binding; Microsoft.Web.Administration.SslFlags and win-acme issue 2831 for NegotiateClientCert.

export interface BindingFlag {
  readonly bit: number;
  readonly name: string;
  readonly meaning: string;
  /** Where the bit is known to work, as far as sources agree. */
  readonly availability: string;
}

/** All known bits, lowest first. */
export const bindingFlags: readonly BindingFlag[] = [
  {
    bit: 1,
    name: 'Sni',
    meaning: 'The certificate is selected by the host name that the client sends.',
    availability: 'IIS 8 and later',
  },
  {
    bit: 2,
    name: 'CentralCertStore',
    meaning: 'The certificate comes from the centralized certificate store.',
    availability: 'IIS 8 and later',
  },
  {
    bit: 4,
    name: 'DisableHTTP2',
    meaning: 'HTTP/2 is not offered.',
    availability: 'Windows Server 2019 and later by the documentation; other sources say 2016',
  },
  {
    bit: 8,
    name: 'DisableOCSPStp',
    meaning: "The server does not staple its certificate's OCSP answer.",
    availability: 'Windows Server 2019 and later by the documentation; other sources say 2016',
  },
  {
    bit: 16,
    name: 'DisableQUIC',
    meaning: 'HTTP/3 over QUIC is not offered.',
    availability: 'Windows Server 2019 and later by the documentation; other sources say 2022',
  },
  {
    bit: 32,
    name: 'DisableTLS13',
    meaning:
      'TLS 1.3 is not offered, so IIS can request a client certificate after the handshake, as paths below the site need.',
    availability: 'Windows Server 2022 and later in practice',
  },
  {
    bit: 64,
    name: 'DisableLegacyTLS',
    meaning: 'Old versions of TLS are not offered.',
    availability: 'Windows Server 2022 and later in practice',
  },
  {
    bit: 128,
    name: 'NegotiateClientCert',
    meaning: 'The client certificate is requested in the handshake, for every URL at this address.',
    availability: 'Windows Server 2025',
  },
];

/**
 * The flags of a binding and the sum of the bits that no one knows; 0 is a binding by address and port
 * without options.
 */
export function bindingFlagsOf(value: number): {
  readonly flags: readonly BindingFlag[];
  readonly unknownBits: number;
} {
  // Bits of a uint lie beyond what the bitwise operators of numbers keep.
  const has = (bit: number) => Math.floor(value / bit) % 2 === 1;
  const flags = bindingFlags.filter(({ bit }) => has(bit));
  return { flags, unknownBits: value - flags.reduce((sum, { bit }) => sum + bit, 0) };
}
