import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { sendBuilt } from '../http/built-file.ts';
import { Manual } from './manual.ts';
import { manualPolicy } from './manual-page.ts';

/** A picture that is opened in a tab runs and loads nothing. */
const picturePolicy = "default-src 'none'; sandbox";

/** The pages of the repository at `/docs`, and what was there before at its new address. */
export function serveManual(fastify: FastifyInstance): void {
  const manual = new Manual();
  const show = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const [path = '', query] = request.url.split(/(?=\?)/, 2);
    // Links are relative, so a page has one address.
    if (path.endsWith('/')) return void reply.redirect(`../${path.split('/').at(-2)}${query ?? ''}`, 308);
    const file = await manual.find(path);
    if (!file) throw new Refusal('not-found');
    const isPicture = file.type.startsWith('image/');
    reply.header('content-security-policy', isPicture ? picturePolicy : manualPolicy);
    sendBuilt(request, reply, file, file.type);
    return reply;
  };
  fastify.get('/docs', show);
  fastify.get('/docs/*', show);
  for (const old of ['/docs/static/index.html', '/docs/index.html'])
    fastify.get(old, (_request, reply) => reply.redirect(old.includes('static') ? '../api' : 'api', 308));
}
