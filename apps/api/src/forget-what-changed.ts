import type { SettingsCache } from './commands/settings-cache';
import { policyStream } from './commands/stream-ids';
import type { AuthorFacts } from './comments/author-facts';
import type { NamesInUse } from './comments/names-in-use';
import type { Sites } from './sites/sites';
import type { AnswerCache } from './reading/answer-cache';
import type { Door } from './reading/early-answers';
import type { Change } from './reading/read-model-follower';

/** What a process remembers of the read models and the log. What is not here is asked for each time, or good for seconds, whatever happens. */
interface Remembered {
  readonly cache: AnswerCache;
  readonly door: Door;
  readonly settings: SettingsCache;
  readonly sites: Pick<Sites, 'refresh'>;
  readonly authors: Pick<AuthorFacts, 'clear'>;
  readonly names: Pick<NamesInUse, 'clear'>;
}

/** A key with a slash is an article's (or an author's, which no answer is kept under); one without is a site's policy, or the site itself. */
export const forgetWhatChanged =
  ({ cache, door, settings, sites, authors, names }: Remembered) =>
  (change: Change): void => {
    if (change === 'everything') {
      for (const remembered of [cache, door, settings, authors, names]) remembered.clear();
      sites.refresh();
      return;
    }
    for (const key of change.keys) {
      if (key.includes('/')) {
        cache.forget(key);
        door.forget(key);
      } else {
        cache.clear();
        door.clear();
        settings.forgetStream(policyStream(key));
        sites.refresh();
      }
    }
  };
