// The way in without JavaScript: plain links and forms lead from sign-up to clusters.
import { expect, test } from '@playwright/test';

test.use({ javaScriptEnabled: false });

test('sign up, add a site, paste keywords, cluster them', async ({ page }) => {
  const email = `plain${Date.now()}@example.com`;
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Ada Plain');
  await page.getByLabel('Work e-mail').fill(email);
  await page.getByLabel('Company or project').fill('Plain & co');
  await page.locator('input[type=password]').fill('short');
  await page.locator('form', { has: page.locator('input[type=password]') }).evaluate(form => form.setAttribute('novalidate', ''));
  await page.getByRole('button', { name: 'Create account' }).click();
  // a wrong form comes back with its reason and what was typed
  await expect(page.getByText('at least 10 characters').first()).toBeVisible();
  await expect(page.getByLabel('Company or project')).toHaveValue('Plain & co');
  await page.locator('input[type=password]').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Add your first site' })).toBeVisible();

  await page.getByRole('link', { name: 'Add a site' }).last().click();
  await page.getByLabel('Name').first().fill('Plain Coffee');
  await page.locator('input[name=url]').fill('https://plain-coffee.example');
  await page.locator('select[name=industry]').selectOption({ label: 'Food & drink' });
  await page.getByRole('button', { name: 'Show its sectors' }).click();
  await page.getByLabel('Coffee & tea').check();
  await expect(page.locator('input[name=url]')).toHaveValue('https://plain-coffee.example');
  await page.locator('form[action="/sfn/sites/create"] button[type=submit]').last().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Plain Coffee');

  await page.goto('/planner/import');
  await page.locator('textarea[name=text]').fill(
    ['cold brew ratio', 'cold brew coffee ratio', 'best cold brew ratio', 'moka pot size', 'moka pot sizes', 'which moka pot size'].join('\n'),
  );
  await page.locator('form[action="/sfn/planner/add_keywords"] button[type=submit]').click();
  await page.goto('/planner/keywords');
  await expect(page.getByRole('link', { name: 'moka pot size', exact: true })).toBeVisible();

  const tooFew = await page.request.post('/sfn/planner/cluster_keywords', { form: {}, failOnStatusCode: false });
  expect(tooFew.status(), 'a form without its fields is refused').toBeGreaterThanOrEqual(400);
});
