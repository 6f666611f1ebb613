// Where client certificates are to be validated after a switch.

/** `default` is what Exchange is delivered with. */
export type SwitchTarget = 'exchange' | 'device' | 'legacy' | 'default';
