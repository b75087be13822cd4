import { Controller, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type EmbedQuery, namesNoComment } from '#contracts/embed-requests';
import { GuestForms } from '../forms/guest-forms.ts';
import { etagOf } from '../reading/answer-cache.ts';
import { matchesEtag } from '../http/matches-etag.ts';
import { varyBy } from '../http/vary.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { Sites } from '../sites/sites.ts';
import { embedPolicy } from './embed-document.ts';
import { EmbedPages, sendHtml } from './embed-pages.ts';
import { EmbedPosts } from './embed-posts.ts';
import { EmbedProblemFilter } from './embed-problem.filter.ts';

/** The comments of an article without scripts: reading, sorting, paging, replying and reporting by links and forms. */
@Controller()
export class EmbedController {
  constructor(
    private readonly pages: EmbedPages,
    private readonly posts: EmbedPosts,
    private readonly forms: GuestForms,
    private readonly sites: Sites,
  ) {}

  @Route('GET /v1/sites/:site/articles/:article/embed')
  async page(
    @Input() { params: place, query, request }: InputOf<'GET /v1/sites/:site/articles/:article/embed'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (query.lang === '') varyBy(reply, 'accept-language');
    const { body, etag } = await this.pageOf(place, query, request);
    reply.header('etag', etag);
    if (matchesEtag(request.headers['if-none-match'], etag)) {
      reply.code(304).send();
      return;
    }
    const signed = this.forms.sign(String(body), place, new Date());
    sendHtml(reply, embedPolicy(this.sites.originsOf(place.site)), signed);
  }

  private async pageOf(place: { site: string; article: string }, query: EmbedQuery, request: FastifyRequest) {
    if (namesNoComment(query)) return this.pages.shown(place, query, request);
    const body = await this.pages.render(place, query, request);
    return { body, etag: etagOf(body) };
  }

  @Route('POST /v1/sites/:site/articles/:article/embed')
  @UseFilters(EmbedProblemFilter)
  async send(
    @Input() { params, form, request }: InputOf<'POST /v1/sites/:site/articles/:article/embed'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { query, hash } = await this.posts.send(params.site, params.article, form, request);
    const address = new URLSearchParams({ ...query, lang: this.pages.languageOf(form, request), sort: form.sort });
    // Relative to the page, so that it works under any path of a proxy.
    reply.header('location', `embed?${address.toString()}#${hash}`).send();
  }
}
