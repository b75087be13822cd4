import { z } from 'zod';
import { looksEmpty } from './invisible.ts';
import { LanguageTag } from './language-tag.ts';
import { SavedMessage } from './rejection-message.ts';
import { ModerationMode, NameRule, NudgeRule } from './vocabulary.ts';
import { clean } from './words.ts';

// No newsroom's list is known to have 5,000 words, and no word 60 characters.
const word = z
  .string()
  .overwrite(clean)
  .trim()
  .min(1)
  .max(60)
  .refine((text) => !looksEmpty(text), 'must not be empty');
const wordList = z.array(word).max(5000).default([]);
const hundred = z.number().int().min(0).max(100).default(0);

const rejectionMessages = z
  .array(SavedMessage)
  .max(50)
  .describe('Messages to the authors of rejected comments, for moderators to choose from');
const rulesUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .nullable()
  .describe('Address of the site’s rules for comments; it replaces `{rules}` in messages. Null: none');

const autoHideNetworks = z
  .number()
  .int()
  .min(1)
  .max(100)
  .describe(
    'Number of different networks and members whose reports are needed to hide a comment, unless the reports of members reach the weight without guests',
  );
const lookalikeNames = NameRule.describe(
  'What happens if an author’s name resembles that of another author on the same article',
);
const staffNames = NameRule.describe(
  'What happens if an author’s name resembles that of a staff member, or one of `reservedNames`. Comments of members are held instead of refused, because members cannot choose another name',
);
const reservedNames = z.array(word).max(100).describe('Names that only staff may use');
const reviewEdits = z
  .boolean()
  .describe(
    'True: an edit of a comment that was approved, or has open reports, puts it into the queue of reports. Readers see it meanwhile',
  );
const wordLanguages = z
  .array(LanguageTag)
  .max(20)
  .describe(
    'Languages of `bannedWords` and `suspectWords`, as BCP 47 tags. They decide whether a word without its accent matches: only if the accent does not make another letter (in CLDR: a secondary difference) in the language of the page, if it is listed here, or else in all listed languages. Empty: the language of the page decides; if that is unknown, accents must match',
  );
const spacedLetters = z
  .boolean()
  .describe(
    'True: listed words also match with a blank or sign between their letters, as in `i d i o t` or `i.d.i.o.t`',
  );
const stretchedLetters = z
  .boolean()
  .describe('True: listed words also match with a letter repeated three times or more, as in `idiooot`');
const holdBannedNetworks = z
  .boolean()
  .describe(
    'True: comments of new guests are held if they come from the network of a guest who was banned or suspended within the last 14 days',
  );
const holdWaves = z
  .number()
  .int()
  .min(0)
  .max(100)
  .refine((authors) => authors !== 1, 'must be 0, or 2 and more')
  .describe('Hold nearly the same text within an hour from this many authors on, 2 or more; 0 = off');

/**
 * A site's policy. Each field has a default that suits a small newspaper. Events refer to the version of the policy that
 * applied.
 */
