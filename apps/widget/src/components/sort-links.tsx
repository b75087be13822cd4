import type { Sort } from '#contracts/embed';
import { type Scene, instead } from './scene.ts';

const sorts: readonly Sort[] = ['newest', 'oldest', 'top'];

export const SortLinks = ({ scene: { state, words, act, links } }: { scene: Scene }) => (
  <nav class="sorts" part="sorts" aria-label={words.text('sortBy')}>
    {sorts.map((sort) => (
      <a
        key={sort}
        href={links.page({ sort })}
        aria-current={state.sort === sort ? 'true' : undefined}
        onClick={instead(() => act('sort', sort))}
      >
        {words.text(sort)}
      </a>
    ))}
  </nav>
);
