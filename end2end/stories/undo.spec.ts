// Taking back what was deleted, from the note on the page.
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
