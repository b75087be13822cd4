import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { Builder, Button, Capabilities, Key, Origin, type WebDriver } from 'selenium-webdriver';
import { until } from '#test/support/time/until';
import { pathOf } from './engine-paths.ts';
import { type Engine, type Tab, held, viewport } from './engine.ts';

/** Starts WebKitGTK's MiniBrowser on a virtual screen and drives it by classic WebDriver. */
export async function launchWebKit(): Promise<Engine> {
  const screen = spawn(
    pathOf('virtualScreen'),
    ['-displayfd', '3', '-screen', '0', '1400x1200x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const [display] = (await once(screen.stdio[3] as Readable, 'data')) as [Buffer];
  const port = await freePort();
  const driver = spawn(pathOf('webkitDriver'), [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${String(display).trim()}`,
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      LANG: 'C.UTF-8',
    },
  });
  const server = `http://127.0.0.1:${port}`;
  await until('WebKitWebDriver answers', () =>
    fetch(`${server}/status`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return {
    tab: () => openTab(server),
    close: async () => {
      await end(driver);
      await end(screen);
    },
  };
}

async function openTab(server: string): Promise<Tab> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: pathOf('webkitBrowser'), args: ['--automation'] },
  });
  const session = await new Builder().usingServer(server).withCapabilities(capabilities).build();
  await session
    .manage()
    .window()
    .setRect({ x: 0, y: 0, ...viewport });
  return {
    complaints: [], // classic WebDriver reports none
    goto: (url) => session.get(url),
    evaluate: (expression) => session.executeScript(`return ${expression}`),
    click: (x, y) => clickAt(session, x, y),
    type: (text) => session.actions().sendKeys(text).perform(),
    press: (keys) => press(session, keys),
    close: () => session.quit(),
  };
}

const clickAt = (session: WebDriver, x: number, y: number): Promise<void> =>
  session
    .actions()
    .move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT })
    .press(Button.LEFT)
    .release(Button.LEFT)
    .perform();

async function press(session: WebDriver, keys: string): Promise<void> {
  const { modifiers, key } = held(keys);
  const named = (name: string): string => (name.length === 1 ? name : String(Reflect.get(Key, name.toUpperCase())));
  let actions = session.actions();
  for (const modifier of modifiers) actions = actions.keyDown(named(modifier));
  actions = actions.sendKeys(named(key));
  for (const modifier of modifiers) actions = actions.keyUp(named(modifier));
  await actions.perform();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
