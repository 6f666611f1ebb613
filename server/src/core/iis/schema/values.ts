// Reads attribute values as their schema types: the canonical form, or what is wrong in the words that IIS
// uses.
import { readTimeSpan } from './time-span.js';
import type { AttributeSchema, AttributeType, Validation } from './schema.js';
import { validateString } from './strings.js';
import type { ValueProblemKind, ValueReading } from './value-reading.js';

/**
 * True for a value that IIS stores encrypted: `[enc:Provider:base64:enc]`. What it stands for cannot be known
 * from the file.
 */
export function isEncrypted(raw: string): boolean {
  return raw.startsWith('[enc:') && /^\[enc:[^:\]]*:[^]*:enc\]$/.test(raw);
}

/**
 * The value in canonical form: `true` or `false`, decimal numbers, `[d.]hh:mm:ss`, names in the schema's
 * case, flags in the schema's order with `, ` between them and without a zero flag beside others. Strings
 * stay as they are. Names are read without regard to case and blanks around a value that is not a string are
 * ignored, as nothing is known of IIS refusing either.
 */
export function readValue(attribute: AttributeSchema, raw: string): ValueReading {
  const { type } = attribute;
  if (type === 'string') {
    const problem = validateString(attribute.validation, raw);
    return problem ? { ok: false, problem } : { ok: true, canonical: raw };
  }
  let known = readings.get(attribute);
  if (!known) readings.set(attribute, (known = new Map<string, ValueReading>()));
  const before = known.get(raw);
  if (before) return before;
  const reading = readAnew(attribute, type, raw.trim());
  // The canonical form is a text of its own; a value as written would keep its whole file in memory.
  if (reading.ok && reading.canonical === raw && known.size < readingsKept) known.set(reading.canonical, reading);
  return reading;
}

/** By attribute: nearly all values of a server are canonical, and most attributes have few of them. */
const readings = new WeakMap<AttributeSchema, Map<string, ValueReading>>();
const readingsKept = 64;

function readAnew(attribute: AttributeSchema, type: Exclude<AttributeType, 'string'>, text: string): ValueReading {
  switch (type) {
    case 'bool': {
      const canonical = text.toLowerCase();
      if (canonical === 'true') return { ok: true, canonical: 'true' };
      if (canonical === 'false') return { ok: true, canonical: 'false' };
      return refuse('boolean', "Boolean must be either 'true' or 'false'");
    }
    case 'enum': {
      const name = nameOf(attribute, text);
      if (name !== undefined) return { ok: true, canonical: name };
      return refuse('enum', `Enum must be one of ${nameList(attribute)}`, [text]);
    }
    case 'flags':
      return readFlags(attribute, text);
    case 'timeSpan':
      return readTimeSpan(attribute, text);
    case 'uint':
    case 'int':
    case 'int64':
      return readInteger(attribute, text);
  }
}

/** The flags that a value sets, in the schema's case and order; null when the value cannot be read. */
export function flagsOf(attribute: AttributeSchema, raw: string): readonly string[] | null {
  const reading = readValue(attribute, raw);
  if (!reading.ok) return null;
  return reading.canonical === '' ? [] : reading.canonical.split(', ');
}

/** The schema's default in canonical form; null where it states none. */
export function defaultValue(attribute: AttributeSchema): string | null {
  if (attribute.defaultValue === null) return null;
  const reading = readValue(attribute, attribute.defaultValue);
  return reading.ok ? reading.canonical : attribute.defaultValue;
}

function refuse(kind: ValueProblemKind, reason: string, unknown?: readonly string[]): ValueReading {
  return { ok: false, problem: { kind, reason, ...(unknown && { unknown }) } };
}

function nameList(attribute: AttributeSchema): string {
  return attribute.names.map(({ name }) => name).join(', ');
}

function nameOf(attribute: AttributeSchema, text: string): string | undefined {
  const wanted = text.toLowerCase();
  const { names } = attribute;
  return (names.find(({ name }) => name === text) ?? names.find(({ name }) => name.toLowerCase() === wanted))?.name;
}

function readFlags(attribute: AttributeSchema, text: string): ValueReading {
  const zero = attribute.names.find(({ value }) => value === 0)?.name ?? '';
  if (text === '') return { ok: true, canonical: zero };
  const tokens = text.split(',').map((token) => token.trim());
  const found = tokens.map((token) => nameOf(attribute, token));
  if (found.includes(undefined)) {
    const unknown = tokens.filter((_, index) => found[index] === undefined);
    return refuse('flags', `Flags must be some combination of ${nameList(attribute)}`, unknown);
  }
  const names = attribute.names
    .filter(({ name, value }) => value !== 0 && found.includes(name))
    .map(({ name }) => name);
  return { ok: true, canonical: names.length > 0 ? names.join(', ') : zero };
}

const limits = {
  uint: { min: 0n, max: 4294967295n },
  int: { min: -2147483648n, max: 2147483647n },
  int64: { min: -(2n ** 63n), max: 2n ** 63n - 1n },
};

function readInteger(attribute: AttributeSchema, text: string): ValueReading {
  if (attribute.allowInfinite && text.toLowerCase() === 'infinite') return { ok: true, canonical: 'Infinite' };
  const type = attribute.type as keyof typeof limits;
  // Hexadecimal is read because the schema's displayHex says that values may be written so.
  const value = /^(?:-?\d{1,20}|0[xX][\da-fA-F]{1,16})$/.test(text) ? BigInt(text) : null;
  if (value === null || value < limits[type].min || value > limits[type].max) {
    return type === 'uint'
      ? refuse('unsignedInteger', 'Not a valid unsigned integer')
      : refuse('integer', 'Not a valid integer');
  }
  const reason = outsideRange(attribute.validation, value);
  return reason === null ? { ok: true, canonical: String(value) } : refuse('integerRange', reason);
}

function outsideRange(validation: Validation | null, value: bigint): string | null {
  if (validation?.kind !== 'integerRange') return null;
  const { min, max, exclude } = validation;
  const inside = value >= min && value <= max;
  if (inside !== exclude) return null;
  return `Integer value must ${exclude ? 'not ' : ''}be between ${min} and ${max} inclusive`;
}
