import type { ArticleMessage } from '#contracts/answers';
import { byteBudgets } from '#contracts/byte-budgets';
import type { ReachedPlace } from '../reading/read-model-follower.ts';
import { LiveClient } from './live-client.ts';
import { serialize, serializeOf, serializeTold } from './live-message.ts';

/** A stream about one article. */
export class ArticleClient extends LiveClient {
  /** What it knows an article as, by its key; null: it knows of one alone. */
  namesOf(_key: string): readonly (string | null)[] {
    return [null];
  }

  loadAgain(upTo: ReachedPlace): string {
    return serialize([reset], upTo);
  }
}

/** A stream about several articles: each message names its own, as it was asked for. */
export class ArticlesClient extends ArticleClient {
  /** @param names what each article was asked for as, by its key */
  constructor(
    stream: ConstructorParameters<typeof LiveClient>[0],
    private readonly names: ReadonlyMap<string, readonly string[]>,
  ) {
    super(stream);
  }

  override namesOf(key: string): readonly string[] {
    return this.names.get(key) ?? [];
  }

  /** Of many articles less is told than of one, so that it is no more. */
  override together(texts: readonly string[], upTo: ReachedPlace): string {
    const all = super.together(texts, upTo);
    return (Buffer.byteLength(all) > byteBudgets.live ? this.loadAgain(upTo) : all) + serializeTold(upTo);
  }

  override loadAgain(upTo: ReachedPlace): string {
    return [...this.names.values()].flatMap((names) => names.map((name) => serializeOf(name, [reset], upTo))).join('');
  }
}

const reset: ArticleMessage = { event: 'reset', data: {} };

/**
 * The text of these messages for each client that they go to, made once for all that know the article by the same name.
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
