import type { TryPolicyAnswer } from '#contracts/policy-answers';
import type { Finding } from '#contracts/vocabulary';
import { useId } from 'preact/hooks';
import { CommentText } from '../../card/comment-text.tsx';
import { whyHere } from '../../card/why.ts';
import { whyTexts } from '../../card/why-texts.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { ProblemLine } from '../../parts/problem-line.tsx';
import type { Asked } from '../../parts/use-answer.ts';
import { triedTexts } from './tried-texts.ts';
import { isolated } from './warned.tsx';
import { type TriedText, isLanguageTag } from './use-tried.ts';

interface Props {
  readonly tried: TriedText;
  readonly change: (tried: TriedText) => void;
  readonly answer: Asked<TryPolicyAnswer>;
}

/** Tries the edited policy on a text, and shows the outcome. */
export const TryBox = ({ tried, change, answer }: Props) => {
  const { texts } = useTexts(triedTexts);
  const id = useId();
  const isUnknown = tried.language.trim() !== '' && !isLanguageTag(tried.language.trim());
  const typed = (name: keyof TriedText) => (event: { currentTarget: { value: string } }) =>
    change({ ...tried, [name]: event.currentTarget.value });
  return (
    <section class="box tried" aria-labelledby={id}>
      <h2 id={id}>{texts.title}</h2>
      <p class="muted small">{texts.hint}</p>
      <div class="tried-fields">
        <label class="field wide">
          <span>{texts.text}</span>
          <textarea rows={3} dir="auto" maxLength={10_000} value={tried.text} onInput={typed('text')} />
        </label>
        <label class="field">
          <span>
            {texts.name} <small class="muted">{texts.optional}</small>
          </span>
          <input dir="auto" maxLength={80} value={tried.authorName} onInput={typed('authorName')} />
        </label>
        <label class="field">
          <span>
            {texts.language} <small class="muted">{texts.optional}</small>
          </span>
          <input
            dir="ltr"
            maxLength={35}
            placeholder={texts.languageHint}
            value={tried.language}
            aria-invalid={isUnknown}
            aria-describedby={`${id}-language`}
            onInput={typed('language')}
          />
          <small id={`${id}-language`} class="error" role="alert">
            {isUnknown && texts.languageUnknown}
          </small>
        </label>
      </div>
      <ProblemLine problem={answer.problem} />
      <div role="status" class="tried-answer" aria-busy={answer.asking}>
        {answer.problem ? null : <Answered answer={answer.value} />}
      </div>
    </section>
  );
};

const Answered = ({ answer }: { answer: TryPolicyAnswer | null }) => {
  const { texts, words } = useTexts(triedTexts);
  const { texts: why } = useTexts(whyTexts);
  if (!answer?.outcome) return <p class="muted">{texts.waiting}</p>;
  const { outcome, text, findings, matches } = answer;
  // The outcome is shown above; each reason is listed without it.
  const reasons = findings.map((finding): Finding => ({ ...finding, action: 'hold' }));
  const lengths = reasons.filter(({ rule }) => rule === 'length');
  const others = reasons.filter(({ rule }) => rule !== 'length');
  const entriesOf = (list: 'banned' | 'suspect'): string[] =>
    matches
      .filter((match) => match.list === list)
      .map(({ entry }) => words.fill(texts.quoted, { entry: isolated(entry) }));
  return (
    <>
      <p class={`outcome ${outcome}`}>{texts.outcomes[outcome]}</p>
      <ul>
        {lengths.map(({ evidence: { most, least } }) => (
          <li key="length">
            {most === undefined
              ? words.fill(texts.tooShort, { least: String(least) })
              : words.fill(texts.tooLong, { most: String(most) })}
          </li>
        ))}
        {whyHere({ findings: others, flags: [], queue: null }, why, words).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {(['banned', 'suspect'] as const).map((list) =>
          entriesOf(list).length === 0 ? null : (
            <li key={list}>{words.fill(texts[list], { entries: words.list(entriesOf(list)) })}</li>
          ),
        )}
      </ul>
      {text !== '' && <CommentText body={text} findings={reasons} />}
    </>
  );
};
