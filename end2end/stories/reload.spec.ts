// Waiting: what stands on a page answers until what was asked for is there, and nothing ticked is lost.
import { expect, type Page, test } from '@playwright/test';
import { visit } from './story';
import { signIn, watch } from './watch';

/** Holds what is asked of an address: `asked` once it was, let go by `letGo`. */
async function hold(page: Page, address: string) {
  let letGo = () => {};
  const free = new Promise<void>(resolve => { letGo = resolve; });
  await page.route(address, async route => { await free; await route.fallback(); });
  return { asked: page.waitForRequest(address), letGo };
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
  await list.asked;

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

test('a page answers until the next one is there', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  await visit(page, '/planner/clusters', true);
  const piece = await hold(page, '**/pkg/split_writer*.wasm');
  await page.getByRole('link', { name: /^Tasks/ }).first().click();
  await piece.asked;
  await page.locator('tbody .row-checkbox').first().check();
  await expect(page.getByRole('region', { name: 'Selected rows' })).toContainText('1 cluster selected');
  piece.letGo();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tasks');
  watched.expectNothing();
});
