import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { buildOnce } from '#platform/build-once';

/**
 * Starts a headless Chromium: the one at CHROME_PATH, or else the one that npm installed (Linux on x64). Close it in
 * `afterAll`.
 */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env['CHROME_PATH'];
  if (given) return chromium.launch({ executablePath: given, args: ['--no-sandbox'] });
  const unpacked = await unpackChromium();
  return chromium.launch({
    executablePath: join(unpacked, 'chromium'),
    args: ['--no-sandbox'], // the flags of the package would turn off web security, and crash
    env: {
      ...process.env,
      // libraries other than glibc that Chromium needs and a server may lack
      LD_LIBRARY_PATH: join(unpacked, 'al2023/lib'),
      FONTCONFIG_FILE: join(unpacked, 'fonts.conf'),
    },
  });
}

const root = join(import.meta.dirname, '../../..');
const chromiumPackage = join(root, 'node_modules/@sparticuz/chromium');

// Unpacks atomically into a directory of this user: the package itself unpacks into the shared temporary directory,
// where two workers would see each other's incomplete files, and the files of other users.
async function unpackChromium(): Promise<string> {
  const { version } = require(join(chromiumPackage, 'package.json')) as { version: string };
  const unpacked = join(root, '.cache', `chromium-${version}`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  await buildOnce(unpacked, async (fresh) => {
    mkdirSync(fresh);
    await promisify(execFile)(process.execPath, ['-e', unpackScript], {
      cwd: root,
      env: { ...process.env, TMPDIR: fresh },
    });
    writeFileSync(join(fresh, 'fonts.conf'), fontsOf(unpacked));
  });
  return unpacked;
}

const unpackScript = `import('@sparticuz/chromium').then(async ({ default: chromium, inflate }) => {
  await chromium.executablePath();
  await inflate(${JSON.stringify(join(chromiumPackage, 'bin/al2023.tar.br'))});
})`;

// On a machine without fonts, every text would have a width of 0.
const fontsOf = (unpacked: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${unpacked}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${unpacked}/fonts-cache</cachedir>
</fontconfig>
`;
