import { Injectable } from '@nestjs/common';
import type { EditComment } from '#domain/comment-commands';
import type { Comment } from '#domain/comment-state';
import { EventLog } from '#event-store/event-log';
import { recordedAndOpened } from '../commands/recorded.ts';
import type { Settings } from '../commands/settings-cache.ts';
import type { AskedEdit } from './asked-of-comment.ts';
import type { ArrivingText } from './arriving-texts.ts';
import { AuthorFacts } from './author-facts.ts';
import { findingsIn, nothingAlike, postedBefore } from './findings-in.ts';
import { refuseUnlessMayWrite } from './may-write.ts';
import { measureText } from './measure-text.ts';
import { refuseBlank } from './refuse-blank.ts';

/** Looks up the facts that the rules need to judge an edit. */
@Injectable()
export class CompleteEdit {
  constructor(
    private readonly authors: AuthorFacts,
    private readonly log: EventLog,
  ) {}

  async command(
    { type, authorId, authorKind, badge, body }: AskedEdit,
    comment: Comment,
    { settings, text: arriving }: { settings: Settings; text: Pick<ArrivingText, 'alike'> },
  ): Promise<EditComment> {
    const now = new Date();
    // Checked for the author only: anyone else must not learn from the refusal whether the author is restricted.
    if (authorId === comment.authorId) refuseUnlessMayWrite(settings, { id: authorId, kind: authorKind }, now);
    const text = measureText(body);
    refuseBlank(text.shown);
    const { policy: inForce } = settings;
    const known = await this.authors.of(comment.siteId, { id: authorId, isNew: false }, inForce.policy, now);
    const before = await this.currentText(comment.commentId);
    const sameText = before === body;
    const isCompared = badge !== 'staff' && !sameText && authorId === comment.authorId;
    const alike = isCompared ? await arriving.alike(inForce.policy, now, before) : nothingAlike;
    const findings = findingsIn(text, settings, { badge }, { ...postedBefore, ...known, ...alike }, now);
    return { type, authorId, text, sameText, findings, inForce, now };
  }

  private async currentText(commentId: string): Promise<string | undefined> {
    const events = await recordedAndOpened(this.log, await this.log.readStream(commentId));
    return events.reduce<string | undefined>(
      (text, event) =>
        event.type === 'CommentPosted' || event.type === 'CommentEdited' ? (event.personal?.body ?? text) : text,
      undefined,
    );
  }
}
