import 'reflect-metadata';
import { linkMinutes } from '#api/desk/desk-links';
import { readConfig } from '#platform/config';
import { StartupError } from '#platform/startup-error';
import { deskLink } from './desk-link';

// npm run desk-link: prints a link that signs a moderator in, once.
async function run(): Promise<string> {
  const link = await deskLink(readConfig(process.env), process.argv.slice(2));
  return `\n  ${link}\n\n  Good for ${linkMinutes} minutes, and for one sign-in.\n\n`;
}

run().then(
  (text) => void process.stdout.write(text),
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof StartupError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
