import type { Act, ReaderActions } from '../state/reader-actions.ts';
import { loadLater } from './load-later.ts';
import { load } from './read.ts';
import type { Stage } from './stage.ts';
import { typed } from './typing.ts';

/** Does on a stage what the reader wants. */
export const actingOn =
  (stage: Stage): Act =>
  (action, ...given) =>
    void readerActions[action](stage, ...given);

const readerActions: {
  readonly [Action in keyof ReaderActions]: (stage: Stage, ...given: ReaderActions[Action]) => unknown;
} = {
  async load(stage) {
    await load(stage, undefined, 'colloquy-heading');
    await ifLoaded(({ look }) => look(stage));
  },
  async sort(stage, sort) {
    stage.set({ sort });
    await load(stage);
    await ifLoaded(({ look }) => look(stage));
  },
  more: (stage, ...given) => withRest(stage, null, ({ more }) => more(stage, ...given)),
  reveal: (stage) => withRest(stage, null, ({ reveal }) => reveal(stage)),
  visit: (stage, id) => withRest(stage, null, ({ goTo }) => goTo(stage, id)),
  open: (stage, kind, id) => withRest(stage, null, ({ open }) => open(stage, kind, id)),
  /** The focus goes back to the button that opened the panel. */
  close(stage) {
    const { panel } = stage.state;
    stage.set({ panel: null }, panel && `${panel.kind}-${panel.id}`);
  },
  begin: (stage, form) => ifLoaded(({ begin }) => begin(stage, form)),
  typed,
  preview: (stage, form) => withRest(stage, form, ({ preview }) => preview(stage, form)),
  write: (stage, form) => stage.setForm(form, { preview: null }, `colloquy-body-${form}`),
  post: (stage, form, fields) => withRest(stage, form, ({ post }) => post(stage, form, fields)),
  save: (stage, id, body) => withRest(stage, `edit ${id}`, ({ save }) => save(stage, id, body)),
  report: (stage, id, ...why) => withRest(stage, `report ${id}`, ({ report }) => report(stage, id, ...why)),
  withdraw: (stage, id) => withRest(stage, `withdraw ${id}`, ({ withdraw }) => withdraw(stage, id)),
  like: (stage, id, liked) => withRest(stage, null, ({ like }) => like(stage, id, liked)),
  share: (stage, id) => withRest(stage, null, ({ share }) => share(stage, id)),
  fold(stage, id) {
    const collapsed = new Set(stage.state.collapsed);
    if (!collapsed.delete(id)) collapsed.add(id);
    stage.set({ collapsed });
  },
  signIn: ({ place }) => place.askToSignIn(),
};

/**
 * Runs an action that needs the rest of the script. If that cannot be loaded, the message is that of a failed request.
 * @param form the form that shows the message; null for an action without a form
 */
async function withRest(stage: Stage, form: string | null, act: (rest: Rest) => Promise<void>): Promise<void> {
  const rest = await loadLater().catch(() => null);
  if (rest) await act(rest);
  else if (form === null) stage.set({ announcement: 'failed' });
  else {
    const text = stage.words.text('offline');
    stage.setForm(form, { notice: { problem: { code: 'offline' }, text } });
  }
}

/** Actions of the page itself, not of the reader, may fail without a message. */
export const ifLoaded = <T>(act: (rest: Rest) => Promise<T>): Promise<T | undefined> =>
  loadLater().then(act, () => undefined);

type Rest = Awaited<ReturnType<typeof loadLater>>;
