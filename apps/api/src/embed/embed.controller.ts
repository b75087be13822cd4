import { createHash } from 'node:crypto';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AfterQuery } from '#contracts/requests';
import { GuestForms } from '../forms/guest-forms';
import { Route } from '../http/access';
import { CurrentArticle } from '../http/current';
import { parseInput } from '../http/invalid-fields';
import { allowedOrigins } from '../http/tokens';
import { Freshness } from '../reading/freshness';
import { matchesEtag } from '../reading/send-cached';
import { embedPolicy } from './embed-document';
import { EmbedPages, sendHtml } from './embed-pages';
import { EmbedProblemFilter } from './embed-problem.filter';
import { EmbedForm, EmbedQuery } from './embed-query';
import { EmbedPosts } from './embed-posts';

/** The comments of an article where no script runs: read, sorted, paged, answered and reported with links and plain forms. */
@Controller('v1/sites/:site/articles/:article/embed')
export class EmbedController {
  constructor(
    private readonly pages: EmbedPages,
    private readonly posts: EmbedPosts,
    private readonly freshness: Freshness,
    private readonly forms: GuestForms,
    @Inject(allowedOrigins) private readonly origins: readonly string[],
  ) {}

  @Get()
  @Route({
    access: 'public',
    summary: 'The thread and its form as HTML that needs no script',
    tag: 'Article pages',
    query: EmbedQuery.extend(AfterQuery.shape),
    answers: { 200: z.string() },
  })
  async page(
    @Param('site') site: string,
    @CurrentArticle() article: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['thread', 'article'], reply);
    const html = await this.pages.render({ site, article }, parseInput(EmbedQuery, query, '?'), request);
    const etag = `"${createHash('sha1').update(html).digest('base64url')}"`;
    reply.header('etag', etag).header('cache-control', 'public, no-cache');
    if (matchesEtag(request.headers['if-none-match'], etag)) reply.code(304).send();
    else sendHtml(reply, embedPolicy(this.origins), this.forms.sign(html, { site, article }, new Date()));
  }

  @Post()
  @UseFilters(EmbedProblemFilter)
  @Route({
    access: 'public',
    summary: 'The plain form: posts or reports, and answers 303 to the page that shows it',
    limited: 'post',
    tag: 'Article pages',
    formFields: EmbedForm,
    answers: { 303: null },
  })
  async send(
    @Param('site') site: string,
    @CurrentArticle() article: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = parseInput(EmbedForm, body ?? {});
    const { query, hash } = await this.posts.send(site, article, form, request);
    const address = new URLSearchParams({ ...query, lang: form.lang, sort: form.sort });
    // Relative to the page that was posted to, whatever path and proxy it was reached by
    reply
      .code(303)
      .header('location', `embed?${address.toString()}#${hash}`)
      .header('cache-control', 'no-store')
      .send();
  }
}
