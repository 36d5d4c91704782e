import { defineConfig } from 'vitest/config'

/** Runs that pack, install, build or open a browser: minutes on a busy machine are no fault. */
const LONG = ['test/e2e/**/*.test.ts', 'test/browser/**/*.test.ts', 'test/formats/libreoffice.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: 'build/test-report.json' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: LONG,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: { name: 'long', include: LONG, testTimeout: 900_000, hookTimeout: 900_000 },
      },
    ],
  },
})
