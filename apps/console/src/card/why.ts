import type { ItemAnswer } from '#contracts/moderation-answers';
import type { Finding } from '#contracts/vocabulary';
import { isKeyOf } from '#contracts/keys-of';
import type { DeskWords } from '../languages/desk-words.ts';
import type { WhyTexts } from './why-texts.ts';

type Why = Pick<ItemAnswer, 'findings' | 'flags' | 'queue'>;

/** Why a comment is here, in sentences made of what the rules found and what readers reported. Never empty for one that waits. */
export function whyHere({ findings, flags, queue }: Why, texts: WhyTexts, words: DeskWords): string[] {
  const reports = flags.reduce((sum, { count }) => sum + count, 0);
  const sentences = [
    ...(queue === 'escalated' ? [texts.escalated] : []),
    ...(reports > 0 ? [words.count(texts.reported, reports)] : []),
    ...findings.map((finding) => sentenceOf(finding, texts, words)),
  ];
  return sentences.length > 0 || queue === null ? sentences : [texts.held];
}

function sentenceOf({ rule, action, evidence }: Finding, texts: WhyTexts, words: DeskWords): string {
  const value = (name: string): number => Number(evidence[name] ?? 0);
  const [by, of] = [String(evidence['by']), String(evidence['of'])];
  const sentence = ((): string => {
    switch (rule) {
      case 'banned-words':
        return words.count(texts.bannedWords, value('count'));
      case 'suspect-words':
        return words.count(texts.suspectWords, value('count'));
      case 'links':
        return words.count(texts.links, value('links'), { from: value('from') });
      case 'repeated-text':
        return words.count(texts.repeatedText, value('minutes'));
      case 'repeated-characters':
        return words.count(texts.repeatedCharacters, value('from'));
      case 'shouting':
        return words.fill(texts.shouting, { share: words.percent(value('capitals') / Math.max(1, value('letters'))) });
      case 'new-author':
        return words.count(texts.newAuthor, value('published'), { needed: value('needed') });
      case 'recent-history':
        return words.fill(texts.recentHistory, {
          rejected: value('rejected'),
          all: value('rejected') + value('published'),
          days: value('days'),
        });
      case 'pre-moderation':
        return isKeyOf(texts.preModeration, by) ? texts.preModeration[by] : texts.held;
      case 'guest-form':
        return texts.guestForm;
      case 'lookalike-name':
        return texts.lookalikeName[isKeyOf(texts.lookalikeName, of) ? of : 'author'];
      case 'banned-network':
        return evidence['kind'] === 'suspended' ? texts.suspendedNetwork : texts.bannedNetwork;
      default:
        return words.fill(texts.otherRule, { rule });
    }
  })();
  return action === 'nudge' ? `${sentence} ${texts.nudged}` : sentence;
}
