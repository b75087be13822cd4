import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { PreviewAnswer } from '#contracts/answers';
import { PreviewRequest } from '#contracts/requests';
import { renderMarkdown } from '#read-models/thread/render-markdown';
import { Route } from '../routes/access';
import { parseInput } from '../http/invalid-fields';
import { previewCost } from './preview-cost';

/** What a text will look like; the very function that renders comments, so that no page needs a Markdown parser. */
@Controller('v1/preview')
export class PreviewController {
  @Post()
  @HttpCode(200)
  @Route({
    access: 'public',
    summary: 'What a text will look like',
    limited: 'preview',
    cost: previewCost,
    tag: 'Article pages',
    body: PreviewRequest,
    answers: { 200: PreviewAnswer },
  })
  preview(@Body() body: unknown): { html: string } {
    return { html: renderMarkdown(parseInput(PreviewRequest, body).body) };
  }
}
