import type { ArticleMessage } from '#contracts/live-messages';
import { byteBudgets } from '#contracts/byte-budgets';
import type { ReachedPlace } from '../reading/read-model-follower.ts';
import { LiveClient } from './live-client.ts';
import { serialize, serializeEnd, serializeOf } from './live-message.ts';

/** A client's stream about one article. */
export class ArticleClient extends LiveClient {
  /** The names under which the client asked for the article with this key; null if it follows only one article. */
  namesOf(_key: string): readonly (string | null)[] {
    return [null];
  }

  loadAgain(upTo: ReachedPlace): string {
    return serialize([reset], upTo);
  }
}

/** A client's stream about several articles. Each message names its article as the client asked for it. */
export class ArticlesClient extends ArticleClient {
  /** @param names the names under which each article was asked for, by article key */
  constructor(
    stream: ConstructorParameters<typeof LiveClient>[0],
    private readonly names: ReadonlyMap<string, readonly string[]>,
  ) {
    super(stream);
  }

  override namesOf(key: string): readonly string[] {
    return this.names.get(key) ?? [];
  }

  /** Asks the client to reload if the messages of many articles exceed the byte budget of one. */
  override together(texts: readonly string[], upTo: ReachedPlace): string {
    const all = super.together(texts, upTo);
    return (Buffer.byteLength(all) > byteBudgets.live ? this.loadAgain(upTo) : all) + serializeEnd(upTo);
  }

  override loadAgain(upTo: ReachedPlace): string {
    return [...this.names.values()].flatMap((names) => names.map((name) => serializeOf(name, [reset], upTo))).join('');
  }
}

const reset: ArticleMessage = { event: 'reset', data: {} };

/**
 * Returns a function that gives each client's text. It is built once for all clients that use the same article name.
 */
export function textsOf(
  key: string,
  messages: readonly ArticleMessage[],
  upTo: ReachedPlace,
): (client: ArticleClient) => string {
  const texts = new Map<string | null, string>();
  const textFor = (name: string | null): string => {
    const text = texts.get(name) ?? (name === null ? serialize(messages, upTo) : serializeOf(name, messages, upTo));
    texts.set(name, text);
    return text;
  };
  return (client) => client.namesOf(key).map(textFor).join('');
}
