// Reads time spans as IIS configuration writes them.
import type { AttributeSchema, Validation } from './schema.js';
import type { ValueReading } from './value-reading.js';

/**
 * Days, hours, minutes, seconds and a fraction; hours may exceed 23, as in the schema's own default of
 * 29:00:00.
 */
const written = /^(?:(\d{1,8})\.)?(\d{1,9}):([0-5]?\d):([0-5]?\d)(?:\.(\d{1,7}))?$/;

/** In seconds: what a time span of .NET holds, 10675199.02:48:05. */
const longest = 10675199 * 86400 + 10085;

/**
 * Reads `[d.]hh:mm:ss`, a bare number where the schema counts seconds or minutes, and `Infinite` where it is
 * allowed.
 */
export function readTimeSpan(attribute: AttributeSchema, text: string): ValueReading {
  if (attribute.allowInfinite && text.toLowerCase() === 'infinite') return { ok: true, canonical: 'Infinite' };
  const format = attribute.timeSpanFormat;
  if (format !== undefined && /^\d{1,10}$/.test(text)) {
    const count = Number(text);
    return validate(attribute.validation, format === 'minutes' ? count * 60 : count, String(count));
  }
  const [, days = '0', hours, minutes, seconds, fraction = ''] = written.exec(text) ?? [];
  const total = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  if (!(total <= longest)) {
    return { ok: false, problem: { kind: 'timeSpan', reason: 'Timespan value must be written as [d.]hh:mm:ss' } };
  }
  return validate(attribute.validation, total, canonical(total, fraction));
}

/** `[d.]hh:mm:ss`, with days only where there are any. */
function canonical(total: number, fraction: string): string {
  const days = Math.floor(total / 86400);
  const parts = [Math.floor(total / 3600) % 24, Math.floor(total / 60) % 60, total % 60];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  const rest = fraction.replace(/0+$/, '');
  return `${days > 0 ? `${days}.` : ''}${clock}${rest === '' ? '' : `.${rest.padEnd(7, '0')}`}`;
}

function validate(validation: Validation | null, seconds: number, text: string): ValueReading {
  if (validation?.kind === 'timeSpanRange') {
    const { min, max, granularity, exclude } = validation;
    const inside = seconds >= min && seconds <= max;
    if (inside === exclude || (granularity > 0 && seconds % granularity !== 0)) {
      const not = exclude ? 'not ' : '';
      const reason = `Timespan value must ${not}be between ${min} and ${max} seconds inclusive, with a granularity of ${granularity} seconds`;
      return { ok: false, problem: { kind: 'timeSpanRange', reason } };
    }
  }
  return { ok: true, canonical: text };
}
