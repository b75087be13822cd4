import type { ViewerAnswer } from '#contracts/answers';
import type { ServiceAnswer } from '../service/asking.ts';
import type { Writer } from '../service/identity.ts';
import { viewerOf } from '../service/reading.ts';
import { ids } from '../state/comment-tree.ts';
import { restrictionText } from './problem-text.ts';
import type { Stage } from './stage.ts';
import { withWaiting } from './with-waiting.ts';

/** Loads the reader's private state: waiting comments, likes, restriction. */
export async function look(stage: Stage, after = stage.drafts.position()): Promise<void> {
  const { identity, looks } = stage;
  const turn = ++looks.asked;
  const { provider } = identity;
  const isMember = (await identity.memberToken()) !== null;
  if (!isMember && !identity.guest) return nobodyNow(stage);
  const { value: viewer, problem } = await viewerNow(stage, isMember ? 'member' : 'guest', after);
  if (provider !== identity.provider) return; // another reader has signed in meanwhile; a request for them is under way
  if (isMember && problem?.code === 'unauthenticated') return nobodyNow(stage);
  // Answers can overtake each other: an older one would revert the shown state, and an earlier request covers fewer
  // comments.
  if (!viewer || turn < looks.answered || viewer.now < (stage.state.viewer?.now ?? '')) return;
  looks.answered = turn;
  stage.skew = Date.parse(viewer.now) - Date.now();
  const signedIn = viewer.author?.kind === 'member';
  if (!signedIn && stage.state.signedIn) nobodyNow(stage);
  const restriction = viewer.restriction ? restrictionText(viewer.restriction, stage.words) : '';
  stage.set({ viewer, restriction, signedIn, sessionOver: stage.state.sessionOver && !signedIn, now: stage.time() });
  stage.set({ comments: withWaiting(stage, stage.state.comments) });
}

/** As many comments as one question about a reader takes. */
const batchSize = 100;

/** Only members have likes: request them for all loaded comments. */
async function viewerNow(
  { state, service }: Stage,
  writer: Writer,
  after: string | undefined,
): Promise<ServiceAnswer<ViewerAnswer>> {
  const all = ids(state.comments);
  const first = viewerOf(service, writer, all.slice(0, batchSize), after);
  const others = [];
  for (let start = batchSize; start < all.length && writer === 'member'; start += batchSize)
    others.push(viewerOf(service, writer, all.slice(start, start + batchSize), after));
  const answer = await first;
  if (!answer.value) return answer;
  const liked = (await Promise.all(others)).flatMap(({ value }) => value?.liked ?? []);
  return { value: { ...answer.value, liked: [...answer.value.liked, ...liked] } };
}

/**
 * Sets the state without a session. A member who was writing keeps the form, and no name is filled in for them.
 */
export function nobodyNow(stage: Stage): void {
  const { viewer, article, forms, panel, sessionOver } = stage.state;
  const wasMember = viewer?.author?.kind === 'member' || article?.rules.guestsAllowed === false;
  const isWriting = panel !== null || stage.drafts.read('') !== null;
  stage.set({ viewer: null, restriction: '', signedIn: false });
  if (sessionOver || !wasMember || !isWriting) return;
  const nameless = Object.entries(forms).map(([form, state]) => [form, { ...state, name: '' }]);
  stage.set({ sessionOver: true, forms: Object.fromEntries(nameless) as typeof forms });
}
