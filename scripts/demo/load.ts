// Loads the content of newsroom.ts through the public API: npm run demo.
import { requestTo } from '#client/request';
import { type Article, articles, type DemoComment } from './newsroom.ts';
import { Newspaper } from './newspaper.ts';

const params = { site: 'default' };
const operator = { as: 'Desk', roles: ['admin'] };
const desk = { as: 'Desk', roles: ['moderator'] };
const moderator = { as: 'Maria Lund', roles: ['moderator'] };

void load().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function load(): Promise<void> {
  const newspaper = new Newspaper(process.env);
  await nameSite(newspaper);
  let loaded = 0;
  for (const article of articles) {
    const request = requestTo('GET /v1/sites/:site/articles/:article', { params: { ...params, article: article.id } });
    const { commentCount } = await newspaper.send(request);
    if (commentCount > 0) continue;
    await fill(newspaper, article);
    loaded += 1;
  }
  await report(newspaper, loaded);
}

/** The site always exists; it gets a name if it has none. */
async function nameSite(newspaper: Newspaper): Promise<void> {
  const { sites } = await newspaper.send(requestTo('GET /v1/sites'), operator);
  if (sites.find(({ siteId }) => siteId === params.site)?.name !== null) return;
  const body = { name: 'The Harbour Gazette' };
  await newspaper.send(requestTo('PUT /v1/sites/:site', { params, body }), operator);
}

async function fill(newspaper: Newspaper, article: Article): Promise<void> {
  const { id, url, title, settings, comments, decisions = [], closeAfterwards } = article;
  const update = (body: { open?: boolean; url?: string; title?: string; mode?: 'pre' }) =>
    newspaper.send(
      requestTo('PUT /v1/sites/:site/articles/:article', { params: { ...params, article: id }, body }),
      desk,
    );
  await update({ url, title, ...settings });
  const ids = new Map<string, string>(); // `key` of a comment in newsroom.ts → its id
  for (const comment of comments) await post(newspaper, article, comment, ids);
  const decided = decisions.map(({ on, ...decision }) => ({ commentId: String(ids.get(on)), ...decision }));
  if (decided.length > 0) {
    const request = requestTo('POST /v1/sites/:site/moderation/decisions', { params, body: { decisions: decided } });
    await newspaper.send(request, moderator);
  }
  if (closeAfterwards) await update({ open: false });
}

async function post(
  newspaper: Newspaper,
  { id: article, url, title }: Article,
  comment: DemoComment,
  ids: Map<string, string>,
  parentId?: string,
): Promise<void> {
  const { by, guest = false, text, key = text.slice(0, 20).replaceAll(/[^\w]/g, '-') } = comment;
  const author = guest ? { author: { name: by } } : {};
  const body = {
    body: text,
    ...author,
    ...(parentId !== undefined && { parentId }),
    article: { url, title },
    language: 'en',
  };
  const request = requestTo('POST /v1/sites/:site/articles/:article/comments', {
    params: { ...params, article },
    body,
  });
  const writer = { key: `demo/${article}/${key}/${by.length}`, ...(guest ? {} : { as: by }) };
  const { comment: posted } = await newspaper.send(request, writer);
  if (!posted) throw new Error(`the comment by ${by} was stored, but cannot be read back now: run the command again`);
  if (comment.key !== undefined) ids.set(comment.key, posted.id);
  for (const reply of comment.replies ?? [])
    await post(newspaper, { id: article, url, title, comments: [] }, reply, ids, posted.id);
  await react(newspaper, comment, posted.id);
}

async function react(newspaper: Newspaper, { likedBy = [], flags = [] }: DemoComment, id: string): Promise<void> {
  const on = { params: { ...params, id } };
  for (const as of likedBy) await newspaper.send(requestTo('PUT /v1/sites/:site/comments/:id/like', on), { as });
  for (const { by: as, ...body } of flags)
    await newspaper.send(requestTo('POST /v1/sites/:site/comments/:id/flags', { ...on, body }), { as });
}

async function report(newspaper: Newspaper, loaded: number): Promise<void> {
  const { position: after } = newspaper;
  const query = { article: articles.map(({ id }) => id), after };
  const { counts } = await newspaper.send(requestTo('GET /v1/sites/:site/counts', { params, query }));
  const waiting = requestTo('GET /v1/sites/:site/moderation/queues', { params, query: { after } });
  const { pending, reported, escalated } = (await newspaper.send(waiting, moderator)).queues;
  console.log(
    loaded === 0 ? 'The demo comments were already loaded.' : `Loaded the comments of ${loaded} demo articles.`,
  );
  for (const { id, title } of articles) {
    const address = `${newspaper.url}${requestTo('GET /v1/sites/:site/articles/:article/comments', { params: { ...params, article: id } }).path}`;
    console.log(`  ${String(counts[id]).padStart(3)} comments  ${title}  ${address}`);
  }
  console.log(`  Waiting for a moderator: ${pending} pending, ${reported} reported, ${escalated} escalated`);
}
