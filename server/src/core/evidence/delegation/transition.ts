// Whether userAccountControl lets an account obtain tickets for users who signed in otherwise (protocol
// transition).
import type { PlacedBoolean } from '../facts.js';
import type { PlacedText } from '../objects/model.js';

/** TRUSTED_TO_AUTH_FOR_DELEGATION. */
const protocolTransition = 0x1000000;

/** `control`: the attribute as a decimal number; null for none, and for what is not a number. */
export function transitionOf(control: PlacedText | null): PlacedBoolean | null {
  return control !== null && /^\d{1,10}$/.test(control.text)
    ? { value: (Number(control.text) & protocolTransition) !== 0, range: control.range }
    : null;
}
