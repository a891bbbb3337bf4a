const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2022',
      transform: { react: { runtime: 'automatic' } },
    },
  },
]

const node = {
  testEnvironment: 'node',
  transform: { '\\.[tj]sx?$': swc },
  transformIgnorePatterns: ['/node_modules/'],
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/src/$1' },
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'json', 'node'],
}

/** @type {import('jest').Config} */
export default {
  // Nothing here asserts a time; a slow machine must not fail a test that opens a database.
  testTimeout: 120_000,
  projects: [
    {
      ...node,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/cloudfunctions/**/*.test.ts',
        '<rootDir>/types/**/*.test.ts',
        '<rootDir>/src/**/*.test.ts',
      ],
    },
    {
      ...node,
      displayName: 'system',
      testMatch: [
        '<rootDir>/tests/{conformance,corpus,tamper,matrix,faults,deploy,build,local}/**/*.test.ts',
      ],
    },
    { ...node, displayName: 'e2e', testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'] },
    {
      displayName: 'weapp',
      testEnvironment: 'jsdom',
      transform: {},
      testMatch: ['<rootDir>/tests/weapp/**/*.test.js'],
    },
  ],
}
