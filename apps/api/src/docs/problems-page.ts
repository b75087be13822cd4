import { problems } from '#contracts/problems';

/** The page loads only the icon. */
export const problemsPolicy =
  "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The page to which the `type` of a problem links: an explanation of each code, with an anchor. The catalogue is
 * trusted text, so only `&` and `<` are escaped.
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
<p>The errors of this service, as RFC 9457 problem documents. See <a href="/docs">the API</a>.</p>
${rows}</html>`;
}

const text = (words: string): string =>
  words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>');
