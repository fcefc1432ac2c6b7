// Plain forms that are refused: what was typed stays, and can be sent again.
import { expect, test } from '@playwright/test';
import { accessible, fitsAPhone, sendSignIn, signInByForm } from './watch';

test('what is sent after the session has ended is kept, and sent again after signing in', async ({ page, context }) => {
  // the form is sent as it stands in the HTML: the page does not come alive
  await page.route('**/pkg/*.wasm', route => route.fulfill({ status: 404 }));
  await signInByForm(page);
  await page.goto('/writer/content?status=draft');
  await page.locator('tbody tr a').first().click();
  await page.getByRole('link', { name: 'Markdown' }).or(page.getByRole('button', { name: 'Markdown' })).first().click();
  const text = page.locator('textarea[name="edit[body]"]');
  await text.fill(`${await text.inputValue()}\n\nTyped as the session ended.\n`);
  await context.clearCookies();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'What you typed' })).toBeVisible();
  await expect(text).toHaveValue(/Typed as the session ended/);
  await accessible(page);
  await fitsAPhone(page);

  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Sign in' }).click();
  const door = await opened;
  await sendSignIn(door);
  await door.close();
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect(page).toHaveURL(/\/writer\/content\//);
  await expect(text).toHaveValue(/Typed as the session ended/);
});
