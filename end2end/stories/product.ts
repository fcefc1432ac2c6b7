// A second product beside the one that all stories share, for stories that need settings of their own.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { operator, program } from './story';
import type { Person } from './watch';

const LISTEN = '127.0.0.1:3201';

export type Product = { url: string; demo: Person; stop: () => Promise<void> };

/** Starts the product on a database and a data folder of its own, with a demo account that the sandbox has filled. */
export async function startProduct(settings: Record<string, string>): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'igny8-'));
  chmodSync(folder, 0o755); // its database runs as a user of its own and must be able to enter
  const place = { IGNY8_DATA_DIR: join(folder, 'data'), IGNY8_LISTEN: LISTEN };
  const told = operator(['seed', '--demo'], place);
  const server = spawn(program(), ['serve'], { env: { ...process.env, ...place, ...settings }, stdio: 'ignore' });
  const ended = new Promise<void>(resolve => { server.once('exit', () => resolve()); });
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  };
  const url = `http://${LISTEN}`;
  const ready = async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.status;
  try {
    await expect.poll(ready, { timeout: 30_000 }).toBe(200);
  } catch (error) {
    await stop();
    throw error;
  }
  const said = (name: string) => told.match(new RegExp(`^${name}: *(.+)$`, 'm'))?.[1] ?? '';
  return { url, demo: { email: said('e-mail'), password: said('password') }, stop };
}
