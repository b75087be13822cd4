import 'reflect-metadata';
import { endEverySession } from '#api/desk/desk-sessions';
import { readConfig } from '#platform/config';
import { onInstallation, printAnswer } from './on-installation';

/** `npm run desk-sign-out`: ends every session of the desk, and every link that was not used yet; whoever still may signs in again. */
async function answer(): Promise<string> {
  const ended = await onInstallation(readConfig(process.env), endEverySession);
  return `${ended} ${ended === 1 ? 'session' : 'sessions'} of the desk ended\n`;
}

void printAnswer(answer());
