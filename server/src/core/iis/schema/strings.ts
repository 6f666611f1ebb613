// The validations that the schema knows for strings: names, paths, emptiness.
import type { Validation } from './schema.js';
import type { ValueProblem } from './value-reading.js';

/** What is wrong with a string in the eyes of its validation; null when nothing is. */
export function validateString(validation: Validation | null, text: string): ValueProblem | null {
  switch (validation?.kind) {
    case 'nonEmptyString':
      return text === '' ? { kind: 'emptyString', reason: 'String must not be empty' } : null;
    case 'requireTrimmedString':
      return text === text.trim()
        ? null
        : { kind: 'untrimmedString', reason: 'String must not begin or end with white space' };
    case 'siteName':
      return text === '' || /[/?]/.test(text) ? { kind: 'siteName', reason: 'Invalid site name' } : null;
    case 'applicationPoolName':
      return text === '' || /[|<>&"/[\]+=;:,?*@\\]/.test(text)
        ? { kind: 'applicationPoolName', reason: 'Invalid application pool name' }
        : null;
    case 'applicationPath':
      return isVirtualPath(text) ? null : { kind: 'applicationPath', reason: `Invalid application path ${text}` };
    case 'virtualDirectoryPath':
      return isVirtualPath(text) ? null : { kind: 'virtualDirectoryPath', reason: 'Invalid virtual directory path' };
    case 'integerRange':
    case 'timeSpanRange':
    case 'other':
    case undefined:
      return null;
  }
}

/** Begins with `/`, ends without one unless it is the root, has no segment `.` or `..`. */
function isVirtualPath(text: string): boolean {
  if (text === '/') return true;
  if (!text.startsWith('/') || text.endsWith('/')) return false;
  return !text.split('/').some((segment) => segment === '.' || segment === '..');
}
