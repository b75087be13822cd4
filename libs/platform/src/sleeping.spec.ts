import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const browsers = /^apps\/(console|widget)\//;

/** The only files that wait for a clock. All other code uses them and passes the signal that ends the wait. */
const clocks = ['pause.ts', 'alarm.ts', 'within.ts'].map((name) => `libs/platform/src/${name}`);

/** Matches Node's own promise timer, and timers that settle a promise. */
const awaitedTimer =
  /\bsetTimeout\b[^;]*from 'node:timers\/promises'|new Promise\b[^;]*?\(\(?(\w+)\)?[^;]{0,12}=>[^;]{0,20}\bsetTimeout\(\1\b/;

describe('the service', () => {
  const files = ['apps', 'libs'].flatMap((layer) =>
    readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
      .map((file) => `${layer}/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.ts') && !/\.(spec|contract)\.ts$|\/specification\//.test(file))
      .filter((file) => !browsers.test(file)),
  );

  it('sleeps only by a pause, an alarm or a time limit, which signals can end', () => {
    expect(files.length).toBeGreaterThan(300);
    const sleeping = files.filter((file) => awaitedTimer.test(readFileSync(join(root, file), 'utf8')));
    expect(sleeping.filter((file) => !clocks.includes(file))).toEqual([]);
    expect(sleeping).toContain(clocks[0]);
  });

  it.each([
    'await new Promise((done) => setTimeout(done, wait));',
    'await new Promise<void>((resolve) => {\n  setTimeout(resolve, 5);\n});',
    "import { setTimeout as sleep } from 'node:timers/promises';",
  ])('is found in %j', (source) => {
    expect(source).toMatch(awaitedTimer);
  });

  it('may set a timer without awaiting it', () => {
    expect('this.timer = setTimeout(this.nudge, this.delay);').not.toMatch(awaitedTimer);
  });
});
