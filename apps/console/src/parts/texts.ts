import { catalogue } from '../languages/texts.ts';

/** What every place of the desk may say: what is asked for, what went wrong, what a dialog ends with. */
export const partsTexts = catalogue(
  {
    queues: { pending: 'Held', reported: 'Reported', escalated: 'Escalated' },
    loading: 'Loading…',
    retry: 'Try again',
    close: 'Close',
    cancel: 'Cancel',
    save: 'Save',
    offline: 'There is no connection.',
    forbidden: 'You don’t have access',
    forbiddenWhy: 'This belongs to a site, a queue or a role that you were not given.',
    toStart: 'To the queues',
    failed: 'That did not work',
  },
  {
    de: {
      queues: { pending: 'Zurückgehalten', reported: 'Gemeldet', escalated: 'Weitergereicht' },
      loading: 'Wird geladen …',
      retry: 'Noch einmal',
      close: 'Schließen',
      cancel: 'Abbrechen',
      save: 'Speichern',
      offline: 'Keine Verbindung.',
      forbidden: 'Sie haben keinen Zugriff',
      forbiddenWhy: 'Das gehört zu einer Seite, einer Warteschlange oder einer Rolle, die Sie nicht haben.',
      toStart: 'Zu den Warteschlangen',
      failed: 'Das hat nicht geklappt',
    },
    ar: {
      queues: { pending: 'محتجزة', reported: 'مبلّغ عنها', escalated: 'مصعّدة' },
      loading: 'جارٍ التحميل…',
      retry: 'إعادة المحاولة',
      close: 'إغلاق',
      cancel: 'إلغاء',
      save: 'حفظ',
      offline: 'لا يوجد اتصال.',
      forbidden: 'ليست لديك صلاحية الوصول',
      forbiddenWhy: 'دورك أو المواقع والطوابير المسندة إليك لا تشمل هذا.',
      toStart: 'إلى الطوابير',
      failed: 'لم ينجح ذلك',
    },
  },
);
