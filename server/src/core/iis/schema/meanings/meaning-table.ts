// The form of the tables that explain places of the schema.

/**
 * Keys are `place`, `place@attribute` or `place@attribute=name`; a place is a section's path followed by the
 * names of the elements inside it, or `location`, `section`, `sectionGroup`.
 */
export type Meanings = Readonly<Record<string, string>>;
