import type { Desk } from '../desk/desk.ts';
import { shellTexts } from './texts.ts';

/** Asks first where something is unsent. */
export async function askToSignOut(desk: Desk): Promise<void> {
  if (desk.outbox.waiting.peek() > 0) desk.leaving.value = true;
  else await signOut(desk);
}

/** Resolves with true after a sign-out; shows a message if it failed. */
export async function signOut(desk: Desk): Promise<boolean> {
  const isOut = await desk.signOut();
  if (!isOut && desk.session.state.peek().kind === 'open') {
    const { notSignedOut } = shellTexts[desk.words.peek().language];
    desk.toasts.show({ text: notSignedOut, tone: 'bad' });
  }
  return isOut;
}
