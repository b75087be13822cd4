import type { EventType } from './event-schemas';

/** What each event says, in words for whoever reads the feed; shown in the JSON Schemas and in docs/events.md. */
export const eventDescriptions: Readonly<Record<EventType, string>> = {
  CommentPosted:
    'A reader posted a comment. `status` says whether it was published at once or held for a moderator, and `findings` why.',
  CommentEdited:
    'The author changed the text inside the edit window. An approved comment is only published from here on, since nobody approved the new text; it stays visible. If the new text is doubtful, a `CommentHeld` follows.',
  CommentWithdrawn:
    'The comment is gone for good: its author took it back (`because` is `author`), or its author was erased (`erasure`).',
  CommentFlagged: 'A reader reported the comment. One reader counts once for each revision of the text.',
  CommentHeld:
    'The service hid the comment until a moderator looks, without anybody deciding it: enough readers reported it, or its new text is doubtful.',
  CommentApproved: 'A moderator looked and found it fine. New reports can bring it back.',
  CommentRejected:
    'A moderator took the comment out of the thread, and said why: `reason` for everybody who counts, and sealed, where there is one, a `note` for colleagues and a `message` for the author.',
  CommentEscalated: 'A moderator passed the comment on to somebody who decides; until then it is hidden.',
  CommentReopened:
    'A decision was taken back: `undoes` names it, and `status` is the one of before. Or a moderator put the comment back into the queue: then `undoes` is null and `status` is `held`.',
  CommentNoted:
    'A moderator left a note for colleagues without deciding anything. It moves neither the status nor a queue.',
  CommentLiked: 'A reader likes the comment. One reader counts once.',
  CommentUnliked: 'A reader took a like back.',
  ArticleUpdated:
    'The settings of an article, as a whole. Its address and title are the publisher’s, who may also close it or choose its mode of moderation; what the pages of readers say of them stands apart, unconfirmed.',
  AuthorRestricted:
    'A moderator restricted an author, or marked one as trusted, until a time or for good. It replaces an earlier restriction of the same kind.',
  AuthorRestrictionLifted: 'A moderator lifted a restriction. One that ran out by its time ends without an event.',
  AuthorErased:
    "An author was erased: everything sealed under that author's key can never be opened again, here and in every copy. A `CommentWithdrawn` follows for each of the author's comments.",
  PolicyChanged: "A site's rules changed; `policy` holds all of them, and later verdicts name `policyVersion`.",
  SiteChanged:
    "A site was made, or its settings changed; the event holds all of them. Sites of the operator's `SITES` exist without one.",
};
