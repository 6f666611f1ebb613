// What saved evidence says, as typed facts: every fact keeps the place that says it, and a fact that is not
// said is not there.
import type { StoreListing } from '../certificate/trust/store-listing.js';
import type { Range } from '../text/range.js';
import type { NetshRecord } from './netsh.js';
import type { PlacedText } from './objects/model.js';

/** A statement of a text. */
export interface Fact {
  /** The characters that say it. */
  readonly range: Range;
}

/** A fact and the file that says it. */
export type Sourced<T extends Fact> = T & { readonly uri: string };

export interface PlacedBoolean {
  readonly value: boolean;
  readonly range: Range;
}

export type ClientCertificates = 'Ignore' | 'Accepted' | 'Required';
export type TokenChecking = 'None' | 'Allow' | 'Require';

/** Exchange's own view of a virtual directory (`Get-*VirtualDirectory`). */
export interface VirtualDirectoryView extends Fact {
  /** `Default Web Site/owa`. */
  readonly configurationPath: string;
  /**
   * Site and Path are empty: the object was read from Active Directory alone, and its switches say nothing of
   * IIS.
   */
  readonly fromDirectoryOnly: boolean;
  readonly basic: PlacedBoolean | null;
  readonly windows: PlacedBoolean | null;
  readonly digest: PlacedBoolean | null;
  /** Switches that IIS does not have. */
  readonly forms: PlacedBoolean | null;
  readonly adfs: PlacedBoolean | null;
  readonly oAuth: PlacedBoolean | null;
  readonly clientCertificates: { readonly value: ClientCertificates; readonly range: Range } | null;
  readonly tokenChecking: { readonly value: TokenChecking; readonly range: Range } | null;
}

/** A value of the registry. */
export interface RegistryValue extends Fact {
  /**
   * Lower case, without the hive, `currentcontrolset` for every control set:
   * `system\currentcontrolset\services\kdc`.
   */
  readonly key: string;
  /** As written. */
  readonly name: string;
  /** Of a DWORD or QWORD; unsigned. Null for other types. */
  readonly number: number | null;
  readonly text: string | null;
}

export type TlsVersion = 'SSL 2.0' | 'SSL 3.0' | 'TLS 1.0' | 'TLS 1.1' | 'TLS 1.2' | 'TLS 1.3';

/** Whether SCHANNEL offers a version of TLS as a server, as far as the registry says. */
export interface TlsServerState extends Fact {
  readonly version: TlsVersion;
  readonly on: boolean;
}

export type WindowsVersion = '2012R2' | '2016' | '2019' | '2022' | '2025';

export interface WindowsFact extends Fact {
  /** Null for a Windows that is not a known server version: 'Windows 11', a newer build. */
  readonly version: WindowsVersion | null;
  readonly build: number | null;
  readonly name: string | null;
}

/** A service principal name on an account. */
export interface ServiceName extends Fact {
  /** `http/mail.contoso.com`, as written. */
  readonly name: string;
  /** The distinguished name of the account, as written. */
  readonly account: string;
}

/** What an account may do for users (constrained delegation). */
export interface Delegation extends Fact {
  readonly account: string;
  /** msDS-AllowedToDelegateTo; null where it was not exported. */
  readonly allowedTo: {
    readonly names: readonly PlacedText[];
    readonly isCut: boolean;
    readonly range: Range;
  } | null;
  /** TrustedToAuthForDelegation; null where it was not exported. */
  readonly protocolTransition: PlacedBoolean | null;
}

export type EventProvider = 'kdc' | 'http' | 'schannel' | 'kerberos' | 'capi2' | 'security' | 'other';

/** An entry of an event log. */
export interface EventFact extends Fact {
  readonly provider: EventProvider;
  readonly id: number;
  /** Milliseconds since 1970 as far as the text tells: several readings of a local date; empty where none. */
  readonly times: readonly number[];
  /** `0.0.0.0:443` of events of HTTP.SYS. */
  readonly endpoint: string | null;
  /** The account of events of domain controllers. */
  readonly account: string | null;
  /** SHA-1 of the certificate, lower case. */
  readonly thumbprint: string | null;
}

/** A Windows feature and whether it is installed. */
export interface WindowsFeature extends Fact {
  /** `Web-Client-Auth`. */
  readonly name: string;
  readonly installed: boolean;
}

/** A certificate that Exchange knows (`Get-ExchangeCertificate`). */
export interface ExchangeCertificate extends Fact {
  /** Lower-case hexadecimal. */
  readonly thumbprint: string;
  /** Empty where the export has lost them. */
  readonly services: readonly string[];
}

/** The build of a server in Exchange's own configuration (`Get-ExchangeServer`); security updates do not raise it. */
export interface ExchangeBuild extends Fact {
  /** `Version 15.2 (Build 2562.17)`. */
  readonly text: string;
  readonly major: string;
  readonly minor: string;
  readonly build: number;
}

/** What of `Get-OrganizationConfig` decides about clients with certificates. */
export interface OrganizationSwitches extends Fact {
  /** OAuth2ClientProfileEnabled: cloud services may send a token instead of a certificate. */
  readonly oAuth2: boolean;
}

/** What a TLS client was shown from outside. */
export interface TlsProbe extends Fact {
  /** Whether a client certificate was requested in the handshake; null where the text does not say. */
  readonly asksForCertificate: boolean | null;
  /** Of the certificate that was shown: the PEM block with its frame. */
  readonly pem: PlacedText | null;
}

/** Everything that evidence can say; each list is empty where nothing says it. */
export interface Facts {
  readonly sslRecords: readonly NetshRecord[];
  readonly virtualDirectories: readonly VirtualDirectoryView[];
  readonly registry: readonly RegistryValue[];
  readonly tlsServer: readonly TlsServerState[];
  readonly windows: readonly WindowsFact[];
  readonly stores: readonly StoreListing[];
  readonly serviceNames: readonly ServiceName[];
  readonly delegations: readonly Delegation[];
  readonly events: readonly EventFact[];
  readonly features: readonly WindowsFeature[];
  readonly exchangeCertificates: readonly ExchangeCertificate[];
  readonly probes: readonly TlsProbe[];
  readonly exchangeBuilds: readonly ExchangeBuild[];
  readonly organization: readonly OrganizationSwitches[];
}

export const noFacts: Facts = {
  sslRecords: [],
  virtualDirectories: [],
  registry: [],
  tlsServer: [],
  windows: [],
  stores: [],
  serviceNames: [],
  delegations: [],
  events: [],
  features: [],
  exchangeCertificates: [],
  probes: [],
  exchangeBuilds: [],
  organization: [],
};
