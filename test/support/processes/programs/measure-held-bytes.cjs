// node --expose-gc measure-held-bytes.cjs: prints as JSON the bytes that cache entries really use (`real`), and the bytes
// that the caches count for them (`told`).
const reading = '../../../../dist/apps/api/src/reading';
const { bodyOf, finish } = require(`${reading}/answer-cache.js`);
const { EarlyAnswers } = require(`${reading}/early-answers.js`);
const { heldBytes } = require(`${reading}/held-bytes.js`);
const { SharedLoads } = require(`${reading}/shared-loads.js`);

/** Bytes that this process uses after garbage collection. */
async function held() {
  for (let n = 0; n < 4; n++) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const key = (n) => `default/an-article-with-a-name-as-they-are-${n}`;
const id = (n) => `thread newest 20  \n${key(n)}`;

async function ofEntries(letter, length, entries) {
  const loads = new SharedLoads({ maxEntries: 20_000, maxBytes: 1e9 });
  await loads.get(id(-1), [key(-1)], async () => ({ value: {}, body: '' }));
  const [before, counted] = [await held(), loads.bytes];
  for (let n = 0; n < entries; n++)
    await loads.get(id(n), [key(n)], async () => {
      const body = bodyOf(JSON.stringify(`${n}${letter.repeat(length)}`)); // built for each entry: one literal would be stored once
      return { value: { ...finish(''), body }, body };
    });
  const [real, told] = [(await held()) - before, loads.bytes - counted];
  loads.get(id(0), [], async () => ({ value: {}, body: '' })); // keeps the cache alive until here
  return { real, told };
}

async function ofManyArticles() {
  const early = new EarlyAnswers();
  const articles = Array.from({ length: 100 }, (_, at) => at);
  const request = (n) => ({
    url: `/v1/sites/default/counts?${articles.map((at) => `article=read-${n * 100 + at}`).join('&')}`,
    headers: {},
  });
  const made = (n) => ({
    since: early.moment(),
    from: articles.map((at) => `default/read-${n * 100 + at}`),
    ...{ names: ['article'], lists: ['article'] },
  });
  const before = await held();
  let told = 0;
  for (let n = 0; n < 100; n++) {
    const answer = finish({ counts: { [`read-${n}`]: n }, position: '1' });
    early.keep(request(n), answer, made(n));
    told += heldBytes({ id: request(n).url, keys: made(n).from, body: answer.body });
  }
  const real = (await held()) - before;
  early.moment(); // keeps the cache alive until here
  return { real, told };
}

async function main() {
  await ofEntries('x', 10, 100); // warms up, so that compiled code is not measured
  const measured = {
    'a count': await ofEntries('1', 5, 10_000),
    'a short answer in Latin letters': await ofEntries('a', 2000, 5000),
    'a short answer in other letters': await ofEntries('你', 2000, 5000),
    'a page of a thread': await ofEntries('a', 50_000, 400),
    'a page of a thread in other letters': await ofEntries('你', 50_000, 400),
    'what was made from a hundred articles': await ofManyArticles(),
  };
  process.stdout.write(JSON.stringify(measured));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
