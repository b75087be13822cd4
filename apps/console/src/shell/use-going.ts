import type { QueueName } from '#contracts/vocabulary';
import type { SitePage } from '../address/route';
import { useDesk } from '../desk-context';
import { useCommand } from '../keys/use-command';

/** The keys that work on every page: to the queues and pages, cards or list, search, help. */
export function useGoing(): void {
  const { navigation, site, helpOpen } = useDesk();
  const toQueue = (queue: QueueName) => () => navigation.go({ page: viewOf(navigation), site: site.peek(), queue });
  const toPage = (page: SitePage) => () => navigation.go({ page, site: site.peek() });
  const route = navigation.route.value;
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
  useCommand(
    'view',
    'queue' in route ? () => navigation.go({ page: other, site: route.site, queue: route.queue }) : null,
  );
}

/** Another queue opens as the one before was looked at: as cards or as a list. */
const viewOf = ({ route }: ReturnType<typeof useDesk>['navigation']): 'review' | 'list' =>
  route.peek().page === 'list' ? 'list' : 'review';
