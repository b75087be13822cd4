import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { PostedAnswer } from '#contracts/answers';
import type { RecordedEvent } from '#contracts/event-schemas';
import { EventLog } from '#event-store/event-log';
import { renderMarkdown } from '#markdown/render-markdown';
import { Afterwards } from '../commands/afterwards.ts';
import { recordedAndOpened } from '../commands/recorded.ts';
import { Given, type GivenKeys } from '../foundation/api-dependencies.ts';
import { signAuthorToken } from '../identity/guest-tokens.ts';
import { avatarUrl, badgeOf } from './comment-answer.ts';
import type { PostedComment } from './post-comment.handler.ts';

type Answer = z.infer<typeof PostedAnswer>;
type Posted = Pick<RecordedEvent<'CommentPosted'>, 'data' | 'personal' | 'at' | 'siteId'>;

export const heldNotice = 'Your comment waits for a moderator; until then only you can see it.';

/** Builds the answer to a posted comment from its event only, so that a repeated request gets the same answer. */
@Injectable()
export class PostedAnswers {
  constructor(
    private readonly log: EventLog,
    @Given() private readonly given: GivenKeys<'guests'>,
    private readonly afterwards: Afterwards,
  ) {}

  /**
   * Includes a guest's token only if the request comes from the author. `comment` is missing only if the event of a
   * repeated request cannot be read.
   */
  async of(site: string, { commentId, executed, isByAuthor }: PostedComment): Promise<Answer> {
    const posted =
      executed.kind === 'appended'
        ? justPosted(site, executed)
        : await this.afterwards.attempt('reading the comment of a repeated request', () => this.stored(commentId));
    if (!posted) return { position: String(executed.position) };
    const { authorId, authorKind } = posted.data;
    const isGuest = isByAuthor && authorKind === 'guest';
    const token = isGuest ? await signAuthorToken(this.given.keys.guests, authorId, site, posted.at) : undefined;
    return {
      comment: commentOf(posted),
      position: String(executed.position),
      ...(token !== undefined && { authorToken: token }),
    };
  }

  private async stored(commentId: string): Promise<Posted> {
    const [event] = await recordedAndOpened(this.log, (await this.log.readStream(commentId)).slice(0, 1));
    if (event?.type !== 'CommentPosted')
      throw new Error(`the stream of comment ${commentId} does not begin with CommentPosted`);
    return event;
  }
}

function justPosted(site: string, executed: Extract<PostedComment['executed'], { kind: 'appended' }>): Posted {
  const [event] = executed.events;
  if (event?.type !== 'CommentPosted')
    throw new Error(`posting appended ${event?.type ?? 'no event'} instead of CommentPosted`);
  return { data: event.data, personal: event.personal ?? null, at: executed.at, siteId: site };
}

function commentOf({ data, personal, at }: Posted): NonNullable<Answer['comment']> {
  return {
    id: data.commentId,
    articleId: data.articleId,
    parentId: data.parentId,
    depth: data.depth,
    author: personal && {
      id: data.authorId,
      name: personal.authorName,
      avatarUrl: avatarUrl(data.authorId, personal.picture),
      ...badgeOf(data.badge, data.authorKind),
    },
    body: personal?.body ?? null,
    html: personal && renderMarkdown(personal.body),
    status: data.status,
    createdAt: at.toISOString(),
    editedAt: null,
    likes: 0,
    replyCount: 0,
    ...(data.status === 'held' && { notice: heldNotice }),
  };
}
