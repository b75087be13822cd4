import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EmbedProblem } from '#contracts/embed';
import { GuestForms } from '../forms/guest-forms';
import { setProblem } from '../http/problem-code';
import type { ProblemDocument } from '../http/problem-document';
import { problemOf } from '../http/problem.filter';
import { allowedOrigins } from '../http/tokens';
import { embedPolicy } from './embed-document';
import { EmbedPages, sendHtml } from './embed-pages';
import { EmbedForm, EmbedQuery } from './embed-query';

type EmbedRequest = FastifyRequest<{ Params: { site: string; article: string } }>;

/** A form that could not be taken comes back with what was typed and what to do about it. */
@Catch()
@Injectable()
export class EmbedProblemFilter implements ExceptionFilter {
  constructor(
    private readonly pages: EmbedPages,
    private readonly forms: GuestForms,
    @Inject(allowedOrigins) private readonly origins: readonly string[],
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<EmbedRequest>(), http.getResponse<FastifyReply>()];
    const problem = problemOf(error);
    // What is no fault of the form's is for the common filter: it knows what to log.
    if (problem.status >= 500 || problem.status === 404) throw error;
    setProblem(request, problem);
    const form = EmbedForm.parse(request.body ?? {});
    const { body, name, email, parentId, report, lang, sort } = form;
    const query = EmbedQuery.parse({ lang, sort, ...(parentId && { reply: parentId }), ...(report && { report }) });
    const html = await this.pages.render(request.params, query, request, {
      outcome: embedProblem(problem),
      ...{ body, name, email },
    });
    if (problem.status === 429) reply.header('retry-after', String(Number(problem['retryAfterSeconds'] ?? 1)));
    const signed = this.forms.sign(html, request.params, new Date(), form.form);
    sendHtml(reply.code(problem.status).header('cache-control', 'no-store'), embedPolicy(this.origins), signed);
  }
}

const embedProblem = (problem: ProblemDocument): EmbedProblem => ({
  code: (problem.type.split('#')[1] ?? 'internal') as EmbedProblem['code'],
  detail: problem.detail,
  until: textOf(problem['until']),
  retryAfterSeconds: Number(problem['retryAfterSeconds'] ?? 1),
  rules: problem['rules'] as EmbedProblem['rules'],
  fields: problem.errors?.map(({ pointer }) => pointer.split('/').at(-1) ?? ''),
});

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
