import type { FormDraft } from '../service/drafts.ts';
import { type Posting, writingTo } from '../service/writing.ts';
import { type TreeComment, find, isShown, isTombstone, remove, update } from '../state/comment-tree.ts';
import type { FormFields } from '../state/deeds.ts';
import { withWords } from './marked-words.ts';
import { load, look } from './read.ts';
import type { Stage } from './stage.ts';
import { fail, submit } from './submit.ts';
import { begun } from './typing.ts';
import { emptyForm, formOf } from '../state/thread-state.ts';

/** A token that came later than this is younger than what was typed meanwhile: its writer would seem hasty. */
const promptMs = 1000;

/** A guest's form is begun. Where a text is there already, the time of its beginning is kept with it, or was never known. */
export async function begin(stage: Stage, form: string): Promise<void> {
  const { formToken, identity, drafts } = stage;
  if (formToken !== undefined || stage.state.signedIn || identity.guest || drafts.read(form)) return;
  stage.formToken = null;
  const asked = performance.now();
  const { value } = await writingTo(stage.service).form();
  if (value && performance.now() - asked < promptMs) stage.formToken = value.token;
}

/** Posts a comment once, however often it is asked to: the key of the attempt stays until an answer came. */
export async function post(stage: Stage, form: string, fields: FormFields): Promise<void> {
  const state = formOf(stage.state, form);
  if (state.sending) return;
  stage.setForm(form, { sending: true, notice: null });
  const draft = stage.drafts.attempt(form, begun(stage, fields));
  const { value, problem } = await writingTo(stage.service).post(requestFor(stage, form, fields, draft), draft.key);
  if (problem) {
    if (problem.code !== 'offline') stage.drafts.answered(form, problem.code === 'nudge');
    fail(stage, form, withWords(problem, fields.body));
    if (problem.code === 'article-closed') await load(stage);
    return;
  }
  const { comment, position, authorToken } = value;
  // Stored, and not to be read back now: sent again with its key, it is not stored twice.
  if (!comment) return fail(stage, form, { code: 'offline' });
  stage.drafts.drop(form);
  stage.drafts.wrote(position);
  if (authorToken !== undefined) stage.identity.keepGuest(authorToken, comment.author?.name ?? fields.name);
  posted(stage, form, comment, Number(position));
  await look(stage);
}

function requestFor(stage: Stage, form: string, fields: FormFields, { token, nudged, secret }: FormDraft): Posting {
  const { body, name, email, website } = fields;
  const { url, title } = stage.place;
  return {
    body,
    ...(form !== '' && { parentId: form }),
    ...(!stage.state.signedIn && {
      author: { name, ...(email !== '' && { email }) },
      form: { website, token },
      guestSecret: secret,
    }),
    ...(nudged && { nudged }),
    article: { url, title },
  };
}

function posted(stage: Stage, form: string, comment: TreeComment, position: number): void {
  const { state } = stage;
  const outcome = isShown(comment) ? 'published' : 'held';
  const name = stage.identity.guest?.name ?? '';
  const isNew = isShown(comment) && !find(state.comments, comment.id);
  stage.set(
    {
      count: recount(stage, isNew ? 1 : 0, position),
      comments: stage.settle(state.comments, comment),
      arrived: state.arrived.filter(({ id }) => id !== comment.id),
      panel: null,
      now: stage.time(),
      announcement: outcome,
      forms: {
        ...state.forms,
        [form]: { ...emptyForm, name, round: formOf(state, form).round + 1 },
      },
    },
    `comment-${comment.id}`,
  );
}

/** What this reader did changes the count at once, unless the count knows of it already. */
function recount(stage: Stage, by: number, position: number): number {
  if (by === 0 || position <= stage.counted) return stage.state.count;
  stage.counted = position;
  return stage.state.count + by;
}

/** What is typed is kept as it is typed. */
export async function preview(stage: Stage, form: string): Promise<void> {
  const draft = stage.drafts.read(form);
  if (!draft) return;
  const { value, problem } = await writingTo(stage.service).preview(draft.body);
  if (problem) fail(stage, form, problem);
  else stage.setForm(form, { preview: value.html });
}

/** Saves an edit of one's own comment. */
export async function save(stage: Stage, id: string, body: string): Promise<void> {
  const saved = await submit(stage, `edit ${id}`, () => writingTo(stage.service).edit(id, body));
  if (!saved) return;
  const { comment, position } = saved;
  if (!comment) return fail(stage, `edit ${id}`, { code: 'offline' });
  stage.drafts.wrote(position);
  const wasShown = isShown(find(stage.state.comments, id) ?? comment);
  stage.set(
    {
      panel: null,
      count: recount(stage, Number(isShown(comment)) - Number(wasShown), Number(position)),
      comments: update(stage.state.comments, comment),
      announcement: isShown(comment) ? 'saved' : 'held',
    },
    `comment-${id}`,
  );
}

/** Deletes one's own comment. */
export async function withdraw(stage: Stage, id: string): Promise<void> {
  const withdrawn = await submit(stage, `withdraw ${id}`, () => writingTo(stage.service).withdraw(id));
  if (!withdrawn) return;
  const { comment: gone, position } = withdrawn;
  stage.drafts.wrote(position);
  const { comments } = stage.state;
  const before = find(comments, id);
  const hasReplies = (before?.replies ?? []).some((reply) => !isTombstone(reply) || reply.replies?.length);
  stage.set(
    {
      panel: null,
      count: recount(stage, before && isShown(before) ? -1 : 0, Number(position)),
      comments: hasReplies && gone ? update(comments, gone) : remove(comments, id),
      announcement: 'deleted',
    },
    hasReplies ? `comment-${id}` : 'colloquy-heading',
  );
  await look(stage);
}
