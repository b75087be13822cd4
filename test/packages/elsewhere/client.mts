// A program of another project: posts a comment, then reads its thread.
import { clientOf } from '@colloquy/client/client';

const [base = ''] = process.argv.slice(2);
const { call } = clientOf({ base });
const params = { site: 'default', article: 'harbour-bridge' };

const posted = await call('POST /v1/sites/:site/articles/:article/comments', {
  params,
  body: { body: 'Is this bridge open?', author: { name: 'A reader' } },
});
if (!posted.ok) throw new Error(posted.problem.title);

const query = { after: posted.value.position ?? undefined };
const thread = await call('GET /v1/sites/:site/articles/:article/comments', { params, query });
if (!thread.ok) throw new Error(thread.problem.title);
for (const { body, author } of thread.value.comments) process.stdout.write(`${author?.name}: ${body}\n`);

const missing = await call('GET /v1/sites/:site/articles/:article', { params: { ...params, site: 'nowhere' } });
process.stdout.write(`${missing.problem?.code}\n`);

const siteOnly = { site: 'default' };
// @ts-expect-error: no such route
export const mistyped = (): unknown => call('GET /v1/sites/:site/article/:article', { params });
// @ts-expect-error: the parameter `article` is missing
export const incomplete = (): unknown => call('GET /v1/sites/:site/articles/:article', { params: siteOnly });
