import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#contracts/refusal';
import { Route } from '../routes/access';
import { immutable, sendBuilt } from '../http/built-file';
import { ConsoleFiles } from './console-files';

/** Scripts and styles come from files of the desk alone; pictures of authors may lie elsewhere. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const isolated = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The moderators' desk: whatever is no file of it is a place in it, which its script shows. */
@Controller('desk')
export class DeskPagesController {
  constructor(private readonly files: ConsoleFiles) {}

  @Get()
  @Route({
    access: 'public',
    summary: 'The moderators’ desk',
    tag: 'Desk',
    cache: 'no-cache',
    unlimited: 'a file in memory',
    answers: { 200: z.string() },
  })
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.send('index.html', request, reply);
  }

  @Get('assets/:file')
  @Route({
    access: 'public',
    summary: 'A file of the desk',
    tag: 'Desk',
    cache: immutable,
    unlimited: 'a file in memory',
    answers: { 200: z.string() },
  })
  asset(@Param('file') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (!this.files.find(`assets/${name}`)) throw new Refusal('not-found');
    this.send(`assets/${name}`, request, reply);
  }

  @Get('*')
  @Route({
    access: 'public',
    summary: 'A place in the desk',
    tag: 'Desk',
    cache: 'no-cache',
    unlimited: 'a file in memory',
    answers: { 200: z.string() },
  })
  place(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const path = new URL(request.url, 'http://any').pathname.slice('/desk/'.length);
    this.send(this.files.find(path) ? path : 'index.html', request, reply);
  }

  private send(path: string, request: FastifyRequest, reply: FastifyReply): void {
    reply.headers(isolated);
    const file = this.files.find(path);
    if (!file) reply.code(503).type('text/plain; charset=utf-8').send('The desk is not built: npm run build.\n');
    else sendBuilt(request, reply, file, file.type);
  }
}
