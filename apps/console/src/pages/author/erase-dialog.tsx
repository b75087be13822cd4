import type { AuthorAnswer, ErasureAnswer } from '#contracts/person-answers';
import { requestTo } from '#client/request';
import { useDesk } from '../../desk/desk-context.ts';
import { useState } from 'preact/hooks';
import { isolate } from '../../languages/isolate.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { ProblemLine } from '../../parts/problem-line.tsx';
import { useChange } from '../../parts/use-change.ts';
import { pagesTexts } from '../found/texts.ts';
import { Proof } from './proof.tsx';
import { authorTexts } from './texts.ts';

/** Forgets a person, once their name was typed; then shows the proof. */
export const EraseDialog = ({ author, close }: { author: AuthorAnswer; close: () => void }) => {
  const { site } = useDesk();
  const { texts, words } = useTexts(authorTexts);
  const { texts: common } = useTexts(pagesTexts);
  const [typed, setTyped] = useState('');
  const [proof, setProof] = useState<ErasureAnswer | null>(null);
  const change = useChange();
  const word = author.name ?? texts.eraseWord;
  const isTyped = typed.trim() === word.trim();
  const erase = async (): Promise<void> => {
    if (!isTyped || change.sending) return;
    const answer = await change.send(
      requestTo('DELETE /v1/sites/:site/authors/:id', { params: { site: site.peek(), id: author.id } }),
    );
    if (answer.ok) setProof(answer.value);
  };
  if (proof) return <Proof proof={proof} again={() => void erase()} close={close} />;
  return (
    <Dialog title={words.fill(texts.eraseTitle, { name: isolate(author.name ?? common.noName) })} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void erase();
        }}
      >
        <p>{texts.eraseWhat}</p>
        <WordField word={word} typed={typed} type={setTyped} />
        <ProblemLine problem={change.problem} />
        <p class="muted small" role="status">
          {change.sending && texts.erasing}
        </p>
        <DialogFoot close={close}>
          <button type="submit" class="bad" disabled={!isTyped || change.sending}>
            {texts.eraseNow}
          </button>
        </DialogFoot>
      </form>
    </Dialog>
  );
};

/** Asks to type the name, against an erasure by accident. */
const WordField = ({ word, typed, type }: { word: string; typed: string; type: (typed: string) => void }) => {
  const { texts, words } = useTexts(authorTexts);
  return (
    <label class="field">
      <span class="named">{words.fill(texts.eraseType, { word: isolate(word) })}</span>
      <input
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        value={typed}
        onInput={({ currentTarget }) => type(currentTarget.value)}
      />
    </label>
  );
};
