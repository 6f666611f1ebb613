// The errors of a text as people count them: that it ends early is one, however many elements are open there.
import type { XmlDocument, XmlError } from './tree.js';

/** Of the errors that follow from where the text ends, only the one nearest to its end is kept. */
export function separateErrors({ text, errors }: Pick<XmlDocument, 'text' | 'errors'>): readonly XmlError[] {
  if (errors.length === 0) return errors;
  const end = text.trimEnd().length;
  const lastLine = Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1));
  const isOfEnd = ({ code, range, related }: XmlError): boolean => {
    switch (code) {
      case 'unclosed-element':
        return related === undefined;
      case 'unclosed-comment':
      case 'unclosed-cdata':
        // The range is that of their first characters.
        return range.start > lastLine;
      default:
        return (code.startsWith('unclosed-') || code === 'bad-end-tag') && range.end >= end;
    }
  };
  const last = errors.filter(isOfEnd).at(-1);
  return errors.filter((error) => error === last || !isOfEnd(error));
}
