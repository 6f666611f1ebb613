// What the command line asks of the program around it: the files of a host, the terminal, and the few things
// beside.
import type { Host, ReadResult } from '../host/host.js';

/** A file that is to be written, and what it must still hold for that. */
export interface FileWrite {
  readonly uri: string;
  readonly bytes: Uint8Array;
  /** The file's content when it was read; null for a file that is made again or simply replaced. */
  readonly expected: Uint8Array | null;
}

/** A file that takes the results of a command. */
export interface OutputFile {
  write(text: string): void;
  /** Puts it in its place; a sentence when that is not possible. */
  close(): Promise<string | null>;
}

/**
 * The host of a command: files as everywhere, and what only a program with a working folder has. Nothing
 * throws.
 */
export interface CommandHost extends Host {
  /** The version of this tool. */
  readonly version: string;
  /** The uri of the working folder. */
  readonly workingFolder: string;
  /** The uri of a path as the user writes it, relative to the working folder. */
  uriOf(path: string): string;
  /** The names of the files and folders in a folder, in order; none where it cannot be listed. */
  names(folder: string): Promise<readonly string[]>;
  /** All of standard input. */
  readStandardInput(): Promise<ReadResult>;
  environment(name: string): string | undefined;
  /**
   * Writes all of these files or none; a sentence when it could not. What a run that was killed left in these
   * folders, or in those of the files, is finished first, and said.
   */
  writeFiles(files: readonly FileWrite[], folders?: readonly string[]): Promise<string | null>;
  /**
   * A file for results; nothing shows under its name before it is closed. A sentence when it cannot be made.
   */
  openFile(uri: string): Promise<OutputFile | string>;
  /** Runs the language server on standard input and output until its client ends it. */
  serveLanguage(): Promise<number>;
}

export interface Output {
  /** Results, to standard output. */
  write(text: string): void;
  /** Everything else, to standard error; one line. */
  warn(line: string): void;
  /** What only someone who asked for details wants to know, to standard error; one line. */
  detail(line: string): void;
  /**
   * The line on a terminal that says what is going on; null removes it . Nothing where there is no terminal.
   */
  progress(text: string | null): void;
  /** Columns of the terminal that standard output goes to; null when it goes elsewhere. */
  readonly columns: number | null;
  readonly color: boolean;
}

/** What a command ends with (interfaces: exit codes). */
export const exitCode = {
  clean: 0,
  findings: 1,
  usage: 2,
  unreadable: 3,
} as const;

/** A command: its arguments without its name, and the exit code. */
export type Command = (args: readonly string[], host: CommandHost, out: Output) => Promise<number>;
