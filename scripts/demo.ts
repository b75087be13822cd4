import { parseArgs } from 'node:util';
import { type Article, articles, type DemoComment } from './demo/newsroom';
import { type DemoCaller, DemoService } from './demo/service';

export const help = `npm run demo: loads a small lively newsroom through the public API; running it again changes nothing
COLLOQUY_URL, or HOST and PORT, say where the service is; JWT_SECRET, or DATA_DIR/secrets.json, what its readers' tokens are signed with.`;

const site = '/v1/sites/default';
const operator: DemoCaller = { as: 'Desk', roles: ['admin'] };
const desk: DemoCaller = { as: 'Desk', roles: ['moderator'] };
const moderator: DemoCaller = { as: 'Maria Lund', roles: ['moderator'] };

export async function main(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const service = new DemoService();
  await nameSite(service);
  let loaded = 0;
  for (const article of articles) {
    const { commentCount } = await service.ask<{ commentCount: number }>(`${site}/articles/${article.id}`);
    if (commentCount > 0) continue;
    await load(service, article);
    loaded += 1;
  }
  await tell(service, loaded);
}

/** The site exists in any case; it gets a name unless somebody gave it one. */
async function nameSite(service: DemoService): Promise<void> {
  const { sites } = await service.ask<{ sites: { siteId: string; name: string | null }[] }>('/v1/sites', operator);
  if (sites.find(({ siteId }) => siteId === 'default')?.name === null)
    await service.tell('PUT', site, { ...operator, body: { name: 'The Harbour Gazette' } });
}

async function load(service: DemoService, article: Article): Promise<void> {
  const { id, url, title, settings, comments, decisions = [], closeAfterwards } = article;
  await service.tell('PUT', `${site}/articles/${id}`, { ...desk, body: { url, title, ...settings } });
  const ids = new Map<string, string>(); // the newsroom's own name of a comment → its id
  for (const comment of comments) await post(service, article, comment, ids);
  const decided = decisions.map(({ on, ...decision }) => ({ commentId: ids.get(on), ...decision }));
  if (decided.length > 0)
    await service.tell('POST', `${site}/moderation/decisions`, { ...moderator, body: { decisions: decided } });
  if (closeAfterwards) await service.tell('PUT', `${site}/articles/${id}`, { ...desk, body: { open: false } });
}

async function post(
  service: DemoService,
  article: Article,
  comment: DemoComment,
  ids: Map<string, string>,
  parentId?: string,
): Promise<void> {
  const { by, guest = false, text, key, replies = [], likedBy = [], flags = [] } = comment;
  const address = `${site}/articles/${article.id}/comments`;
  const { comment: posted } = await service.tell<{ comment: { id: string } }>('POST', address, {
    ...(guest ? {} : { as: by }),
    key: `demo/${article.id}/${key ?? text.slice(0, 20).replaceAll(/[^\w]/g, '-')}/${by.length}`,
    body: {
      body: text,
      ...(parentId !== undefined && { parentId }),
      ...(guest && { author: { name: by } }),
      article: { url: article.url, title: article.title },
      language: 'en',
    },
  });
  if (key !== undefined) ids.set(key, posted.id);
  for (const reply of replies) await post(service, article, reply, ids, posted.id);
  for (const reader of likedBy) await service.tell('PUT', `${site}/comments/${posted.id}/like`, { as: reader });
  for (const { by: reporter, ...body } of flags)
    await service.tell('POST', `${site}/comments/${posted.id}/flags`, { as: reporter, body });
}

async function tell(service: DemoService, loaded: number): Promise<void> {
  const asked = articles.map(({ id }) => `article=${id}`).join('&');
  const { counts } = await service.ask<{ counts: Record<string, number> }>(`${site}/counts?${asked}`);
  const { queues } = await service.ask<{ queues: Queues }>(`${site}/moderation/queues`, moderator);
  console.log(loaded === 0 ? 'The demo newsroom is already there.' : `Loaded ${loaded} articles of the demo newsroom.`);
  for (const { id, title } of articles)
    console.log(
      `  ${String(counts[id]).padStart(3)} comments  ${title}  ${service.url}${site}/articles/${id}/comments`,
    );
  const { pending, reported, escalated } = queues;
  console.log(`  Waiting for a moderator: ${pending} pending, ${reported} reported, ${escalated} escalated`);
}

interface Queues {
  readonly pending: number;
  readonly reported: number;
  readonly escalated: number;
}
