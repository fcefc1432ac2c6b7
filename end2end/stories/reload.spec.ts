// Waiting: what stands on a page answers until what was asked for is there, and nothing ticked is lost.
import { expect, type Page, test } from '@playwright/test';
import { visit } from './story';
import { signIn, watch } from './watch';

/** Holds what is asked of an address until `letGo` or `letCome`; `asked` tells how often it was. */
async function hold(page: Page, address: string) {
  let asked = 0;
  let letGo = () => {};
  const free = new Promise<void>(resolve => { letGo = resolve; });
  await page.route(address, async route => { asked += 1; await free; await route.fallback(); });
  /** Waits until an answer has come as well, and has had its time to be drawn. */
  const letCome = async () => {
    const answered = page.waitForResponse(address);
    letGo();
    await (await answered).finished();
    await page.evaluate(() => new Promise(done => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
  };
  return { asked: () => asked, letGo, letCome };
}

test('rows answer while their list loads anew, and stay selected when it has come', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  await visit(page, '/planner/clusters', true);
  const rows = page.locator('tbody tr');
  const bar = page.getByRole('region', { name: 'Selected rows' });
  const all = await rows.count();
  const [changed, ticked] = [rows.nth(0), rows.nth(1)];

  const list = await hold(page, '**/sfn/planner/list_clusters');
  await changed.getByRole('checkbox').check();
  await bar.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText('1 cluster changed')).toBeVisible();
  await expect.poll(list.asked).toBeGreaterThan(0);

  await ticked.getByRole('checkbox').check();
  await expect(bar).toContainText('1 cluster selected');
  await bar.getByRole('button', { name: /^Select all / }).click();
  await expect(bar).toContainText(`${all} clusters selected`);
  await ticked.getByRole('checkbox').uncheck();
  await ticked.getByRole('checkbox').check();
  await bar.getByRole('button', { name: /^Select all / }).click();

  list.letGo();
  await expect(changed).toContainText('switched off');
  await expect(bar).toContainText(`${all} clusters selected`);
  await expect(rows.getByRole('checkbox', { checked: true })).toHaveCount(all);

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(changed).not.toContainText('switched off');
  watched.expectNothing();
});

test('a list that was asked for before a menu was opened is shown once that is closed', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  await visit(page, '/planner/clusters', true);
  const rows = page.locator('tbody tr');
  const [changed, other] = [rows.nth(0), rows.nth(1)];
  const list = await hold(page, '**/sfn/planner/list_clusters');
  await changed.getByRole('checkbox').check();
  await page.getByRole('region', { name: 'Selected rows' }).getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText('1 cluster changed')).toBeVisible();
  await expect.poll(list.asked).toBeGreaterThan(0);

  await other.getByRole('button', { name: /^Actions for / }).click();
  const menu = other.locator('.menu-list');
  await expect(menu).toBeVisible();
  await list.letCome();
  await expect(menu).toBeVisible();
  await expect(changed).not.toContainText('switched off');
  await page.getByRole('heading', { level: 1 }).click();
  await expect(menu).toBeHidden();
  await expect(changed).toContainText('switched off');

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(changed).not.toContainText('switched off');
  watched.expectNothing();
});

test('a list that a job changes under an open menu stays as it is until that is closed', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  const list = await hold(page, '**/sfn/planner/list_clusters');
  await visit(page, '/planner/clusters', true);
  const row = page.locator('tbody tr').filter({ hasText: 'New' }).first();
  const cluster = await row.getByRole('checkbox').getAttribute('value');
  await row.getByRole('button', { name: /^Actions for / }).click();
  const menu = row.locator('.menu-list');
  await expect(menu).toBeVisible();
  const before = list.asked();

  await page.request.post('/sfn/planner/generate_ideas', {
    form: { selection: JSON.stringify({ ids: [cluster] }) },
    headers: { accept: 'application/json', 'sec-fetch-site': 'same-origin' },
  });
  await expect(page.getByText(/: done/)).toBeVisible();
  await expect.poll(list.asked).toBeGreaterThan(before);
  await list.letCome();
  await expect(menu).toBeVisible();
  const changed = page.locator('tbody tr').filter({ has: page.locator(`[value="${cluster}"]`) });
  await expect(changed).not.toContainText('Has ideas');
  await page.keyboard.press('Escape');
  await expect(changed).toContainText('Has ideas');
  watched.expectNothing();
});

test('what is typed stays while its page cannot be loaded anew', async ({ page }) => {
  await signIn(page);
  await visit(page, '/planner/keywords', true);
  await page.locator('tbody tr .cell-main > a').first().click();
  const [volume, cost] = [page.getByLabel('Searches a month'), page.getByLabel('Cost per click')];
  await expect(volume).toBeVisible();
  const away = { kind: 'unavailable', code: 'database_away', message: 'The service is briefly unavailable.' };
  await page.route('**/sfn/planner/get_keyword', route => route.fulfill({ status: 503, json: away }));
  // is refused, and the page loaded anew
  await volume.fill('lots');
  await page.getByRole('button', { name: 'Save keyword' }).click();
  const note = page.getByRole('alert').filter({ hasText: away.message });
  await expect(note).toBeVisible();
  await expect(volume).toHaveValue('lots');
  await cost.fill('1.20');

  await page.unroute('**/sfn/planner/get_keyword');
  // the refusal and the outage have been noted by the browser's console
  const watched = watch(page);
  await note.getByRole('button', { name: 'Try again' }).click();
  await expect(note).toHaveCount(0);
  await expect(volume).toHaveValue('lots');
  await expect(cost).toHaveValue('1.20');
  watched.expectNothing();
});

test('the ticked keywords of a cluster stay ticked when its page loads anew', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  await visit(page, '/planner/clusters', true);
  await page.locator('tbody tr .cell-main > a').first().click();
  const first = page.locator('tbody .row-checkbox').first();
  const menu = page.getByRole('button', { name: 'Edit this cluster' });
  const badge = page.locator('.page-head').getByText('Locked', { exact: true });
  await expect(menu).toBeVisible();
  await first.check();
  const switchLock = async (word: string) => {
    await menu.click();
    await page.locator('.menu-list:popover-open').getByText(word, { exact: true }).click();
    await expect(badge).toHaveCount(word === 'Lock' ? 1 : 0);
    await expect(first).toBeChecked();
  };
  const words = await badge.count() > 0 ? ['Unlock', 'Lock'] : ['Lock', 'Unlock'];
  for (const word of words) await switchLock(word);
  await expect(page.getByRole('region', { name: 'Selected rows' })).toContainText('1 keyword selected');
  watched.expectNothing();
});

test('a page answers until the next one is there', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  await visit(page, '/planner/clusters', true);
  const piece = await hold(page, '**/pkg/split_writer*.wasm');
  await page.getByRole('link', { name: /^Tasks/ }).first().click();
  await expect.poll(piece.asked).toBeGreaterThan(0);
  await page.locator('tbody .row-checkbox').first().check();
  await expect(page.getByRole('region', { name: 'Selected rows' })).toContainText('1 cluster selected');
  piece.letGo();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tasks');
  watched.expectNothing();
});

test('a page hears of jobs again after something in between has refused the stream', async ({ page }) => {
  let asked = 0;
  await page.route('**/events/jobs', route => {
    asked += 1;
    return asked === 1 ? route.fulfill({ status: 502 }) : route.fallback();
  });
  await signIn(page);
  await visit(page, '/', true);
  const stream = await page.waitForResponse(answer => answer.url().endsWith('/events/jobs') && answer.ok());
  expect(stream.headers()['content-type']).toContain('text/event-stream');
  expect(asked).toBe(2);
});
