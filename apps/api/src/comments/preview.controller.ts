import { Controller } from '@nestjs/common';
import { renderMarkdown } from '#markdown/render-markdown';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';

/** What a text will look like; the very function that renders comments, so that no page needs a Markdown parser. */
@Controller()
export class PreviewController {
  @Route('POST /v1/preview')
  preview(@Input() { body }: InputOf<'POST /v1/preview'>): { html: string } {
    return { html: renderMarkdown(body.body) };
  }
}
