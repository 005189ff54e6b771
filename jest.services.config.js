const base = require('./jest.config.js');

/** Suites on real services: they start a local PostgreSQL and Redis themselves where no URL is given. */
module.exports = {
  ...base,
  roots: ['<rootDir>/test/services'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
};
