// Every kind of page with the demo account's data: alive, quiet, accessible in both themes, fit for a phone.
import { expect, type Page, test } from '@playwright/test';
import { accessible, fitsAPhone, hydrated, signIn, watch } from './watch';

const PAGES = [
  '/', '/sites', '/sites/new', '/planner/keywords', '/planner/import', '/planner/clusters', '/planner/clusters?view=map',
  '/planner/ideas', '/writer/tasks', '/writer/content', '/writer/images', '/writer/review', '/writer/approved', '/usage',
  '/jobs', '/search?q=coffee', '/design',
];

/** Detail pages, by the list that leads to them. */
const DETAILS: [string, RegExp][] = [
  ['/sites', /^\/sites\/[0-9a-f-]{36}/],
  ['/planner/clusters', /^\/planner\/clusters\/[0-9a-f-]{36}/],
  ['/planner/ideas', /^\/planner\/ideas\/[0-9a-f-]{36}/],
  ['/writer/content', /^\/writer\/content\/[0-9a-f-]{36}/],
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
  for (const [list, detail] of DETAILS) {
    await page.goto(list);
    const hrefs = await page.locator('main a[href]').evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''));
    const href = hrefs.find(href => detail.test(href));
    expect(href, `${list} leads to a detail page`).toBeTruthy();
    paths.push(href as string);
  }
  await visit(page, paths);
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
    });
  }
  watched.expectNothing();
}
