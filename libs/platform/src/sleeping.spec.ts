import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const browsers = /^apps\/(console|widget)\//;

/** The only places that wait for a clock: everybody else asks them, and says which signal ends it. */
const clocks = ['pause.ts', 'alarm.ts', 'within.ts'].map((name) => `libs/platform/src/${name}`);

/** One of Node's, or one that is handed what settles a promise. */
const awaitedTimer =
  /\bsetTimeout\b[^}]*\} from 'node:timers\/promises'|new Promise\b[^;]*?\(\(?(\w+)\)?[^;]{0,12}=>[^;]{0,20}\bsetTimeout\(\1\b/;

describe('the service', () => {
  const files = ['apps', 'libs'].flatMap((floor) =>
    readdirSync(join(root, floor), { recursive: true, encoding: 'utf8' })
      .map((file) => `${floor}/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.ts') && !/\.(spec|contract)\.ts$|\/specification\//.test(file))
      .filter((file) => !browsers.test(file)),
  );

  it('never sleeps but by a pause, an alarm or a time limit, which hear when they are ended', () => {
    expect(files.length).toBeGreaterThan(300);
    const sleeping = files.filter((file) => awaitedTimer.test(readFileSync(join(root, file), 'utf8')));
    expect(sleeping.filter((file) => !clocks.includes(file))).toEqual([]);
    expect(sleeping).toContain(clocks[0]);
  });

  it.each([
    'await new Promise((done) => setTimeout(done, wait));',
    'await new Promise<void>((resolve) => {\n  setTimeout(resolve, 5);\n});',
    "import { setTimeout as sleep } from 'node:timers/promises';",
  ])('would be caught at %j', (source) => {
    expect(source).toMatch(awaitedTimer);
  });

  it('may set a timer that it does not wait for', () => {
    expect('this.timer = setTimeout(this.nudge, this.delay);').not.toMatch(awaitedTimer);
  });
});
