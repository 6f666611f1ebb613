// The table of file kinds: what a file is, by content and name, and where it goes. A new kind is one row.
//
// A folder search lists every file whose name a row (or `textEnds`) asks for, reads it, and asks the rows in
// order: the first whose `is` answers true has it. Command line and language server both ask here and nowhere
// else.
//   enters 'project'       its text becomes one of `ProjectInput.files`; core reads it (`workspace/assemble.ts`)
//   enters 'schemas'       its text becomes one of `ProjectInput.schemas`
//   enters 'certificates'  its bytes are read beside the project (command line)
//   enters 'logs'          only its first bytes were read; `Host.stream` reads the rest beside the project, never as a string
//   enters 'archives'      the files inside it enter in its place; `why` is for one inside another
//   enters 'nowhere'       it is found and not read: `why` is its entry in `notChecked`
import { isCertificateFile } from '../core/certificate/file.js';
import { exportsAccounts } from '../core/evidence/directory-account/read.js';
import { evidenceFileOf } from '../core/evidence/evidence-file.js';
import { documentOf } from '../core/iis/documents.js';
import { logKind, otherFormat } from '../core/logs/reading/log-kind.js';
import { settingsFileName } from '../core/lint/settings.js';
import type { SourceFile } from '../core/text/source-file.js';
import { isTransform } from '../core/workspace/classify.js';
import { certificateEnds, netshNameEnds, servedNames } from '../served-files.js';
import { copyOf } from './copies.js';
import { isLogName } from './log-names.js';

export interface Candidate {
  readonly uri: string;
  /** In lower case. */
  readonly name: string;
  /**
   * Folder names and file name below the folder that is searched, in lower case; a named file: its name
   * alone.
   */
  readonly below: readonly string[];
  /** No search found it: it was named, or is standard input, and its name says nothing. */
  readonly isNamed: boolean;
  /** All bytes, or the first `headSize` of a larger file. */
  readonly head: Uint8Array;
  /** The text of the whole file; null for binary content and for a head. */
  readonly source: SourceFile | null;
  /** The file is in a folder of IIS schema files. */
  readonly inSchemaFolder: boolean;
}

export interface FileKind {
  readonly id: string;
  readonly enters: 'project' | 'schemas' | 'certificates' | 'logs' | 'archives' | 'nowhere';
  /** Whole names, ends, and parts of names that a search looks for, in lower case. */
  readonly names?: readonly string[];
  readonly ends?: readonly string[];
  readonly parts?: readonly string[];
  is(candidate: Candidate): boolean;
  /** For `nowhere`: what it is and what to do about it, without its path. */
  readonly why?: string;
  /** For `nowhere`: it is evidence, whose absence from the result is a finding of its own. */
  readonly isEvidence?: true;
}

/** The first bytes by which logs and binary files are known. */
export const headSize = 64 * 1024;

/** Names end like this where content alone tells what a file is: saved output may be called anything. */
export const textEnds: readonly string[] = [
  '.config', '.xml', '.clixml', '.json', '.txt', '.log', '.csv', '.ldif', '.ldf', '.reg', '.evtx', '.hiv', '.zip',
]; // prettier-ignore

const named = (...names: readonly string[]) => ({
  names,
  is: ({ name, source }: Candidate): boolean => source !== null && names.includes(name),
});

const ending = (...ends: readonly string[]) => ({
  ends,
  is: ({ name }: Candidate): boolean => ends.some((end) => name.endsWith(end)),
});

const magic = (...bytes: readonly number[]) => ({
  is: ({ head }: Candidate): boolean => bytes.every((byte, index) => head[index] === byte),
});

