import type { Policy } from '#contracts/policy';
import type { NameRule, NudgeRule } from '#contracts/vocabulary';
import type { Language } from '../../languages/texts.ts';

/** A rule's name, and what it does in a sentence. */
export interface RuleText {
  readonly label: string;
  readonly hint: string;
}
type RuleTexts = Readonly<Record<keyof Policy, RuleText>>;

/** Each language has every rule of the policy, or does not compile. */
export const ruleTexts: Readonly<Record<Language, RuleTexts>> = {
  en: {
    mode: { label: 'When moderators look', hint: 'An article may have a mode of its own.' },
    guestsAllowed: { label: 'Readers without an account may write', hint: '' },
    editWindowSeconds: { label: 'Time to edit, in seconds', hint: 'How long authors may change what they wrote.' },
    closeAfterDays: {
      label: 'Articles close after days',
      hint: 'Counted from when the article became known. 0: never.',
    },
    flagThreshold: {
      label: 'Reports that bring a comment here',
      hint: 'Their weight since the last decision. Each approval of the text adds as much again.',
    },
    autoHideThreshold: {
      label: 'Reports that hide a comment',
      hint: 'Until a moderator reviews it. Each approval of the text adds as much again. 0: never.',
    },
    autoHideNetworks: {
      label: 'Networks and members that hide a comment',
      hint: 'So many different ones must report it, unless the members’ reports weigh enough without the guests’.',
    },
    guestFlagWeight: { label: 'Weight of a guest’s report', hint: 'A member’s weighs 1.' },
    lowestReporterWeight: { label: 'Lowest weight of a reporter', hint: 'With whom moderators never agreed.' },
    highestReporterWeight: { label: 'Highest weight of a reporter', hint: 'With whom moderators always agreed.' },
    minLength: { label: 'Shortest comment, in characters', hint: '' },
    maxLength: { label: 'Longest comment, in characters', hint: '' },
    bannedWords: { label: 'Banned words', hint: 'A comment with one is refused. * is the rest of a word: idiot*' },
    suspectWords: { label: 'Suspect words', hint: 'A comment with one is held. * is the rest of a word.' },
    wordLanguages: {
      label: 'Languages of the words',
      hint: 'Short, like de or vi. They say which letters may lack their accents. None: the page’s language.',
    },
    spacedLetters: { label: 'Find words with blanks or signs between their letters', hint: 'i d i o t, i.d.i.o.t' },
    stretchedLetters: { label: 'Find words with letters three times or more', hint: 'idiooot' },
    holdLinks: { label: 'Links from which a comment is held', hint: '0: never.' },
    repeatedTextMinutes: { label: 'Minutes in which the same text is held', hint: 'By the same author. 0: never.' },
    holdNewAuthors: {
      label: 'Published comments that end being new',
      hint: 'Until then an author is held. 2 is usual, 0: off.',
    },
    holdRecentRejections: {
      label: 'Percent rejected from which an author is held',
      hint: 'Of their last 7 days. 30 is usual, 0: off.',
    },
    holdShouting: { label: 'Percent of capitals that is held', hint: '80 is usual, 0: off.' },
    holdRepeatedCharacters: { label: 'Same character in a row that is held', hint: '10 is usual, 0: off.' },
    nudge: { label: 'First ask the author to reconsider', hint: 'What is sent again all the same is held.' },
    lookalikeNames: {
      label: 'Name that looks like another author’s',
      hint: 'Of an author on the same article, also in other letters.',
    },
    staffNames: {
      label: 'Name that looks like a colleague’s, or is reserved',
      hint: 'Members cannot choose another name: their comments are held instead of refused.',
    },
    reservedNames: { label: 'Reserved names', hint: 'Only your colleagues may have them.' },
    holdBannedNetworks: {
      label: 'Hold new guests from the network of a banned guest',
      hint: 'For 14 days. A network is an IPv4 address, or the /56 of an IPv6 address.',
    },
    rejectionMessages: { label: 'Saved messages', hint: 'For moderators to choose from when they reject.' },
    rulesUrl: { label: 'Address of your rules', hint: 'What {rules} in a message becomes.' },
  },
  de: {
    mode: { label: 'Wann moderiert wird', hint: 'Ein Artikel kann es anders halten.' },
    guestsAllowed: { label: 'Man darf ohne Konto schreiben', hint: '' },
    editWindowSeconds: { label: 'Zeit zum Ändern, in Sekunden', hint: 'Wie lange man das Geschriebene ändern darf.' },
    closeAfterDays: { label: 'Artikel schließen nach Tagen', hint: 'Gezählt, seit der Artikel bekannt ist. 0: nie.' },
    flagThreshold: {
      label: 'Meldungen, die einen Kommentar hierher bringen',
      hint: 'Ihr Gewicht seit der letzten Entscheidung. Jede Freigabe des Textes verlangt noch einmal so viel.',
    },
    autoHideThreshold: {
      label: 'Meldungen, die einen Kommentar verbergen',
      hint: 'Bis jemand hinsieht. Jede Freigabe des Textes verlangt noch einmal so viel. 0: nie.',
    },
    autoHideNetworks: {
      label: 'Netze und Mitglieder, die einen Kommentar verbergen',
      hint: 'So viele verschiedene müssen ihn melden, außer die Meldungen der Mitglieder wiegen ohne die der Gäste genug.',
    },
    guestFlagWeight: { label: 'Gewicht der Meldung eines Gastes', hint: 'Die eines Mitglieds wiegt 1.' },
    lowestReporterWeight: {
      label: 'Kleinstes Gewicht einer Meldung',
      hint: 'Von Personen, denen nie zugestimmt wurde.',
    },
    highestReporterWeight: {
      label: 'Größtes Gewicht einer Meldung',
      hint: 'Von Personen, denen immer zugestimmt wurde.',
    },
    minLength: { label: 'Kürzester Kommentar, in Zeichen', hint: '' },
    maxLength: { label: 'Längster Kommentar, in Zeichen', hint: '' },
    bannedWords: {
      label: 'Verbotene Wörter',
      hint: 'Ein Kommentar damit wird abgewiesen. * ist der Rest eines Wortes: idiot*',
    },
    suspectWords: {
      label: 'Verdächtige Wörter',
      hint: 'Ein Kommentar damit wird zurückgehalten. * ist der Rest eines Wortes.',
    },
    wordLanguages: {
      label: 'Sprachen der Wörter',
      hint: 'Kurz, wie de oder vi. Sie sagen, welchen Buchstaben Akzente fehlen dürfen. Keine: die der Seite.',
    },
    spacedLetters: {
      label: 'Wörter auch mit Leer- oder Satzzeichen zwischen den Buchstaben finden',
      hint: 'i d i o t, i.d.i.o.t',
    },
    stretchedLetters: { label: 'Wörter auch mit dreifachen und längeren Buchstaben finden', hint: 'idiooot' },
    holdLinks: { label: 'Links, ab denen zurückgehalten wird', hint: '0: nie.' },
    repeatedTextMinutes: {
      label: 'Minuten, in denen derselbe Text zurückgehalten wird',
      hint: 'Von derselben Person. 0: nie.',
    },
    holdNewAuthors: {
      label: 'Veröffentlichte Kommentare, nach denen man nicht mehr neu ist',
      hint: 'Bis dahin wird zurückgehalten. Üblich ist 2, 0: aus.',
    },
    holdRecentRejections: {
      label: 'Prozent abgelehnt, ab denen zurückgehalten wird',
      hint: 'Der letzten 7 Tage. Üblich ist 30, 0: aus.',
    },
    holdShouting: { label: 'Prozent Großbuchstaben, ab denen zurückgehalten wird', hint: 'Üblich ist 80, 0: aus.' },
    holdRepeatedCharacters: {
      label: 'Gleiche Zeichen hintereinander, ab denen zurückgehalten wird',
      hint: 'Üblich ist 10, 0: aus.',
    },
    nudge: { label: 'Zuerst bitten, es zu überdenken', hint: 'Was trotzdem gesendet wird, wird zurückgehalten.' },
    lookalikeNames: {
      label: 'Name, der wie der einer anderen Person aussieht',
      hint: 'Unter demselben Artikel, auch mit anderen Schriftzeichen.',
    },
    staffNames: {
      label: 'Name, der wie einer der Redaktion aussieht oder vorbehalten ist',
      hint: 'Mitglieder können keinen anderen wählen: Ihre Kommentare werden zurückgehalten statt abgewiesen.',
    },
    reservedNames: { label: 'Vorbehaltene Namen', hint: 'Nur die Redaktion darf sie tragen.' },
    holdBannedNetworks: {
      label: 'Neue Gäste aus dem Netz eines gesperrten Gastes zurückhalten',
      hint: '14 Tage lang. Ein Netz ist eine IPv4-Adresse oder das /56 einer IPv6-Adresse.',
    },
    rejectionMessages: { label: 'Gespeicherte Nachrichten', hint: 'Zur Auswahl beim Ablehnen.' },
    rulesUrl: { label: 'Adresse Ihrer Regeln', hint: 'Was aus {rules} in einer Nachricht wird.' },
  },
  ar: {
    mode: { label: 'متى ينظر المشرفون', hint: 'قد يكون للمقال نمط خاص به.' },
    guestsAllowed: { label: 'يمكن للقراء الكتابة بلا حساب', hint: '' },
    editWindowSeconds: { label: 'مهلة التعديل بالثواني', hint: 'كم من الوقت يمكن للكاتب تعديل ما كتب.' },
    closeAfterDays: { label: 'تُغلق المقالات بعد أيام', hint: 'تُحسب منذ عُرف المقال. 0: أبدًا.' },
    flagThreshold: {
      label: 'بلاغات تأتي بالتعليق إلى هنا',
      hint: 'وزنها منذ آخر قرار. كل موافقة على النص تزيد المطلوب بقدره مرة أخرى.',
    },
    autoHideThreshold: {
      label: 'بلاغات تخفي التعليق',
      hint: 'إلى أن ينظر مشرف. كل موافقة على النص تزيد المطلوب بقدره مرة أخرى. 0: أبدًا.',
    },
    autoHideNetworks: {
      label: 'شبكات وأعضاء يخفون التعليق',
      hint: 'يجب أن يبلّغ هذا العدد المختلف، إلا إذا كفى وزن بلاغات الأعضاء دون الزوار.',
    },
    guestFlagWeight: { label: 'وزن بلاغ الزائر', hint: 'بلاغ العضو يزن 1.' },
    lowestReporterWeight: { label: 'أدنى وزن لمبلّغ', hint: 'لم يوافقه المشرفون قط.' },
    highestReporterWeight: { label: 'أعلى وزن لمبلّغ', hint: 'وافقه المشرفون دائمًا.' },
    minLength: { label: 'أقصر تعليق بالأحرف', hint: '' },
    maxLength: { label: 'أطول تعليق بالأحرف', hint: '' },
    bannedWords: { label: 'كلمات محظورة', hint: 'يُرفض التعليق الذي فيه إحداها. * هي بقية الكلمة.' },
    suspectWords: { label: 'كلمات مشبوهة', hint: 'يُحتجز التعليق الذي فيه إحداها. * هي بقية الكلمة.' },
    wordLanguages: {
      label: 'لغات الكلمات',
      hint: 'برمز قصير مثل ar أو fa. تحدد الحروف التي قد تنقصها علاماتها. بلا لغات: لغة الصفحة.',
    },
    spacedLetters: { label: 'العثور على كلمات بين حروفها فراغات أو علامات', hint: 'ك ل م ة، ك.ل.م.ة' },
    stretchedLetters: { label: 'العثور على كلمات تكرر فيها حرف ثلاث مرات أو أكثر', hint: 'كلمااات' },
    holdLinks: { label: 'عدد الروابط الذي يُحتجز عنده التعليق', hint: '0: أبدًا.' },
    repeatedTextMinutes: { label: 'دقائق يُحتجز خلالها النص نفسه', hint: 'من الكاتب نفسه. 0: أبدًا.' },
    holdNewAuthors: {
      label: 'تعليقات منشورة لا يعود الكاتب بعدها جديدًا',
      hint: 'حتى ذلك الحين يُحتجز. المعتاد 2، و0: إيقاف.',
    },
    holdRecentRejections: {
      label: 'نسبة المرفوض التي يُحتجز عندها الكاتب',
      hint: 'من آخر 7 أيام. المعتاد 30، و0: إيقاف.',
    },
    holdShouting: { label: 'نسبة الأحرف الكبيرة التي تُحتجز', hint: 'المعتاد 80، و0: إيقاف.' },
    holdRepeatedCharacters: { label: 'تكرار الحرف نفسه الذي يُحتجز', hint: 'المعتاد 10، و0: إيقاف.' },
    nudge: { label: 'يُطلب من الكاتب أولًا إعادة النظر', hint: 'ما يُرسل رغم ذلك يُحتجز.' },
    lookalikeNames: {
      label: 'اسم يشبه اسم كاتب آخر',
      hint: 'في المقال نفسه، ولو بحروف كتابة أخرى.',
    },
    staffNames: {
      label: 'اسم يشبه اسم أحد الزملاء أو محجوز',
      hint: 'لا يمكن للأعضاء اختيار اسم آخر: تُحتجز تعليقاتهم بدل رفضها.',
    },
    reservedNames: { label: 'أسماء محجوزة', hint: 'لا يحملها إلا زملاؤكم.' },
    holdBannedNetworks: {
      label: 'احتجاز الزوار الجدد من شبكة زائر محظور',
      hint: 'لمدة 14 يومًا. الشبكة عنوان IPv4 أو /56 من عنوان IPv6.',
    },
    rejectionMessages: { label: 'رسائل محفوظة', hint: 'يختار منها المشرفون عند الرفض.' },
    rulesUrl: { label: 'عنوان قواعدكم', hint: 'ما تصير إليه {rules} في الرسالة.' },
  },
};

