import type { Browser } from 'playwright-core';
import { launchBrowser } from '#test/support/browser/launch-browser';
import { linkToken } from '#test/support/sign-in/desk';
import { startOidcProvider } from '#test/support/sign-in/oidc-provider';
import { TcpProxy } from '#test/support/network/tcp-proxy';
import { type World, createWorld } from '#test/support/world/world';

let browser: Browser;
let provider: Awaited<ReturnType<typeof startOidcProvider>>;
let proxy: TcpProxy;
let world: World;
let publicUrl: string;

beforeAll(async () => {
  const target = { host: '127.0.0.1', port: 0 };
  proxy = await TcpProxy.start(target);
  publicUrl = `http://127.0.0.1:${proxy.port}`;
  // On localhost: another site than ours, as browsers see it, so that SameSite counts.
  provider = await startOidcProvider({
    client: {
      client_id: 'desk',
      redirect_uris: [`${publicUrl}/desk/oidc/callback`],
      token_endpoint_auth_method: 'none',
    },
    accounts: { ada: { name: 'Ada', roles: ['admin'] } },
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
  });
  world = await createWorld({ PUBLIC_URL: publicUrl, OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'desk' });
  target.port = Number(new URL(world.url).port);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
  await proxy.close();
  await provider.stop();
});

/** Resolves with the name of the signed-in moderator, as the desk's script requests it. */
const whoIs = `fetch('/desk/session').then((answer) => answer.json()).then((body) => body.moderator?.name ?? body.status)`;

describe('a moderator’s browser', () => {
  it('is signed in by a one-time link, which is not kept in the history', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const token = await linkToken(world, { name: 'Mo' });
    await page.goto(`${publicUrl}/desk/sign-in#${token}`);
    await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
    expect(await page.evaluate(whoIs)).toBe('Mo');
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(asked.filter((url) => url.includes(token) && !url.includes('#'))).toEqual([]);
    await page.goto(`${publicUrl}/desk/sign-in#${token}`);
    await page.getByText('This link was used before').waitFor();
    expect(page.url()).not.toContain(token);
    await context.close();
  });

  it('asks, usable only by keyboard, before another person’s link replaces the session', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    // Leaves the page each time, because a change of only the fragment does not run its script again.
    const open = async (name: string) => {
      await page.goto('about:blank');
      await page.goto(`${publicUrl}/desk/sign-in#${await linkToken(world, { name })}`);
    };
    const leftThePage = () => page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
    await open('Mo');
    await leftThePage();
    await open('Mallory <b>');
    await page.getByText(/You are signed in as .Mo.\. Sign in as .Mallory <b>. instead\?/).waitFor();
    await page.keyboard.press('Enter');
    await leftThePage();
    expect(await page.evaluate(whoIs)).toBe('Mo');
    await open('Ada');
    await page.getByRole('button', { name: 'Sign in as' }).waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await leftThePage();
    expect(await page.evaluate(whoIs)).toBe('Ada');
    await context.close();
  });

  it('is signed in by an identity provider on another site, despite the strict session cookie', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${publicUrl}/desk/sign-in`);
    await page.getByRole('link', { name: 'Sign in with your newsroom account' }).click();
    await page.fill('input[name=login]', 'ada');
    await page.fill('input[name=password]', 'any');
    await page.click('button[type=submit]');
    await page.click('button[type=submit]'); // yes, the desk may know who I am
    await page.waitForURL((url) => url.href.startsWith(`${publicUrl}/desk`));
    expect(await page.evaluate(whoIs)).toBe('Ada');
    const cookies = await context.cookies(publicUrl);
    expect(cookies).toMatchObject([{ name: 'colloquy_desk', httpOnly: true, sameSite: 'Strict' }]);
    await context.close();
  });

  it('sends the cookie with no request from another site’s page', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${publicUrl}/desk/sign-in#${await linkToken(world, { name: 'Mo' })}`);
    await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
    const other = await context.newPage();
    const sent: (string | undefined)[] = [];
    await other.route(`${publicUrl}/**`, async (route) => {
      sent.push((await route.request().allHeaders())['cookie']);
      await route.continue();
    });
    await other.goto(`${provider.issuer}/.well-known/openid-configuration`);
    await other.evaluate(
      `fetch(${JSON.stringify(`${publicUrl}/desk/session`)}, { credentials: 'include', mode: 'no-cors' }).catch(() => undefined)`,
    );
    expect(sent).toEqual([undefined]);
    expect(await page.evaluate(whoIs)).toBe('Mo');
    await context.close();
  });
});
