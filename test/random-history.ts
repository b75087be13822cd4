import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import { speaksOfAComment } from '#contracts/personal-owner';
import { defaultPolicy } from '#contracts/policy';
import { Refusal } from '#contracts/refusal';
import { Decision, FlagReason, RestrictionKind } from '#contracts/vocabulary';
import { articleDecider } from '#domain/article';
import { type AuthorCommand, authorDecider } from '#domain/author';
import { commentDecider } from '#domain/comment';
import type { CommentCommand } from '#domain/comment-commands';
import type { Comment } from '#domain/comment-state';
import { likeDecider } from '#domain/like';
import { policyDecider } from '#domain/policy';
import { type Chance, chanceOf } from './chance';

/** How often each thing happens, by weight. */
export type Mix = Readonly<Record<keyof typeof happenings, number>>;

/** A lively mix in which everything happens soon. */
export const everything: Mix = {
  post: 30,
  edit: 8,
  withdraw: 3,
  flag: 20,
  decide: 20,
  undo: 8,
  note: 4,
  like: 10,
  article: 2,
  restrict: 4,
  erase: 1,
  policy: 2,
};

/** About what a newspaper sees in a day. */
export const newspaper: Mix = {
  post: 400,
  edit: 20,
  withdraw: 6,
  flag: 40,
  decide: 60,
  undo: 2,
  note: 1,
  like: 450,
  article: 5,
  restrict: 2,
  erase: 0,
  policy: 0.02,
};

/** An event of a random history, with its stream, whose personal data it holds, and whose comment it speaks of. */
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

/**
 * What a seed's newsroom went through: commands tried at random, decided by the domain's own deciders, in the order of the log.
 * The same seed gives the same history.
 */
export function* randomHistory(seed: number, mix: Mix = everything, scope: Scope = small): Generator<HistoryEvent> {
  const room = new Newsroom(chanceOf(seed), scope);
  const names = Object.keys(mix) as (keyof Mix)[];
  const total = names.reduce((sum, name) => sum + mix[name], 0);
  for (;;) {
    let drawn = room.chance.below(total);
    const name = names.find((one) => (drawn -= mix[one]) < 0) ?? 'post';
    const site = room.chance.oneOf(room.sites);
    happenings[name](room, site);
    yield* room.recorded.splice(0);
  }
}

const small: Scope = { sites: 2, articles: 3, people: 8 };

/** In the middle of an erasure read models still show what no key opens any more: a history does not end there. */
export const isErasing = ({ type, data }: RecordedEvent): boolean =>
  type === 'AuthorErased' || (type === 'CommentWithdrawn' && 'because' in data && data.because === 'erasure');

/** The first events of a random history; a few more where an erasure is under way. */
export function historyOf(seed: number, length: number, mix?: Mix, scope?: Scope): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  for (const event of randomHistory(seed, mix, scope)) {
    events.push(event);
    if (events.length >= length && !isErasing(event)) break;
  }
  return events;
}

/** The same history as it reads once the keys of its erased people are gone. */
export function afterErasure(events: readonly HistoryEvent[]): HistoryEvent[] {
  const erased = new Set(events.flatMap((event) => (event.type === 'AuthorErased' ? [event.data.authorId] : [])));
  const isGone = ({ subjectId, aboutId }: HistoryEvent): boolean => erased.has(subjectId) || erased.has(aboutId ?? '');
  return events.map((event) => (isGone(event) ? { ...event, personal: null } : event));
}

interface Person {
  readonly id: string;
  readonly kind: 'member' | 'guest';
  readonly name: string;
}

interface Site {
  readonly id: string;
  readonly policyStream: string;
  readonly articles: readonly string[];
  /** Whoever is erased makes room for somebody new. */
  readonly people: Person[];
  readonly comments: string[];
}

type Decider = {
  initialState: unknown;
  decide: (command: never, state: never) => DomainEvent[];
  evolve: (state: never, event: never) => unknown;
};

