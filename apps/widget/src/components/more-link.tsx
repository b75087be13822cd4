import { type Scene, instead } from './scene.ts';

interface Props {
  readonly scene: Scene;
  readonly cursor: string | null | undefined;
  /** The thread whose replies it goes on with; absent: more threads. */
  readonly rootId?: string;
}

/** A real address, followed in place. */
export const MoreLink = ({ scene: { state, words, act, links }, cursor, rootId }: Props) =>
  cursor ? (
    <a
      class={rootId ? 'more few' : 'more'}
      part="more"
      href={links.page({ sort: state.sort, cursor })}
      onClick={instead(() => act('more', cursor, rootId))}
    >
      {words.text(rootId ? 'moreReplies' : 'more')}
    </a>
  ) : null;
