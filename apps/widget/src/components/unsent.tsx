import type { ThreadWords } from '../languages/thread-words.ts';

/** A text that can be posted nowhere any more, to be copied. */
export const Unsent = ({ words, text }: { words: ThreadWords; text: string }) => (
  <label class="composer">
    {words.text('unsent')}
    <textarea part="field" dir="auto" readOnly defaultValue={text} />
  </label>
);
