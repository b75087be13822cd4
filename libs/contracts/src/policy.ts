import { z } from 'zod';
import { looksEmpty } from './invisible.ts';
import { LanguageTag } from './language-tag.ts';
import { SavedMessage } from './rejection-message.ts';
import { ModerationMode, NameRule, NudgeRule } from './vocabulary.ts';
import { clean } from './words.ts';

// 5,000 words are more than any newsroom's list; 60 characters are more than any word.
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
  .describe("Where the site's rules of conversation stand; what {rules} in a message becomes");

const autoHideNetworks = z
  .number()
  .int()
  .min(1)
  .max(100)
  .describe('Networks and members that must have reported a comment to hide it, unless the members weigh enough alone');
const lookalikeNames = NameRule.describe(
  "What happens when an author's name looks like that of another author on the same article",
);
const staffNames = NameRule.describe(
  'What happens when an author’s name looks like that of somebody of the staff, or one of reservedNames; a member, who cannot choose another, is held instead of refused',
);
const reservedNames = z.array(word).max(100).describe('Names that only staff may have');
const reviewEdits = z
  .boolean()
  .describe(
    'Does an edit of a comment that was approved, or that has open reports, bring it before a moderator again? Readers see it meanwhile',
  );
const wordLanguages = z
  .array(LanguageTag)
  .max(20)
  .describe(
    'Languages of bannedWords and suspectWords, as BCP 47 tags. A comment that leaves out an accent of a listed word matches only where the language of its page, if it is one of these, or else every one of these, sees a mere accent there (in CLDR: a secondary difference), and not another letter. None: the language of the page decides alone; where that is not known, accents count',
  );
const spacedLetters = z
  .boolean()
  .describe('Are listed words also found with a blank or sign between their letters, as in i d i o t or i.d.i.o.t?');
const stretchedLetters = z
  .boolean()
  .describe('Are listed words also found with a letter three times or more, as in idiooot?');
const holdBannedNetworks = z
  .boolean()
  .describe(
    'Are new guests held who write from the network of a guest who is banned, or was suspended, within 14 days?',
  );
const holdWaves = z
  .number()
  .int()
  .min(0)
  .max(100)
  .refine((authors) => authors !== 1, 'must be 0, or 2 and more')
  .describe('Authors from whom on nearly the same text within an hour is held, 2 and more; 0 is never');

/**
 * A site's rules. Every field has the default that suits a small newspaper; every verdict names the version it was made
 * under.
 */
export const Policy = z.object({
  mode: ModerationMode.default('auto').describe(
    '`post`: publish, then review. `pre`: hold everything. `auto`: publish, but hold what the rules doubt',
  ),
  guestsAllowed: z.boolean().default(true).describe('May readers without an account post?'),
  editWindowSeconds: z.number().int().min(0).max(86_400).default(300).describe('How long an author may edit'),
  closeAfterDays: z
    .number()
    .int()
    .min(0)
    .max(3650)
    .default(0)
    .describe('Days after its first ArticleUpdated that an article closes, unless it has a closesAt; 0 is never'),
  flagThreshold: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe('Weight of reports that brings a comment into the queue; each approval of its text adds as much again'),
  autoHideThreshold: z
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(5)
    .describe('Weight of reports that hides a comment; each approval of its text adds as much again; 0 is never'),
  autoHideNetworks: autoHideNetworks.default(3),
  guestFlagWeight: z.number().min(0).max(1).default(1).describe("What a guest's report weighs; a member's weighs 1"),
  lowestReporterWeight: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('What the reports of somebody weigh whom moderators never agreed with; 1: as much as any'),
  highestReporterWeight: z
    .number()
    .min(1)
    .max(5)
    .default(1)
    .describe('What the reports of somebody weigh whom moderators always agreed with; 1: as much as any'),
  minLength: z.number().int().min(1).max(1000).default(1).describe('Shortest comment, in characters'),
  maxLength: z.number().int().min(1).max(10_000).default(10_000).describe('Longest comment, in characters'),
  bannedWords: wordList.describe(
    'Words that a comment is refused for; * stands for the rest of a word at its ends (idiot*, *fuck*), for one letter inside (f*ck)',
  ),
  suspectWords: wordList.describe('Words that a comment is held for, written as the banned ones'),
  wordLanguages: wordLanguages.default([]),
  spacedLetters: spacedLetters.default(false),
  stretchedLetters: stretchedLetters.default(false),
  holdLinks: z.number().int().min(0).max(100).default(3).describe('Links from which a comment is held; 0 is never'),
  repeatedTextMinutes: z
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('For how long the same text by the same author is held; 0 is never'),
  holdNewAuthors: hundred.describe(
    'Published comments that an author needs not to be held as new, 2 is usual; 0 is off',
  ),
  holdRecentRejections: hundred.describe(
    "Percent of an author's comments of the last 7 days that were rejected, from which the next is held, 30 is usual; 0 is off",
  ),
  holdShouting: hundred.describe('Percent of capitals from which a comment is held, 80 is usual; 0 is off'),
  holdRepeatedCharacters: hundred.describe(
    'The same character in a row, from which a comment is held, 10 is usual; 0 is off',
  ),
  nudge: z
    .array(NudgeRule)
    .max(20)
    .default(['repeated-text', 'shouting', 'repeated-characters'])
    .describe('Rules whose finding first asks the author to reconsider, and holds only what is sent again'),
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

/** A policy as events hold it: what was added later is missing in those of before. */
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

/** A recorded policy with the defaults of what it is too old for. */
export const completePolicy = (recorded: z.infer<typeof RecordedPolicy>): Policy => ({ ...defaultPolicy, ...recorded });