class Newsroom {
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
      people: Array.from({ length: scope.people }, () => somebody(chance)),
      comments: [],
    }));
  }

  get time(): Date {
    return new Date(this.now);
  }

  state<State>(streamId: string, decider: { initialState: State }): State {
    return (this.states.get(streamId)?.state ?? decider.initialState) as State;
  }

  /** Decides a command on a stream and records what follows; a refusal records nothing. */
  tell(site: Site, streamId: string, subjectId: string, decider: Decider, command: unknown): boolean {
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
          ...{ eventId: this.chance.uuid(), siteId: site.id, position: this.position, version: stream.version },
          ...{ at: this.time, meta: {}, streamId, subjectId },
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

  /** A comment of the site, rather a new one than an old one. */
  someComment(site: Site): string | undefined {
    const back = Math.min(site.comments.length, this.chance.oneOf([3, 30, 1000]));
    return site.comments[site.comments.length - 1 - this.chance.below(back)];
  }

  onComment(site: Site, subjectId: string, commentId: string, command: CommentCommand): boolean {
    return this.tell(site, commentId, subjectId, commentDecider, command);
  }

  text() {
    const body = this.chance.text();
    return { body, length: Array.from(body).length, links: 0 };
  }

  findings() {
    if (this.chance.below(12) > 0) return [];
    return [{ rule: 'links', ruleVersion: 1, action: this.chance.oneOf(['hold', 'note'] as const), evidence: {} }];
  }
}

const somebody = (chance: Chance): Person => ({
  id: chance.uuid(),
  kind: chance.oneOf(['guest', 'member', 'member']),
  name: `Reader ${chance.oneOf(['Ålesund', '名前', 'O"Neil', '\\o/'])} ${chance.below(1000)}`,
});

