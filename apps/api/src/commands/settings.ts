import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { RecordedEvent } from '#contracts/event-schemas';
import { type ArticleState, articleDecider } from '#domain/article';
import { type AuthorState, authorDecider } from '#domain/author';
import { type PolicyState, policyDecider } from '#domain/policy';
import { EventLog } from '#event-store/event-log';
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
  private readonly folded = new LRUCache<string, Folded<unknown>>({ max: 50_000 });

  constructor(private readonly log: EventLog) {}

  /**
   * @param authorId null when no author matters, or when they are new with this very command
   * @param afresh what is remembered turned out to be old: read everything anew
   */
  async current(site: string, articleId: string, authorId: string | null, afresh: boolean): Promise<Settings> {
    const [policyId, articleStreamId] = [policyStream(site), articleStream(site, articleId)];
    const wanted = [policyId, articleStreamId, ...(authorId === null ? [] : [authorId])];
    if (afresh) for (const streamId of wanted) this.folded.delete(streamId);
    await this.loadMissing(wanted);
    const policy = this.get(policyDecider, policyId);
    const article = this.get(articleDecider, articleStreamId);
    const author = authorId === null ? null : this.get(authorDecider, authorId);
    return {
      policy: policy.state,
      article: article.state,
      author: author?.state ?? null,
      guards: wanted.map((streamId) => ({ streamId, version: this.folded.get(streamId)?.version ?? 0 })),
    };
  }

  async policyOf(site: string): Promise<Folded<PolicyState>> {
    await this.loadMissing([policyStream(site)]);
    return this.get(policyDecider, policyStream(site));
  }

  forgetStream(streamId: string): void {
    this.folded.delete(streamId);
  }

  clear(): void {
    this.folded.clear();
  }

  private get<State>(decider: Decider<never, State, never>, streamId: string): Folded<State> {
    const known = this.folded.get(streamId) as Folded<State | undefined> | undefined;
    return { state: known?.state ?? decider.initialState, version: known?.version ?? 0 };
  }

  private async loadMissing(streamIds: readonly string[]): Promise<void> {
    const missing = streamIds.filter((streamId) => !this.folded.has(streamId));
    if (missing.length === 0) return;
    const streams = await this.log.readStreams(missing);
    for (const streamId of missing) {
      const events = streams.get(streamId) ?? [];
      const opened = await recordedAndOpened(this.log, events);
      this.folded.set(streamId, { state: fold(opened), version: events.at(-1)?.version ?? 0 });
    }
  }
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
