import type { SettingsCache } from '../commands/settings';
import { policyStream } from '../commands/stream-ids';
import type { Sites } from '../sites/sites';
import type { AnswerCache } from './answer-cache';
import type { Door } from './door';
import type { Change } from './read-model-follower';

/** A key with a slash is an article's (or an author's, which no answer is kept under); one without is a site's policy, or the site itself. */
export const forgetWhatChanged =
  (cache: AnswerCache, door: Door, settings: SettingsCache, sites: Pick<Sites, 'refresh'>) =>
  (change: Change): void => {
    if (change === 'everything') {
      cache.clear();
      door.clear();
      settings.clear();
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
