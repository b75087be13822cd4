import { createHash } from 'node:crypto';
import type { SignInProblem } from '#contracts/desk-session';
import { operatorCommand } from '#platform/operator-command';
import { signInProblems } from './sign-in-refused.ts';

/**
 * Removes the token from the address, and so from the history, and exchanges it for a session. If another moderator is
 * signed in, the page asks first, with the focus on the answer that changes nothing.
 */
const script = `
const token = location.hash.slice(1);
const status = document.querySelector('[role=status]');
const choice = document.querySelector('#choice');
const isolated = (name) => '\\u2068' + name + '\\u2069';
const ask = ({ signedInAs, linkFor }) => {
  status.textContent = 'You are signed in as ' + isolated(signedInAs) + '. Sign in as ' + isolated(linkFor) + ' instead?';
  choice.querySelector('button').textContent = 'Sign in as ' + isolated(linkFor);
  choice.querySelector('a').textContent = 'Stay signed in as ' + isolated(signedInAs);
  choice.hidden = false;
  choice.querySelector('a').focus();
};
let again = () => {};
const tryAgain = (replace, seconds) => {
  status.textContent = 'The service cannot be reached. Trying again by itself …';
  const timer = setTimeout(() => again(), seconds * 1000);
  again = () => { clearTimeout(timer); again = () => {}; signIn(replace); };
};
const signIn = (replace) => {
  choice.hidden = true;
  status.textContent = 'Signing in …';
  const body = JSON.stringify({ token, replace });
  fetch('sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    .then((answer) => {
      if (answer.ok) return location.replace('./');
      if (answer.status >= 500) return tryAgain(replace, Math.max(3, Number(answer.headers.get('retry-after')) || 0));
      return answer.json().then((problem) => {
        if (problem.signedInAs === undefined) status.textContent = problem.detail;
        else ask(problem);
      });
    })
    .catch(() => tryAgain(replace, 3));
};
addEventListener('online', () => again());
if (token) {
  history.replaceState(null, '', location.pathname);
  choice.querySelector('button').addEventListener('click', () => signIn(true));
  signIn(false);
}`;
const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 34rem; margin: 15vh auto 0; padding: 1rem; }
a { color: inherit; }
button { font: inherit; margin-inline-end: 1rem; }`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export const signInPolicy = [
  "default-src 'none'",
  `script-src ${hashOf(script)}`,
  `style-src ${hashOf(style)}`,
  "connect-src 'self'",
  "img-src 'self'", // the icon
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page that a one-time link opens and that shows failed sign-ins. It needs no built files. */
export function signInPage({
  problem,
  providerUrl,
}: {
  problem?: SignInProblem | undefined;
  providerUrl: string | null;
}) {
  const account = providerUrl === null ? '' : `<p><a href="${providerUrl}">Sign in with your newsroom account</a></p>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Sign in · Colloquy</title>
<style>${style}</style></head>
<body><main><h1>Sign in to the desk</h1><p role="status">${problem === undefined ? '' : signInProblems[problem]}</p>
<p id="choice" hidden><button type="button"></button><a href="./"></a></p>${account}
<p>${account === '' ? 'Ask' : 'Or ask'} your operator for a one-time sign-in link. For operators: <code>${operatorCommand('desk-link')}</code></p></main>
<script>${script}</script></body></html>`;
}
