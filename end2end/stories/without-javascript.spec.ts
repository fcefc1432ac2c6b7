// The whole way without JavaScript: plain links and forms lead from sign-up to a published article; where no WordPress
// runs, to the form that connects one.
import { expect, type Page, test } from '@playwright/test';
import { addSite, reloadUntil, sayWhatIsLeftOut, signUp, siteAddress, visit, wordpress } from './story';

test.use({ javaScriptEnabled: false });

const KEYWORDS = [
  'cold brew ratio', 'cold brew coffee ratio', 'best cold brew ratio', 'cold brew ratio for beginners',
  'moka pot size', 'moka pot sizes', 'which moka pot size', 'moka pot size guide',
];

/** Ticks the first row and sends it with one of the buttons above the list. */
async function withFirstRow(page: Page, button: string) {
  await page.locator('.row-checkbox').first().check();
  await page.locator('.plain-bar').getByRole('button', { name: button }).click();
}

test('a wrong sign-up comes back with its reason and what was typed', async ({ page }) => {
  await visit(page, '/sign-up', false);
  await page.getByLabel('Your name').fill('Ada Plain');
  await page.getByLabel('Work e-mail').fill(`wrong${Date.now()}@example.com`);
  await page.getByLabel('Company or project').fill('Plain & co');
  await page.locator('input[name=password]').fill('short');
  await page.locator('form', { has: page.locator('input[name=password]') }).evaluate(form => form.setAttribute('novalidate', ''));
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('at least 10 characters').first()).toBeVisible();
  await expect(page.getByLabel('Company or project')).toHaveValue('Plain & co');
});

test('sign up, add keywords, cluster, find ideas, write, illustrate, approve, connect, publish', async ({ page }) => {
  test.setTimeout(300_000);
  await signUp(page, 'plain', false);
  const id = await addSite(page, siteAddress(), false);

  await test.step('paste keywords', async () => {
    await visit(page, `/planner/import?site=${id}`, false);
    await page.locator('textarea[name=text]').fill(KEYWORDS.join('\n'));
    await page.locator('form[action="/sfn/planner/add_keywords"] button[type=submit]').click();
    await visit(page, `/planner/keywords?site=${id}`, false);
    await expect(page.getByRole('link', { name: 'moka pot size', exact: true })).toBeVisible();
  });

  await test.step('cluster them', async () => {
    await visit(page, `/planner/clusters?site=${id}&run=1`, false);
    await page.locator('form[action="/sfn/planner/cluster_keywords"] button[type=submit]').click();
    await reloadUntil(page, () => page.locator('.row-checkbox').nth(1));
  });

  await test.step('find ideas and send one to the writer', async () => {
    await withFirstRow(page, 'Generate ideas');
    await visit(page, `/planner/ideas?site=${id}`, false);
    await reloadUntil(page, () => page.locator('.row-checkbox').first());
    await withFirstRow(page, 'Send to the writer');
  });

  await test.step('have it written', async () => {
    await visit(page, `/writer/tasks?site=${id}`, false);
    await withFirstRow(page, 'Write the articles');
    await visit(page, `/writer/content?site=${id}`, false);
    await reloadUntil(page, () => page.locator('.row-checkbox').first());
  });

  await test.step('edit it as Markdown', async () => {
    await page.locator('tbody tr a').first().click();
    await page.getByRole('link', { name: 'Markdown' }).or(page.getByRole('button', { name: 'Markdown' })).first().click();
    const text = page.locator('textarea[name="edit[body]"]');
    await text.fill(`${await text.inputValue()}\n\nA sentence from a plain form. \`</textarea> &lt;\` ends nothing.\n`);
    const saving = page.waitForResponse(response => response.url().includes('/sfn/writer/save_content'));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await saving;
    await expect(text).toHaveValue(/A sentence from a plain form\. `<\/textarea> &lt;` ends nothing/);
  });

  await test.step('have pictures made; the last one sends it to review', async () => {
    await visit(page, `/writer/content?site=${id}`, false);
    await withFirstRow(page, 'Make images');
    await visit(page, `/writer/review?site=${id}`, false);
    await reloadUntil(page, () => page.locator('.row-checkbox').first());
  });

  const approved = `/writer/approved?site=${id}`;
  const article = await test.step('approve it', async () => {
    await withFirstRow(page, 'Approve');
    await visit(page, approved, false);
    return await page.locator('tbody tr a').first().getAttribute('href') ?? '';
  });

  await test.step('be led to the connection, without which nothing is published', async () => {
    await visit(page, article, false);
    await page.getByRole('link', { name: 'Connect the site' }).click();
    await expect(page.getByRole('button', { name: 'Connect', exact: true })).toBeVisible();
  });
  const site = wordpress();
  if (!site) return sayWhatIsLeftOut();

  await test.step('connect WordPress', async () => {
    await page.getByLabel('User name').fill(site.user);
    await page.locator('input[name=password]').fill(site.password);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText('Connected').first()).toBeVisible();
  });

  await test.step('publish it, and find it on the site', async () => {
    await visit(page, approved, false);
    await withFirstRow(page, 'Publish');
    await visit(page, article, false);
    await reloadUntil(page, () => page.getByRole('link', { name: 'Open the post' }), 120_000);
    const live = await page.getByRole('link', { name: 'Open the post' }).getAttribute('href');
    const answer = await page.request.get(live ?? '');
    expect(answer.ok()).toBe(true);
    expect(await answer.text()).toContain('A sentence from a plain form.');
  });
});
