import { problems } from '#contracts/problems';

/** Nothing but the icon. */
export const problemsPolicy =
  "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Where a problem's `type` leads: what it means and what to do, one anchor each. The catalogue is ours, so nothing
 * needs escaping but `<`.
 */
export function problemsPage(): string {
  const rows = Object.entries(problems)
    .map(
      ([code, { status, title, advice }]) =>
        `<section id="${code}"><h2>${code}</h2><p><b>${status}</b> ${text(title)}.</p><p>${text(advice)}</p></section>`,
    )
    .join('\n');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Problems · Colloquy</title><h1>Problems</h1>
<p>What this service answers when it does not do what was asked, as RFC 9457 problem documents. See <a href="/docs">the API</a>.</p>
${rows}</html>`;
}

const text = (words: string): string =>
  words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>');
