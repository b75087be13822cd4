import { catalogue } from '../languages/texts.ts';

/** A field for a moment. */
export const momentTexts = catalogue(
  {
    zone: 'Your time zone: {zone}.',
    skipped: 'This time does not exist on that day, because the clocks go forward. Choose another.',
    twice: 'This time occurs twice, because the clocks go back. Choose one.',
  },
  {
    de: {
      zone: 'Ihre Zeitzone: {zone}.',
      skipped: 'Diese Uhrzeit gibt es an dem Tag wegen der Zeitumstellung nicht. Wählen Sie eine andere.',
      twice: 'Diese Uhrzeit gibt es wegen der Zeitumstellung zweimal. Wählen Sie eine aus.',
    },
    ar: {
      zone: 'بتوقيت منطقتك الزمنية: {zone}.',
      skipped: 'لا وجود لهذا الوقت في ذلك اليوم: تُقدَّم الساعات متجاوزةً إياه.',
      twice: 'تُؤخَّر الساعات فيأتي هذا الوقت مرتين: أيهما؟',
    },
  },
);
