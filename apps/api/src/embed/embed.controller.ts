import { Body, Controller, Get, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AfterQuery } from '#contracts/requests';
import { GuestForms } from '../forms/guest-forms';
import { Route } from '../routes/access';
import { CurrentArticle } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import { Sites } from '../sites/sites';
import { Freshness } from '../reading/freshness';
import { etagOf } from '../reading/answer-cache';
import { matchesEtag } from '../http/matches-etag';
import { embedPolicy } from './embed-document';
import { EmbedPages, sendHtml } from './embed-pages';
import { EmbedProblemFilter } from './embed-problem.filter';
import { EmbedForm, EmbedQuery, limitOfForm, namesNoComment } from './embed-query';
import { EmbedPosts } from './embed-posts';

/** The comments of an article where no script runs: read, sorted, paged, answered and reported with links and plain forms. */
@Controller('v1/sites/:site/articles/:article/embed')
export class EmbedController {
  constructor(
    private readonly pages: EmbedPages,
    private readonly posts: EmbedPosts,
    private readonly freshness: Freshness,
    private readonly forms: GuestForms,
    private readonly sites: Sites,
  ) {}

  @Get()
  @Route({
    access: 'public',
    summary: 'The thread and its form as HTML that needs no script',
    tag: 'Article pages',
    query: EmbedQuery.extend(AfterQuery.shape),
    cache: 'public, no-cache',
    limited: 'read',
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
    const wanted = parseInput(EmbedQuery, query, '?');
    const { body, etag } = await this.pageOf({ site, article }, wanted, request);
    reply.header('etag', etag);
    if (matchesEtag(request.headers['if-none-match'], etag)) {
      reply.code(304).send();
      return;
    }
    const signed = this.forms.sign(String(body), { site, article }, new Date());
    sendHtml(reply, embedPolicy(this.sites.originsOf(site)), signed);
  }

  private async pageOf(place: { site: string; article: string }, query: EmbedQuery, request: FastifyRequest) {
    if (namesNoComment(query)) return this.pages.shown(place, query, request);
    const body = await this.pages.render(place, query, request);
    return { body, etag: etagOf(body) };
  }

  @Post()
  @UseFilters(EmbedProblemFilter)
  @Route({
    access: 'public',
    summary: 'The plain form: posts or reports, and answers 303 to the page that shows it',
    limited: limitOfForm,
    tag: 'Article pages',
    form: EmbedForm,
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
    reply.code(303).header('location', `embed?${address.toString()}#${hash}`).send();
  }
}
