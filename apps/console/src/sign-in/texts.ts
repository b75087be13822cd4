import { catalogue } from '../languages/texts.ts';

/** The ways in. */
export const signInTexts = catalogue(
  {
    signIn: 'Sign in to the desk',
    signInAccount: 'Sign in with your newsroom account',
    signInLink: 'Or ask whoever runs this service for a one-time link. They make it with',
    signInLinkOnly: 'Ask whoever runs this service for a one-time link. They make it with',
  },
  {
    de: {
      signIn: 'Am Pult anmelden',
      signInAccount: 'Mit dem Redaktionskonto anmelden',
      signInLink: 'Oder bitten Sie die Betreiber dieses Dienstes um einen Einmal-Link. Er entsteht mit',
      signInLinkOnly: 'Bitten Sie die Betreiber dieses Dienstes um einen Einmal-Link. Er entsteht mit',
    },
    ar: {
      signIn: 'تسجيل الدخول إلى المكتب',
      signInAccount: 'الدخول بحساب غرفة الأخبار',
      signInLink: 'أو اطلب من مشغّل هذه الخدمة رابطًا لمرة واحدة. يُنشأ بالأمر',
      signInLinkOnly: 'اطلب من مشغّل هذه الخدمة رابطًا لمرة واحدة. يُنشأ بالأمر',
    },
  },
);
