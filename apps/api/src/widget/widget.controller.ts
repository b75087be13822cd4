import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { sendBuilt } from '../http/built-file.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route, contentTypeOf } from '../routes/route.ts';
import { WidgetFiles } from './widget-files.ts';

/** Serves the widget's script, styles and languages. */
@Controller()
export class WidgetController {
  constructor(private readonly files: WidgetFiles) {}

  @Route('GET /widget.js')
  script(@Input() { route, request }: InputOf<'GET /widget.js'>, @Res() reply: FastifyReply): void {
    sendBuilt(request, reply, this.files.script(), contentTypeOf(route));
  }

  @Route('GET /widget.css')
  style(@Input() { route, request }: InputOf<'GET /widget.css'>, @Res() reply: FastifyReply): void {
    sendBuilt(request, reply, this.files.style(), contentTypeOf(route));
  }

  @Route('GET /widget/:file')
  language(@Input() { route, params, request }: InputOf<'GET /widget/:file'>, @Res() reply: FastifyReply): void {
    const file = this.files.language(params.file);
    if (!file) throw new Refusal('not-found');
    sendBuilt(request, reply, file, contentTypeOf(route));
  }
}
