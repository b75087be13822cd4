import sanitizeHtml from 'sanitize-html';
import { listedRoutes } from '#contracts/routes/listed';
import { hostileMarkup } from '#test/support/attacks/hostile-markup';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/xss';
let world: World;
let admin: string;
let comments: { id: string; authorId: string }[];

/** Writes every text of the corpus into every text field. */
beforeAll(async () => {
  world = await createWorld({ SITES: 'xss' });
  admin = await world.token({
    sub: 'boss',
    name: '<script>alert(1)</script>',
    roles: ['admin', 'analyst'],
    picture: 'https://x.example/"><script>',
  });
  const messages = hostileMarkup
    .slice(0, 9)
    .map((text) => ({ reason: 'spam', title: text.slice(0, 80), text: text.replace(/[{}]/g, '') }));
  const policy = {
    suspectWords: hostileMarkup.filter((text) => text.length <= 60),
    rejectionMessages: messages,
    holdLinks: 0,
    nudge: [],
  };
  const set = await world.call('PUT', `${site}/policy`, { token: admin, body: policy, headers: { 'if-match': '"0"' } });
  expect(set.status).toBe(200);
  comments = await Promise.all(hostileMarkup.map((text, index) => write(text, index)));
  await world.settled();
});
afterAll(() => world.stop());

const articleOf = (index: number): string => encodeURIComponent(`a${index} ${hostileMarkup[index]}`.slice(0, 200));

async function write(text: string, index: number): Promise<{ id: string; authorId: string }> {
  const thread = `${site}/articles/${articleOf(index)}/comments`;
  const article = { title: text, url: `https://news.example/?${encodeURI(text)}"><script>` };
  const name = text.slice(0, 80);
  const guest = await world.call('POST', thread, { body: { body: text, author: { name }, article } });
  const { id, author } = guest.body.comment;
  const decide = (decision: object) =>
    world.call('POST', `${site}/moderation/decisions`, {
      token: admin,
      body: { decisions: [{ commentId: id, ...decision }] },
    });
  await world.settled(); // restrictions are refused for authors without a record
  const answers = [
    guest,
    await decide({ decision: 'approve', note: text }),
    await world.call('POST', thread, {
      token: admin,
      body: { body: `${text}\n\n> ${text}\n\n\`${text}\``, parentId: id },
    }),
    await world.call('POST', `${site}/comments/${id}/flags`, { token: admin, body: { reason: 'spam', note: text } }),
    await world.call('POST', `${site}/moderation/items/${id}/notes`, { token: admin, body: { note: text } }),
    await world.call('POST', `${site}/authors/${author.id}/restrictions`, {
      token: admin,
      body: { kind: 'premoderated', reason: text },
    }),
    await decide({ decision: 'escalate', note: text }),
    await decide({ decision: 'approve' }),
  ];
  expect(answers.flatMap(({ status, body }) => (status < 300 ? [] : [[status, body]]))).toEqual([]);
  return { id, authorId: author.id };
}

/** Finds executable parts of a document, as a browser's parser would. */
function dangersIn(html: string): string[] {
  const found: string[] = [];
  sanitizeHtml(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    onOpenTag: (name, attributes) => {
      const isData = name === 'script' && /^application\/(ld\+)?json$/.test(attributes['type'] ?? '');
      if (/^(script|iframe|object|embed|math|base|frame|applet|foreignobject)$/i.test(name) && !isData)
        found.push(`<${name}>`);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (/^on|^srcdoc$/i.test(attribute)) found.push(attribute);
        if (
          /^(javascript|vbscript|data):/i.test(value.replace(/[^!-~]/g, '')) &&
          /^(href|src|action|formaction)$/i.test(attribute)
        )
          found.push(value);
      }
    },
  });
  return found;
}

const text = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(`${world.url}${path}`, { redirect: 'manual', ...init });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    headers: answer.headers,
    body: await answer.text(),
  };
};

