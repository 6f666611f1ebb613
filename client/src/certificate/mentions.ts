// Whether a text could refer to a certificate: asked at every hover in every text, so it has to be cheap and
// know nothing.
import type { Position, TextDocument } from 'vscode';
import { isRealDocument } from '../base/real-document.js';

/** Larger texts are not searched while someone types in them. */
const MAXIMUM_LENGTH = 4_000_000;

/** The text holds a PEM block of an object or a private key. */
export function mayHoldCertificate(document: TextDocument): boolean {
  if (document.uri.scheme === 'git' || document.lineCount > 200_000 || !isRealDocument(document)) return false;
  const text = document.getText();
  return text.length <= MAXIMUM_LENGTH && text.includes('-----BEGIN ');
}

/**
 * 40 hexadecimal digits, also in pairs; a mapping string; Base64 of some length; a line that begins or ends a
 * block; what IIS binds or maps.
 */
const MENTION =
  /(?:^|[^0-9A-Fa-f])[\u200e\ufeff]?(?:[0-9A-Fa-f]{2}[ :]?){19}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])|X509:[<&\\]|[A-Za-z0-9+/]{40}|-----(?:BEGIN|END) |bindingInformation=|matchCriteria=|permissionMode=/i;

/** The line at a position holds something that could be looked up. */
export function mentionOf(document: TextDocument, { line, character }: Position): boolean {
  const { text } = document.lineAt(line);
  // A line of megabytes is Base64 or nothing for us; looking around the position is enough.
  const start = Math.max(0, character - 5000);
  return MENTION.test(text.slice(start, character + 5000));
}
