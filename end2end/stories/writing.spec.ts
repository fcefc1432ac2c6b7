// An article is read as it is written.
import { expect, test } from '@playwright/test';
import { hydrated, signIn, watch } from './watch';

test('the text grows on the page while it is written, and leads to the article', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  await page.goto('/writer/tasks?status=queued');
  await hydrated(page);
  await page.locator('tbody tr a').first().click();
  await expect(page.getByRole('button', { name: /^Write/ })).toBeVisible();
  await page.evaluate(() => {
    const lengths: number[] = [];
    (window as unknown as { lengths: number[] }).lengths = lengths;
    const note = () => {
      const length = document.querySelector('main .prose')?.textContent?.length ?? 0;
      if (length > (lengths.at(-1) ?? 0)) lengths.push(length);
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.getByRole('button', { name: /^Write/ }).click();
  await expect(page.getByRole('link', { name: 'Open the article' })).toBeVisible({ timeout: 60_000 });
  const lengths = await page.evaluate(() => (window as unknown as { lengths: number[] }).lengths);
  expect(lengths.length, `lengths seen on the page: ${lengths}`).toBeGreaterThan(2);
  await page.getByRole('link', { name: 'Open the article' }).click();
  await expect(page.locator('[contenteditable=true]')).toBeVisible();
  watched.expectNothing();
});
