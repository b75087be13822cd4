import { catalogue } from '../languages/texts.ts';

/** The sign-in page, and the dialog after a session has ended. */
export const signInTexts = catalogue(
  {
    signIn: 'Sign in to the desk',
    signInAccount: 'Sign in with your newsroom account',
    signInLink: 'Or ask your operator for a one-time sign-in link.',
    signInLinkOnly: 'Ask your operator for a one-time sign-in link.',
    signInAgain: 'Sign in again with your newsroom account',
    newLink:
      'Your one-time link is used up. Ask your operator for a new one under your name, and open it in this browser.',
    forOperators: 'For operators:',
  },
  {
    de: {
      signIn: 'Zur Moderation anmelden',
      signInAccount: 'Mit dem Redaktionskonto anmelden',
      signInLink: 'Oder bitten Sie die Betreiber um einen Einmal-Link zur Anmeldung.',
      signInLinkOnly: 'Bitten Sie die Betreiber um einen Einmal-Link zur Anmeldung.',
      signInAgain: 'Mit dem Redaktionskonto wieder anmelden',
      newLink:
        'Ihr Einmal-Link ist verbraucht. Bitten Sie die Betreiber um einen neuen auf Ihren Namen und öffnen Sie ihn in diesem Browser.',
      forOperators: 'Für Betreiber:',
    },
    ar: {
      signIn: 'تسجيل الدخول إلى المكتب',
      signInAccount: 'الدخول بحساب غرفة الأخبار',
      signInLink: 'أو اطلب من مشغّل الخدمة رابط دخول لمرة واحدة.',
      signInLinkOnly: 'اطلب من مشغّل الخدمة رابط دخول لمرة واحدة.',
      signInAgain: 'سجّل الدخول من جديد بحساب غرفة الأخبار',
      newLink: 'استُخدم رابطك وانتهى. اطلب من مشغّل الخدمة رابطًا جديدًا باسمك وافتحه في هذا المتصفح.',
      forOperators: 'لمشغّل الخدمة:',
    },
  },
);