/** What may happen with a name that looks like another. */
export const nameRuleTexts: Readonly<Record<Language, Readonly<Record<NameRule, string>>>> = {
  en: { off: 'Nothing', mark: 'Publish and mark for moderators', hold: 'Hold', refuse: 'Refuse' },
  de: { off: 'Nichts', mark: 'Veröffentlichen und vermerken', hold: 'Zurückhalten', refuse: 'Abweisen' },
  ar: { off: 'لا شيء', mark: 'نشر مع علامة للمشرفين', hold: 'احتجاز', refuse: 'رفض' },
};

/** The rules that may ask an author first, by name. */
export const nudgeTexts: Readonly<Record<Language, Readonly<Record<NudgeRule, string>>>> = {
  en: {
    'suspect-words': 'Suspect words',
    links: 'Many links',
    'repeated-text': 'The same text again',
    'repeated-characters': 'A character many times',
    shouting: 'Capitals',
  },
  de: {
    'suspect-words': 'Verdächtige Wörter',
    links: 'Viele Links',
    'repeated-text': 'Derselbe Text noch einmal',
    'repeated-characters': 'Ein Zeichen viele Male',
    shouting: 'Großbuchstaben',
  },
  ar: {
    'suspect-words': 'كلمات مشبوهة',
    links: 'روابط كثيرة',
    'repeated-text': 'النص نفسه مرة أخرى',
    'repeated-characters': 'حرف مكرر كثيرًا',
    shouting: 'أحرف كبيرة',
  },
};
