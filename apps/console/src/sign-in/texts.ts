import { catalogue } from '../languages/texts.ts';

/** The ways in. */
export const signInTexts = catalogue(
  {
    signIn: 'Sign in to the desk',
    signInAccount: 'Sign in with your newsroom account',
    signInLink: 'Or ask whoever runs this service for a one-time link. They make it with',
    signInLinkOnly: 'Ask whoever runs this service for a one-time link. They make it with',
    signInAgain: 'Sign in again with your newsroom account',
    newLink:
      'You came by a one-time link, and it is used up: ask whoever runs this service for a new one under your name, and open it in this browser. They make it with',
  },
  {
    de: {
      signIn: 'Am Pult anmelden',
      signInAccount: 'Mit dem Redaktionskonto anmelden',
      signInLink: 'Oder bitten Sie die Betreiber dieses Dienstes um einen Einmal-Link. Er entsteht mit',
      signInLinkOnly: 'Bitten Sie die Betreiber dieses Dienstes um einen Einmal-Link. Er entsteht mit',
      signInAgain: 'Mit dem Redaktionskonto wieder anmelden',
      newLink:
        'Sie kamen mit einem Einmal-Link, und der ist verbraucht: Bitten Sie die Betreiber dieses Dienstes um einen neuen auf Ihren Namen und öffnen Sie ihn in diesem Browser. Er entsteht mit',
    },
    ar: {
      signIn: 'تسجيل الدخول إلى المكتب',
      signInAccount: 'الدخول بحساب غرفة الأخبار',
      signInLink: 'أو اطلب من مشغّل هذه الخدمة رابطًا لمرة واحدة. يُنشأ بالأمر',
      signInLinkOnly: 'اطلب من مشغّل هذه الخدمة رابطًا لمرة واحدة. يُنشأ بالأمر',
      signInAgain: 'سجّل الدخول من جديد بحساب غرفة الأخبار',
      newLink:
        'دخلت برابط لمرة واحدة وقد استُخدم: اطلب من مشغّل هذه الخدمة رابطًا جديدًا باسمك وافتحه في هذا المتصفح. يُنشأ بالأمر',
    },
  },
);
