// Every kind of page with the demo account's data: alive, quiet, accessible in both themes, fit for a phone and a low window.
import { expect, type Page, test } from '@playwright/test';
import { accessible, fitsALowWindow, fitsAPhone, hydrated, signIn, watch } from './watch';

const PAGES = [
  '/', '/sites', '/sites/new', '/planner/keywords', '/planner/import', '/planner/clusters', '/planner/clusters?view=map',
  '/planner/ideas', '/writer/tasks', '/writer/content', '/writer/images', '/writer/review', '/writer/approved', '/usage',
  '/jobs', '/changes', '/search?q=coffee', '/design',
];

/** Detail pages: the list that leads to one, its own address, and what lies below it. */
const DETAILS: [string, string, string[]][] = [
  ['/sites', '/sites', ['', '/settings', '/sectors', '/connection']],
  ['/planner/import', '/planner/import', ['']],
  ['/planner/keywords', '/planner/keywords', ['']],
  ['/planner/clusters', '/planner/clusters', ['']],
  ['/planner/ideas', '/planner/ideas', ['']],
  ['/writer/tasks', '/writer/tasks', ['']],
  ['/writer/content', '/writer/content', ['', '/preview', '/revisions']],
];

test('visitors see sign-in and sign-up', async ({ page }) => {
  const watched = watch(page);
  for (const path of ['/sign-in', '/sign-up']) {
    await page.goto(path);
    await hydrated(page);
    await accessible(page);
    await fitsAPhone(page);
  }
  watched.expectNothing();
});

test('every list is alive, quiet and accessible', async ({ page }) => {
  test.setTimeout(600_000);
  await signIn(page);
  await visit(page, PAGES);
});

test('every kind of detail page is alive, quiet and accessible', async ({ page }) => {
  test.setTimeout(600_000);
  await signIn(page);
  const paths: string[] = [];
  for (const [list, prefix, below] of DETAILS) {
    await page.goto(list);
    // who leaves a page while it comes alive takes a piece of its program away, and it says so
    await hydrated(page);
    const hrefs = await page.locator('main a[href]').evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''));
    const own = hrefs.map(href => href.match(`^${prefix}/[0-9a-f-]{36}`)?.[0]).find(Boolean);
    expect(own, `${list} leads to a detail page`).toBeTruthy();
    paths.push(...below.map(part => `${own}${part}`));
  }
  await visit(page, paths);
});

test('what is not there is a page that leads on', async ({ page }) => {
  await signIn(page);
  for (const path of ['/planner/clusters/00000000-0000-7000-8000-000000000000', '/no/such/page']) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no such');
    await accessible(page);
    await fitsAPhone(page);
  }
});

async function visit(page: Page, paths: string[]) {
  const watched = watch(page);
  for (const path of paths) {
    await test.step(path, async () => {
      await page.goto(path);
      await hydrated(page);
      // the page of all components shows page heads as well
      if (path !== '/design') await expect(page.locator('h1')).toHaveCount(1);
      await accessible(page);
      await fitsAPhone(page);
      await fitsALowWindow(page);
    });
  }
  watched.expectNothing();
}
