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
    mode: { label: 'Moderation mode', hint: 'When comments are reviewed. Articles can override it.' },
    guestsAllowed: { label: 'Allow comments without an account', hint: '' },
    editWindowSeconds: { label: 'Time to edit', hint: 'In seconds after posting, 0 = off.' },
    closeAfterDays: {
      label: 'Close articles automatically',
      hint: 'Days after the publisher first sent the article’s details, 0 = off.',
    },
    flagThreshold: {
      label: 'Reports needed for review',
      hint: 'Total weight since the last decision. Each approval of the text adds as much again.',
    },
    autoHideThreshold: {
      label: 'Reports needed to hide a comment',
      hint: 'Total weight, 0 = off. Hidden until a moderator reviews it. Each approval of the text adds as much again.',
    },
    autoHideNetworks: {
      label: 'Different reporters needed to hide a comment',
      hint: 'Number of networks and members. Not needed if the reports of members have enough weight without guests.',
    },
    reviewEdits: {
      label: 'Review edited comments again',
      hint: 'Comments that were approved or reported before the edit. They stay visible.',
    },
    guestFlagWeight: { label: 'Weight of a guest’s report', hint: 'From 0 to 1. A member’s report weighs 1.' },
    lowestReporterWeight: {
      label: 'Lowest weight of a report',
      hint: 'From 0 to 1, for members whose reports were never upheld.',
    },
    highestReporterWeight: {
      label: 'Highest weight of a report',
      hint: 'From 1 to 5, for members whose reports were always upheld.',
    },
    minLength: { label: 'Minimum comment length', hint: 'In characters.' },
    maxLength: { label: 'Maximum comment length', hint: 'In characters.' },
    bannedWords: {
      label: 'Banned words',
      hint: 'Comments with one of them are refused. * matches the rest of a word: idiot*',
    },
    suspectWords: { label: 'Suspect words', hint: 'Comments with one of them are held. * matches the rest of a word.' },
    wordLanguages: {
      label: 'Languages of the words',
      hint: 'Language codes such as de or vi. They decide which letters match without their accents. Empty: the page’s language.',
    },
    spacedLetters: { label: 'Find words with separated letters', hint: 'i d i o t, i.d.i.o.t' },
    stretchedLetters: { label: 'Find words with repeated letters', hint: 'idiooot' },
    holdLinks: { label: 'Hold comments with this many links', hint: 'Number, 0 = off.' },
    repeatedTextMinutes: { label: 'Hold repeated text by the same author', hint: 'Period in minutes, 0 = off.' },
    holdWaves: {
      label: 'Hold similar text by this many authors',
      hint: 'Number of authors within an hour, at least 2, 0 = off.',
    },
    holdNewAuthors: {
      label: 'Review an author’s first comments',
      hint: 'Number, 0 = off. 2 is usual.',
    },
    holdRecentRejections: {
      label: 'Hold authors with this share of rejections',
      hint: 'Percent of their comments in the last 7 days, 0 = off. 30 is usual.',
    },
    holdShouting: {
      label: 'Hold comments with this share of capitals',
      hint: 'Percent of the letters, 0 = off. 80 is usual.',
    },
    holdRepeatedCharacters: {
      label: 'Hold comments with a repeated character',
      hint: 'Number in a row, 0 = off. 10 is usual.',
    },
    nudge: { label: 'Ask the author to reconsider first', hint: 'If the author sends it anyway, the comment is held.' },
    lookalikeNames: {
      label: 'Name like another author’s',
      hint: 'Authors under the same article, also with lookalike letters.',
    },
    staffNames: {
      label: 'Name like a staff name, or reserved',
      hint: 'Members cannot choose another name, so their comments are held instead of refused.',
    },
    reservedNames: { label: 'Reserved names', hint: 'Only staff can use them.' },
    holdBannedNetworks: {
      label: 'Hold new guests from a banned guest’s network',
      hint: 'For 14 days. A network is an IPv4 address, or the /56 of an IPv6 address.',
    },
    rejectionMessages: { label: 'Saved messages', hint: 'Suggested to moderators when they reject a comment.' },
    rulesUrl: { label: 'Address of your community rules', hint: 'Replaces {rules} in messages.' },
  },
  de: {
    mode: { label: 'Moderationsmodus', hint: 'Wann Kommentare geprüft werden. Pro Artikel änderbar.' },
    guestsAllowed: { label: 'Kommentieren ohne Konto erlauben', hint: '' },
    editWindowSeconds: { label: 'Zeit zum Bearbeiten', hint: 'In Sekunden nach dem Senden, 0 = aus.' },
    closeAfterDays: {
      label: 'Artikel automatisch schließen',
      hint: 'Tage, nachdem der Verlag die Angaben zum Artikel erstmals übermittelt hat, 0 = aus.',
    },
    flagThreshold: {
      label: 'Meldungen bis zur Prüfung',
      hint: 'Gesamtgewicht seit der letzten Entscheidung. Nach jeder Freigabe des Textes ist noch einmal so viel nötig.',
    },
    autoHideThreshold: {
      label: 'Meldungen bis zum Verbergen',
      hint: 'Gesamtgewicht, 0 = aus. Verborgen bis zur Prüfung. Nach jeder Freigabe des Textes ist noch einmal so viel nötig.',
    },
    autoHideNetworks: {
      label: 'Verschiedene Meldende bis zum Verbergen',
      hint: 'Anzahl der Netzwerke und Mitglieder. Nicht nötig, wenn die Meldungen von Mitgliedern auch ohne Gäste genug Gewicht haben.',
    },
    reviewEdits: {
      label: 'Bearbeitete Kommentare erneut prüfen',
      hint: 'Kommentare, die vor der Bearbeitung freigegeben oder gemeldet waren. Sie bleiben sichtbar.',
    },
    guestFlagWeight: {
      label: 'Gewicht der Meldung eines Gastes',
      hint: 'Von 0 bis 1. Die Meldung eines Mitglieds wiegt 1.',
    },
    lowestReporterWeight: {
      label: 'Niedrigstes Gewicht einer Meldung',
      hint: 'Von 0 bis 1, für Mitglieder, deren Meldungen nie bestätigt wurden.',
    },
    highestReporterWeight: {
      label: 'Höchstes Gewicht einer Meldung',
      hint: 'Von 1 bis 5, für Mitglieder, deren Meldungen immer bestätigt wurden.',
    },
    minLength: { label: 'Mindestlänge eines Kommentars', hint: 'In Zeichen.' },
    maxLength: { label: 'Höchstlänge eines Kommentars', hint: 'In Zeichen.' },
    bannedWords: {
      label: 'Verbotene Wörter',
      hint: 'Kommentare mit einem davon werden abgewiesen. * ersetzt den Rest eines Wortes: idiot*',
    },
    suspectWords: {
      label: 'Verdächtige Wörter',
      hint: 'Kommentare mit einem davon werden zurückgehalten. * ersetzt den Rest eines Wortes.',
    },
    wordLanguages: {
      label: 'Sprachen der Wörter',
      hint: 'Sprachkürzel wie de oder vi. Sie bestimmen, welche Buchstaben auch ohne Akzent gefunden werden. Leer: die Sprache der Seite.',
    },
    spacedLetters: {
      label: 'Wörter mit getrennten Buchstaben finden',
      hint: 'i d i o t, i.d.i.o.t',
    },
    stretchedLetters: { label: 'Wörter mit wiederholten Buchstaben finden', hint: 'idiooot' },
    holdLinks: { label: 'Zurückhalten ab … Links', hint: 'Anzahl, 0 = aus.' },
    repeatedTextMinutes: {
      label: 'Wiederholten Text derselben Person zurückhalten',
      hint: 'Zeitraum in Minuten, 0 = aus.',
    },
    holdWaves: {
      label: 'Ähnlichen Text zurückhalten ab … Personen',
      hint: 'Anzahl der Personen innerhalb einer Stunde, mindestens 2, 0 = aus.',
    },
    holdNewAuthors: {
      label: 'Erste Kommentare einer Person prüfen',
      hint: 'Anzahl, 0 = aus. Üblich ist 2.',
    },
    holdRecentRejections: {
      label: 'Zurückhalten ab … % Ablehnungen',
      hint: 'Prozent der Kommentare einer Person in den letzten 7 Tagen, 0 = aus. Üblich ist 30.',
    },
    holdShouting: {
      label: 'Zurückhalten ab … % Großbuchstaben',
      hint: 'Prozent der Buchstaben, 0 = aus. Üblich ist 80.',
    },
    holdRepeatedCharacters: {
      label: 'Zurückhalten ab … gleichen Zeichen',
      hint: 'Anzahl hintereinander, 0 = aus. Üblich ist 10.',
    },
    nudge: {
      label: 'Zuerst bitten, den Text zu überdenken',
      hint: 'Wird der Kommentar trotzdem gesendet, wird er zurückgehalten.',
    },
    lookalikeNames: {
      label: 'Name wie der einer anderen Person',
      hint: 'Personen unter demselben Artikel, auch mit ähnlichen Schriftzeichen.',
    },
    staffNames: {
      label: 'Name wie in der Redaktion oder vorbehalten',
      hint: 'Mitglieder können keinen anderen Namen wählen; ihre Kommentare werden daher zurückgehalten statt abgewiesen.',
    },
    reservedNames: { label: 'Vorbehaltene Namen', hint: 'Nur die Redaktion darf sie verwenden.' },
    holdBannedNetworks: {
      label: 'Neue Gäste aus dem Netzwerk eines gesperrten Gastes zurückhalten',
      hint: '14 Tage lang. Ein Netzwerk ist eine IPv4-Adresse oder das /56 einer IPv6-Adresse.',
    },
    rejectionMessages: {
      label: 'Gespeicherte Nachrichten',
      hint: 'Vorschläge für die Moderation beim Ablehnen eines Kommentars.',
    },
    rulesUrl: { label: 'Adresse Ihrer Kommentarregeln', hint: 'Ersetzt {rules} in Nachrichten.' },
  },
  ar: {
    mode: { label: 'نمط الإشراف', hint: 'متى تُراجَع التعليقات. يمكن تغييره لكل مقال.' },
    guestsAllowed: { label: 'السماح بالتعليق بلا حساب', hint: '' },
    editWindowSeconds: { label: 'مهلة التعديل', hint: 'بالثواني بعد النشر. 0 = إيقاف.' },
    closeAfterDays: {
      label: 'إغلاق المقالات تلقائيًا',
      hint: 'أيام بعد أن أرسل الناشر بيانات المقال أول مرة. 0 = إيقاف.',
    },
    flagThreshold: {
      label: 'البلاغات اللازمة للمراجعة',
      hint: 'وزنها منذ آخر قرار. كل موافقة على النص تزيد المطلوب بقدره مرة أخرى.',
    },
    autoHideThreshold: {
      label: 'البلاغات اللازمة لإخفاء تعليق',
      hint: 'الوزن الكلي، 0 = إيقاف. يُخفى إلى أن يراجعه مشرف. كل موافقة على النص تزيد المطلوب بقدره مرة أخرى.',
    },
    autoHideNetworks: {
      label: 'المبلّغون المختلفون اللازمون لإخفاء تعليق',
      hint: 'عدد الشبكات والأعضاء. لا يلزم إذا كفى وزن بلاغات الأعضاء دون الزوار.',
    },
    reviewEdits: {
      label: 'مراجعة التعليقات المعدّلة مرة أخرى',
      hint: 'تعليقات تمت الموافقة عليها أو بُلّغ عنها قبل التعديل. تبقى ظاهرة.',
    },
    guestFlagWeight: { label: 'وزن بلاغ الزائر', hint: 'من 0 إلى 1. بلاغ العضو يزن 1.' },
    lowestReporterWeight: { label: 'أدنى وزن لبلاغ', hint: 'من 0 إلى 1، لأعضاء لم تُؤيَّد بلاغاتهم قط.' },
    highestReporterWeight: { label: 'أعلى وزن لبلاغ', hint: 'من 1 إلى 5، لأعضاء أُيّدت بلاغاتهم دائمًا.' },
    minLength: { label: 'أقصر طول للتعليق', hint: 'بالأحرف.' },
    maxLength: { label: 'أقصى طول للتعليق', hint: 'بالأحرف.' },
    bannedWords: { label: 'كلمات محظورة', hint: 'يُرفض التعليق الذي فيه إحداها. * هي بقية الكلمة.' },
    suspectWords: { label: 'كلمات مشبوهة', hint: 'يُحتجز التعليق الذي فيه إحداها. * هي بقية الكلمة.' },
    wordLanguages: {
      label: 'لغات الكلمات',
      hint: 'رموز لغات مثل ar أو fa. تحدد الحروف التي قد تنقصها علاماتها. إن تُرك فارغًا: لغة الصفحة.',
    },
    spacedLetters: { label: 'العثور على كلمات حروفها مفرّقة', hint: 'ك ل م ة، ك.ل.م.ة' },
    stretchedLetters: { label: 'العثور على كلمات حروفها مكررة', hint: 'كلمااات' },
    holdLinks: { label: 'احتجاز تعليقات فيها هذا العدد من الروابط', hint: 'العدد، 0 = إيقاف.' },
    repeatedTextMinutes: { label: 'احتجاز النص المكرر من الكاتب نفسه', hint: 'المدة بالدقائق، 0 = إيقاف.' },
    holdWaves: {
      label: 'احتجاز نص متشابه من هذا العدد من الكتّاب',
      hint: 'عدد الكتّاب خلال ساعة، 2 على الأقل، 0 = إيقاف.',
    },
    holdNewAuthors: {
      label: 'مراجعة أول تعليقات الكاتب',
      hint: 'العدد، 0 = إيقاف. المعتاد 2.',
    },
    holdRecentRejections: {
      label: 'احتجاز كتّاب لديهم هذه النسبة من الرفض',
      hint: 'نسبة مئوية من تعليقاتهم في آخر 7 أيام، 0 = إيقاف. المعتاد 30.',
    },
    holdShouting: {
      label: 'احتجاز تعليقات فيها هذه النسبة من الأحرف الكبيرة',
      hint: 'نسبة مئوية من الحروف، 0 = إيقاف. المعتاد 80.',
    },
    holdRepeatedCharacters: {
      label: 'احتجاز تعليقات فيها حرف مكرر',
      hint: 'عدد المرات المتتالية، 0 = إيقاف. المعتاد 10.',
    },
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
    rulesUrl: { label: 'عنوان قواعدكم', hint: 'يحل محل {rules} في الرسائل.' },
  },
};

