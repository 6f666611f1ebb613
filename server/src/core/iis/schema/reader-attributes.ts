// Reads one <attribute> of a schema file: type, qualities, names of an enum or flags, validation.
import type { AttributeSchema, AttributeType, Validation } from './schema.js';
import type { SchemaNode } from './schema-xml.js';

const types: ReadonlySet<string> = new Set<AttributeType>([
  'bool',
  'enum',
  'flags',
  'uint',
  'int',
  'int64',
  'string',
  'timeSpan',
]);

/** Says of the attribute provided what is wrong with its description. */
type Report = (message: string) => void;

/**
 * Reads one `<attribute>`; what cannot be read is reported and leaves a string, or no limits, so that no
 * value is refused for it.
 */
export function readAttribute(node: SchemaNode, name: string, report: Report): AttributeSchema {
  const is = (quality: string) => node.attribute(quality)?.toLowerCase() === 'true';
  const names = readNames(node, report);
  const type = readType(node, names.length > 0, report);
  const format = node.attribute('timeSpanFormat');
  return {
    name,
    type,
    defaultValue: node.attribute('defaultValue') ?? null,
    required: is('required'),
    isUniqueKey: is('isUniqueKey'),
    isCombinedKey: is('isCombinedKey'),
    caseSensitive: is('caseSensitive'),
    encrypted: is('encrypted'),
    expanded: is('expanded'),
    allowInfinite: is('allowInfinite'),
    ...((format === 'seconds' || format === 'minutes') && { timeSpanFormat: format }),
    names: type === 'enum' || type === 'flags' ? names : [],
    validation: readValidation(node, report),
  };
}

function readType(node: SchemaNode, hasNames: boolean, report: Report): AttributeType {
  const written = node.attribute('type') ?? '';
  if (!types.has(written)) {
    report(written === '' ? 'The attribute has no type.' : `Unknown type '${written}'.`);
    return 'string';
  }
  if ((written === 'enum' || written === 'flags') && !hasNames) {
    report(`An attribute of type ${written} needs names with values.`);
    return 'string';
  }
  return written as AttributeType;
}

function readNames(node: SchemaNode, report: Report): { name: string; value: number }[] {
  return node.children().flatMap((child) => {
    if (child.tag !== 'enum' && child.tag !== 'flag') {
      report(`Unknown element <${child.tag}>.`);
      return [];
    }
    const name = child.attribute('name') ?? '';
    const value = child.attribute('value') ?? '';
    if (name === '') {
      report(`${child.tag === 'enum' ? 'An' : 'A'} <${child.tag}> has no name.`);
      return [];
    }
    if (!/^(?:-?\d{1,15}|0[xX][\da-fA-F]{1,12})$/.test(value))
      report(`The value of '${name}' is not a number: '${value}'.`);
    return [{ name, value: Number(value) }];
  });
}

const plain: ReadonlySet<string> = new Set([
  'nonEmptyString',
  'requireTrimmedString',
  'applicationPath',
  'virtualDirectoryPath',
  'siteName',
  'applicationPoolName',
]);

function readValidation(node: SchemaNode, report: Report): Validation | null {
  const kind = node.attribute('validationType') ?? '';
  if (kind === '') return null;
  if (plain.has(kind)) return { kind } as Validation;
  const text = node.attribute('validationParameter') ?? '';
  const other: Validation = { kind: 'other', text: `${kind}(${text})` };
  if (kind !== 'integerRange' && kind !== 'timeSpanRange') return other;
  const parts = text.split(',').map((part) => part.trim());
  const exclude = parts.at(-1) === 'exclude';
  const numbers = (exclude ? parts.slice(0, -1) : parts).map((part) =>
    /^-?\d{1,15}$/.test(part) ? Number(part) : NaN,
  );
  const [min, max, granularity = 1] = numbers;
  const wanted = kind === 'integerRange' ? 2 : 3;
  if (numbers.length !== wanted || numbers.some(Number.isNaN) || min! > max!) {
    report(`The limits of ${kind} cannot be read: '${text}'.`);
    return other;
  }
  return kind === 'integerRange'
    ? { kind, min: min!, max: max!, exclude }
    : { kind, min: min!, max: max!, granularity, exclude };
}
