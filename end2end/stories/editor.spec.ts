// Writing in the editor when things go wrong: two windows on one article, a session that ends in the middle.
import { expect, type Page, test } from '@playwright/test';
import { visit } from './story';
import { signIn, signInByForm, watch } from './watch';

const body = (page: Page) => page.locator('[contenteditable=true]');

/** Opens the demo account's first draft and answers its address. */
async function openDraft(page: Page): Promise<string> {
  await visit(page, '/writer/content?status=draft', true);
  await page.locator('tbody tr a').first().click();
  await expect(body(page)).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Types at the end of the first paragraph. */
async function type(page: Page, text: string) {
  await body(page).locator('p').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

test('the later of two windows is asked, and neither text is lost', async ({ page, context }) => {
  const watched = watch(page);
  await signIn(page);
  const address = await openDraft(page);
  const other = await context.newPage();
  await visit(other, address, true);

  await type(page, ' Said in the first window.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/^Saved/).first()).toBeVisible();

  await type(other, ' Said in the second window.');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  const asked = other.getByRole('dialog', { name: 'This article has changed meanwhile' });
  await expect(asked).toBeVisible();
  // a browser that copies nothing, as on plain HTTP
  await other.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await asked.getByRole('button', { name: 'Copy my text' }).click();
  await expect(asked.getByRole('button', { name: /^Not copied/ })).toBeVisible();
  await asked.getByRole('button', { name: 'Overwrite with mine' }).click();
  await expect(asked).toBeHidden();
  await expect(other.getByText(/^Saved/).first()).toBeVisible();

  await visit(page, address, true);
  await expect(body(page)).toContainText('Said in the second window.');
  // the other text is a revision: written, first window, second window
  await visit(page, `${address}/revisions?from=1&to=2`, true);
  await expect(page.getByText('Said in the first window.')).toBeVisible();
  watched.expectNothing();
});

test('the text of who was first can be shown and saved, with the other one on offer', async ({ page, context }) => {
  await signIn(page);
  const address = await openDraft(page);
  const other = await context.newPage();
  await visit(other, address, true);
  await type(page, ' First of two.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  await type(other, ' Second of two.');
  await other.getByRole('button', { name: 'Save', exact: true }).click();

  const showOther = other.getByRole('dialog').getByRole('button', { name: 'Show the other text' });
  await expect(showOther).toBeVisible();
  // the refusal has been noted by the browser's console
  const watched = watch(other);
  await showOther.click();
  await expect(body(other)).toContainText('First of two.');
  await expect(body(other)).not.toContainText('Second of two.');
  await expect(other.getByRole('button', { name: 'Take my text' })).toBeVisible();
  const saved = other.waitForResponse('**/sfn/writer/save_content');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  expect((await saved).ok()).toBe(true);

  await visit(other, address, true);
  await expect(body(other)).toContainText('First of two.');
  await expect(body(other)).not.toContainText('Second of two.');
  await other.getByRole('button', { name: 'Discard it' }).click();
  watched.expectNothing();
});

test('text typed when the session has ended is there again after signing in', async ({ page, context }) => {
  await signIn(page);
  const address = await openDraft(page);
  await type(page, ' Typed as the session ended.');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/signed out|sign in/i).first()).toBeVisible();

  await signInByForm(page);
  await visit(page, address, true);
  const take = page.getByRole('button', { name: 'Take my text' });
  await expect(take).toBeVisible();
  // what is typed and saved before the person has decided takes nothing away
  await type(page, ' Typed beside the offer.');
  const saved = page.waitForResponse('**/sfn/writer/save_content');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect((await saved).ok()).toBe(true);
  await visit(page, address, true);
  await expect(body(page)).toContainText('Typed beside the offer.');
  await take.click();
  await expect(body(page)).toContainText('Typed as the session ended.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
});
