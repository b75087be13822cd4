import { defaultPolicy } from '#contracts/policy';
import { Decision, ReportReason, RestrictionKind } from '#contracts/vocabulary';
import { articleDecider } from '#domain/article';
import { type AuthorCommand, authorDecider } from '#domain/author';
import { likeDecider } from '#domain/like';
import { policyDecider } from '#domain/policy';
import { type Newsroom, type Site, somebody } from './random-newsroom.ts';

/** What may happen in a newsroom, each drawn from its chance; a command that is refused leaves nothing behind. */
export const happenings = {
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
      type: 'EditComment',
      authorId,
      text,
      sameText: false,
      findings,
      inForce,
      now,
    });
  },

  withdraw(room: Newsroom, site: Site) {
    const commentId = room.someComment(site);
    if (commentId === undefined) return;
    const { authorId } = room.comment(commentId);
    room.onComment(site, authorId, commentId, { type: 'WithdrawComment', authorId, inForce: room.inForce(site) });
  },

  report(room: Newsroom, site: Site) {
    const commentId = room.someComment(site);
    const { chance } = room;
    const reporter = chance.oneOf(site.people);
    if (commentId === undefined || room.state(reporter.id, authorDecider).erased) return;
    room.onComment(site, reporter.id, commentId, {
      type: 'ReportComment',
      reporterId: reporter.id,
      reporterKind: reporter.kind,
      reason: chance.oneOf(ReportReason.options),
      ...(chance.below(2) === 0 && { note: chance.text() }),
      weight: chance.oneOf([1, 1, 0.5, 0.1, 0.7, 0]),
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
      ignoreReports: room.chance.below(6) === 0,
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
      closesAt: chance.oneOf([null, '2030-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z', undefined]),
    };
    const stream = `${site.policyStream.slice(0, 24)}${String(number).padStart(12, '0')}`;
    const actorId = chance.oneOf(room.moderators).id;
    const update = {
      type: 'UpdateArticle',
      articleId,
      actorId,
      changes,
      policy: { closeAfterDays: 0 },
      now: room.time,
    };
    const page = { url: `https://news.example/${number}`, title: 'A page' };
    const introduce = { type: 'IntroduceArticle', articleId, page, origins: ['https://news.example'] };
    room.tell(site, stream, actorId, articleDecider, changes.mode === 'auto' ? introduce : update);
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
    const autoHideNetworks = room.chance.oneOf([1, 2, 3]);
    const reviewEdits = room.chance.below(2) === 0;
    const changed = { ...defaultPolicy, ...policy, flagThreshold, autoHideThreshold, autoHideNetworks, reviewEdits };
    const actorId = room.moderators[0]?.id;
    const command = { type: 'ChangePolicy', policy: changed, basedOn: policyVersion, actorId };
    room.tell(site, site.policyStream, String(actorId), policyDecider, command);
  },
};

const batch = '0190a0a0-0000-7000-8000-00000000ba7c';
