// The view-model in English, as the tests read it.
import type { PageContext, Words } from '../../../client/src/certificate/view-model/words.js';

const words: Words = (template, data = {}) =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));

export const english: Omit<PageContext, 'now'> = { words, say: (text) => text, language: 'en' };
