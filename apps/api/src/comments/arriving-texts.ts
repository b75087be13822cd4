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

/** A text on its way in, as a new comment or in place of an old text. */
interface SentText {
  readonly site: string;
  readonly commentId: string;
  readonly text: MeasuredText;
  readonly sender: Sender;
}

/** What others sent that is like it. */
type Alike = Pick<Facts, 'wave' | 'newDomains'>;

export interface ArrivingText {
  /**
   * Notes the text, and counts it with those that others sent: once, however often its facts are gathered.
   * @param before the text in whose place it comes
   */
  readonly alike: (policy: Policy, now: Date, before?: string) => Promise<Alike>;
  /** It was not taken: it counts for nobody. */
  readonly forget: () => Promise<void>;
}

interface Counted {
  readonly noted: Noted | null;
  readonly linking: Linking;
  readonly newDomains: Alike['newDomains'];
}

/**
 * What can be said of a text only beside what others send at the same time. Nothing is asked about a text that is short
 * and has no link.
 */
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

  /** What came of a command about a text: where nothing came of it, the text counts for nobody. */
  async unlessTaken(executing: Promise<Executed>, text: ArrivingText): Promise<Executed> {
    let taken = false;
    try {
      const executed = await executing;
      taken = executed.kind === 'appended';
      return executed;
    } finally {
      if (!taken) await this.afterwards.attempt('a text that was not taken', () => text.forget());
    }
  }

  private async count(sent: SentText, { holdWaves }: Policy, now: Date, before: string): Promise<Counted> {
    const { site, commentId, text } = sent;
    const likeness = holdWaves > 0 ? likenessOf(text.shown.text) : null;
    const old = new Set(linkedDomains(measureText(before).links));
    const domains = linkedDomains(text.links, this.sites.pageOrigins(site)).filter((domain) => !old.has(domain));
    const isAsked = likeness !== null || domains.length > 0;
    const senders = isAsked ? await this.senders.of(site, sent.sender) : [];
    const linking = { site, domains, senders };
    const noted = likeness && (await this.likenesses.note({ site, commentId, likeness, senders }, now));
    return { noted, linking, newDomains: await this.domains.note(linking, now) };
  }
}
