// Lets a plain Node process of a test load the gateway's TypeScript, transformed just as Jest does it.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');
const [, options] = require('../../jest.config.js').transform['^.+\\.(ts|js|mjs)$'];

require('reflect-metadata');
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename, swcrc: false });
  module._compile(code, filename);
};
