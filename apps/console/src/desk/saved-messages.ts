import type { ItemAnswer } from '#contracts/moderation-answers';
import { signal } from '@preact/signals';
import type { RejectionReason } from '#contracts/vocabulary';
import { type MessageValues, fillMessage } from '#contracts/fill-message';
import type { SiteApi } from '../service/site-api.ts';

export interface OfferedMessage {
  readonly reason: RejectionReason;
  readonly title: string;
  readonly text: string;
}

interface Policy {
  readonly rejectionMessages?: readonly OfferedMessage[];
  readonly rulesUrl?: string | null;
}

/** The saved messages of a site, from its policy. Fetched once, at the first rejection. */
export class SavedMessages {
  readonly policy = signal<Policy>({});
  private asked = false;

  constructor(private readonly api: SiteApi) {}

  async load(): Promise<void> {
    if (this.asked) return;
    this.asked = true;
    const answer = await this.api.policy();
    if (answer.ok) this.policy.value = answer.value.policy;
    else this.asked = false;
  }

  of(reason: RejectionReason): readonly OfferedMessage[] {
    return (this.policy.value.rejectionMessages ?? []).filter((message) => message.reason === reason);
  }

  /** A message to one author contains their name; a message to several has no name. */
  fill({ text }: OfferedMessage, items: readonly ItemAnswer[]): ReturnType<typeof fillMessage> {
    const [item] = items;
    const isOne = items.length === 1 && item !== undefined;
    const values: MessageValues = {
      name: isOne ? (item.comment.author?.name ?? null) : null,
      article: isOne ? namedBy(item.article) : null,
      site: this.api.site,
      rules: this.policy.value.rulesUrl ?? null,
    };
    return fillMessage(text, values);
  }
}

/** A title that only a reader's page has sent is unconfirmed, and must not appear in an official message. */
const namedBy = ({ title, url, unconfirmed }: ItemAnswer['article']): string | null =>
  unconfirmed ? url : (title ?? url);
