import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import { speaksOfAComment } from '#contracts/personal-owner';
import { Refusal } from '#contracts/refusal';
import { commentDecider } from '#domain/comment';
import type { CommentCommand } from '#domain/comment-commands';
import type { Comment } from '#domain/comment-state';
import { policyDecider } from '#domain/policy';
import type { Chance } from './chance.ts';

/**
 * An event of a random history with its stream. `subjectId` is the person whose personal data it holds, `aboutId` the
 * author of the comment that it is about.
 */
export type HistoryEvent = RecordedEvent & {
  readonly streamId: string;
  readonly subjectId: string;
  readonly aboutId: string | null;
};

export interface Scope {
  readonly sites: number;
  readonly articles: number;
  readonly people: number;
}

interface Person {
  readonly id: string;
  readonly kind: 'member' | 'guest';
  readonly name: string;
}

export interface Site {
  readonly id: string;
  readonly policyStream: string;
  readonly articles: readonly string[];
  /** A new person takes the place of each one who is erased. */
  readonly people: Person[];
  readonly comments: string[];
}

type Decider = {
  initialState: unknown;
  decide: (command: never, state: never) => DomainEvent[];
  evolve: (state: never, event: never) => unknown;
};

/**
 * Sites with their readers and moderators. The domain's deciders handle their commands, and the resulting events are
 * recorded as in a log.
 */
export class Newsroom {
  readonly recorded: HistoryEvent[] = [];
  readonly sites: readonly Site[];
  readonly moderators: readonly Person[];
  private readonly states = new Map<string, { state: unknown; version: number }>();
  private position = 0;
  private now = Date.UTC(2026, 0, 1);

  constructor(
    readonly chance: Chance,
    scope: Scope,
  ) {
    this.moderators = [1, 2].map((number) => ({ id: chance.uuid(), kind: 'member', name: `Moderator ${number}` }));
    this.sites = Array.from({ length: scope.sites }, (_site, number) => ({
      id: `site-${number}`,
      policyStream: chance.uuid(),
      articles: Array.from({ length: scope.articles }, (_article, article) => `article/${article}`),
      people: Array.from({ length: scope.people }, () => randomReader(chance)),
      comments: [],
    }));
  }

  get time(): Date {
    return new Date(this.now);
  }

  state<State>(streamId: string, decider: { initialState: State }): State {
    return (this.states.get(streamId)?.state ?? decider.initialState) as State;
  }

  /** Handles a command on a stream and records its events. Returns false if it was refused or changed nothing. */
  execute(site: Site, streamId: string, subjectId: string, decider: Decider, command: unknown): boolean {
    const stream = this.states.get(streamId) ?? { state: decider.initialState, version: 0 };
    try {
      const events = decider.decide(command as never, stream.state as never);
      for (const event of events) {
        this.position += this.chance.below(10) === 0 ? 3 : 1;
        this.now += this.chance.below(90_000);
        stream.version += 1;
        const recorded = {
          personal: null,
          ...event,
          eventId: this.chance.uuid(),
          siteId: site.id,
          position: this.position,
          version: stream.version,
          at: this.time,
          meta: {},
          streamId,
          subjectId,
          aboutId: speaksOfAComment(event.type) ? this.comment(streamId).authorId : null,
        } as HistoryEvent;
        stream.state = decider.evolve(stream.state as never, recorded as never);
        this.recorded.push(recorded);
      }
      this.states.set(streamId, stream);
      return events.length > 0;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  inForce(site: Site) {
    return this.state(site.policyStream, policyDecider);
  }

  comment(commentId: string): Comment {
    const comment = this.state(commentId, commentDecider);
    if (!comment) throw new Error(`no comment ${commentId}`);
    return comment;
  }

  /** A random comment of the site, more often a new one than an old one. */
  someComment(site: Site): string | undefined {
    const back = Math.min(site.comments.length, this.chance.oneOf([3, 30, 1000]));
    return site.comments[site.comments.length - 1 - this.chance.below(back)];
  }

  onComment(site: Site, subjectId: string, commentId: string, command: CommentCommand): boolean {
    return this.execute(site, commentId, subjectId, commentDecider, command);
  }

  text() {
    const body = this.chance.text();
    return { body, length: Array.from(body).length, links: [] };
  }

  findings() {
    if (this.chance.below(12) > 0) return [];
    return [{ rule: 'links', ruleVersion: 1, action: this.chance.oneOf(['hold', 'note'] as const), evidence: {} }];
  }
}

/** A reader with a random name and kind. */
export const randomReader = (chance: Chance): Person => ({
  id: chance.uuid(),
  kind: chance.oneOf(['guest', 'member', 'member']),
  name: `Reader ${chance.oneOf(['Ålesund', '名前', 'O"Neil', '\\o/'])} ${chance.below(1000)}`,
});
