// An article by a real provider's protocol: read while it is written, put off when the provider asks for it, done once.
import { expect, test } from '@playwright/test';
import { startProduct } from './product';
import { FIRST_WORDS, startProvider } from './provider';
import { visit } from './story';
import { signInBeside, watch } from './watch';

test('an article is read while it is written, and goes on after the provider asked to wait', async ({ browser }) => {
  test.setTimeout(300_000);
  const provider = await startProvider();
  const product = await startProduct({
    IGNY8_TEXT_PROVIDER: 'openai', IGNY8_TEXT_BASE_URL: provider.url, IGNY8_TEXT_MODEL: 'gpt-4o-mini',
  });
  try {
    const context = await browser.newContext({ baseURL: product.url });
    await signInBeside(context, product.demo);
    const page = await context.newPage();
    const watched = watch(page);
    await visit(page, '/writer/tasks?status=queued', true);
    await page.locator('tbody tr a').first().click();
    await page.getByRole('button', { name: /^Write the article/ }).click();

    const live = page.locator('section.panel').filter({ has: page.getByRole('heading', { name: 'As it is written' }) });
    await expect(live).toContainText(FIRST_WORDS);
    expect(provider.sections, 'one section was asked for, and is still being written').toHaveLength(1);
    provider.goOn();

    // the next section is refused for a while: what is written stays, and is not asked for again
    const kept = page.locator('section.panel').filter({ has: page.getByRole('heading', { name: 'Written so far' }) });
    await expect(kept).toContainText('The AI provider asks for fewer requests', { timeout: 60_000 });
    await expect(kept).toContainText(FIRST_WORDS);
    await page.getByRole('link', { name: 'Open the article' }).click({ timeout: 60_000 });
    await expect(page.locator('[contenteditable=true]')).toContainText(FIRST_WORDS);
    const again = provider.sections.filter(prompt => prompt === provider.sections[0]);
    expect(again, 'the first section was asked for once').toHaveLength(1);
    watched.expectNothing();
    await context.close();
  } finally {
    provider.goOn();
    await product.stop();
    provider.stop();
  }
});
