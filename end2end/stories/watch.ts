// What every story looks out for: console errors, failed requests, missing hydration, accessibility findings.
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, type Cookie, expect, type Page } from '@playwright/test';

export type Person = { email: string; password: string };

/** Notes what goes wrong on a page from now on; `expectNothing` fails with all of it. */
export function watch(page: Page) {
  const notes: string[] = [];
  // said at once as well: a story that stops half-way never comes to its end
  const note = (text: string) => { console.log(text); notes.push(text); };
  page.on('console', message => { if (message.type() === 'error') note(`console: ${message.text()}`); });
  page.on('pageerror', error => note(`page error: ${error}`));
  page.on('response', response => {
    if (response.status() >= 500) note(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  return { expectNothing: () => expect(notes).toEqual([]) };
}

/** The page has come alive: its WASM has loaded and taken the HTML over. */
export async function hydrated(page: Page) {
  await expect(page.locator('html[data-hydrated]')).toHaveCount(1, { timeout: 60_000 });
}

const WCAG = { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
const COLOURS = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] };

/** Nothing that axe finds against WCAG 2.2 AA; in the dark theme, whose colours alone are others, by the rules on colours. */
export async function accessible(page: Page) {
  for (const [colorScheme, runOnly] of [['light', WCAG], ['dark', COLOURS]] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found = await new AxeBuilder({ page }).options({ runOnly, resultTypes: ['violations'] }).analyze();
    const said = found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`);
    expect(said, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** No sideways scrolling on a phone. */
export async function fitsAPhone(page: Page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, `${page.url()} scrolls sideways at 360 px`).toBeLessThanOrEqual(1);
  if (size) await page.setViewportSize(size);
}

/** On a low window too, what stays in place while the page scrolls shows its foot, or scrolls by itself. */
export async function fitsALowWindow(page: Page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 600 });
  const cut = await page.evaluate(() => [...document.querySelectorAll('body *')].filter(one => {
    const { position, top } = getComputedStyle(one);
    return position === 'sticky' && (parseFloat(top) || 0) + one.getBoundingClientRect().height > window.innerHeight + 1;
  }).map(one => one.className));
  expect(cut, `${page.url()} hides the foot of what stays in place`).toEqual([]);
  if (size) await page.setViewportSize(size);
}

/** The demo account of the product that all stories share. */
const demo = (): Person => ({ email: process.env.DEMO_EMAIL ?? '', password: process.env.DEMO_PASSWORD ?? '' });

/** Signs in by the form, which one person may send five times a minute. */
export async function signInByForm(page: Page, person = demo()) {
  await page.goto('/sign-in');
  await sendSignIn(page, person);
}

/** Sends the form of the sign-in page at hand. */
export async function sendSignIn(page: Page, person = demo()) {
  await page.getByLabel('E-mail').fill(person.email);
  await page.locator('input[type=password]').fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Signs in through a page that is closed then: one that is left while it comes alive says that it was cut off. */
export async function signInBeside(context: BrowserContext, person = demo()) {
  const door = await context.newPage();
  await signInByForm(door, person);
  await door.close();
}

let session: Cookie[] = [];

/** Is signed in to the demo account: all stories share one session, since the form takes few tries a minute. */
export async function signIn(page: Page) {
  const context = page.context();
  if (session.length === 0) {
    await signInBeside(context);
    session = await context.cookies();
  } else {
    await context.addCookies(session);
  }
}
