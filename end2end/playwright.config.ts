import { spawnSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';

// the system's browser where it starts (some packages are empty), else the one that Playwright brings along
const chromium = ['chromium', 'chromium-browser', 'google-chrome'].map(name => `/usr/bin/${name}`)
  .find(path => spawnSync(path, ['--version']).status === 0);

export default defineConfig({
  testDir: 'stories',
  outputDir: 'test-results',
  // the machine has two cores, and the server is one of its users
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // a run that goes wrong says so soon
  globalTimeout: 12 * 60_000,
  maxFailures: 3,
  reporter: [['list']],
  use: {
    actionTimeout: 30_000,
    baseURL: process.env.BASE_URL,
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--no-first-run',
      ],
    },
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
  },
});
