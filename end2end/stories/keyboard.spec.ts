// The way through the product by keyboard alone: sign in, search, go to places, work in a list.
import { expect, type Locator, type Page, test } from '@playwright/test';
import { accessible, fitsAPhone, hydrated, signIn, watch } from './watch';

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, wanted: Locator) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate(element => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${wanted}`);
}

/** Presses an arrow until a result has the focus. */
async function arrowTo(page: Page, wanted: Locator) {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('ArrowDown');
    if (await wanted.evaluate(element => element === document.activeElement)) return;
  }
  throw new Error(`arrows do not reach ${wanted}`);
}

const palette = (page: Page) => page.getByRole('dialog', { name: 'Search everything' });
const shortcuts = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const row = (page: Page, at: number) => page.locator('.data-table tbody tr').nth(at);

test('sign in, find a keyword, go to the list, select and open a row, without a mouse', async ({ page }) => {
  const watched = watch(page);

  await test.step('sign in', async () => {
    await page.goto('/sign-in');
    await hydrated(page);
    await tabTo(page, page.getByLabel('E-mail'));
    await page.keyboard.type(process.env.DEMO_EMAIL ?? '');
    await tabTo(page, page.locator('input[type=password]'));
    await page.keyboard.type(process.env.DEMO_PASSWORD ?? '');
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(/sign-in/);
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });

  await test.step('Ctrl-K shows places and actions, and finds a keyword', async () => {
    await page.keyboard.press('Control+k');
    await expect(palette(page).getByRole('textbox')).toBeFocused();
    await expect(palette(page).getByRole('link', { name: /^Keywords/ })).toBeVisible();
    await expect(palette(page).getByRole('link', { name: 'Add a site' })).toBeVisible();
    await page.keyboard.type('moka');
    const keyword = palette(page).getByRole('region', { name: 'Keywords' }).getByRole('link').first();
    await expect(keyword).toBeVisible();
    await expect(palette(page).locator('[aria-busy=false]')).toHaveCount(1);
    await accessible(page);
    await arrowTo(page, keyword);
    const name = await keyword.locator('.hit-title').innerText();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/planner\/keywords\/[0-9a-f-]{36}/);
    await expect(palette(page)).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  });

  await test.step('what is typed on a result goes on in the box, and Escape closes', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('zzq');
    await expect(palette(page).getByRole('textbox')).toHaveValue('zzq');
    await expect(palette(page).getByText('Nothing has “zzq” in its name.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(palette(page)).toBeHidden();
  });

  await test.step('g k leads to the keywords', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await expect(page).toHaveURL(/\/planner\/keywords(\?|$)/);
    await expect(row(page, 1)).toBeVisible();
  });

  await test.step('j and k move through the rows, ? shows the keys and gives the focus back', async () => {
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
    await expect(row(page, 1)).toBeFocused();
    await page.keyboard.press('?');
    await expect(shortcuts(page).getByText('Next row')).toBeVisible();
    await accessible(page);
    // below a window the keys rest
    await page.keyboard.press('j');
    await page.keyboard.press('Escape');
    await expect(shortcuts(page)).toBeHidden();
    await expect(row(page, 1)).toBeFocused();
    await page.keyboard.press('?');
    await expect(shortcuts(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(row(page, 1)).toBeFocused();
  });

  await test.step('x selects the row, Escape selects nothing', async () => {
    const bar = page.locator('.selection-bar');
    await page.keyboard.press('x');
    await expect(row(page, 1).locator('.row-checkbox')).toBeChecked();
    await expect(bar.getByText('1 keyword selected')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(row(page, 1).locator('.row-checkbox')).not.toBeChecked();
  });

  await test.step('/ searches in the list, where letters are letters', async () => {
    await page.keyboard.press('/');
    const box = page.locator('.filter-bar input[type=search]');
    await expect(box).toBeFocused();
    await page.keyboard.type('gk?');
    await expect(box).toHaveValue('gk?');
    await expect(shortcuts(page)).toBeHidden();
    await page.keyboard.press('Tab');
  });

  await test.step('e opens the row', async () => {
    await tabTo(page, row(page, 0).locator('.row-checkbox'));
    const name = await row(page, 0).locator('.cell-main a').innerText();
    await page.keyboard.press('e');
    await expect(page).toHaveURL(/\/planner\/keywords\/[0-9a-f-]{36}/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    // the link that had the focus has gone with the list
    await expect(page.locator('#main')).toBeFocused();
    await expect(page.locator('p[aria-live=polite]').filter({ hasText: name })).toHaveCount(1);
  });

  await test.step('single keys are switched off where they are listed, and on again', async () => {
    const single = shortcuts(page).getByLabel('Keys without Ctrl');
    await page.keyboard.press('?');
    await tabTo(page, single);
    await page.keyboard.press('Space');
    await expect(single).not.toBeChecked();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.press('?');
    await page.keyboard.press('Control+k');
    await expect(palette(page)).toBeVisible();
    await expect(shortcuts(page)).toBeHidden();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /account and sign-out/ }).click();
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await single.click();
    await expect(single).toBeChecked();
    await page.keyboard.press('Escape');
  });

  await test.step('where a page has no list, / opens the palette; g r leads to the review', async () => {
    await page.keyboard.press('/');
    await expect(palette(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(palette(page)).toBeHidden();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await expect(page).toHaveURL(/\/writer\/review/);
    await expect(page.getByRole('heading', { level: 1, name: 'Review' })).toBeVisible();
  });
  watched.expectNothing();
});

test('the palette fits a phone, and leads to the page with all results', async ({ page }) => {
  const watched = watch(page);
  await signIn(page);
  await page.goto('/planner/ideas');
  await hydrated(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.keyboard.type('coffee');
  const all = palette(page).getByRole('link', { name: 'All results for “coffee”' });
  await expect(all).toBeVisible();
  await expect(palette(page).getByRole('region', { name: 'Keywords' })).toBeVisible();
  await fitsAPhone(page);
  await all.click();
  await expect(page).toHaveURL(/\/search\?q=coffee/);
  await expect(palette(page)).toBeHidden();
  await expect(page.getByRole('heading', { level: 2, name: 'Keywords' })).toBeVisible();
  watched.expectNothing();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the header is a form that leads to the same results', async ({ page }) => {
    await signIn(page);
    await page.goto('/');
    await page.getByRole('banner').getByLabel('Search everything').fill('coffee');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/search\?q=coffee/);
    const keywords = page.locator('section.panel').filter({ has: page.getByRole('heading', { name: 'Keywords' }) });
    await expect(keywords.locator('.hit')).toHaveCount(8);
    await keywords.getByRole('link', { name: /^Keywords of .* with “coffee”$/ }).click();
    await expect(page).toHaveURL(/\/planner\/keywords\?q=coffee/);
    await expect(page.locator('tbody tr').first()).toContainText('coffee');
    await page.goto('/search?q=zzzz');
    await expect(page.getByRole('heading', { name: 'Nothing found for “zzzz”' })).toBeVisible();
    await page.goto('/search?q=a');
    await expect(page.getByText('Type at least 2 characters.')).toBeVisible();
  });
});
