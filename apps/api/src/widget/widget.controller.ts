import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#contracts/refusal';
import { Route } from '../http/access';
import { matchesEtag } from '../reading/send-cached';
import { type Encoding, type WidgetFile, WidgetFiles } from './widget-files';

/** Asked for again after ten minutes, and answered with 304 while it is the same; meanwhile no page waits for it. */
const revalidated = 'public, max-age=600, stale-while-revalidate=86400';
const immutable = 'public, max-age=31536000, immutable';

/** The elements for article pages. */
@Controller()
export class WidgetController {
  constructor(private readonly files: WidgetFiles) {}

  @Get('widget.js')
  @Route({
    access: 'public',
    summary: 'The elements <comment-thread> and <comment-count>',
    tag: 'Article pages',
    answers: { 200: z.string() },
  })
  script(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    send(request, reply, this.files.script(), { type: 'text/javascript', cacheControl: revalidated });
  }

  @Get('widget.css')
  @Route({
    access: 'public',
    summary: 'How comments look where no script runs',
    tag: 'Article pages',
    answers: { 200: z.string() },
  })
  style(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    send(request, reply, this.files.style(), { type: 'text/css', cacheControl: revalidated });
  }

  @Get('widget/:file')
  @Route({
    access: 'public',
    summary: 'A language of the elements',
    tag: 'Article pages',
    answers: { 200: z.string() },
  })
  language(@Param('file') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const file = this.files.language(name);
    if (!file) throw new Refusal('not-found');
    send(request, reply, file, { type: 'text/javascript', cacheControl: immutable });
  }
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { etag, bytes }: WidgetFile,
  { type, cacheControl }: { type: string; cacheControl: string },
): void {
  reply.header('etag', etag).header('cache-control', cacheControl).header('vary', 'accept-encoding');
  if (matchesEtag(request.headers['if-none-match'], etag)) {
    reply.code(304).send();
    return;
  }
  const encoding = encodingFor(request.headers['accept-encoding']);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  reply.header('content-type', `${type}; charset=utf-8`).send(bytes[encoding]);
}

const encodingFor = (accepted: string | string[] | undefined): Encoding =>
  (['br', 'gzip'] as const).find((one) => new RegExp(`\\b${one}\\b(?!;q=0(?:\\.0*)?(?:,|$))`).test(String(accepted))) ??
  'identity';
