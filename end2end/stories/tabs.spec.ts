// Many tabs: those in the background leave the browser's few connections to the one that is looked at, and are told what
// they missed when they are looked at again.
import { expect, type Page, test } from '@playwright/test';
import { visit } from './story';
import { signIn, watch } from './watch';

/** As many connections as a browser opens to one site over HTTP/1.1. */
const CONNECTIONS = 6;

/** Has the page believe that its tab is looked at, or in the background. */
async function look(page: Page, at: boolean) {
  await page.evaluate(hidden => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, !at);
}

test('tabs in the background hold no connection', async ({ page, context }) => {
  const watched = watch(page);
  await signIn(page);
  for (let n = 0; n < CONNECTIONS; n += 1) {
    const tab = await context.newPage();
    await tab.addInitScript(() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true }); });
    await visit(tab, '/', true);
  }
  await visit(page, '/planner/keywords', true);
  watched.expectNothing();
});

test('what ended while its tab was in the background is told when that is looked at again', async ({ page }) => {
  const watched = watch(page);
  const batch = (done: number) => JSON.stringify({
    id: '01900000-0000-7000-8000-000000000001', site: null, kind: 'write_article', title: 'Write 2 articles', total: 2,
    done, failed: 0, cancelled: 0, running: 2 - done, stopped: 0, stop_reason: null, made_good: 0, credits: null,
    created_at: '2026-11-27T10:00:00Z', jobs: [],
  });
  // streams that end with their news, and are not opened again by the browser meanwhile
  const news = (done: number) => ({ contentType: 'text/event-stream', body: `retry: 600000\ndata: ${batch(done)}\n\n` });
  await page.route('**/events/jobs', route => route.fulfill(news(0)));
  await page.route('**/events/jobs?away=*', route => route.fulfill(news(2)));
  await signIn(page);
  await visit(page, '/', true);
  await expect(page.getByRole('link', { name: 'Jobs: 1 running' })).toBeVisible();
  await look(page, false);
  const figures = page.waitForResponse('**/sfn/dashboard/get');
  await look(page, true);
  await expect(page.getByText('Write 2 articles')).toBeVisible();
  expect((await figures).ok()).toBe(true);
  watched.expectNothing();
});
