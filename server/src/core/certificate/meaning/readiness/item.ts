// What a verdict of a certificate is made of: one item per requirement, with what to do about it.
import type { CertificateSubject } from '../../subjects.js';

export type ReadinessAspect =
  | 'account'
  | 'user'
  | 'mapping'
  | 'validity'
  | 'purpose'
  | 'keyUsage'
  | 'authority'
  | 'chain'
  | 'revocation'
  | 'signature'
  | 'key'
  | 'template'
  | 'form';

/** `bad`: the sign-in fails; `doubtful`: it may; `unknown`: the files do not tell; `note`: worth knowing. */
export type ReadinessState = 'good' | 'bad' | 'doubtful' | 'unknown' | 'note';

/**
 * How much a doubt weighs. `probable`: the sign-in fails unless something that was not provided helps;
 * `possible`: neither files nor sources decide; `remote`: it seldom fails for that.
 */
export type Doubt = 'probable' | 'possible' | 'remote';

export type Weight = Exclude<ReadinessState, 'doubtful'> | Doubt;

/** A template is an English sentence with `{placeholders}`; a view translates it and fills it afterwards. */
export interface Sentence {
  readonly template: string;
  readonly data: Readonly<Record<string, string | number>>;
}

/** What an administrator does next. */
export interface Action {
  /** One, or two ways out. */
  readonly sentences: readonly Sentence[];
  /** A command line that does it; null where there is none. */
  readonly command: string | null;
}

export interface ReadinessItem extends Sentence {
  readonly aspect: ReadinessAspect;
  readonly state: ReadinessState;
  readonly weight: Weight;
  /** The rule whose finding says the same, without its group; null where none does. */
  readonly rule: string | null;
  readonly action: Action | null;
  /** An account that names the certificate in altSecurityIdentities can sign in nevertheless. */
  readonly mappable: boolean;
  /** As what HTTP.SYS rejects the certificate for it. */
  readonly rejectedAs: RejectedAs;
}

export type RejectedAs = 'untrusted' | 'revoked' | 'expired' | 'notYetValid';

/** Everything of an item that is not the same for most. */
export interface Particulars {
  readonly rule?: string;
  readonly data?: Sentence['data'];
  readonly action?: Action | null;
  readonly mappable?: boolean;
  readonly rejectedAs?: RejectedAs;
}

export type Say = (weight: Weight, template: string, more?: Particulars) => void;

export type ReadinessCheck = (subject: CertificateSubject, say: Say) => void;

export function action(template: string, data: Sentence['data'] = {}, command: string | null = null): Action {
  return { sentences: [{ template, data }], command };
}

/** The template with its values. */
export function fillTemplate(text: string, data: Sentence['data']): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));
}