describe('a server-rendered page', () => {
  it('is checked by a function that finds executable markup', () => {
    for (const hostile of [
      '<script>x</script>',
      '<img src=x onerror=x>',
      '<a href="javascript:x">x</a>',
      '<svg/onload=x>',
    ])
      expect(dangersIn(`<p>${hostile}</p>`)).not.toEqual([]);
  });

  it.each(hostileMarkup.map((one, index) => [one, index] as const))(
    'has %s as text in every form of the page',
    async (one, index) => {
      const embed = `${site}/articles/${articleOf(index)}/embed`;
      const typed = encodeURIComponent(one);
      const id = comments[index]?.id ?? '';
      for (const query of [
        '',
        '?fragment',
        `?comment=${id}`,
        `?reply=${id}`,
        `?report=${id}`,
        `?posted=${id}`,
        `?lang=${typed}&sort=${typed}&theme=${typed}&cursor=`,
      ]) {
        const { status, type, headers, body } = await text(embed + query);
        expect([query, status, type]).toEqual([query, 200, 'text/html; charset=utf-8']);
        expect(headers.get('content-security-policy')).toContain("default-src 'none'");
        expect([query, ...dangersIn(body)]).toEqual([query]);
      }
    },
  );

  it.each(hostileMarkup)('shows a refused form with %s as text', async (one) => {
    const form = new URLSearchParams({
      body: one,
      name: one,
      email: one,
      parentId: one,
      lang: one,
      sort: one,
      form: one,
    });
    const { status, body } = await text(`${site}/articles/x/embed`, { method: 'POST', body: form });
    expect(status).toBe(422);
    expect(dangersIn(body)).toEqual([]);
  });
});

describe('a feed', () => {
  it.each(['atom', 'rss'])('of type %s has comments as text, and no executable HTML', async (kind) => {
    const paths = [
      `${site}/feed.${kind}`,
      ...hostileMarkup.map((_one, index) => `${site}/articles/${articleOf(index)}/feed.${kind}`),
    ];
    for (const path of paths) {
      const { status, type, body } = await text(path);
      expect([status, type]).toEqual([200, expect.stringContaining('xml')]);
      expect(dangersIn(body)).toEqual([]);
      const unescaped = body
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&');
      const html = [...unescaped.matchAll(/<(?:content|description)[^>]*>(.*?)<\/(?:content|description)>/gs)].map(
        ([, inner = '']) => inner,
      );
      expect([path, html.length > 0]).toEqual([path, true]);
      for (const inner of html) expect(dangersIn(inner)).toEqual([]);
    }
  });
});

describe('every other GET route', () => {
  it('answers with a type that browsers do not render as a page', async () => {
    const headers = { authorization: `Bearer ${admin}` };
    const reads = listedRoutes.filter(
      ({ method, path }) => method === 'GET' && !/embed|feed|widget|desk/.test(path) && !path.endsWith('/live'),
    );
    expect(reads.length).toBeGreaterThan(15);
    let rendered = 0;
    for (const { path } of reads) {
      const [first] = comments;
      const concrete = path
        .replace(':site', 'xss')
        .replace(':article', articleOf(0))
        .replace(':queue', 'escalated')
        .replace(':id', (/authors|avatars/.test(path) ? first?.authorId : first?.id) ?? '')
        .replace(/:\w+/g, 'x');
      const query = path.endsWith('/counts')
        ? `?article=${articleOf(0)}`
        : path.endsWith('/search')
          ? `?q=${articleOf(0)}`
          : '';
      const answer = await text(concrete + query, { headers });
      expect([concrete, answer.status < 500]).toEqual([concrete, true]);
      expect([concrete, answer.headers.get('x-content-type-options')]).toEqual([concrete, 'nosniff']);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.type).toMatch(/^(application\/(problem\+)?json|image\/svg\+xml|text\/(plain|csv)|$)/);
      for (const [, html = ''] of answer.body.matchAll(/"html":"((?:[^"\\]|\\.)*)"/g)) {
        rendered += 1;
        expect(dangersIn(JSON.parse(`"${html}"`) as string)).toEqual([]);
      }
    }
    expect(rendered).toBeGreaterThan(0);
  });
});
