import { Inject, Injectable } from '@nestjs/common';
import type { Policy } from '#contracts/policy';
import type { Facts } from '#domain/screening/phase';
import { likenessOf } from '#domain/screening/text-likeness';
import { Afterwards } from '../commands/afterwards.ts';
import type { Executed } from '../commands/command-executor.ts';
import { Sites } from '../sites/sites.ts';
import { LinkDomains, type Linking } from './link-domains.ts';
import { linkedDomains } from './linked-domains.ts';
import { type MeasuredText, measureText } from './measure-text.ts';
import { type Noted, RecentLikenesses } from './recent-likenesses.ts';
import { type Sender, Senders } from './senders.ts';

/** A text that is being submitted: a new comment, or the new text of an edited one. */
interface SentText {
  readonly site: string;
  readonly commentId: string;
  readonly text: MeasuredText;
  readonly sender: Sender;
}

/** Similar texts and the same link domains in other authors' comments. */
type Alike = Pick<Facts, 'wave' | 'newDomains'>;

export interface ArrivingText {
  /**
   * Records the text and counts it together with similar texts of others. The text is recorded once, even if the
   * command is retried and its facts are gathered again.
   * @param before the text that an edit replaces
   */
  readonly alike: (policy: Policy, now: Date, before?: string) => Promise<Alike>;
  /** Removes the text from the counts, because the comment was not stored. */
  readonly forget: () => Promise<void>;
}

interface Counted {
  readonly noted: Noted | null;
  readonly linking: Linking;
  readonly newDomains: Alike['newDomains'];
}

/** Compares a submitted text with recent texts of others. A short text without links causes no database query. */
@Injectable()
export class ArrivingTexts {
  constructor(
    private readonly likenesses: RecentLikenesses,
    private readonly domains: LinkDomains,
    private readonly senders: Senders,
    @Inject(Sites) private readonly sites: Pick<Sites, 'pageOrigins'>,
    @Inject(Afterwards) private readonly afterwards: Pick<Afterwards, 'attempt'>,
  ) {}

  of(text: SentText): ArrivingText {
    let counted: Promise<Counted> | undefined;
    return {
      alike: async (policy, now, before = '') => {
        const { noted, newDomains } = await (counted ??= this.count(text, policy, now, before));
        return { wave: noted && { id: noted.id, authors: noted.authors }, newDomains };
      },
      forget: async () => {
        const done = await counted?.catch(() => undefined);
        if (done?.noted) await this.likenesses.forget(done.noted);
        if (done) await this.domains.forget(done.linking);
      },
    };
  }

  /** Awaits a command that stores the text, and removes the text from the counts if the command appended nothing. */
  async forgetUnlessStored(executing: Promise<Executed>, text: ArrivingText): Promise<Executed> {
    let stored = false;
    try {
      const executed = await executing;
      stored = executed.kind === 'appended';
      return executed;
    } finally {
      if (!stored) await this.afterwards.attempt('removing an unsent text from the counts', () => text.forget());
    }
  }

  private async count(sent: SentText, { holdWaves }: Policy, now: Date, before: string): Promise<Counted> {
    const { site, commentId, text } = sent;
    const likeness = holdWaves > 0 ? likenessOf(text.shown.text) : null;
    const old = new Set(linkedDomains(measureText(before).links));
    const domains = linkedDomains(text.links, this.sites.pageOrigins(site)).filter((domain) => !old.has(domain));
    const isCompared = likeness !== null || domains.length > 0;
    const senders = isCompared ? await this.senders.of(site, sent.sender) : [];
    const linking = { site, domains, senders };
    const noted = likeness && (await this.likenesses.note({ site, commentId, likeness, senders }, now));
    return { noted, linking, newDomains: await this.domains.note(linking, now) };
  }
}
