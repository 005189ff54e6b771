/** The suites that need PostgreSQL and Redis: they use DATABASE_URL and REDIS_URL, or start servers that the machine has. */
const base = require('./jest.config.js');

module.exports = {
  ...base,
  roots: ['<rootDir>/test/services'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 20_000,
};
