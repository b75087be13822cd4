import { keysOf } from '../keys-of.ts';

/** The Kafka topics of events, without the installation's prefix. */
export const topics = {
  comments: { key: '{site}/{article}', holds: 'All events of comments and articles, in order for each article.' },
  authors: { key: '{site}/{author}', holds: 'Restrictions and erasures of authors, in order for each author.' },
  policies: { key: '{site}', holds: 'Changes of a site’s policy, and of the site itself.' },
} as const;

export type EventTopic = keyof typeof topics;
export const eventTopics = keysOf(topics);

/** A compacted topic; its records are not events. */
export const countsTopic = {
  name: 'article-counts',
  key: '{site}/{article}',
  holds: 'The newest number of visible comments of each article. Compacted; its records are not events.',
} as const;

/** The full names of the topics of events in an installation. */
export const eventTopicsOf = (prefix: string): string[] => eventTopics.map((topic) => `${prefix}.${topic}`);
