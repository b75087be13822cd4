import type { FastifyReply, FastifyRequest } from 'fastify';
import { asksForPage } from '../http/asks-for-page.ts';
import { varyBy } from '../http/vary.ts';
import { plainPage, plainPagePolicy } from '../http/plain-page.ts';

/** The links of the start page. Paths are relative, because a proxy can add a prefix. */
const links = [
  { name: 'desk', path: 'desk', title: 'Moderation desk', text: 'Review comments, set the policy, see statistics.' },
  { name: 'docs', path: 'docs', title: 'Documentation', text: 'Quick start, guides, reference.' },
  { name: 'api', path: 'docs/api', title: 'API reference', text: 'Every call, with its parameters and answers.' },
  {
    name: 'problems',
    path: 'docs/problems',
    title: 'Problems',
    text: 'What each error means, and what to do about it.',
  },
  { name: 'openapi', path: 'openapi.json', title: 'OpenAPI', text: 'The API for programs.' },
  { name: 'asyncapi', path: 'asyncapi.json', title: 'AsyncAPI', text: 'The events in Kafka for programs.' },
  { name: 'widget', path: 'widget.js', title: 'Widget', text: 'The script for article pages.' },
  { name: 'health', path: 'health/ready', title: 'Health', text: 'Is the service ready?' },
] as const;

const demo = { name: 'demo', path: 'demo', title: 'Demo newspaper', text: 'Fill it with `npm run demo`.' } as const;

/** Answers `GET /`: a page of links for browsers, the same links as JSON for programs. */
export function startPage(version: string, { hasDemo }: { readonly hasDemo: boolean }) {
  const shown = hasDemo ? [demo, ...links] : links;
  const json = { name: 'Colloquy', version, links: Object.fromEntries(shown.map(({ name, path }) => [name, path])) };
  const html = plainPage('Colloquy is running', `<dl>${shown.map(described).join('\n')}</dl>`);
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    varyBy(reply, 'accept');
    if (!asksForPage(request)) return reply.send(json);
    return reply
      .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': plainPagePolicy })
      .send(html);
  };
}

const described = ({ path, title, text }: (typeof links)[number] | typeof demo): string =>
  `<dt><a href="${path}">${title}</a></dt><dd>${text.replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</dd>`;
