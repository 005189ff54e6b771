/** Suites that need no service: unit tests mirror src/, integration and e2e start what they need on free ports. */
module.exports = {
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/build.setup.mjs',
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/services/', '/test/browser/'],
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // These are ESM only, which Jest's own module system cannot `require` on Node 20.
  transformIgnorePatterns: ['/node_modules/(?!(jose|@electric-sql/pglite|content-disposition)/)'],
  setupFiles: ['reflect-metadata'],
  maxWorkers: 2,
  // What a suite has loaded stays in its worker: near Node's limit of 4 GB collecting garbage is most of what it does.
  workerIdleMemoryLimit: '1GB',
  // No test asserts on speed; a busy machine must not fail one.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/support/closing-line.reporter.js'],
};
