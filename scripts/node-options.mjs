import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** The options that `npm start` gives Node, for whoever starts the gateway otherwise and measures it. @type {string[]} */
export const NODE_OPTIONS = scripts.start.split(' ').filter((/** @type {string} */ word) => word.startsWith('--'));
