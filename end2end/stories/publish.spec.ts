// From sign-up to a published post on a real WordPress, with JavaScript; where none runs, to the form that connects one.
import { expect, test } from '@playwright/test';
import { addSite, sayWhatIsLeftOut, signUp, siteAddress, visit, wordpress } from './story';
import { watch } from './watch';

test('sign up, import, cluster, find ideas, write, illustrate, review, approve, connect, publish', async ({ page }) => {
  test.setTimeout(300_000);
  const watched = watch(page);
  await signUp(page, 'publish', true);
  const id = await addSite(page, siteAddress(), true);

  await test.step('import an export, looked at before', async () => {
    await visit(page, `/planner/import?site=${id}`, true);
    await page.locator('input[type=file]').setInputFiles('../app/testdata/ahrefs-matching-terms.csv');
    await page.getByRole('button', { name: 'Upload and check' }).click();
    await expect(page.getByRole('heading', { name: 'Check before importing' })).toBeVisible();
    await page.getByRole('button', { name: /^Import / }).click();
    await expect(page.getByText('Rows read')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('cluster what waits', async () => {
    await visit(page, `/planner/clusters?site=${id}&run=1`, true);
    await page.getByRole('button', { name: /^Cluster \d+ keywords · \d+ credits?$/ }).click();
    await expect(page.locator('tbody tr').nth(3)).toBeVisible({ timeout: 60_000 });
  });

  await test.step('find ideas for the first cluster', async () => {
    await page.locator('tbody .row-checkbox').first().check();
    await page.getByRole('region', { name: 'Selected rows' }).getByRole('button', { name: /ideas/i }).first().click();
    await visit(page, `/planner/ideas?site=${id}`, true);
    await expect(page.locator('tbody tr').first()).toBeVisible({ timeout: 60_000 });
  });

  await test.step('send an idea to the writer', async () => {
    await page.locator('tbody .row-checkbox').first().check();
    await page.getByRole('button', { name: 'Send 1 idea to the writer' }).click();
    await visit(page, `/writer/tasks?site=${id}`, true);
    await expect(page.locator('tbody tr')).toHaveCount(1);
  });

  await test.step('have it written, the price said before', async () => {
    await page.locator('tbody .row-checkbox').first().check();
    await page.getByRole('button', { name: /^Write 1 article · about \d+ credits?$/ }).click();
    await expect(page.locator('tbody').getByText('Completed')).toBeVisible({ timeout: 60_000 });
    await visit(page, `/writer/content?site=${id}`, true);
    await page.locator('tbody tr a').first().click();
    await expect(page.locator('[contenteditable=true]')).toBeVisible();
  });

  const title = await page.getByRole('heading', { level: 1 }).innerText();
  await test.step('edit it; it is saved by itself', async () => {
    await page.locator('[contenteditable=true] p').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' A sentence from the editor.');
    await expect(page.getByText(/^Saved/).first()).toBeVisible({ timeout: 30_000 });
  });

  await test.step('have pictures made; the last one sends it to review', async () => {
    await page.getByRole('button', { name: /Make images/ }).first().click();
    await expect(page.getByRole('button', { name: 'Approve' }).first()).toBeVisible({ timeout: 90_000 });
    await page.getByRole('button', { name: 'Approve' }).first().click();
    await expect(page.getByRole('button', { name: 'Publish' }).first()).toBeVisible();
  });

  await test.step('change what readers see of a picture: it is looked at once more', async () => {
    await page.getByRole('button', { name: 'Actions for this picture' }).first().click();
    await page.getByRole('button', { name: 'Change texts' }).click();
    const dialog = page.locator('dialog[open]');
    await dialog.getByLabel('Alternative text').fill('A cup on a table');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('A picture was changed after it was approved')).toBeVisible();
    await page.getByRole('button', { name: 'Approve' }).first().click();
    await expect(page.getByRole('button', { name: 'Publish' }).first()).toBeVisible();
  });

  const article = page.url();
  await test.step('be led to the connection, without which nothing is published', async () => {
    await page.getByRole('link', { name: 'Connect the site' }).click();
    await expect(page.getByRole('button', { name: 'Connect', exact: true })).toBeVisible();
  });
  watched.expectNothing();
  const site = wordpress();
  if (!site) return sayWhatIsLeftOut();

  await test.step('connect WordPress: a wrong password is named, the right one works', async () => {
    await page.getByLabel('User name').fill(site.user);
    await page.locator('input[name=password]').fill('abcd EFGH ijkl MNOP qrst UVWX');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText('The site does not know this user with this application password.')).toBeVisible();
    await page.locator('input[name=password]').fill(site.password);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText('Connected').first()).toBeVisible();
  });

  await test.step('publish it, and find it on the site', async () => {
    await visit(page, article, true);
    await page.getByRole('button', { name: 'Publish' }).first().click();
    const live = page.getByRole('link', { name: 'Open the post' });
    await expect(live).toBeVisible({ timeout: 120_000 });
    const address = await live.getAttribute('href');
    const answer = await page.request.get(address ?? '');
    expect(answer.ok()).toBe(true);
    expect(await answer.text()).toContain('A sentence from the editor.');
  });

  await test.step('the dashboard counts it', async () => {
    await visit(page, `/?site=${id}`, true);
    await expect(page.getByText(`published “${title}”`)).toBeVisible();
  });
  watched.expectNothing();
});
