// What was typed or chosen belongs to what it was typed for: the next thing in its place begins with its own.
import { expect, type Page, test } from '@playwright/test';
import { visit } from './story';
import { hydrated, signIn, watch } from './watch';

/** The links of the first two rows of a list, and what they are called. */
async function firstTwo(page: Page, list: string) {
  await visit(page, list, true);
  const [one, another] = [0, 1].map(at => page.locator('tbody tr').nth(at).locator('.cell-main > a'));
  return { one, another, names: [await one.innerText(), await another.innerText()] };
}

/** Goes from one page to another of its kind, by the search. */
async function searchFor(page: Page, kind: string, name: string) {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search everything' });
  await palette.getByRole('textbox').fill(name.slice(0, 60));
  const title = page.getByText(name, { exact: true });
  await palette.getByRole('region', { name: kind }).locator('.palette-link').filter({ has: title }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}

test('a keyword shows nothing of what was typed and refused for another', async ({ page }) => {
  await signIn(page);
  const { one, names } = await firstTwo(page, '/planner/keywords');
  await one.click();
  const volume = page.getByLabel('Searches a month');
  await volume.fill('lots');
  await page.getByRole('button', { name: 'Save keyword' }).click();
  const wrong = page.locator('main .field-error');
  await expect(wrong).toBeVisible();
  await expect(volume).toHaveValue('lots');

  const watched = watch(page);
  await searchFor(page, 'Keywords', names[1]);
  await expect(page.getByLabel('Keyword', { exact: true })).toHaveValue(names[1]);
  await expect(volume).not.toHaveValue('lots');
  await expect(wrong).toHaveCount(0);
  watched.expectNothing();
});

test('an idea goes to the writer as it is saved: what was typed since is saved first', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  const { one } = await firstTwo(page, '/planner/ideas?status=new');
  await one.click();
  const send = page.getByRole('button', { name: 'Send to writer' });
  const hint = page.getByText('Save the idea, then send it.');
  await expect(send).toBeEnabled();
  await page.getByLabel('Audience').fill('People who brew at home');
  await expect(send).toBeDisabled();
  await expect(hint).toBeVisible();
  await page.getByRole('button', { name: 'Save the idea' }).click();
  await expect(send).toBeEnabled();
  await expect(hint).toHaveCount(0);
  await page.getByRole('button', { name: 'Add a section' }).click();
  await expect(send).toBeDisabled();
  watched.expectNothing();
});

test('an article that is opened from another shows its own text, and saves no other', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  const { another, names } = await firstTwo(page, '/writer/content?status=draft');
  const [body, tags] = [page.locator('#editor-body'), page.getByLabel('Tags', { exact: true })];
  await another.click();
  await expect(page).toHaveURL(/\/writer\/content\/[0-9a-f-]{36}/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(names[1]);
  const [address, text] = [new URL(page.url()).pathname, await body.innerText()];
  const id = address.split('/').pop() ?? '';

  await searchFor(page, 'Articles', names[0]);
  await expect(body).not.toHaveText(text);
  await tags.fill('typed for another article');
  await searchFor(page, 'Articles', names[1]);
  await expect(tags).not.toHaveValue('typed for another article');
  // the first article may still be saving what was typed into it
  const saved = page.waitForResponse(answer => {
    const asked = answer.request();
    return asked.url().endsWith('/save_content') && (asked.postData() ?? '').includes(`=${id}&`);
  });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect((await saved).ok()).toBe(true);

  await visit(page, address, true);
  expect(await body.innerText()).toBe(text);
  await expect(tags).not.toHaveValue('typed for another article');
  watched.expectNothing();
});

test('columns that are recognised anew take the place of those that were chosen', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  await visit(page, '/planner/import', true);
  const rows = 'Keyword,Volume,Position\nstove top brewer,120,3\nsiphon brewer,90,7\n';
  const file = { name: 'brewers.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Upload and check' }).click();
  await expect(page).toHaveURL(/\/planner\/import\/[0-9a-f-]{36}/);
  await hydrated(page);
  const volume = page.getByLabel('Searches a month');
  await expect(volume).toHaveValue('1');

  await volume.selectOption({ label: 'Position' });
  await page.getByText('How the file is read').click();
  await page.getByLabel('Encoding').selectOption('windows-1252');
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(volume).toHaveValue('1');
  await expect(page.getByRole('row', { name: /stove top brewer/ })).toContainText('120');
  watched.expectNothing();
});

test('a filter that was removed stays removed', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  await visit(page, '/planner/ideas', true);
  const status = page.getByLabel('Status', { exact: true });
  const box = page.locator('.filter-bar input[type=search]');
  await status.selectOption('new');
  await expect(page).toHaveURL(/status=new/);
  await page.getByRole('link', { name: /^Remove filter: Status/ }).click();
  await expect(page).not.toHaveURL(/status=new/);
  await expect(status).toHaveValue('');

  await box.fill('coffee');
  await box.press('Enter');
  await expect(page).toHaveURL(/q=coffee/);
  await expect(page).not.toHaveURL(/status=new/);
  await page.getByRole('link', { name: /^Remove filter: “coffee”/ }).click();
  await expect(box).toHaveValue('');
  watched.expectNothing();
});

test('what was refused on a page is told on no later one', async ({ page }) => {
  const watched = watch(page);
  await visit(page, '/sign-up', true);
  const refusal = Buffer.from(JSON.stringify({ kind: 'invalid', code: 'refused', message: 'Told once.' }));
  const query = new URLSearchParams({ __path: '/sfn/accounts/sign_in', __err: refusal.toString('base64') });
  // as a plain form leads back: from a page of ours
  await page.evaluate(to => { location.href = to; }, `/sign-in?${query}`);
  const told = page.getByText('Told once.');
  await expect(told).toBeVisible();
  await hydrated(page);
  await expect(told).toBeVisible();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(told).toHaveCount(0);
  watched.expectNothing();
});
