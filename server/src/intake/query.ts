// How a folder is searched: which names, how deep, and how many files.
import { type FileQuery } from '../host/host.js';
import { fileKinds, textEnds } from './kinds.js';

const all = (field: 'names' | 'ends' | 'parts'): string[] => [
  ...new Set(fileKinds.flatMap((kind) => kind[field] ?? [])),
];

export const searchQuery: FileQuery = {
  names: all('names'),
  extensions: [...textEnds, ...all('ends')],
  parts: all('parts'),
  depth: 40,
  limit: 20_000,
};

/** The files beside one that is open outside of every workspace folder. */
export const besideQuery: FileQuery = { ...searchQuery, depth: 0 };

/** IIS reads every XML file of its schema folder. */
export const schemaQuery: FileQuery = { extensions: ['.xml'], depth: 0, limit: 500 };

/**
 * Files that name files that name files: a settings file a web.config, that one a configSource; longer chains
 * are mistakes.
 */
export const maxFileDepth = 8;

/** Reads that run at the same time: one that hangs holds up nothing else. */
export const parallelReads = 16;
