import { Injectable } from '@nestjs/common';
import { SettingsCache } from './commands/settings-cache.ts';
import { policyStream } from './commands/stream-ids.ts';
import { AuthorFacts } from './comments/author-facts.ts';
import { NamesInUse } from './comments/names-in-use.ts';
import { AnswerCache } from './reading/answer-cache.ts';
import { EarlyAnswers } from './reading/early-answers.ts';
import { type Change, ReadModelFollower } from './reading/read-model-follower.ts';
import { Sites } from './sites/sites.ts';

/**
 * Invalidates this process's caches when the read models or the log change. Caches that are not listed here expire
 * by themselves.
 */
@Injectable()
export class ForgetWhatChanged {
  constructor(
    follower: ReadModelFollower,
    private readonly answers: AnswerCache,
    private readonly early: EarlyAnswers,
    private readonly settings: SettingsCache,
    private readonly sites: Sites,
    private readonly authors: AuthorFacts,
    private readonly names: NamesInUse,
  ) {
    follower.forgetOnChange((change) => this.forget(change));
  }

  private forget(change: Change): void {
    if (change === 'everything') this.forgetEverything();
    else for (const key of change.keys) this.forgetKey(key);
  }

  private forgetEverything(): void {
    for (const cache of [this.answers, this.early, this.settings, this.authors, this.names]) cache.clear();
    this.sites.refresh();
  }

  /**
   * A key with a slash is that of an article, or of an author, which no cached answer has. A key without one is that of
   * a site or its policy.
   */
  private forgetKey(key: string): void {
    if (key.includes('/')) {
      this.answers.forget(key);
      this.early.forget(key);
    } else {
      this.answers.clear();
      this.early.clear();
      this.settings.forgetStream(policyStream(key));
      this.sites.refresh();
    }
  }
}
