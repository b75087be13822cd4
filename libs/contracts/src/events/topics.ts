import { keysOf } from '../keys-of.ts';

/** Where events are published, without the installation's prefix. */
export const topics = {
  comments: { key: '{site}/{article}', holds: 'Every event of comments and articles, in order for each article.' },
  authors: { key: '{site}/{author}', holds: 'Restrictions and erasures of authors, in order for each author.' },
  policies: { key: '{site}', holds: "Changes of a site's rules, and of the site itself." },
} as const;

export type EventTopic = keyof typeof topics;
export const eventTopics = keysOf(topics);

/** Compacted, and holds no events. */
export const countsTopic = {
  name: 'article-counts',
  key: '{site}/{article}',
  holds: 'The newest count of visible comments of each article. No events: compacted.',
} as const;

/** The topics of events as they are named in an installation. */
export const eventTopicsOf = (prefix: string): string[] => eventTopics.map((topic) => `${prefix}.${topic}`);
