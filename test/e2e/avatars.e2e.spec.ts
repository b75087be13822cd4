import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type World, createWorld } from '#test/support/world/world';

const comments = '/v1/sites/default/articles/pictures/comments';
const png = Buffer.from('89504e470d0a1a0a', 'hex');
const hashOf = (email: string): string => createHash('sha256').update(email).digest('hex');

describe('the picture of an author', () => {
  let world: World;
  let gravatar: Server;
  const asked: string[] = [];

  beforeAll(async () => {
    gravatar = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url?.includes(hashOf('ada@example.org')))
        response.writeHead(200, { 'content-type': 'image/png' }).end(png);
      else if (request.url?.includes(hashOf('svg@example.org')))
        response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg onload="alert(1)"/>');
      else if (request.url?.includes(hashOf('away@example.org')))
        response.writeHead(302, { location: '/secret' }).end();
      else response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(gravatar, 'listening');
    world = await createWorld({ GRAVATAR_URL: `http://127.0.0.1:${(gravatar.address() as AddressInfo).port}/avatar` });
  });
  afterAll(async () => {
    await world?.stop();
    gravatar?.close();
  });
  beforeEach(() => asked.splice(0));

  const post = async (author: object, token?: string): Promise<string> => {
    const { body } = await world.call('POST', comments, { token, body: { body: 'Hello', ...(!token && { author }) } });
    return body.comment.author.avatarUrl as string;
  };
  const look = async (address: string) => {
    const answer = await fetch(world.url + address);
    return { type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()), answer };
  };

  it('comes from Gravatar through the service’s cache if the operator turned that on', async () => {
    const address = await post({ name: 'Ada', email: ' ada@example.org'.trim() });
    expect(address).not.toContain(hashOf('ada@example.org'));
    for (let time = 0; time < 3; time++) {
      const { type, bytes } = await look(address);
      expect(type).toBe('image/png');
      expect(bytes).toEqual(png);
    }
    expect(asked).toEqual([`/avatar/${hashOf('ada@example.org')}?s=128&d=404&r=g`]);
  });

  it('is found by the e-mail address in the token, unless the token has a picture', async () => {
    const lea = await world.token({ sub: 'lea', email: 'ada@example.org' });
    expect(await post({}, lea)).toMatch(/^\/v1\/avatars\/gravatar\//);
    const max = await world.token({ sub: 'max', email: 'ada@example.org', picture: 'https://news.example/max.png' });
    expect(await post({}, max)).toBe('https://news.example/max.png');
  });

  it.each(['nobody', 'svg', 'away'])(
    'is the generated one when there is none that browsers may have (%s)',
    async (who) => {
      const address = await post({ name: 'Bob', email: `${who}@example.org` });
      const { type, bytes } = await look(address);
      expect(type).toBe('image/svg+xml; charset=utf-8');
      expect(bytes.toString()).not.toContain('onload');
      expect(asked).toHaveLength(1);
    },
  );

  it('is generated without an e-mail address, and without a request to Gravatar', async () => {
    const { type } = await look(await post({ name: 'Eve' }));
    expect(type).toBe('image/svg+xml; charset=utf-8');
    expect(asked).toEqual([]);
  });

  it('is not found after the author’s erasure, even by a known URL, and Gravatar is not asked', async () => {
    const admin = await world.token({ sub: 'boss', roles: ['admin'] });
    const author = { name: 'Ada', email: 'ada@example.org' };
    const { body } = await world.call('POST', comments, { body: { body: 'Hello', author } });
    const { id, avatarUrl } = body.comment.author;
    expect((await look(avatarUrl)).type).toBe('image/png');
    const other = await post(author);
    expect((await world.call('DELETE', `/v1/sites/default/authors/${id}`, { token: admin })).status).toBe(200);
    asked.splice(0);
    const { answer } = await look(avatarUrl);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(asked).toEqual([]);
    expect((await look(other)).type).toBe('image/png'); // another author with the same e-mail address
  });

  it('is not found by invented URLs', async () => {
    const { answer } = await look(`/v1/avatars/gravatar/${hashOf('ada@example.org')}`);
    expect(answer.status).toBe(404);
    expect(asked).toEqual([]);
  });
});
