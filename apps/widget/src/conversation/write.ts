import type { ViewerAnswer } from '#contracts/answers';
import { type Comment, find, isShown, isTombstone, remove, update } from './comment-tree';
import type { Fields } from './intent';
import { load, look } from './read';
import type { Stage } from './stage';
import { type Problem, emptyForm, formOf } from './state';

/** Characters left from which on the form says how many. */
const fewLeft = 200;

export function typed(stage: Stage, form: string, fields: Fields): void {
  stage.drafts.keep(form, fields);
  const before = formOf(stage.state, form);
  const rest = (stage.state.article?.rules.maxLength ?? Infinity) - Array.from(fields.body).length;
  const left = rest < fewLeft ? rest : null;
  if (left !== before.left || before.notice) stage.setForm(form, { left, notice: null });
}

/** Posts a comment once, however often it is asked to: the key of the attempt stays until an answer came. */
export async function post(stage: Stage, form: string, fields: Fields): Promise<void> {
  const state = formOf(stage.state, form);
  if (state.sending) return;
  const found = faultIn(stage, fields);
  if (found) {
    stage.setForm(
      form,
      { preview: null, notice: { problem: found } },
      `colloquy-${found.fields?.[0] ?? 'body'}-${form}`,
    );
    return;
  }
  const nudged = state.notice !== null && 'problem' in state.notice && state.notice.problem.code === 'nudge';
  stage.setForm(form, { sending: true, notice: null });
  const answer = await stage.service.post(requestFor(stage, form, fields, nudged), stage.drafts.attempt(form, fields));
  if ('problem' in answer) {
    if (!isUnanswered(answer.problem)) stage.drafts.answered(form);
    stage.fail(form, answer.problem);
    if (answer.problem.code === 'article-closed') await load(stage);
    return;
  }
  const { comment, position, authorToken } = answer.value;
  stage.drafts.drop(form);
  stage.drafts.wrote(position);
  if (authorToken !== undefined) becomeGuest(stage, authorToken, comment);
  posted(stage, form, comment, Number(position));
}

/** Nobody knows whether it was posted: the next attempt is the same one. */
const isUnanswered = ({ code }: Problem): boolean =>
  code === 'offline' || code === 'unavailable' || code === 'outcome-unknown';

const fault = (field: string): Problem => ({ code: 'invalid-fields', fields: [field] });

function faultIn(stage: Stage, { body, name, email }: Fields): Problem | null {
  if (body.trim() === '') return fault('body');
  if (!stage.state.signedIn && name.trim() === '') return fault('name');
  return email !== '' && !/^\S+@\S+\.\S+$/.test(email) ? fault('email') : null;
}

function requestFor(stage: Stage, form: string, { body, name, email }: Fields, nudged: boolean): object {
  const { url, title } = stage.place;
  return {
    body,
    ...(form !== '' && { parentId: form }),
    ...(!stage.state.signedIn && { author: { name, ...(email !== '' && { email }) } }),
    ...(nudged && { nudged }),
    article: { url, title },
  };
}

function becomeGuest(stage: Stage, token: string, { author }: Comment): void {
  if (!author) return;
  stage.identity.keepGuest(token, author.name);
  const viewer: ViewerAnswer = stage.state.viewer ?? {
    author: { ...author, kind: 'guest' },
    waiting: [],
    liked: [],
    restriction: null,
    now: new Date(stage.time()).toISOString(),
  };
  stage.set({ viewer });
}

function posted(stage: Stage, form: string, comment: Comment, position: number): void {
  const { state } = stage;
  const outcome = isShown(comment) ? 'published' : 'held';
  const counts = outcome === 'published' && position > stage.counted;
  if (counts) stage.counted = position;
  stage.skew = Math.max(stage.skew, Date.parse(comment.createdAt) - Date.now());
  const name = stage.identity.guest?.name ?? '';
  stage.set(
    {
      count: state.count + (counts && !find(state.comments, comment.id) ? 1 : 0),
      comments: stage.settle(state.comments, comment),
      arrived: state.arrived.filter(({ id }) => id !== comment.id),
      panel: null,
      now: stage.time(),
      announcement: stage.words.text(outcome),
      forms: {
        ...state.forms,
        [form]: { ...emptyForm, name, round: formOf(state, form).round + 1 },
      },
    },
    `comment-${comment.id}`,
  );
}

export async function preview(stage: Stage, form: string, body: string): Promise<void> {
  if (body.trim() === '') return;
  const answer = await stage.service.preview(body);
  if ('problem' in answer) stage.fail(form, answer.problem);
  else stage.setForm(form, { preview: answer.value.html });
}

/** Saves an edit of one's own comment. */
export async function save(stage: Stage, id: string, body: string): Promise<void> {
  const form = `edit ${id}`;
  if (formOf(stage.state, form).sending) return;
  stage.setForm(form, { sending: true, notice: null });
  const answer = await stage.service.edit(id, body);
  if ('problem' in answer) {
    stage.fail(form, answer.problem);
    return;
  }
  const { comment, position } = answer.value;
  stage.drafts.wrote(position);
  stage.setForm(form, { sending: false });
  stage.set(
    {
      panel: null,
      comments: update(stage.state.comments, comment),
      announcement: stage.words.text(isShown(comment) ? 'saved' : 'held'),
    },
    `comment-${id}`,
  );
}

/** Deletes one's own comment. */
export async function withdraw(stage: Stage, id: string): Promise<void> {
  const form = `withdraw ${id}`;
  if (formOf(stage.state, form).sending) return;
  stage.setForm(form, { sending: true, notice: null });
  const answer = await stage.service.withdraw(id);
  if ('problem' in answer) {
    stage.fail(form, answer.problem);
    return;
  }
  stage.drafts.wrote(answer.value.position);
  const { comments } = stage.state;
  const gone = answer.value.comment;
  const hasReplies = (find(comments, id)?.replies ?? []).some((reply) => !isTombstone(reply) || reply.replies?.length);
  stage.set(
    {
      panel: null,
      comments: hasReplies ? update(comments, gone) : remove(comments, id),
      announcement: stage.words.text('deleted'),
    },
    hasReplies ? `comment-${id}` : 'colloquy-heading',
  );
  await look(stage);
}
