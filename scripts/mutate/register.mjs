// Loaded before a test: puts the mutated module in place of the compiled one.
import { register } from 'node:module';

register('./load.mjs', import.meta.url);
