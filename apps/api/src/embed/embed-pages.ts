import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import type { PermalinkAnswer } from '#contracts/answers';
import { byteBudgets } from '#contracts/byte-budgets';
import { isVisible } from '#contracts/comment-life/visible';
import type { EmbedPage, EmbedSent } from '#contracts/embed';
import type { EmbedQuery } from '#contracts/embed-requests';
import { html } from '#contracts/routes/route';
import { acceptedLanguages } from '#languages/accepted-languages';
import { chooseLanguage } from '#languages/choose-language';
import { type ThreadComment, commentWithAncestors } from '#read-models/thread/queries';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { ArticleAnswers, untilClosing } from '../articles/article-answers.ts';
import { publicComment } from '../comments/comment-answer.ts';
import { reachedAt } from '../http/reached-at.ts';
import { GuestForms } from '../forms/guest-forms.ts';
import { WidgetFiles } from '../widget/widget-files.ts';
import type { CachedAnswer } from '../reading/answer-cache.ts';
import { embedDocument, embedFragment } from './embed-document.ts';
import { ofDocument, ofFragment } from './embed-weight.ts';
import { Turns } from './turns.ts';

const pageSize = 20;
/** A page with relative times such as "3 minutes ago" is the same within a minute. */
const minute = 60_000;
const thisMinute = (): number => Math.floor(Date.now() / minute) * minute;

interface Place {
  readonly site: string;
  readonly article: string;
}

/** Renders an article's thread and form. */
@Injectable()
export class EmbedPages {
  private readonly turns = new Turns();

  constructor(
    private readonly pool: Pool,
    private readonly answers: ArticleAnswers,
    private readonly files: WidgetFiles,
    private readonly forms: GuestForms,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
  ) {}

  /**
   * The cached page with a placeholder for the form's token, which `GuestForms.sign` replaces, so that the ETag is the
   * same for all readers. It is rendered again when the article changes or the minute ends.
   */
  shown(place: Place, query: EmbedQuery, request: FastifyRequest): Promise<CachedAnswer> {
    const { sort, cursor = '', theme, fragment } = query;
    const language = this.languageOf(query, request);
    const base = this.baseOf(query, request);
    const now = thisMinute();
    const name = ['embed', fragment === undefined ? '' : 'fragment', sort, cursor, language, theme, base, now].join(
      ' ',
    );
    return this.answers.madeFromThread(place.site, place.article, name, async () => {
      const page = await this.page(place, query, { base, now, language, linked: null, sent: null });
      const { ttlMs = minute } = untilClosing(page.thread.article);
      return { body: await this.rendered(page, query), ttlMs: Math.min(ttlMs, now + minute - Date.now()) };
    });
  }

  /** Renders the page for one reader: with the comment that its URL names, or with the sent form. */
  async render(
    place: Place,
    query: EmbedQuery,
    request: FastifyRequest,
    sent: EmbedSent | null = null,
  ): Promise<string> {
    const { reply, report, comment, posted, reported } = query;
    const id = reply ?? report ?? comment ?? posted ?? reported;
    const linked = id === undefined ? null : await this.linked(place.site, id);
    const base = this.baseOf(query, request);
    const language = this.languageOf(query, request);
    const about = { base, now: thisMinute(), language, linked, sent: sent ?? outcomeOf(query, linked) };
    return this.rendered(await this.page(place, query, about), query);
  }

  /** The language in the URL, or else the one that the browser prefers. */
  languageOf({ lang }: Pick<EmbedQuery, 'lang'>, { headers }: FastifyRequest): string {
    const wanted = lang === '' ? acceptedLanguages(headers['accept-language']) : [lang];
    return chooseLanguage(wanted, this.files.renderer().languages).locale;
  }

  /** Links are relative in our own pages. A fragment on another site's page needs the absolute base URL. */
  private baseOf({ fragment }: EmbedQuery, request: FastifyRequest): string {
    return fragment === undefined ? (this.given.publicUrl ?? '') : reachedAt(request, this.given.publicUrl);
  }

  private async rendered(page: EmbedPage, query: EmbedQuery): Promise<string> {
    const renderer = this.files.renderer();
    await this.turns.next();
    return query.fragment === undefined ? embedDocument(renderer, page) : embedFragment(renderer, page);
  }

  private async page(
    { site, article }: Place,
    { sort, cursor, theme, reply, report, fragment }: EmbedQuery,
    { linked, ...about }: Pick<EmbedPage, 'base' | 'now' | 'language' | 'sent'> & { linked: Linked | null },
  ): Promise<EmbedPage> {
    const asked = { sort, limit: pageSize, ...(cursor !== undefined && { cursor }) };
    const address = `${about.base}/v1/sites/${site}/articles/${encodeURIComponent(article)}/embed`;
    const { bytes, weigh } = fragment === undefined ? ofDocument(address) : ofFragment(address);
    const here = linked?.comment.articleId === article ? linked : null;
    const taken = here ? [...here.ancestors, here.comment].reduce((sum, one) => sum + weigh(one), 0) : 0;
    const budget = { bytes: Math.max(0, bytes - taken), weigh };
    return {
      site,
      theme,
      sort,
      ...about,
      thread: await this.answers.currentThread(site, article, asked, budget),
      linked: here && asAnswer(here),
      open: linked && (reply || report) ? { kind: reply ? 'reply' : 'report', id: linked.comment.id } : null,
      formToken: this.forms.placeholder,
    };
  }

  private async linked(site: string, id: string): Promise<Linked | null> {
    const found = await commentWithAncestors(this.pool, site, id, byteBudgets.ancestors / 2);
    return found && isVisible(found.comment.status) ? found : null;
  }
}

type Linked = Record<'comment', ThreadComment> & Record<'ancestors', ThreadComment[]>;

const asAnswer = ({ comment, ancestors }: Linked): PermalinkAnswer => ({
  comment: publicComment(comment),
  ancestors: ancestors.map(publicComment),
});

/** A comment that was just posted and is not visible is held. */
function outcomeOf({ posted, reported }: EmbedQuery, linked: Linked | null): EmbedSent | null {
  if (reported !== undefined) return { outcome: 'reported' };
  if (posted === undefined) return null;
  return { outcome: linked ? 'published' : 'held' };
}

export function sendHtml(reply: FastifyReply, policy: string, page: string): void {
  reply
    .headers({
      'content-security-policy': policy,
      'content-type': html.content,
      // With `no-referrer`, browsers would send the page's own form with `Origin: null`, which is refused.
      'referrer-policy': 'same-origin',
    })
    .send(page);
}
