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
 * Forgets what this process remembers of the read models and the log when that changed. What is not here is asked for
 * each time, or good for seconds, whatever happens.
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
    for (const remembered of [this.answers, this.early, this.settings, this.authors, this.names]) remembered.clear();
    this.sites.refresh();
  }

  /**
   * A key with a slash is an article's (or an author's, which no answer is kept under); one without is a site's policy,
   * or the site itself.
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
