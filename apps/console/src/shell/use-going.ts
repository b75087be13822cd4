import type { QueueName } from '#contracts/vocabulary';
import type { DeskRoute, SitePage } from '../address/route.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useCommand } from '../parts/use-command.ts';

/**
 * The keys that work on every page: to the queues (as cards or as a list, as the one before was looked at) and pages,
 * search, help.
 */
export function useGoing(): void {
  const desk = useDesk();
  const { navigation, helpOpen } = desk;
  const route = navigation.route.value;
  const site = desk.site.value;
  const to = (there: DeskRoute) => (desk.reaches(there) ? () => navigation.go(there) : null);
  const toQueue = (queue: QueueName) => to({ page: route.page === 'list' ? 'list' : 'review', site, queue });
  const toPage = (page: SitePage) => to({ page, site });
  useCommand('goPending', toQueue('pending'));
  useCommand('goReported', toQueue('reported'));
  useCommand('goEscalated', toQueue('escalated'));
  useCommand('goMine', toPage('mine'));
  useCommand('goArticles', toPage('articles'));
  useCommand('goNumbers', toPage('numbers'));
  useCommand('goPolicy', toPage('policy'));
  useCommand('search', toPage('search'));
  useCommand('help', () => (helpOpen.value = true));
  const other = route.page === 'list' ? 'review' : 'list';
  useCommand('view', 'queue' in route ? to({ page: other, site: route.site, queue: route.queue }) : null);
}
