import type { PolicyWarning } from '#contracts/policy-answers';
import { useTexts } from '../../desk/use-texts.ts';
import { triedTexts } from './tried-texts.ts';

const most = 8;

/** A word that runs the other way leaves the sentence around it in order. */
export const isolated = (text: string): string => `\u{2068}${text}\u{2069}`;

/** Warnings about the entries of a word list, shown below it. */
export const Warned = ({ warnings, id }: { warnings: readonly PolicyWarning[]; id: string }) => {
  const { texts, words } = useTexts(triedTexts);
  const quoted = (entry: string): string => words.fill(texts.quoted, { entry: isolated(entry) });
  return (
    <ul class="warned small" id={id} aria-live="polite">
      {warnings.slice(0, most).map(({ pointer, entry, kind, examples = [] }) => (
        <li key={pointer + kind}>
          {words.fill(texts.warnings[kind], { entry: isolated(entry), examples: words.list(examples.map(quoted)) })}
        </li>
      ))}
      {warnings.length > most && <li>{words.count(texts.more, warnings.length - most)}</li>}
    </ul>
  );
};
