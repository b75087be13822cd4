import { Controller, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { sendBuilt } from '../http/built-file.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { ConsoleFiles } from './console-files.ts';

/** Allows scripts and styles only from the desk's own files. Authors' pictures may come from other hosts. */
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

/** Serves the moderators' desk. A path that is not a file is a view, so it gets the page whose script shows it. */
@Controller()
export class DeskPagesController {
  constructor(private readonly files: ConsoleFiles) {}

  @Route('GET /desk')
  page(@Input() { request }: InputOf<'GET /desk'>, @Res() reply: FastifyReply): void {
    this.send('index.html', request, reply);
  }

  @Route('GET /desk/assets/:file')
  asset(@Input() { params, request }: InputOf<'GET /desk/assets/:file'>, @Res() reply: FastifyReply): void {
    const { file: name } = params;
    if (!this.files.find(`assets/${name}`)) throw new Refusal('not-found');
    this.send(`assets/${name}`, request, reply);
  }

  @Route('GET /favicon.ico')
  icon(@Input() { request }: InputOf<'GET /favicon.ico'>, @Res() reply: FastifyReply): void {
    this.send('icon.svg', request, reply);
  }

  @Route('GET /desk/*')
  place(@Input() { request }: InputOf<'GET /desk/*'>, @Res() reply: FastifyReply): void {
    const path = new URL(request.url, 'http://any').pathname.slice('/desk/'.length);
    this.send(this.files.find(path) ? path : 'index.html', request, reply);
  }

  private send(path: string, request: FastifyRequest, reply: FastifyReply): void {
    reply.headers(isolated);
    const file = this.files.find(path);
    if (!file) reply.code(503).type('text/plain; charset=utf-8').send('The desk is not built: npm run build.\n');
    else sendBuilt(request, reply, file, `${file.type}; charset=utf-8`);
  }
}
