import { type Attempt, answered, attempt } from '../service/attempts.ts';
import type { FormDraft } from '../service/drafts.ts';
import type { Posting } from '../service/writing.ts';
import { type Tree, type TreeComment, find, ids, isShown, isTombstone, remove, update } from '../state/comment-tree.ts';
import type { FormFields } from '../state/reader-actions.ts';
import { aboutText } from './about-text.ts';
import { look } from './look.ts';
import { load } from './read.ts';
import type { Stage } from './stage.ts';
import { fail, submit, telling } from './submit.ts';
import { begun, charactersLeft } from './typing.ts';
import { type FormProblem, emptyForm, formOf } from '../state/thread-state.ts';

/** A token that came later than this is younger than what was typed meanwhile: its writer would seem hasty. */
const promptMs = 1000;

/**
 * A guest's form is begun. Where a text is there already, the time of its beginning is kept with it, or was never
 * known.
 */
export async function begin(stage: Stage, form: string): Promise<void> {
  const { formToken, identity, drafts } = stage;
  if (formToken !== undefined || stage.state.signedIn || identity.guest || drafts.read(form)) return;
  stage.formToken = null;
  const asked = performance.now();
  const { value } = await telling(stage).form();
  if (value && performance.now() - asked < promptMs) stage.formToken = value.token;
}

/** Posts a comment once, despite repeated clicks and retries: the attempt keeps its key until it is answered. */
export async function post(stage: Stage, form: string, fields: FormFields): Promise<void> {
  if (formOf(stage.state, form).sending) return;
  stage.setForm(form, { sending: true, notice: null });
  const draft = attempt(stage.drafts, form, begun(stage, fields));
  const problem = (await notYet(stage, fields)) ?? (await sent(stage, form, fields, draft));
  if (!problem) return look(stage);
  // Without an answer, the comment may have been stored. After a refused identity, the same attempt is repeated.
  if (problem.code !== 'offline' && problem.code !== 'unauthenticated')
    answered(stage.drafts, form, problem.code === 'nudge');
  fail(stage, form, aboutText(problem, fields.body));
  if (problem.code === 'article-closed') await load(stage);
}

/** A problem that is known before sending. */
async function notYet(stage: Stage, { body, name }: FormFields): Promise<FormProblem | undefined> {
  if (charactersLeft(stage, body) < 0) return { code: 'text-too-long', fields: ['body'] };
  const { viewer, signedIn, sessionOver } = stage.state;
  // Ask for the identity again: it may be pending, or the reader may have signed in in another tab.
  if (sessionOver) await stage.identity.memberToken(true);
  if (sessionOver || (signedIn && !viewer)) await look(stage);
  // A member is a guest where they say under which name.
  if (stage.state.signedIn || name !== '') return undefined;
  if (stage.state.sessionOver) return { code: 'unauthenticated' };
  return signedIn ? { code: 'invalid-fields', fields: ['name'] } : undefined;
}

/** Undefined if it was stored. */
async function sent(stage: Stage, form: string, fields: FormFields, draft: Attempt): Promise<FormProblem | undefined> {
  const { value, problem } = await telling(stage).post(requestFor(stage, form, fields, draft), draft.key);
  if (problem) return problem;
  const { comment, position, authorToken } = value;
  // Stored, and not to be read back now: sent again with its key, it is not stored twice.
  if (!comment) return { code: 'offline' };
  stage.drafts.drop(form);
  stage.drafts.wrote(position);
  if (authorToken !== undefined) stage.identity.keepGuest(authorToken, comment.author?.name ?? fields.name);
  posted(stage, form, comment, Number(position));
  return undefined;
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

/** Applies this reader's own change to the count, unless the count already includes it. */
function recount(stage: Stage, by: number, position: number): number {
  if (by === 0 || position <= stage.counted) return stage.state.count;
  stage.counted = position;
  return stage.state.count + by;
}

/** Previews the draft, which the form stores while it is typed. */
export async function preview(stage: Stage, form: string): Promise<void> {
  const draft = stage.drafts.read(form);
  if (!draft) return;
  const { value, problem } = await telling(stage).preview(draft.body);
  if (problem) fail(stage, form, problem);
  else stage.setForm(form, { preview: value.html });
}

/** Saves an edit of one's own comment. */
export async function save(stage: Stage, id: string, body: string): Promise<void> {
  const form = `edit ${id}`;
  if (charactersLeft(stage, body) < 0) return fail(stage, form, { code: 'text-too-long', fields: ['body'] });
  const saved = await submit(stage, form, async () => {
    const answer = await telling(stage).edit(id, body);
    return answer.problem ? { problem: aboutText(answer.problem, body) } : answer;
  });
  if (!saved) return;
  const { comment, position } = saved;
  if (!comment) return fail(stage, form, { code: 'offline' });
  stage.drafts.drop(form);
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
  const withdrawn = await submit(stage, `withdraw ${id}`, () => telling(stage).withdraw(id));
  if (!withdrawn) return;
  const { comment: gone, position } = withdrawn;
  stage.drafts.wrote(position);
  const { comments } = stage.state;
  const before = find(comments, id);
  const hasReplies = (before?.replies ?? []).some((reply) => !isTombstone(reply) || reply.replies?.length);
  const left = hasReplies && gone ? update(comments, gone) : remove(comments, id);
  stage.set(
    {
      panel: null,
      count: recount(stage, before && isShown(before) ? -1 : 0, Number(position)),
      comments: left,
      announcement: 'deleted',
    },
    nearest(comments, left, id),
  );
  await look(stage);
}

/** The element of what is left where a comment was: the one that follows it, else the one before. */
function nearest(before: Tree, left: Tree, id: string): string {
  const all = ids(before);
  const at = all.indexOf(id);
  const near = [...all.slice(at), ...all.slice(0, at).toReversed()].find((one) => find(left, one));
  return near === undefined ? 'colloquy-heading' : `comment-${near}`;
}
