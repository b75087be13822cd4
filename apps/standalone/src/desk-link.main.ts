import 'reflect-metadata';
import { linkMinutes } from '#api/desk/desk-links';
import { readConfig } from '#platform/config';
import { deskLink } from './desk-link';
import { printAnswer } from './on-installation';

/** `npm run desk-link`: prints a link that signs a moderator in, once. */
async function answer(): Promise<string> {
  const link = await deskLink(readConfig(process.env), process.argv.slice(2));
  return `\n  ${link}\n\n  Good for ${linkMinutes} minutes, and for one sign-in.\n\n`;
}

void printAnswer(answer());
