import { catalogue } from '../languages/texts.ts';

/** A field for a moment. */
export const momentTexts = catalogue(
  {
    zone: 'In your time zone: {zone}.',
    skipped: 'There is no such time that day: the clocks are put forward over it.',
    twice: 'The clocks are put back, so this time comes twice: which one?',
  },
  {
    de: {
      zone: 'In Ihrer Zeitzone: {zone}.',
      skipped: 'Diese Zeit gibt es an dem Tag nicht: Die Uhren werden darüber hinweg vorgestellt.',
      twice: 'Die Uhren werden zurückgestellt, diese Zeit kommt zweimal: welche ist gemeint?',
    },
    ar: {
      zone: 'بتوقيت منطقتك الزمنية: {zone}.',
      skipped: 'لا وجود لهذا الوقت في ذلك اليوم: تُقدَّم الساعات متجاوزةً إياه.',
      twice: 'تُؤخَّر الساعات فيأتي هذا الوقت مرتين: أيهما؟',
    },
  },
);
