import { Injectable } from '@nestjs/common';
import { Refusal } from '#contracts/refusal';
import { isSilenced } from '#domain/author';
import type { ReportComment, PolicyInForce } from '#domain/comment-commands';
import type { Comment } from '#domain/comment-state';
import { reporterWeight } from '#domain/reporter-weight';
import type { Prepared } from '../commands/command-executor.ts';
import { type Settings, SettingsCache } from '../commands/settings-cache.ts';
import type { AskedReport } from './asked-of-comment.ts';
import { AuthorFacts } from './author-facts.ts';

/** Looks up the facts that give a report its weight. */
@Injectable()
export class CompleteReport {
  constructor(
    private readonly authors: AuthorFacts,
    private readonly settings: SettingsCache,
  ) {}

  /** A guest reports as a network; the restrictions of the author named by the guest's token apply as well. */
  async prepare(
    asked: AskedReport,
    comment: Comment,
    { settings, again }: { settings: Settings; again: boolean },
  ): Promise<Prepared<ReportComment>> {
    const { authorId, article, reporterId } = asked;
    if (article !== undefined && article !== comment.articleId) throw new Refusal('form-not-signed');
    const isNamed = authorId !== null && authorId !== reporterId;
    const named = isNamed
      ? await this.settings.current(comment.siteId, comment.articleId, authorId, again)
      : { author: null, guards: [] };
    if (named.author?.erased) throw new Refusal('author-erased');
    const isSilent = [settings.author, named.author].some((one) => one !== null && isSilenced(one, new Date()));
    return {
      command: await this.weighed(asked, comment, settings.policy, isSilent),
      guards: [...settings.guards, ...named.guards.filter(({ streamId }) => streamId === authorId)],
    };
  }

  private async weighed(
    { authorId, article: _article, ...report }: AskedReport,
    comment: Comment,
    inForce: PolicyInForce,
    silenced: boolean,
  ): Promise<ReportComment> {
    const earlier = await this.authors.reporter(comment.siteId, report.reporterId, inForce.policy);
    const reporter = { kind: report.reporterKind, silenced, isAuthor: authorId === comment.authorId, ...earlier };
    return { ...report, weight: reporterWeight(reporter, inForce.policy), inForce };
  }
}