/** The possible reactions to a lookalike name. */
export const nameRuleTexts: Readonly<Record<Language, Readonly<Record<NameRule, string>>>> = {
  en: { off: 'Allow', mark: 'Publish and mark', hold: 'Hold', refuse: 'Refuse' },
  de: { off: 'Zulassen', mark: 'Veröffentlichen und markieren', hold: 'Zurückhalten', refuse: 'Abweisen' },
  ar: { off: 'السماح', mark: 'نشر مع علامة للمشرفين', hold: 'احتجاز', refuse: 'رفض' },
};

/** The rules that may ask an author first, by name. */
export const nudgeTexts: Readonly<Record<Language, Readonly<Record<NudgeRule, string>>>> = {
  en: {
    'suspect-words': 'Suspect words',
    links: 'Many links',
    'repeated-text': 'Repeated text',
    'repeated-characters': 'Repeated character',
    shouting: 'Capital letters',
  },
  de: {
    'suspect-words': 'Verdächtige Wörter',
    links: 'Viele Links',
    'repeated-text': 'Wiederholter Text',
    'repeated-characters': 'Wiederholtes Zeichen',
    shouting: 'Großbuchstaben',
  },
  ar: {
    'suspect-words': 'كلمات مشبوهة',
    links: 'روابط كثيرة',
    'repeated-text': 'نص مكرر',
    'repeated-characters': 'حرف مكرر كثيرًا',
    shouting: 'أحرف كبيرة',
  },
};
