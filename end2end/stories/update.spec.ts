// After an update: pieces of the old program are gone, and pages made for it are still open.
import { expect, test } from '@playwright/test';
import { visit } from './story';
import { hydrated, signIn, signInByForm } from './watch';

test('a page whose piece of the program is gone comes whole from the server', async ({ page }) => {
  await signIn(page);
  await visit(page, '/', true);
  await page.evaluate(() => { (window as unknown as { before: boolean }).before = true; });
  // gone for this page alone: the one that the server is asked for next finds every piece
  let gone = 0;
  let whole = false;
  page.on('request', request => { whole ||= request.isNavigationRequest(); });
  await page.route('**/pkg/*.wasm', route => {
    if (whole) return route.fallback();
    gone += 1;
    return route.fulfill({ status: 404 });
  });
  await page.getByRole('link', { name: 'Keywords', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Keywords');
  await hydrated(page);
  expect(gone, 'pieces were asked for, and gone').toBeGreaterThan(0);
  expect(await page.evaluate(() => 'before' in window), 'the old page is still there').toBe(false);
});

test('a search whose piece of the program is gone leads to its page', async ({ page }) => {
  await page.route('**/pkg/split_search*.wasm', route => route.fulfill({ status: 404 }));
  await signIn(page);
  await visit(page, '/', true);
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search everything' });
  await expect(palette.getByText('This could not be loaded.')).toBeVisible();
  await page.keyboard.type('coffee');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=coffee/);
  await expect(page.getByRole('heading', { level: 2, name: 'Keywords' })).toBeVisible();
});

test('a page that cannot come alive reads, and its links and forms work', async ({ page }) => {
  await page.route('**/pkg/*.wasm', route => route.fulfill({ status: 404 }));
  await signInByForm(page);
  await page.getByRole('link', { name: 'Keywords', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Keywords');
  await expect(page.locator('html[data-hydrated]')).toHaveCount(0);
});

test('a page made for another build offers to load anew', async ({ page }) => {
  await page.route('**/events/jobs', route =>
    route.fulfill({ contentType: 'text/event-stream', body: 'event: build\ndata: another\n\n' }));
  await signIn(page);
  await visit(page, '/', true);
  const banner = page.getByText('IGNY8 has been updated.');
  await expect(banner).toBeVisible();
  await page.unroute('**/events/jobs');
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Load it anew' }).click()]);
  await hydrated(page);
  await expect(banner).toHaveCount(0);
});
