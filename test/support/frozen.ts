// Freezes everything that can be reached from a value, so that writing to it throws.

const frozen = new WeakSet();

function refuse(): never {
  throw new TypeError('What a rule sees cannot be changed.');
}

/**
 * Freezes objects, arrays, maps and sets, however deep, and returns the value. Private fields stay what they
 * are.
 */
export function freeze<T>(value: T): T {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null || frozen.has(next)) continue;
    frozen.add(next);
    if (next instanceof Map || next instanceof Set) {
      if (next instanceof Map) waiting.push(...next.keys());
      waiting.push(...next.values());
      for (const name of ['set', 'add', 'delete', 'clear']) {
        if (name in next) Object.defineProperty(next, name, { value: refuse });
      }
    }
    for (const key of Reflect.ownKeys(next)) {
      const property = Object.getOwnPropertyDescriptor(next, key)!;
      if ('value' in property) waiting.push(property.value);
    }
    if (!ArrayBuffer.isView(next)) Object.freeze(next);
  }
  return value;
}
