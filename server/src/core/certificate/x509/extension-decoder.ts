// What reads the value of one kind of extension.
import type { Cursor } from '../der/element.js';
import type { ExtensionValue } from '../model.js';

/** Reads a value from a cursor over the content of an extension's OCTET STRING; throws `DerError`. */
export type ExtensionDecoder = (cursor: Cursor) => ExtensionValue;
