import type { ReportReason, NudgeRule, RejectionReason } from '#contracts/vocabulary';
import type { Plural } from '#languages/plural';

/** Every text of the widget. A language that lacks one does not compile. `{name}` is where a value goes. */
export interface Catalogue {
  readonly title: string;
  readonly comments: Plural;
  readonly arrived: Plural;
  readonly sortBy: string;
  readonly newest: string;
  readonly oldest: string;
  readonly top: string;
  readonly loading: string;
  readonly unreachable: string;
  readonly retry: string;
  readonly more: string;
  readonly moreReplies: string;
  readonly showReplies: Plural;
  readonly hideReplies: string;
  readonly empty: string;
  readonly linkGone: string;
  readonly closed: string;
  readonly closedOn: string;
  readonly unsent: string;

  readonly leave: string;
  readonly reply: string;
  readonly replyTo: string;
  readonly inReplyTo: string;
  readonly name: string;
  readonly email: string;
  readonly optional: string;
  readonly hints: string;
  readonly preview: string;
  readonly post: string;
  readonly sending: string;
  readonly cancel: string;
  readonly left: Plural;
  readonly tooLong: Plural;
  readonly writingAs: string;
  readonly signIn: string;
  readonly signInToWrite: string;
  readonly signedOut: string;

  readonly published: string;
  readonly held: string;
  readonly nudge: string;
  readonly bannedWords: string;
  readonly rules: Readonly<Record<NudgeRule, string>>;
  readonly sendAnyway: string;
  readonly offline: string;
  readonly tooFast: Plural;
  readonly suspended: string;
  readonly banned: string;
  readonly reason: string;
  readonly parentGone: string;
  readonly emptyBody: string;
  readonly longBody: string;
  readonly badName: string;
  readonly takenName: string;
  readonly listedName: string;
  readonly badEmail: string;
  readonly failed: string;

  readonly staff: string;
  readonly guest: string;
  readonly you: string;
  readonly edited: string;
  readonly onlyYou: string;
  readonly rejected: string;
  readonly houseReasons: Readonly<Record<Exclude<RejectionReason, ReportReason>, string>>;
  readonly like: string;
  readonly likes: Plural;
  readonly share: string;
  readonly copied: string;
  readonly report: string;
  readonly reportWhy: string;
  readonly reasons: Readonly<Record<ReportReason, string>>;
  readonly note: string;
  readonly sendReport: string;
  readonly reported: string;
  readonly edit: string;
  readonly editLeft: string;
  readonly editOver: string;
  readonly save: string;
  readonly saved: string;
  readonly delete: string;
  readonly deleteSure: string;
  readonly deleted: string;
  readonly removed: string;
  readonly withdrawn: string;
  readonly erased: string;
}

/** The texts that are one string, and those that depend on a number. */
export type TextKey = { [K in keyof Catalogue]: Catalogue[K] extends string ? K : never }[keyof Catalogue];
export type PluralKey = { [K in keyof Catalogue]: Catalogue[K] extends Plural ? K : never }[keyof Catalogue];
