import { Catch, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { EmbedProblem } from '#contracts/embed';
import { EmbedForm, EmbedQuery } from '#contracts/embed-requests';
import { ArticleId, SiteId } from '#contracts/identifiers';
import { problemCodeIn } from '#contracts/problems';
import { fieldOf } from '#platform/field-of';
import { GuestForms } from '../forms/guest-forms.ts';
import { AwaitingFilter } from '../http/awaiting.filter.ts';
import { setProblem } from '../http/problem-code.ts';
import type { ProblemDocument } from '../http/problem-document.ts';
import { ProblemFilter, problemFor } from '../http/problem.filter.ts';
import { Sites } from '../sites/sites.ts';
import { embedPolicy } from './embed-document.ts';
import { EmbedPages, sendHtml } from './embed-pages.ts';

/** Shows a refused form again with the typed text and the reason. */
@Catch()
@Injectable()
export class EmbedProblemFilter extends AwaitingFilter {
  constructor(
    common: ProblemFilter,
    private readonly pages: EmbedPages,
    private readonly forms: GuestForms,
    private readonly sites: Sites,
  ) {
    super(common);
  }

  protected async answer(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const problem = problemFor(error);
    const place = placeOf(request.params);
    const typed = EmbedForm.safeParse(request.body ?? {});
    if (!place || !typed.success || !isForTheForm(problem)) throw error;
    setProblem(request, problem);
    const { body, name, email, parentId, report, reason, note, lang, sort, form } = typed.data;
    const query = EmbedQuery.parse({ lang, sort, ...(parentId && { reply: parentId }), ...(report && { report }) });
    const html = await this.pages.render(place, query, request, {
      outcome: embedProblem(problem),
      body,
      name,
      email,
      note,
      ...(reason && { reason }),
    });
    if (problem.status === 429) reply.header('retry-after', String(Number(problem['retryAfterSeconds'] ?? 1)));
    const signed = this.forms.sign(html, place, new Date(), form);
    sendHtml(reply.code(problem.status), embedPolicy(this.sites.originsOf(place.site)), signed);
  }
}

/** The article of the form; undefined without a valid one, as there is then no page to show. */
function placeOf(params: unknown): { site: string; article: string } | undefined {
  const [siteId, articleId] = [
    SiteId.safeParse(fieldOf(params, 'site')),
    ArticleId.safeParse(fieldOf(params, 'article')),
  ];
  return siteId.success && articleId.success ? { site: siteId.data, article: articleId.data } : undefined;
}

/**
 * Problems that are not caused by the form go to the common filter, which logs them. A reply whose parent is gone is
 * shown again, so that its text is not lost.
 */
const isForTheForm = ({ status, type }: ProblemDocument): boolean =>
  status < 500 && (status !== 404 || problemCodeIn(type) === 'parent-not-found');

const embedProblem = (problem: ProblemDocument): EmbedProblem => ({
  code: problemCodeIn(problem.type) ?? 'internal',
  detail: problem.detail,
  until: textOf(problem['until']),
  retryAfterSeconds: Number(problem['retryAfterSeconds'] ?? 1),
  rules: rulesIn(problem),
  fields: problem.errors?.map(({ pointer }) => pointer.split('/').at(-1) ?? ''),
});

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function rulesIn({ rules }: ProblemDocument): EmbedProblem['rules'] {
  return Rules.safeParse(rules).data;
}

const Rules = z.array(z.object({ rule: z.string(), ranges: z.array(z.array(z.number())).exactOptional() }));
