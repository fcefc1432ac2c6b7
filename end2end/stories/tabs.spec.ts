// Many tabs: those in the background leave the browser's few connections to the one that is looked at.
import { expect, test } from '@playwright/test';
import { visit } from './story';
import { signIn, watch } from './watch';

/** As many connections as a browser opens to one site over HTTP/1.1. */
const CONNECTIONS = 6;

test('tabs in the background hold no connection, and look anew when they are looked at', async ({ page, context }) => {
  const watched = watch(page);
  await signIn(page);
  const tabs = [];
  for (let n = 0; n < CONNECTIONS; n += 1) {
    const tab = await context.newPage();
    await tab.addInitScript(() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true }); });
    await visit(tab, '/', true);
    tabs.push(tab);
  }
  await visit(page, '/planner/keywords', true);

  const [tab] = tabs;
  const stream = tab.waitForRequest('**/events/jobs');
  const figures = tab.waitForResponse('**/sfn/dashboard/get');
  await tab.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: false });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await stream;
  expect((await figures).ok()).toBe(true);
  watched.expectNothing();
});
