import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { buildOnce } from '#platform/build-once';

/**
 * A headless Chromium: the one at CHROME_PATH, or else the one that npm installed (Linux on x64). Close it in
 * `afterAll`.
 */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env['CHROME_PATH'];
  if (given) return chromium.launch({ executablePath: given, args: ['--no-sandbox'] });
  const unpacked = await unpackChromium();
  return chromium.launch({
    executablePath: join(unpacked, 'chromium'),
    args: ['--no-sandbox'], // the package's own flags switch web security off, and crash
    env: {
      ...process.env,
      // the few libraries beside glibc that it needs and a server may lack
      LD_LIBRARY_PATH: join(unpacked, 'al2023/lib'),
      FONTCONFIG_FILE: join(unpacked, 'fonts.conf'),
    },
  });
}

const root = join(import.meta.dirname, '../../..');
const chromiumPackage = join(root, 'node_modules/@sparticuz/chromium');

// Into a place of our own, whole or not at all: the package unpacks into the machine's temporary directory, where two
// workers would find each other's half, and another user's files.
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

// A machine without any font would lay out every text with no width.
const fontsOf = (unpacked: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${unpacked}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${unpacked}/fonts-cache</cachedir>
</fontconfig>
`;
