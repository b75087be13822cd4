import { Inject, Injectable } from '@nestjs/common';
import type { RecordedEvent } from '#contracts/event-schemas';
import { type ArticleState, articleDecider } from '#domain/article';
import { type AuthorState, authorDecider } from '#domain/author';
import { type PolicyState, policyDecider } from '#domain/policy';
import { EventLog } from '#event-store/event-log';
import { FreshLoads } from '../reading/fresh-loads';
import type { Decider, Folded } from './decider';
import { recordedAndOpened } from './recorded';
import { articleStream, policyStream } from './stream-ids';

/** What a comment's rules ask about the world around it. */
export interface Settings {
  readonly policy: PolicyState;
  readonly article: ArticleState;
  readonly author: AuthorState | null;
  readonly guards: { streamId: string; version: number }[];
}

/**
 * Policy, article and author as folded from their short streams, remembered between commands. What is remembered may be old; the guards
 * make the append itself notice, in the same statement, so that a ban or a closed article is in force for the very next command.
 */
@Injectable()
export class SettingsCache {
  private readonly folded = new FreshLoads<Folded<unknown>>({ max: 50_000 });

  constructor(@Inject(EventLog) private readonly log: Pick<EventLog, 'readStreams' | 'open'>) {}

  /**
   * @param authorId null when no author matters, or when they are new with this very command
   * @param afresh what is remembered turned out to be old: read everything anew
   */
  async current(site: string, articleId: string, authorId: string | null, afresh: boolean): Promise<Settings> {
    const [policyId, articleStreamId] = [policyStream(site), articleStream(site, articleId)];
    const wanted = [policyId, articleStreamId, ...(authorId === null ? [] : [authorId])];
    if (afresh) this.folded.forget(...wanted);
    const known = await this.load(wanted);
    const policy = stateIn(known, policyDecider, policyId);
    const article = stateIn(known, articleDecider, articleStreamId);
    const author = authorId === null ? null : stateIn(known, authorDecider, authorId);
    return {
      policy: policy.state,
      article: article.state,
      author: author?.state ?? null,
      guards: wanted.map((streamId) => ({ streamId, version: known.get(streamId)?.version ?? 0 })),
    };
  }

  async policyOf(site: string): Promise<Folded<PolicyState>> {
    const streamId = policyStream(site);
    return stateIn(await this.load([streamId]), policyDecider, streamId);
  }

  forgetStream(streamId: string): void {
    this.folded.forget(streamId);
  }

  clear(): void {
    this.folded.clear();
  }

  private load(streamIds: readonly string[]): Promise<Known> {
    return this.folded.loadAll(streamIds, async (missing) => {
      const streams = await this.log.readStreams(missing);
      const folded = missing.map(async (streamId) => {
        const events = streams.get(streamId) ?? [];
        const state = fold(await recordedAndOpened(this.log, events));
        return [streamId, { state, version: events.at(-1)?.version ?? 0 }] as const;
      });
      return new Map(await Promise.all(folded));
    });
  }
}

type Known = ReadonlyMap<string, Folded<unknown>>;

function stateIn<State>(known: Known, decider: Decider<never, State, never>, streamId: string): Folded<State> {
  const { state, version } = known.get(streamId) ?? { state: undefined, version: 0 };
  return { state: (state as State | undefined) ?? decider.initialState, version };
}

/** The first event tells which of the three kinds a stream is; an empty stream's initial state is chosen when it is asked for. */
function fold(events: readonly RecordedEvent[]): unknown {
  return events.reduce<unknown>((state, event) => {
    switch (event.type) {
      case 'PolicyChanged':
        return policyDecider.evolve((state as PolicyState | undefined) ?? policyDecider.initialState, event);
      case 'ArticleUpdated':
        return articleDecider.evolve((state as ArticleState | undefined) ?? articleDecider.initialState, event);
      case 'AuthorRestricted':
      case 'AuthorRestrictionLifted':
      case 'AuthorErased':
        return authorDecider.evolve((state as AuthorState | undefined) ?? authorDecider.initialState, event);
      default:
        return state;
    }
  }, undefined);
}
