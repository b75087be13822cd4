import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#contracts/refusal';
import { Route } from '../routes/access';
import { immutable, sendBuilt } from '../http/built-file';
import { WidgetFiles } from './widget-files';

/** Asked for again after ten minutes, and answered with 304 while it is the same; meanwhile no page waits for it. */
const revalidated = 'public, max-age=600, stale-while-revalidate=86400';

/** The elements for article pages. */
@Controller()
export class WidgetController {
  constructor(private readonly files: WidgetFiles) {}

  @Get('widget.js')
  @Route({
    access: 'public',
    summary: 'The elements <comment-thread> and <comment-count>',
    tag: 'Article pages',
    cache: revalidated,
    unlimited: 'a file in memory',
    answers: { 200: z.string() },
  })
  script(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendBuilt(request, reply, this.files.script(), 'text/javascript');
  }

  @Get('widget.css')
  @Route({
    access: 'public',
    summary: 'How comments look where no script runs',
    tag: 'Article pages',
    cache: revalidated,
    unlimited: 'a file in memory',
    answers: { 200: z.string() },
  })
  style(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendBuilt(request, reply, this.files.style(), 'text/css');
  }

  @Get('widget/:file')
  @Route({
    access: 'public',
    summary: 'A language of the elements',
    tag: 'Article pages',
    cache: immutable,
    unlimited: 'a file in memory',
    answers: { 200: z.string() },
  })
  language(@Param('file') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const file = this.files.language(name);
    if (!file) throw new Refusal('not-found');
    sendBuilt(request, reply, file, 'text/javascript');
  }
}
