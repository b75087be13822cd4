import { createHash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { max-width: 40rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { line-height: 1.25; } dt { font-weight: 600; margin-block-start: 1rem; } dd { margin: 0; }
a { color: inherit; } code { overflow-wrap: anywhere; }`;

/** Allows the page's own style and an icon, but no script. */
export const plainPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * A page of the service that needs no built files.
 * @param body escaped HTML
 */
export const plainPage = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Colloquy</title>
<style>${style}</style></head>
<body><main><h1>${title}</h1>
${body}</main></body></html>`;
