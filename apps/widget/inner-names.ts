/**
 * Names of properties that only the widget's own modules know: the built script calls them by a letter, which leaves 1 % less to load. A name of the service's answers, of
 * a catalogue or of the browser's must not stand here (`inner-names.spec.ts`).
 */
export const innerNames = [
  'addressOf',
  'announcement',
  'askToSignIn',
  'collapsed',
  'counted',
  'drafts',
  'following',
  'forms',
  'identity',
  'keepGuest',
  'memberToken',
  'panel',
  'scene',
  'setForm',
  'signedIn',
  'words',
];
