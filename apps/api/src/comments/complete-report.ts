import { Injectable } from '@nestjs/common';
import { Refusal } from '#contracts/refusal';
import { type AuthorState, isSilenced } from '#domain/author';
import type { FlagComment } from '#domain/comment-commands';
import type { Comment } from '#domain/comment-state';
import { reporterWeight } from '#domain/reporter-weight';
import type { Prepared } from '../commands/command-executor';
import { type Settings, SettingsCache } from '../commands/settings-cache';
import type { AskedReport } from './asked-of-comment';
import { AuthorFacts } from './author-facts';

/** Finds out what the rules ask about a report: how much it weighs. */
@Injectable()
export class CompleteReport {
  constructor(
    private readonly authors: AuthorFacts,
    private readonly settings: SettingsCache,
  ) {}

  /** Guests report as their network, and are still who their token says. */
  async prepare(
    asked: AskedReport,
    comment: Comment,
    settings: Settings,
    again: boolean,
  ): Promise<Prepared<FlagComment>> {
    const { authorId, article, reporterId } = asked;
    if (article !== undefined && article !== comment.articleId) throw new Refusal('form-not-signed');
    if (authorId === null || authorId === reporterId)
      return { command: await this.command(asked, comment, settings, []), guards: settings.guards };
    const { author: named, guards } = await this.settings.current(comment.siteId, comment.articleId, authorId, again);
    if (named?.erased) throw new Refusal('author-erased');
    return {
      command: await this.command(asked, comment, settings, [named]),
      guards: [...settings.guards, ...guards.filter(({ streamId }) => streamId === authorId)],
    };
  }

  private async command(
    { authorId, article: _, ...report }: AskedReport,
    comment: Comment,
    { author, policy: inForce }: Settings,
    named: readonly (AuthorState | null)[],
  ): Promise<FlagComment> {
    const now = new Date();
    const silenced = [author, ...named].some((one) => one !== null && isSilenced(one, now));
    const fared = await this.authors.reporter(comment.siteId, report.reporterId, inForce.policy);
    const reporter = { kind: report.reporterKind, silenced, isAuthor: authorId === comment.authorId, ...fared };
    return { ...report, weight: reporterWeight(reporter, inForce.policy), inForce };
  }
}
