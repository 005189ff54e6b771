const base = require('./jest.config.js');

/** The demo pages in a real browser. */
module.exports = {
  ...base,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Each suite has a demo and a browser of its own.
  maxWorkers: 1,
  testTimeout: 60_000,
};
