import { Inject, Injectable } from '@nestjs/common';
import type { RecordedEvent } from '#contracts/event-schemas';
import { type ArticleState, articleDecider } from '#domain/article';
import { type AuthorState, authorDecider } from '#domain/author';
import { type PolicyState, policyDecider } from '#domain/policy';
import { EventLog } from '#event-store/event-log';
import { FreshLoads } from '../reading/fresh-loads.ts';
import type { Folded } from './command-executor.ts';
import { recordedAndOpened } from './recorded.ts';
import { articleStream, policyStream } from './stream-ids.ts';

/** The facts outside a comment that its rules depend on. */
export interface Settings {
  readonly policy: PolicyState;
  readonly article: ArticleState;
  readonly author: AuthorState | null;
  readonly guards: { streamId: string; version: number }[];
}

/**
 * Caches the states of policies, articles and authors, folded from their short streams. A cached state may be outdated.
 * The guards detect that in the append statement itself, so that a ban or a closed article applies to the next command.
 */
@Injectable()
export class SettingsCache {
  private readonly known = new FreshLoads<ShortStream>({ max: 50_000 });

  constructor(@Inject(EventLog) private readonly log: Pick<EventLog, 'readStreams' | 'open'>) {}

  /**
   * @param authorId null if no author matters, or if this command creates the author
   * @param afresh true to bypass the cache, after its states turned out to be outdated
   */
  async current(site: string, articleId: string, authorId: string | null, afresh: boolean): Promise<Settings> {
    const [policyId, articleStreamId] = [policyStream(site), articleStream(site, articleId)];
    const wanted = [policyId, articleStreamId, ...(authorId === null ? [] : [authorId])];
    if (afresh) this.known.forget(...wanted);
    const known = await this.load(wanted);
    const read = (streamId: string): ShortStream => known.get(streamId) ?? unwritten;
    return {
      policy: read(policyId).policy,
      article: read(articleStreamId).article,
      author: authorId === null ? null : read(authorId).author,
      guards: wanted.map((streamId) => ({ streamId, version: read(streamId).version })),
    };
  }

  async policyOf(site: string): Promise<Folded<PolicyState>> {
    const streamId = policyStream(site);
    const { policy: state, version } = (await this.load([streamId])).get(streamId) ?? unwritten;
    return { state, version };
  }

  forgetStream(streamId: string): void {
    this.known.forget(streamId);
  }

  clear(): void {
    this.known.clear();
  }

  private load(streamIds: readonly string[]): Promise<ReadonlyMap<string, ShortStream>> {
    return this.known.loadAll(streamIds, async (missing) => {
      const streams = await this.log.readStreams(missing);
      const folded = missing.map(async (streamId) => {
        const events = streams.get(streamId) ?? [];
        const read = (await recordedAndOpened(this.log, events)).reduce(evolve, unwritten);
        return [streamId, { ...read, version: events.at(-1)?.version ?? 0 }] as const;
      });
      return new Map(await Promise.all(folded));
    });
  }
}

/** A stream folded by all three deciders. It belongs to one of them; the others keep their initial state. */
interface ShortStream {
  readonly policy: PolicyState;
  readonly article: ArticleState;
  readonly author: AuthorState;
  readonly version: number;
}

const unwritten: ShortStream = {
  policy: policyDecider.initialState,
  article: articleDecider.initialState,
  author: authorDecider.initialState,
  version: 0,
};

function evolve(read: ShortStream, event: RecordedEvent): ShortStream {
  switch (event.type) {
    case 'PolicyChanged':
      return { ...read, policy: policyDecider.evolve(read.policy, event) };
    case 'ArticleUpdated':
      return { ...read, article: articleDecider.evolve(read.article, event) };
    case 'AuthorRestricted':
    case 'AuthorRestrictionLifted':
    case 'AuthorErased':
      return { ...read, author: authorDecider.evolve(read.author, event) };
    default:
      return read;
  }
}
