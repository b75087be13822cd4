import { statusEvents } from '#contracts/comment-life/status-change';
import type { RecordedEvent } from '#contracts/event-schemas';
import { olderComments, sitesIn } from '../batch.ts';
import { type Projection, type Transaction, tablesOf } from '../projection.ts';
import { sortedBy, writeRows } from '../rows.ts';
import { foldSearch } from './fold.ts';
import { foldSearchedArticles } from './fold-articles.ts';
import type { SearchChange, SearchedComment } from './rows.ts';
import { indexWords } from './search-words.ts';
import * as sql from './write-sql.ts';

/** Comments by words and outcome, and articles by title, for the moderators' search. */
export const commentSearchProjection: Projection<'comment-search'> = {
  name: 'comment-search',
  version: 3,
  tables: tablesOf(import.meta.dirname),
  holds: {
    searched_comments: {
      personal: { columns: ['words'], of: [{ kind: 'comment-author', id: 'comment_id' }] },
      plain: ['status', 'on_record', 'rules', 'reason', 'decisions'],
    },
    searched_articles: { plain: ['title_words'] },
  },
  handles: new Set([...statusEvents, 'AuthorErased', 'ArticleUpdated']),
  apply: async (events, transaction) => {
    const { comments, erased } = foldSearch(events, await load(transaction, events));
    const changes = sortedBy(comments.values(), 'comment_id');
    if (erased.size > 0) {
      await transaction.query({ name: 'search-forget', text: sql.forgetWords, values: [sitesIn(events), [...erased]] });
    }
    const fresh = changes.filter(({ posted }) => posted !== null);
    await writeRows(transaction, 'search-insert', sql.insertComments, fresh.map(toRow));
    const older = changes.filter(({ posted }) => posted === null);
    await writeRows(transaction, 'search-update', sql.updateComments, older);
    await writeArticles(transaction, events);
  },
};

async function load(transaction: Transaction, events: readonly RecordedEvent[]): Promise<SearchedComment[]> {
  const older = olderComments(events);
  if (older.length === 0) return [];
  const { rows } = await transaction.query<SearchedComment>({
    name: 'search-load',
    text: sql.loadComments,
    values: [older],
  });
  return rows;
}

/** Written out, because spreading is a hundred times slower, and this runs for every comment. */
const toRow = ({ posted, ...change }: SearchChange) => ({
  comment_id: change.comment_id,
  site_id: posted?.site_id,
  article_id: posted?.article_id,
  author_id: change.author_id,
  created_at: posted?.created_at,
  position: posted?.position,
  status: change.status,
  on_record: change.on_record,
  rules: change.rules,
  reason: change.reason,
  decisions: change.decisions,
  words: change.cleared ? null : change.words,
});

async function writeArticles(transaction: Transaction, events: readonly RecordedEvent[]): Promise<void> {
  const articles = sortedBy(foldSearchedArticles(events), 'key');
  await writeRows(transaction, 'search-articles', sql.seeArticles, articles);
  const named = articles.flatMap(({ site_id, article_id, title }) =>
    title === undefined ? [] : [{ site_id, article_id, words: title === null ? null : indexWords(title) }],
  );
  await writeRows(transaction, 'search-titles', sql.nameArticles, named);
}