const happenings = {
  post(room: Newsroom, site: Site) {
    const { chance } = room;
    const commentId = chance.uuid();
    const wanted = chance.below(2) === 0 ? room.someComment(site) : undefined;
    const parent = wanted === undefined ? null : room.comment(wanted);
    const author = chance.oneOf(site.people);
    if (room.state(author.id, authorDecider).erased) return;
    const posted = room.onComment(site, author.id, commentId, {
      type: 'PostComment',
      commentId,
      articleId: parent?.articleId ?? chance.oneOf(site.articles),
      parent: parent && { ...parent, visible: parent.status === 'published' || parent.status === 'approved' },
      author: { ...author, badge: null, ...(chance.below(3) === 0 && { picture: 'https://pictures.example/1.png' }) },
      text: room.text(),
      language: 'en',
      findings: room.findings(),
      inForce: room.inForce(site),
    });
    if (posted) site.comments.push(commentId);
  },

  edit(room: Newsroom, site: Site) {
    const commentId = room.someComment(site);
    if (commentId === undefined) return;
    const { authorId } = room.comment(commentId);
    const { inForce, time: now } = { inForce: room.inForce(site), time: room.time };
    const [text, findings] = [room.text(), room.findings()];
    room.onComment(site, authorId, commentId, {
      ...{ type: 'EditComment', authorId, text, sameText: false, findings, inForce, now },
    });
  },

  withdraw(room: Newsroom, site: Site) {
    const commentId = room.someComment(site);
    if (commentId === undefined) return;
    const { authorId } = room.comment(commentId);
    room.onComment(site, authorId, commentId, { type: 'WithdrawComment', authorId });
  },

  flag(room: Newsroom, site: Site) {
    const commentId = room.someComment(site);
    const { chance } = room;
    const reporter = chance.oneOf(site.people);
    if (commentId === undefined || room.state(reporter.id, authorDecider).erased) return;
    room.onComment(site, reporter.id, commentId, {
      type: 'FlagComment',
      reporterId: reporter.id,
      reporterKind: reporter.kind,
      reason: chance.oneOf(FlagReason.options),
      ...(chance.below(2) === 0 && { note: chance.text() }),
      weight: chance.oneOf([1, 1, 0.5]),
      inForce: room.inForce(site),
    });
  },

  decide(room: Newsroom, site: Site) {
    const commentId = room.someComment(site);
    if (commentId === undefined) return;
    const moderator = room.chance.oneOf(room.moderators);
    room.onComment(site, moderator.id, commentId, {
      type: 'DecideComment',
      decision: room.chance.oneOf(Decision.options),
      reason: 'spam',
      ...(room.chance.below(2) === 0 && { message: room.chance.text() }),
      moderator,
      batchId: room.chance.oneOf([null, batch]),
      policyVersion: room.inForce(site).policyVersion,
      now: room.time,
    });
  },

  undo(room: Newsroom, site: Site) {
    const commentId = room.someComment(site);
    if (commentId === undefined) return;
    const moderator = room.chance.oneOf(room.moderators);
    const batchId = room.chance.oneOf([null, batch]);
    const { inForce, now } = { inForce: room.inForce(site), now: room.time };
    room.onComment(site, moderator.id, commentId, { type: 'UndoDecision', moderator, batchId, inForce, now });
  },

  note(room: Newsroom, site: Site) {
    const commentId = room.someComment(site);
    if (commentId === undefined) return;
    const moderator = room.chance.oneOf(room.moderators);
    room.onComment(site, moderator.id, commentId, { type: 'NoteComment', moderator, note: room.chance.text() });
  },

  like(room: Newsroom, site: Site) {
    const commentId = room.someComment(site);
    if (commentId === undefined) return;
    const reader = room.chance.oneOf(site.people);
    const { articleId } = room.comment(commentId);
    const liked = room.chance.below(5) > 0;
    const stream = `${commentId.slice(0, 18)}${reader.id.slice(18)}`;
    const command = { type: 'SetLike', liked, commentId, articleId, readerId: reader.id };
    room.tell(site, stream, reader.id, likeDecider, command);
  },

  article(room: Newsroom, site: Site) {
    const { chance } = room;
    const number = chance.below(site.articles.length);
    const articleId = site.articles[number] ?? 'article/0';
    const changes = {
      title: chance.oneOf([null, 'A title', 'Another']),
      open: chance.below(4) > 0,
      mode: chance.oneOf([null, 'pre', 'auto'] as const),
      closesAt: chance.oneOf([null, '2030-01-01T00:00:00.000Z']),
    };
    const stream = `${site.policyStream.slice(0, 24)}${String(number).padStart(12, '0')}`;
    const actorId = chance.oneOf(room.moderators).id;
    room.tell(site, stream, actorId, articleDecider, { type: 'UpdateArticle', articleId, actorId, changes });
  },

  restrict(room: Newsroom, site: Site) {
    const { chance } = room;
    const { id: authorId } = chance.oneOf(site.people);
    const kind = chance.oneOf(RestrictionKind.options);
    const moderatorId = chance.oneOf(room.moderators).id;
    const command: AuthorCommand =
      chance.below(3) === 0
        ? { type: 'LiftRestriction', authorId, kind, moderatorId }
        : { type: 'RestrictAuthor', authorId, kind, until: null, reason: chance.text(), moderatorId };
    room.tell(site, authorId, authorId, authorDecider, command);
  },

  erase(room: Newsroom, site: Site) {
    const at = room.chance.below(site.people.length);
    const authorId = String(site.people[at]?.id);
    const command: AuthorCommand = { type: 'EraseAuthor', authorId, requestedBy: 'author' };
    if (!room.tell(site, authorId, authorId, authorDecider, command)) return;
    site.people[at] = somebody(room.chance);
    for (const commentId of site.comments) {
      if (room.comment(commentId).authorId !== authorId) continue;
      room.onComment(site, authorId, commentId, { type: 'EraseComment' });
    }
  },

  policy(room: Newsroom, site: Site) {
    const { policy, policyVersion } = room.inForce(site);
    const flagThreshold = room.chance.oneOf([1, 2, 3]);
    const autoHideThreshold = room.chance.oneOf([0, 3, 5]);
    const changed = { ...defaultPolicy, ...policy, flagThreshold, autoHideThreshold };
    const actorId = room.moderators[0]?.id;
    const command = { type: 'ChangePolicy', policy: changed, basedOn: policyVersion, actorId };
    room.tell(site, site.policyStream, String(actorId), policyDecider, command);
  },
};

const batch = '0190a0a0-0000-7000-8000-00000000ba7c';