export const fileKinds: readonly FileKind[] = [
  { id: 'settings', enters: 'project', ...named(settingsFileName) },
  { id: 'certificate', enters: 'certificates', ...ending(...certificateEnds) },
  {
    id: 'copy',
    enters: 'nowhere',
    is: ({ below }) => copyOf(below),
    why: 'a copy that IIS or Windows keeps (configuration history, backup, SysWOW64), not a server. To check it, specify its folder.',
  },
  {
    id: 'unfinished-fix',
    enters: 'nowhere',
    ends: ['.journal'],
    is: ({ name }) => name.startsWith('.exchange-cba.') && name.endsWith('.journal'),
    why: 'what an interrupted --fix left: some of its files may be written and others not. Run check --fix here to finish it.',
  },
  {
    id: 'unfinished-file',
    enters: 'nowhere',
    ends: ['.tmp'],
    is: ({ name }) => /^\..+\.\d+-[0-9a-f]{12}\.tmp$/.test(name),
    why: 'what an interrupted --fix wrote beside its file. Run check --fix here to finish or remove it.',
  },
  {
    id: 'log',
    enters: 'logs',
    ends: ['.log.gz'],
    is: ({ head, name }) => isLogHead(head) || (isLogName(name) && (isGzip(head) || isKnownLog(head))),
  },
  {
    id: 'archive',
    enters: 'archives',
    ...magic(0x50, 0x4b, 3, 4),
    why: 'a zip archive. Extract it in this folder.',
    isEvidence: true,
  },
  {
    id: 'event-log',
    enters: 'nowhere',
    ...magic(0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0),
    why: 'an event log in binary form. Save it as XML: wevtutil qe file.evtx /lf:true /f:xml /e:Events > events.xml.',
    isEvidence: true,
  },
  {
    id: 'registry-hive',
    enters: 'nowhere',
    ...magic(0x72, 0x65, 0x67, 0x66),
    why: 'a registry hive. Export the key as text on the server: reg export <key> file.reg.',
    isEvidence: true,
  },
  {
    id: 'directory-account',
    enters: 'certificates',
    is: ({ source }) => source !== null && exportsAccounts(source.text),
  },
  {
    id: 'schema',
    enters: 'schemas',
    is: ({ inSchemaFolder, name, source }) => inSchemaFolder && source !== null && name.endsWith('.xml'),
  },
  // Everything that `core/evidence/kinds.ts` has a row for, whatever its name.
  {
    id: 'evidence',
    enters: 'project',
    ends: netshNameEnds,
    is: ({ source }) => source !== null && isEvidence(source),
  },
  {
    id: 'transform',
    enters: 'nowhere',
    is: ({ source }) =>
      source !== null && looksLikeXml(source) && source.text.includes('xdt') && isTransform(documentOf(source)),
    why: 'an XDT transform, which changes a configuration when it is published. Check the resulting file.',
  },
  { id: 'configuration', enters: 'project', ...named(...servedNames.map((name) => name.toLowerCase())) },
  // What a log begins with may have been cut off.
  { id: 'other-log', enters: 'logs', is: ({ name, source }) => source !== null && name.endsWith('.log') },
  {
    id: 'renamed-server',
    enters: 'nowhere',
    parts: ['applicationhost.config'],
    is: ({ source }) => isConfiguration(source) && /<system\.applicationHost[\s>/]/.test(source.text),
    why: 'looks like an applicationHost.config under another name. To check it, specify the file.',
  },
  {
    id: 'renamed-configuration',
    enters: 'nowhere',
    parts: ['web.config'],
    is: ({ source }) => isConfiguration(source) && /<system\.webServer[\s>/]/.test(source.text),
    why: 'looks like a web.config under another name. To check it separately, specify the file.',
  },
  {
    id: 'named-certificate',
    enters: 'certificates',
    is: ({ isNamed, head, source }) => isNamed && isCertificateFile(head, source?.text ?? null),
  },
  {
    id: 'named-log',
    enters: 'logs',
    is: ({ isNamed, head, source }) => isNamed && (isGzip(head) || (source !== null && isKnownLog(head))),
  },
];

/** Saved output of the server; the same version of a file is looked at once, here and in core. */
export function isEvidence(source: SourceFile): boolean {
  return evidenceFileOf(source, () => documentOf(source)) !== null;
}

/**
 * Whether core reads the text: exports of accounts are certificates' and, where they tell of delegation,
 * evidence too.
 */
export function entersProject(kind: FileKind | undefined, source: SourceFile): boolean {
  return kind?.enters === 'project' || (kind?.id === 'directory-account' && isEvidence(source));
}

/** By its first element; a file that is being written may be broken further down. */
function isConfiguration(source: SourceFile | null): source is SourceFile {
  if (source === null) return false;
  return /^[^<]{0,1000}(?:<[?!][^>]{0,4000}>\s*){0,50}<configuration[\s>]/.test(source.text.slice(0, 8192));
}

function looksLikeXml({ text }: SourceFile): boolean {
  return /^\s{0,1000}</.test(text);
}

/** The directives with which IIS, HTTP.SYS and Exchange begin a log. */
function isLogHead(head: Uint8Array): boolean {
  let text = '';
  for (const byte of head.subarray(0, 64)) text += String.fromCharCode(byte);
  return /^(?:ï»¿)?#(?:Software|Version|Fields|Date):/i.test(text);
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** A log without directives, one in another format of IIS, or a file of Failed Request Tracing. */
function isKnownLog(head: Uint8Array): boolean {
  return !['empty', 'unknown'].includes(logKind(head, head.length < headSize)) || otherFormat(head) !== null;
}

/** The kind of a file; undefined for one that the product has nothing to do with. */
export function kindOf(candidate: Candidate): FileKind | undefined {
  return fileKinds.find((kind) => kind.is(candidate));
}
