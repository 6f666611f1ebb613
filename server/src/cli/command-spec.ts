// What a command says of itself: the arguments are read by it, and help, manual page and completion are made
// from it.

export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  /** What the value is called in the help; absent for an option that takes none. */
  readonly value?: string;
  /** The values that it takes; any where absent. */
  readonly choices?: readonly string[];
  /** May be given several times. */
  readonly repeated?: boolean;
  readonly help: string;
}

export interface CommandSpec {
  readonly name: string;
  /** `[paths…]`. */
  readonly parameters: string;
  /** How many parameters there may be. */
  readonly minimum: number;
  readonly maximum: number;
  readonly summary: string;
  /** Further paragraphs of the help. */
  readonly details?: readonly string[];
  /** Its own options; `optionsOf` adds what every command takes. */
  readonly options: readonly OptionSpec[];
  /** It owns standard input and output, so the common options mean nothing to it. */
  readonly isInteractive?: true;
}
