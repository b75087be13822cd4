import { defaultPolicy } from '#contracts/policy';
import { Decision, ReportReason, RestrictionKind } from '#contracts/vocabulary';
import { articleDecider } from '#domain/article';
import { type AuthorCommand, authorDecider } from '#domain/author';
import { likeDecider } from '#domain/like';
import { policyDecider } from '#domain/policy';
import { type Newsroom, type Site, randomReader } from './random-newsroom.ts';

/** Actions of readers and moderators with random arguments. A refused command records nothing. */
export const happenings = {
  post(newsroom: Newsroom, site: Site) {
    const { chance } = newsroom;
    const commentId = chance.uuid();
    const wanted = chance.below(2) === 0 ? newsroom.someComment(site) : undefined;
    const parent = wanted === undefined ? null : newsroom.comment(wanted);
    const author = chance.oneOf(site.people);
    if (newsroom.state(author.id, authorDecider).erased) return;
    const posted = newsroom.onComment(site, author.id, commentId, {
      type: 'PostComment',
      commentId,
      articleId: parent?.articleId ?? chance.oneOf(site.articles),
      parent: parent && { ...parent, visible: parent.status === 'published' || parent.status === 'approved' },
      author: { ...author, badge: null, ...(chance.below(3) === 0 && { picture: 'https://pictures.example/1.png' }) },
      text: newsroom.text(),
      language: 'en',
      findings: newsroom.findings(),
      inForce: newsroom.inForce(site),
    });
    if (posted) site.comments.push(commentId);
  },

  edit(newsroom: Newsroom, site: Site) {
    const commentId = newsroom.someComment(site);
    if (commentId === undefined) return;
    const { authorId } = newsroom.comment(commentId);
    const { inForce, time: now } = { inForce: newsroom.inForce(site), time: newsroom.time };
    const [text, findings] = [newsroom.text(), newsroom.findings()];
    newsroom.onComment(site, authorId, commentId, {
      type: 'EditComment',
      authorId,
      text,
      sameText: false,
      findings,
      inForce,
      now,
    });
  },

  withdraw(newsroom: Newsroom, site: Site) {
    const commentId = newsroom.someComment(site);
    if (commentId === undefined) return;
    const { authorId } = newsroom.comment(commentId);
    newsroom.onComment(site, authorId, commentId, {
      type: 'WithdrawComment',
      authorId,
      inForce: newsroom.inForce(site),
    });
  },

  report(newsroom: Newsroom, site: Site) {
    const commentId = newsroom.someComment(site);
    const { chance } = newsroom;
    const reporter = chance.oneOf(site.people);
    if (commentId === undefined || newsroom.state(reporter.id, authorDecider).erased) return;
    newsroom.onComment(site, reporter.id, commentId, {
      type: 'ReportComment',
      reporterId: reporter.id,
      reporterKind: reporter.kind,
      reason: chance.oneOf(ReportReason.options),
      ...(chance.below(2) === 0 && { note: chance.text() }),
      weight: chance.oneOf([1, 1, 0.5, 0.1, 0.7, 0]),
      inForce: newsroom.inForce(site),
    });
  },

  decide(newsroom: Newsroom, site: Site) {
    const commentId = newsroom.someComment(site);
    if (commentId === undefined) return;
    const moderator = newsroom.chance.oneOf(newsroom.moderators);
    newsroom.onComment(site, moderator.id, commentId, {
      type: 'DecideComment',
      decision: newsroom.chance.oneOf(Decision.options),
      reason: 'spam',
      ignoreReports: newsroom.chance.below(6) === 0,
      ...(newsroom.chance.below(2) === 0 && { message: newsroom.chance.text() }),
      moderator,
      batchId: newsroom.chance.oneOf([null, batch]),
      policyVersion: newsroom.inForce(site).policyVersion,
      now: newsroom.time,
    });
  },

  undo(newsroom: Newsroom, site: Site) {
    const commentId = newsroom.someComment(site);
    if (commentId === undefined) return;
    const moderator = newsroom.chance.oneOf(newsroom.moderators);
    const batchId = newsroom.chance.oneOf([null, batch]);
    const { inForce, now } = { inForce: newsroom.inForce(site), now: newsroom.time };
    newsroom.onComment(site, moderator.id, commentId, { type: 'UndoDecision', moderator, batchId, inForce, now });
  },

  note(newsroom: Newsroom, site: Site) {
    const commentId = newsroom.someComment(site);
    if (commentId === undefined) return;
    const moderator = newsroom.chance.oneOf(newsroom.moderators);
    newsroom.onComment(site, moderator.id, commentId, { type: 'NoteComment', moderator, note: newsroom.chance.text() });
  },

  like(newsroom: Newsroom, site: Site) {
    const commentId = newsroom.someComment(site);
    if (commentId === undefined) return;
    const reader = newsroom.chance.oneOf(site.people);
    const { articleId } = newsroom.comment(commentId);
    const liked = newsroom.chance.below(5) > 0;
    const stream = `${commentId.slice(0, 18)}${reader.id.slice(18)}`;
    const command = { type: 'SetLike', liked, commentId, articleId, readerId: reader.id };
    newsroom.execute(site, stream, reader.id, likeDecider, command);
  },

  article(newsroom: Newsroom, site: Site) {
    const { chance } = newsroom;
    const number = chance.below(site.articles.length);
    const articleId = site.articles[number] ?? 'article/0';
    const changes = {
      title: chance.oneOf([null, 'A title', 'Another']),
      open: chance.below(4) > 0,
      mode: chance.oneOf([null, 'pre', 'auto'] as const),
      closesAt: chance.oneOf([null, '2030-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z', undefined]),
    };
    const stream = `${site.policyStream.slice(0, 24)}${String(number).padStart(12, '0')}`;
    const actorId = chance.oneOf(newsroom.moderators).id;
    const update = {
      type: 'UpdateArticle',
      articleId,
      actorId,
      changes,
      policy: { closeAfterDays: 0 },
      now: newsroom.time,
    };
    const page = { url: `https://news.example/${number}`, title: 'A page' };
    const introduce = { type: 'IntroduceArticle', articleId, page, origins: ['https://news.example'] };
    newsroom.execute(site, stream, actorId, articleDecider, changes.mode === 'auto' ? introduce : update);
  },

  restrict(newsroom: Newsroom, site: Site) {
    const { chance } = newsroom;
    const { id: authorId } = chance.oneOf(site.people);
    const kind = chance.oneOf(RestrictionKind.options);
    const moderatorId = chance.oneOf(newsroom.moderators).id;
    const command: AuthorCommand =
      chance.below(3) === 0
        ? { type: 'LiftRestriction', authorId, kind, moderatorId }
        : { type: 'RestrictAuthor', authorId, kind, until: null, reason: chance.text(), moderatorId };
    newsroom.execute(site, authorId, authorId, authorDecider, command);
  },

  erase(newsroom: Newsroom, site: Site) {
    const at = newsroom.chance.below(site.people.length);
    const authorId = String(site.people[at]?.id);
    const command: AuthorCommand = { type: 'EraseAuthor', authorId, requestedBy: 'author' };
    if (!newsroom.execute(site, authorId, authorId, authorDecider, command)) return;
    site.people[at] = randomReader(newsroom.chance);
    for (const commentId of site.comments) {
      if (newsroom.comment(commentId).authorId !== authorId) continue;
      newsroom.onComment(site, authorId, commentId, { type: 'EraseComment' });
    }
  },

  policy(newsroom: Newsroom, site: Site) {
    const { policy, policyVersion } = newsroom.inForce(site);
    const flagThreshold = newsroom.chance.oneOf([1, 2, 3]);
    const autoHideThreshold = newsroom.chance.oneOf([0, 3, 5]);
    const autoHideNetworks = newsroom.chance.oneOf([1, 2, 3]);
    const reviewEdits = newsroom.chance.below(2) === 0;
    const changed = { ...defaultPolicy, ...policy, flagThreshold, autoHideThreshold, autoHideNetworks, reviewEdits };
    const actorId = newsroom.moderators[0]?.id;
    const command = { type: 'ChangePolicy', policy: changed, basedOn: policyVersion, actorId };
    newsroom.execute(site, site.policyStream, String(actorId), policyDecider, command);
  },
};

const batch = '0190a0a0-0000-7000-8000-00000000ba7c';
