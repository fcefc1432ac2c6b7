// Taking back what was deleted, from the note on the page; and messages, which wait for who reaches for them.
import { expect, test } from '@playwright/test';
import { visit } from './story';
import { signIn, watch } from './watch';

test('what is taken back is on the list again, without a reload', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  await visit(page, '/planner/ideas?status=new', true);
  const row = page.locator('tbody tr').first();
  const id = await row.locator('.row-checkbox').getAttribute('value');
  const title = await row.locator('a').first().innerText();
  const deleted = await page.request.post('/sfn/planner/delete_ideas', {
    form: { selection: JSON.stringify({ ids: [id] }) },
    headers: { accept: 'application/json', 'sec-fetch-site': 'same-origin' },
  });
  const { undo } = await deleted.json();

  await visit(page, `/planner/ideas?status=new&undo=${undo}`, true);
  const link = page.getByRole('link', { name: title, exact: true });
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await expect(link).toHaveCount(0);
  const waiting = page.locator('.nav-item[title="Ideas"] .count');
  const before = Number(await waiting.innerText());
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(link).toBeVisible();
  await expect(waiting).toHaveText(String(before + 1));
  watched.expectNothing();
});

test('a message does not go while somebody reaches for it', async ({ page }) => {
  await signIn(page);
  await visit(page, '/planner/keywords', true);
  await page.locator('tbody tr .cell-main > a').first().click();
  const save = page.getByRole('button', { name: 'Save keyword' });
  await expect(save).toBeVisible();
  await page.clock.install();
  await save.click();
  const toast = page.locator('.toast').filter({ hasText: 'Keyword saved' });
  await toast.hover();
  await page.clock.fastForward(20_000);
  await expect(toast).toBeVisible();
  await toast.getByRole('button', { name: 'Close this message' }).focus();
  await page.mouse.move(0, 0);
  await page.clock.fastForward(20_000);
  await expect(toast).toBeVisible();
  await page.locator('main').focus();
  await page.clock.fastForward(10_000);
  await expect(toast).toHaveCount(0);
});
