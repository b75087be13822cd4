import type { ViewerAnswer } from '#contracts/answers';
import type { ServiceAnswer } from '../service/asking.ts';
import type { Writer } from '../service/identity.ts';
import { type Tree, find, ids, withLinked } from '../state/comment-tree.ts';
import { linkedHere } from './linked-here.ts';
import type { Stage } from './stage.ts';

/** Loads the first page in the order that the reader wants. */
export async function load(
  stage: Stage,
  asked = stage.service.thread({ sort: stage.state.sort, after: stage.latest() }),
  focus: string | null = null,
): Promise<void> {
  if (stage.state.phase === 'failed') stage.set({ phase: 'loading' });
  const { sort } = stage.state;
  const { value, problem } = await asked;
  if (stage.state.sort !== sort) return; // another order was asked for meanwhile
  if (problem) {
    stage.set({ phase: 'failed' });
    return;
  }
  const { article, count, comments, nextCursor } = value;
  stage.loaded(value);
  const shown = { article, count, comments: withWaiting(stage, comments), nextCursor, arrived: [] };
  stage.set({ phase: 'ready', now: stage.time(), ...shown }, focus);
}

/** Goes to a comment, wherever it is; what stands above it comes along. */
export async function visit(stage: Stage, id: string): Promise<void> {
  const here = find(stage.state.comments, id);
  if (!here || here.excerpt) {
    const linked = await linkedHere(stage.place, stage.service, id);
    if (linked === 'gone') stage.set({ announcement: 'linkGone' }, 'colloquy-heading');
    if (typeof linked !== 'object') return;
    stage.set({ comments: withLinked(stage.state.comments, linked) });
  }
  stage.set({ target: id }, `comment-${id}`);
}

/** What only this reader may know: their waiting comments, what they like, whether they may write. */
export async function look(stage: Stage, after = stage.drafts.position()): Promise<void> {
  const { identity } = stage;
  const { provider } = identity;
  const isMember = (await identity.memberToken()) !== null;
  if (!isMember && !identity.guest) return nobodyNow(stage);
  const { value: viewer, problem } = await viewerNow(stage, isMember ? 'member' : 'guest', after);
  if (provider !== identity.provider) return; // somebody else by now, who is asked about, too
  if (isMember && problem?.code === 'unauthenticated') return nobodyNow(stage);
  // Answers overtake each other: an older one would take back what the reader was told.
  if (!viewer || viewer.now < (stage.state.viewer?.now ?? '')) return;
  stage.skew = Date.parse(viewer.now) - Date.now();
  const signedIn = viewer.author?.kind === 'member';
  if (!signedIn && stage.state.signedIn) nobodyNow(stage);
  stage.set({ viewer, signedIn, sessionOver: stage.state.sessionOver && !signedIn, now: stage.time() });
  stage.set({ comments: withWaiting(stage, stage.state.comments) });
}

/** As many comments as one question about a reader takes. */
const batchSize = 100;

/** Members alone like comments: it is asked about all that are loaded. */
async function viewerNow(
  { state, service }: Stage,
  writer: Writer,
  after: string | undefined,
): Promise<ServiceAnswer<ViewerAnswer>> {
  const all = ids(state.comments);
  const first = service.viewer(writer, all.slice(0, batchSize), after);
  const others = [];
  for (let start = batchSize; start < all.length && writer === 'member'; start += batchSize)
    others.push(service.viewer(writer, all.slice(start, start + batchSize), after));
  const answer = await first;
  if (!answer.value) return answer;
  const liked = (await Promise.all(others)).flatMap(({ value }) => value?.liked ?? []);
  return { value: { ...answer.value, liked: [...answer.value.liked, ...liked] } };
}

/** Nobody is signed in. Whoever was writing as a member goes on where they are, and nothing fills in a name for them. */
export function nobodyNow(stage: Stage): void {
  const { viewer, article, forms, panel, sessionOver } = stage.state;
  const wasMember = viewer?.author?.kind === 'member' || article?.rules.guestsAllowed === false;
  const isWriting = panel !== null || stage.drafts.read('') !== null;
  stage.set({ viewer: null, signedIn: false });
  if (sessionOver || !wasMember || !isWriting) return;
  const nameless = Object.entries(forms).map(([form, state]) => [form, { ...state, name: '' }]);
  stage.set({ sessionOver: true, forms: Object.fromEntries(nameless) as typeof forms });
}

/** One's own comments that nobody else sees. */
function withWaiting(stage: Stage, comments: Tree): Tree {
  const { waiting = [], decided = [] } = stage.state.viewer ?? {};
  const own = [...waiting, ...decided.map(({ comment }) => comment)];
  return own.toReversed().reduce((tree, comment) => stage.settle(tree, comment), comments);
}
