import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import type { PermalinkAnswer, ThreadAnswer } from '#contracts/answers';
import type { EmbedPage, EmbedSent } from '#contracts/embed';
import { isVisible } from '#contracts/vocabulary';
import { commentWithAncestors } from '#read-models/thread/queries';
import { ArticleAnswers } from '../articles/article-answers';
import { publicComment } from '../comments/comment-answer';
import { type PublicUrl, publicUrl } from '../events/public-url';
import { reachedAt } from '../http/reached-at';
import { GuestForms } from '../forms/guest-forms';
import { WidgetFiles } from '../widget/widget-files';
import { embedDocument, embedFragment } from './embed-document';
import type { EmbedQuery } from './embed-query';

const pageSize = 20;
/** "3 minutes ago" is the same text within a minute, and so is the page. */
const minute = 60_000;

/** Renders an article's thread and form. */
@Injectable()
export class EmbedPages {
  constructor(
    private readonly pool: Pool,
    private readonly answers: ArticleAnswers,
    private readonly files: WidgetFiles,
    private readonly forms: GuestForms,
    @Inject(publicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** The page but for its form's token: `GuestForms.sign` puts that in, so that the same page has the same ETag. */
  async render(
    { site, article }: { site: string; article: string },
    query: EmbedQuery,
    request: FastifyRequest,
    sent: EmbedSent | null = null,
  ): Promise<string> {
    const isDocument = query.fragment === undefined;
    // A page of ours finds us where it was found; what is included into a page elsewhere has to say where that is.
    const base = isDocument ? (this.publicUrl ?? '') : reachedAt(request, this.publicUrl);
    const page = await this.page(site, article, query, base, sent);
    return isDocument ? embedDocument(this.files.renderer(), page) : embedFragment(this.files.renderer(), page);
  }

  private async page(
    site: string,
    article: string,
    query: EmbedQuery,
    base: string,
    sent: EmbedSent | null,
  ): Promise<EmbedPage> {
    const { sort, cursor, lang, theme, reply, report, comment, posted, reported } = query;
    const id = reply ?? report ?? comment ?? posted ?? reported;
    const linked = id === undefined ? null : await this.linked(site, id);
    const thread = await this.thread(site, article, { sort, cursor });
    return {
      ...{ site, base, theme, sort, thread, language: lang },
      linked: linked?.comment.articleId === article ? linked : null,
      open: linked && (reply || report) ? { kind: reply ? 'reply' : 'report', id: linked.comment.id } : null,
      sent: sent ?? outcomeOf(query, linked),
      formToken: this.forms.placeholder,
      now: Math.floor(Date.now() / minute) * minute,
    };
  }

  private async thread(
    site: string,
    article: string,
    { sort, cursor }: Pick<EmbedQuery, 'sort' | 'cursor'>,
  ): Promise<ThreadAnswer> {
    const query = { sort, limit: pageSize, ...(cursor !== undefined && { cursor }) };
    return JSON.parse((await this.answers.thread(site, article, query)).body) as ThreadAnswer;
  }

  private async linked(site: string, id: string): Promise<PermalinkAnswer | null> {
    const found = await commentWithAncestors(this.pool, site, id);
    if (!found || !isVisible(found.comment.status)) return null;
    return { comment: publicComment(found.comment), ancestors: found.ancestors.map(publicComment) };
  }
}

/** One that was just posted and cannot be seen is held. */
function outcomeOf({ posted, reported }: EmbedQuery, linked: PermalinkAnswer | null): EmbedSent | null {
  if (reported !== undefined) return { outcome: 'reported' };
  if (posted === undefined) return null;
  return { outcome: linked ? 'published' : 'held' };
}

export function sendHtml(reply: FastifyReply, policy: string, html: string): void {
  reply.header('content-security-policy', policy).header('content-type', 'text/html; charset=utf-8').send(html);
}
