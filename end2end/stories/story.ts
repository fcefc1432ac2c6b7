// What the stories share: a person who signs up, a site, keywords, and waiting for work to end.
import { execFileSync } from 'node:child_process';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { hydrated, type Person } from './watch';

/** Whether pages are used with their script: then each is awaited until it has come alive. */
export type Scripts = boolean;

/** Goes to a page, and waits for it to come alive where scripts run. */
export async function visit(page: Page, path: string, scripts: Scripts) {
  await page.goto(path);
  if (scripts) await hydrated(page);
}

/** Signs somebody up by the form, and moves the account to a plan with room for the story. */
export async function signUp(page: Page, name: string, scripts: Scripts): Promise<Person> {
  const person = { email: `${name}${Date.now()}@example.com`, password: 'correct horse battery' };
  await visit(page, '/sign-up', scripts);
  await page.getByLabel('Your name').fill('Ada Story');
  await page.getByLabel('Work e-mail').fill(person.email);
  await page.getByLabel('Company or project').fill('Story & co');
  await page.locator('input[name=password]').fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Add your first site' })).toBeVisible();
  if (scripts) await hydrated(page);
  operator(['user', 'plan', person.email, 'growth']);
  return person;
}

/** Adds a site about coffee and leads to its page; answers the site's id. */
export async function addSite(page: Page, address: string, scripts: Scripts): Promise<string> {
  await visit(page, '/sites/new', scripts);
  await page.getByLabel('Name').first().fill('Story Coffee');
  await page.locator('input[name=url]').fill(address);
  await page.locator('select[name=industry]').selectOption({ label: 'Food & drink' });
  if (!scripts) await page.getByRole('button', { name: 'Show its sectors' }).click();
  await page.getByLabel('Coffee & tea').check();
  await page.getByRole('button', { name: 'Add the site' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Story Coffee');
  const id = new URL(page.url()).pathname.split('/').pop();
  if (!id) throw new Error(`no site in ${page.url()}`);
  return id;
}

/** Reloads a page until something is on it: progress as people without scripts follow it. */
export async function reloadUntil(page: Page, wanted: () => Locator, timeout = 90_000) {
  await expect(async () => {
    await page.reload();
    await expect(wanted()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout });
}

/** The program, as `scripts/end2end` has built it. */
export function program(): string {
  const { IGNY8 } = process.env;
  if (!IGNY8) throw new Error('IGNY8 names the program; scripts/end2end sets it');
  return IGNY8;
}

/** Runs the program as its operator would, and answers what it said. */
export function operator(command: string[], settings: Record<string, string> = {}): string {
  const env = { ...process.env, ...settings };
  return execFileSync(program(), command, { encoding: 'utf8', timeout: 120_000, env });
}

/** The WordPress to publish to, where one runs. */
export function wordpress() {
  const { WORDPRESS_URL: url, WORDPRESS_ADMIN_PASSWORD: password } = process.env;
  return url && password ? { url, user: 'admin', password } : undefined;
}

/** Where a story's site lives: the WordPress to publish to, or an address that nothing is asked of before connecting. */
export function siteAddress(): string {
  return wordpress()?.url ?? 'https://coffee.example';
}

/** Says of a story that ends before it connects that there is no WordPress to connect to. */
export function sayWhatIsLeftOut() {
  const description = 'no WordPress runs here: connecting and publishing were left out';
  test.info().annotations.push({ type: 'left out', description });
  console.log(`skipped in “${test.info().title}”: ${description}`);
}
