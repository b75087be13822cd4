// Loads a small lively newsroom through the public API. Running it again changes nothing.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { articles } from './demo/newsroom.mjs';

const url = (
  process.env.COLLOQUY_URL ?? `http://${process.env.HOST ?? '127.0.0.1'}:${process.env.PORT ?? 3000}`
).replace(/\/$/, '');
const site = '/v1/sites/default';
const ids = new Map(); // the newsroom's own name of a comment → its id

function give(up) {
  process.stderr.write(`${up}\n`);
  process.exit(1);
}

function jwtSecret() {
  if (process.env.JWT_SECRET) return process.env.JWT_SECRET;
  const file = join(process.env.DATA_DIR ?? '.data', 'secrets.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')).jwtSecret;
  } catch {
    return give(
      `No JWT_SECRET, and ${file} cannot be read: start Colloquy with \`npm start\` first, from this directory.`,
    );
  }
}

const secret = jwtSecret();
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(name, roles = []) {
  const sub = `demo-${name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`;
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub, name, roles, exp: Math.floor(Date.now() / 1000) + 3600 })}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

async function call(method, path, { as, roles, body, key } = {}) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(as && { authorization: `Bearer ${token(as, roles)}` }),
      ...(key && { 'idempotency-key': key }),
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((error) =>
    give(`Nothing answers at ${url} (${error.cause?.code ?? error.message}): start Colloquy with \`npm start\`.`),
  );
  const answer = await response.json();
  if (response.status === 429) {
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get('retry-after') ?? 1)));
    return call(method, path, { as, roles, body, key });
  }
  if (!response.ok) give(`${method} ${path} answered ${response.status}: ${answer.title} ${answer.detail ?? ''}`);
  return answer;
}

async function post(article, comment, parentId) {
  const { comment: posted } = await call('POST', `${site}/articles/${article.id}/comments`, {
    ...(comment.guest ? {} : { as: comment.by }),
    key: `demo/${article.id}/${comment.key ?? comment.text.slice(0, 20).replaceAll(/[^\w]/g, '-')}/${comment.by.length}`,
    body: {
      body: comment.text,
      ...(parentId && { parentId }),
      ...(comment.guest && { author: { name: comment.by } }),
      article: { url: article.url, title: article.title },
      language: article.language ?? 'en',
    },
  });
  if (comment.key) ids.set(comment.key, posted.id);
  for (const reply of comment.replies ?? []) await post(article, reply, posted.id);
  for (const reader of comment.likedBy ?? []) await call('PUT', `${site}/comments/${posted.id}/like`, { as: reader });
  for (const { by, reason, note } of comment.flags ?? []) {
    await call('POST', `${site}/comments/${posted.id}/flags`, { as: by, body: { reason, ...(note && { note }) } });
  }
}

// The site exists in any case; it gets a name unless somebody gave it one.
const operator = { as: 'Desk', roles: ['admin'] };
const { sites } = await call('GET', '/v1/sites', operator);
if (sites.find(({ siteId }) => siteId === 'default')?.name === null)
  await call('PUT', site, { ...operator, body: { name: 'The Harbour Gazette' } });

let loaded = 0;
for (const article of articles) {
  const { commentCount } = await call('GET', `${site}/articles/${article.id}`);
  if (commentCount > 0) continue;
  await call('PUT', `${site}/articles/${article.id}`, {
    as: 'Desk',
    roles: ['moderator'],
    body: { url: article.url, title: article.title, ...article.settings },
  });
  for (const comment of article.comments) await post(article, comment);
  const decisions = (article.decisions ?? []).map(({ on, ...decision }) => ({ commentId: ids.get(on), ...decision }));
  if (decisions.length > 0) {
    await call('POST', `${site}/moderation/decisions`, { as: 'Maria Lund', roles: ['moderator'], body: { decisions } });
  }
  if (article.closeAfterwards) {
    await call('PUT', `${site}/articles/${article.id}`, { as: 'Desk', roles: ['moderator'], body: { open: false } });
  }
  loaded += 1;
}

await new Promise((resolve) => setTimeout(resolve, 300));
const { counts } = await call('GET', `${site}/counts?${articles.map(({ id }) => `article=${id}`).join('&')}`);
const { queues } = await call('GET', `${site}/moderation/queues`, { as: 'Maria Lund', roles: ['moderator'] });
console.log(loaded === 0 ? 'The demo newsroom is already there.' : `Loaded ${loaded} articles of the demo newsroom.`);
for (const { id, title } of articles)
  console.log(`  ${String(counts[id]).padStart(3)} comments  ${title}  ${url}${site}/articles/${id}/comments`);
console.log(
  `  Waiting for a moderator: ${queues.pending} pending, ${queues.reported} reported, ${queues.escalated} escalated`,
);
