import { createHash } from 'node:crypto';
import { type SignInProblem, signInProblems } from './sign-in-refused';

/** Takes the secret out of the address, and so out of the history, and hands it in for a session. */
const script = `
const token = location.hash.slice(1);
const status = document.querySelector('[role=status]');
if (token) {
  history.replaceState(null, '', location.pathname);
  status.textContent = 'Signing in …';
  const body = JSON.stringify({ token });
  fetch('sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    .then((answer) => (answer.ok ? location.replace('./') : answer.json().then((problem) => { status.textContent = problem.detail; })))
    .catch(() => { status.textContent = 'The service cannot be reached. Open the link again.'; });
}`;
const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 34rem; margin: 15vh auto 0; padding: 1rem; }
a { color: inherit; }`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export const signInPolicy = [
  "default-src 'none'",
  `script-src ${hashOf(script)}`,
  `style-src ${hashOf(style)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page that a one-time link opens, and that a failed attempt ends on. It needs nothing that was built. */
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
<body><main><h1>Sign in to the desk</h1><p role="status">${problem === undefined ? '' : signInProblems[problem]}</p>${account}
<p>Whoever runs this service makes a one-time link with <code>npm run desk-link</code>.</p></main>
<script>${script}</script></body></html>`;
}
