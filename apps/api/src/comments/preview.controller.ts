import { Controller } from '@nestjs/common';
import { renderMarkdown } from '#markdown/render-markdown';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';

/** Renders a draft with the function that renders comments, so that pages need no Markdown parser of their own. */
@Controller()
export class PreviewController {
  @Route('POST /v1/preview')
  preview(@Input() { body }: InputOf<'POST /v1/preview'>): { html: string } {
    return { html: renderMarkdown(body.body) };
  }
}