export const Policy = z.object({
  mode: ModerationMode.default('auto').describe(
    '`post`: publish, then review. `pre`: hold every comment. `auto`: publish, unless a rule holds the comment',
  ),
  guestsAllowed: z.boolean().default(true).describe('True: readers can comment without signing in'),
  editWindowSeconds: z
    .number()
    .int()
    .min(0)
    .max(86_400)
    .default(300)
    .describe('How long an author can edit a comment, in seconds'),
  closeAfterDays: z
    .number()
    .int()
    .min(0)
    .max(3650)
    .default(0)
    .describe(
      'Close the comments of an article this many days after its first `ArticleUpdated`, unless it has `closesAt`; 0 = off',
    ),
  flagThreshold: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe(
      'Weight of reports that puts a comment into the queue; each approval of its text adds the same weight again',
    ),
  autoHideThreshold: z
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(5)
    .describe('Weight of reports that hides a comment; each approval of its text adds the same weight again. 0 = off'),
  autoHideNetworks: autoHideNetworks.default(3),
  guestFlagWeight: z.number().min(0).max(1).default(1).describe('Weight of a guest’s report; that of a member is 1'),
  lowestReporterWeight: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('Factor for reports by readers whose earlier reports moderators never agreed with; 1 = off'),
  highestReporterWeight: z
    .number()
    .min(1)
    .max(5)
    .default(1)
    .describe('Factor for reports by readers whose earlier reports moderators always agreed with; 1 = off'),
  minLength: z.number().int().min(1).max(1000).default(1).describe('Shortest comment, in characters'),
  maxLength: z.number().int().min(1).max(10_000).default(10_000).describe('Longest comment, in characters'),
  bannedWords: wordList.describe(
    'Words for which a comment is refused. `*` at an end matches the rest of a word (`idiot*`, `*fuck*`), inside it matches one letter (`f*ck`)',
  ),
  suspectWords: wordList.describe('Words for which a comment is held, written like `bannedWords`'),
  wordLanguages: wordLanguages.default([]),
  spacedLetters: spacedLetters.default(false),
  stretchedLetters: stretchedLetters.default(false),
  holdLinks: z
    .number()
    .int()
    .min(0)
    .max(100)
    .default(3)
    .describe('Hold comments with this many links or more; 0 = off'),
  repeatedTextMinutes: z
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('Hold the same text by the same author within this many minutes; 0 = off'),
  holdNewAuthors: hundred.describe(
    'Hold comments of authors with fewer published comments than this; 2 is usual, 0 = off',
  ),
  holdRecentRejections: hundred.describe(
    'Hold comments of authors of whose comments in the last 7 days this many percent or more were rejected; 30 is usual, 0 = off',
  ),
  holdShouting: hundred.describe(
    'Hold comments with this many percent of capital letters or more; 80 is usual, 0 = off',
  ),
  holdRepeatedCharacters: hundred.describe(
    'Hold comments that repeat a character this many times in a row or more; 10 is usual, 0 = off',
  ),
  nudge: z
    .array(NudgeRule)
    .max(20)
    .default(['repeated-text', 'shouting', 'repeated-characters'])
    .describe('Rules that first ask the author to reconsider, and hold the comment only if it is sent again'),
  lookalikeNames: lookalikeNames.default('mark'),
  staffNames: staffNames.default('hold'),
  reservedNames: reservedNames.default(['Admin', 'Administrator', 'Moderator', 'Staff']),
  holdBannedNetworks: holdBannedNetworks.default(true),
  reviewEdits: reviewEdits.default(false),
  holdWaves: holdWaves.default(3),
  rejectionMessages: rejectionMessages.default([]),
  rulesUrl: rulesUrl.default(null),
});
export type Policy = z.infer<typeof Policy>;

export const defaultPolicy: Policy = Policy.parse({});

/** A policy in an event: fields that were added later are missing in older events. */
export const RecordedPolicy = Policy.extend({
  lookalikeNames: lookalikeNames.exactOptional(),
  staffNames: staffNames.exactOptional(),
  reservedNames: reservedNames.exactOptional(),
  holdBannedNetworks: holdBannedNetworks.exactOptional(),
  reviewEdits: reviewEdits.exactOptional(),
  holdWaves: holdWaves.exactOptional(),
  wordLanguages: wordLanguages.exactOptional(),
  spacedLetters: spacedLetters.exactOptional(),
  stretchedLetters: stretchedLetters.exactOptional(),
  rejectionMessages: rejectionMessages.exactOptional(),
  rulesUrl: rulesUrl.exactOptional(),
  autoHideNetworks: autoHideNetworks.exactOptional(),
});

/** A recorded policy with the defaults of the fields that it lacks. */
export const completePolicy = (recorded: z.infer<typeof RecordedPolicy>): Policy => ({ ...defaultPolicy, ...recorded });
