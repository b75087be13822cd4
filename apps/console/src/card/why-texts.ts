import { catalogue } from '../languages/texts';

/** Why a comment is here. */
export const whyTexts = catalogue(
  {
    held: 'It is held for a moderator to look at first.',
    escalated: 'A colleague passed it on for a second opinion.',
    reported: { one: '# reader reported it.', other: '# readers reported it.' },
    bannedWords: { one: 'It has # word of the banned list.', other: 'It has # words of the banned list.' },
    suspectWords: { one: 'It has # word of the suspect list.', other: 'It has # words of the suspect list.' },
    links: {
      one: 'It has # link; from {from} on, comments are held.',
      other: 'It has # links; from {from} on, comments are held.',
    },
    repeatedText: {
      one: 'Its author sent the same text within # minute.',
      other: 'Its author sent the same text within # minutes.',
    },
    repeatedCharacters: {
      one: 'A character stands # times or more in a row.',
      other: 'A character stands # times or more in a row.',
    },
    shouting: '{share} of its letters are capitals.',
    newAuthor: {
      one: 'Its author is new: # comment published so far, {needed} needed.',
      other: 'Its author is new: # comments published so far, {needed} needed.',
    },
    recentHistory: '{rejected} of its author’s {all} comments of the last {days} days were rejected.',
    preModeration: {
      author: 'Its author is premoderated: a moderator sees every comment first.',
      article: 'Its article is premoderated: a moderator sees every comment first.',
      site: 'This site is premoderated: a moderator sees every comment first.',
    },
    guestForm: 'Its form was filled in as scripts do it, or faster than anybody types.',
    otherRule: 'The rule “{rule}” held it.',
    nudged: 'Its author was asked to reconsider and sent it all the same.',
  },
  {
    de: {
      held: 'Er wird zurückgehalten, bis jemand ihn angesehen hat.',
      escalated: 'Jemand aus dem Team hat ihn für eine zweite Meinung weitergereicht.',
      reported: { one: '# Person hat ihn gemeldet.', other: '# Personen haben ihn gemeldet.' },
      bannedWords: { one: 'Er enthält # verbotenes Wort.', other: 'Er enthält # verbotene Wörter.' },
      suspectWords: { one: 'Er enthält # verdächtiges Wort.', other: 'Er enthält # verdächtige Wörter.' },
      links: {
        one: 'Er enthält # Link; ab {from} wird zurückgehalten.',
        other: 'Er enthält # Links; ab {from} wird zurückgehalten.',
      },
      repeatedText: {
        one: 'Derselbe Text kam binnen # Minute noch einmal.',
        other: 'Derselbe Text kam binnen # Minuten noch einmal.',
      },
      repeatedCharacters: {
        one: 'Ein Zeichen steht #-mal oder öfter hintereinander.',
        other: 'Ein Zeichen steht #-mal oder öfter hintereinander.',
      },
      shouting: '{share} seiner Buchstaben sind Großbuchstaben.',
      newAuthor: {
        one: 'Neu hier: # Kommentar veröffentlicht, {needed} sind nötig.',
        other: 'Neu hier: # Kommentare veröffentlicht, {needed} sind nötig.',
      },
      recentHistory: '{rejected} von {all} Kommentaren der letzten {days} Tage wurden abgelehnt.',
      preModeration: {
        author: 'Diese Person ist vormoderiert: Jeder Kommentar wird zuerst angesehen.',
        article: 'Dieser Artikel ist vormoderiert: Jeder Kommentar wird zuerst angesehen.',
        site: 'Diese Seite ist vormoderiert: Jeder Kommentar wird zuerst angesehen.',
      },
      guestForm: 'Das Formular wurde ausgefüllt, wie Skripte es tun, oder schneller, als jemand tippt.',
      otherRule: 'Die Regel „{rule}“ hat ihn zurückgehalten.',
      nudged: 'Auf die Bitte, ihn zu überdenken, wurde er trotzdem gesendet.',
    },
    ar: {
      held: 'محتجز إلى أن يراه مشرف.',
      escalated: 'صعّده أحد الزملاء لطلب رأي ثانٍ.',
      reported: {
        zero: 'لم يبلّغ عنه أحد.',
        one: 'بلّغ عنه قارئ واحد.',
        two: 'بلّغ عنه قارئان.',
        few: 'بلّغ عنه # قرّاء.',
        many: 'بلّغ عنه # قارئًا.',
        other: 'بلّغ عنه # قارئ.',
      },
      bannedWords: {
        zero: 'لا كلمات محظورة فيه.',
        one: 'فيه كلمة محظورة واحدة.',
        two: 'فيه كلمتان محظورتان.',
        few: 'فيه # كلمات محظورة.',
        many: 'فيه # كلمة محظورة.',
        other: 'فيه # كلمة محظورة.',
      },
      suspectWords: {
        zero: 'لا كلمات مشبوهة فيه.',
        one: 'فيه كلمة مشبوهة واحدة.',
        two: 'فيه كلمتان مشبوهتان.',
        few: 'فيه # كلمات مشبوهة.',
        many: 'فيه # كلمة مشبوهة.',
        other: 'فيه # كلمة مشبوهة.',
      },
      links: {
        zero: 'لا روابط فيه.',
        one: 'فيه رابط واحد؛ تُحتجز التعليقات بدءًا من {from}.',
        two: 'فيه رابطان؛ تُحتجز التعليقات بدءًا من {from}.',
        few: 'فيه # روابط؛ تُحتجز التعليقات بدءًا من {from}.',
        many: 'فيه # رابطًا؛ تُحتجز التعليقات بدءًا من {from}.',
        other: 'فيه # رابط؛ تُحتجز التعليقات بدءًا من {from}.',
      },
      repeatedText: {
        zero: 'أرسل كاتبه النص نفسه مرة أخرى.',
        one: 'أرسل كاتبه النص نفسه خلال دقيقة.',
        two: 'أرسل كاتبه النص نفسه خلال دقيقتين.',
        few: 'أرسل كاتبه النص نفسه خلال # دقائق.',
        many: 'أرسل كاتبه النص نفسه خلال # دقيقة.',
        other: 'أرسل كاتبه النص نفسه خلال # دقيقة.',
      },
      repeatedCharacters: {
        zero: 'لا حروف مكررة فيه.',
        one: 'فيه حرف مكرر.',
        two: 'تكرر فيه حرف مرتين متتاليتين أو أكثر.',
        few: 'تكرر فيه حرف # مرات متتالية أو أكثر.',
        many: 'تكرر فيه حرف # مرة متتالية أو أكثر.',
        other: 'تكرر فيه حرف # مرة متتالية أو أكثر.',
      },
      shouting: '{share} من حروفه كبيرة.',
      newAuthor: {
        zero: 'كاتبه جديد: لم يُنشر له أي تعليق بعد، والمطلوب {needed}.',
        one: 'كاتبه جديد: نُشر له تعليق واحد، والمطلوب {needed}.',
        two: 'كاتبه جديد: نُشر له تعليقان، والمطلوب {needed}.',
        few: 'كاتبه جديد: نُشرت له # تعليقات، والمطلوب {needed}.',
        many: 'كاتبه جديد: نُشر له # تعليقًا، والمطلوب {needed}.',
        other: 'كاتبه جديد: نُشر له # تعليق، والمطلوب {needed}.',
      },
      recentHistory: 'رُفض {rejected} من {all} من تعليقات كاتبه في آخر {days} أيام.',
      preModeration: {
        author: 'كاتبه خاضع للإشراف المسبق: يُراجَع كل تعليق له أولًا.',
        article: 'مقاله خاضع للإشراف المسبق: يُراجَع كل تعليق عليه أولًا.',
        site: 'هذا الموقع خاضع للإشراف المسبق: يُراجَع كل تعليق أولًا.',
      },
      guestForm: 'مُلئ نموذجه كما تفعل البرامج، أو أسرع مما يكتب أحد.',
      otherRule: 'احتجزته القاعدة «{rule}».',
      nudged: 'طُلب من كاتبه إعادة النظر فأرسله رغم ذلك.',
    },
  },
);
export type WhyTexts = (typeof whyTexts)['en'];
