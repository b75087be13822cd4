import type { ScreeningRule } from '#contracts/vocabulary';
import type { Plural } from '#languages/plural';
import { catalogue } from '../languages/texts.ts';

/**
 * What a rule's evidence says, whose values stand in braces: a sentence, one by the evidence's `count`, or one for each
 * word that the evidence may have. `otherwise`: it has none of them.
 */
export type SaidOfFinding = string | Plural | SaidByWord;
type SaidByWord = Readonly<Record<string, string>> & { readonly other?: never };

/** Why a comment is here. A text that is too long or too short is nowhere. */
export const whyTexts = catalogue(
  {
    held: 'It is held for a moderator to look at first.',
    escalated: 'A colleague passed it on for a second opinion.',
    withdrawn: 'Its author deleted it; it is still to be judged.',
    edited: {
      approval: 'Its author changed the text after it was approved.',
      reports: 'Its author changed the text after readers reported it.',
    },
    reported: { one: '# reader reported it.', other: '# readers reported it.' },
    rules: {
      'banned-words': { one: 'It has # word of the banned list.', other: 'It has # words of the banned list.' },
      'suspect-words': { one: 'It has # word of the suspect list.', other: 'It has # words of the suspect list.' },
      links: {
        one: 'It has # link; from {from} on, comments are held.',
        other: 'It has # links; from {from} on, comments are held.',
      },
      'new-domain': {
        one: 'It links to {domain}, where nobody linked before {since}: # comment until this one.',
        other: 'It links to {domain}, where nobody linked before {since}: # comments until this one.',
      },
      'repeated-text': {
        one: 'Its author sent the same text within # minute.',
        other: 'Its author sent the same text within # minutes.',
      },
      wave: {
        one: 'Nearly the same text came from # author within {minutes} minutes.',
        other: 'Nearly the same text came from # authors within {minutes} minutes.',
      },
      'repeated-characters': {
        one: 'A character stands # times or more in a row.',
        other: 'A character stands # times or more in a row.',
      },
      shouting: '{share} of its letters are capitals.',
      'guest-form': 'Its form was filled in as scripts do it, or faster than anybody types.',
      'lookalike-name': {
        staff: 'Its author’s name looks like the name of a person who works for this site.',
        otherwise: 'Its author’s name looks like the name of another author on this page.',
        reserved: 'Its author’s name is reserved for people who work for this site.',
      },
      'banned-name': {
        suspect: 'Its author’s name has a word of the suspect list.',
        otherwise: 'Its author’s name has a word of the banned list.',
      },
      'banned-network': {
        suspended: 'It comes from a network from which a suspended guest wrote within the last 14 days.',
        otherwise: 'It comes from a network from which a banned guest wrote within the last 14 days.',
      },
      'new-author': {
        one: 'Its author is new: # comment published so far, {needed} needed.',
        other: 'Its author is new: # comments published so far, {needed} needed.',
      },
      'recent-history': '{rejected} of its author’s {all} comments of the last {days} days were rejected.',
      'pre-moderation': {
        author: 'Its author is premoderated: a moderator sees every comment first.',
        article: 'Its article is premoderated: a moderator sees every comment first.',
        site: 'This site is premoderated: a moderator sees every comment first.',
      },
    } satisfies Record<Exclude<ScreeningRule, 'length'>, SaidOfFinding>,
    linksLeadTo: 'Where they lead: {hosts}.',
    otherRule: 'The rule “{rule}” held it.',
    nudged: 'Its author was asked to reconsider and sent it all the same.',
  },
  {
    de: {
      held: 'Er wird zurückgehalten, bis jemand ihn angesehen hat.',
      escalated: 'Jemand aus dem Team hat ihn für eine zweite Meinung weitergereicht.',
      withdrawn: 'Er wurde von der Person selbst gelöscht; zu beurteilen ist er noch.',
      edited: {
        approval: 'Der Text wurde geändert, nachdem er freigegeben war.',
        reports: 'Der Text wurde geändert, nachdem er gemeldet war.',
      },
      reported: { one: '# Person hat ihn gemeldet.', other: '# Personen haben ihn gemeldet.' },
      rules: {
        'banned-words': { one: 'Er enthält # verbotenes Wort.', other: 'Er enthält # verbotene Wörter.' },
        'suspect-words': { one: 'Er enthält # verdächtiges Wort.', other: 'Er enthält # verdächtige Wörter.' },
        links: {
          one: 'Er enthält # Link; ab {from} wird zurückgehalten.',
          other: 'Er enthält # Links; ab {from} wird zurückgehalten.',
        },
        'new-domain': {
          one: 'Er verlinkt {domain}, wohin vor dem {since} niemand verlinkte: # Kommentar bis zu diesem.',
          other: 'Er verlinkt {domain}, wohin vor dem {since} niemand verlinkte: # Kommentare bis zu diesem.',
        },
        'repeated-text': {
          one: 'Derselbe Text kam binnen # Minute noch einmal.',
          other: 'Derselbe Text kam binnen # Minuten noch einmal.',
        },
        wave: {
          one: 'Fast derselbe Text kam binnen {minutes} Minuten von # Person.',
          other: 'Fast derselbe Text kam binnen {minutes} Minuten von # Personen.',
        },
        'repeated-characters': {
          one: 'Ein Zeichen steht #-mal oder öfter hintereinander.',
          other: 'Ein Zeichen steht #-mal oder öfter hintereinander.',
        },
        shouting: '{share} seiner Buchstaben sind Großbuchstaben.',
        'guest-form': 'Das Formular wurde ausgefüllt, wie Skripte es tun, oder schneller, als jemand tippt.',
        'lookalike-name': {
          staff: 'Der Name sieht aus wie der einer Person, die für diese Seite arbeitet.',
          otherwise: 'Der Name sieht aus wie der einer anderen Person unter diesem Artikel.',
          reserved: 'Der Name ist Personen vorbehalten, die für diese Seite arbeiten.',
        },
        'banned-name': {
          suspect: 'Der Name enthält ein verdächtiges Wort.',
          otherwise: 'Der Name enthält ein verbotenes Wort.',
        },
        'banned-network': {
          suspended:
            'Er kommt aus einem Netz, aus dem in den letzten 14 Tagen ein vorübergehend gesperrter Gast schrieb.',
          otherwise: 'Er kommt aus einem Netz, aus dem in den letzten 14 Tagen ein gesperrter Gast schrieb.',
        },
        'new-author': {
          one: 'Neu hier: # Kommentar veröffentlicht, {needed} sind nötig.',
          other: 'Neu hier: # Kommentare veröffentlicht, {needed} sind nötig.',
        },
        'recent-history': '{rejected} von {all} Kommentaren der letzten {days} Tage wurden abgelehnt.',
        'pre-moderation': {
          author: 'Diese Person ist vormoderiert: Jeder Kommentar wird zuerst angesehen.',
          article: 'Dieser Artikel ist vormoderiert: Jeder Kommentar wird zuerst angesehen.',
          site: 'Diese Seite ist vormoderiert: Jeder Kommentar wird zuerst angesehen.',
        },
      },
      linksLeadTo: 'Wohin sie führen: {hosts}.',
      otherRule: 'Die Regel „{rule}“ hat ihn zurückgehalten.',
      nudged: 'Auf die Bitte, ihn zu überdenken, wurde er trotzdem gesendet.',
    },
    ar: {
      held: 'محتجز إلى أن يراه مشرف.',
      escalated: 'صعّده أحد الزملاء لطلب رأي ثانٍ.',
      withdrawn: 'حذفه كاتبه، وما زال الحكم عليه منتظرًا.',
      edited: {
        approval: 'غيّر كاتبه النص بعد الموافقة عليه.',
        reports: 'غيّر كاتبه النص بعد أن بلّغ عنه قراء.',
      },
      reported: {
        zero: 'لم يبلّغ عنه أحد.',
        one: 'بلّغ عنه قارئ واحد.',
        two: 'بلّغ عنه قارئان.',
        few: 'بلّغ عنه # قرّاء.',
        many: 'بلّغ عنه # قارئًا.',
        other: 'بلّغ عنه # قارئ.',
      },
      rules: {
        'banned-words': {
          zero: 'لا كلمات محظورة فيه.',
          one: 'فيه كلمة محظورة واحدة.',
          two: 'فيه كلمتان محظورتان.',
          few: 'فيه # كلمات محظورة.',
          many: 'فيه # كلمة محظورة.',
          other: 'فيه # كلمة محظورة.',
        },
        'suspect-words': {
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
        'new-domain': {
          zero: 'فيه رابط إلى {domain} الذي لم يضع أحد رابطًا إليه قبل {since}.',
          one: 'فيه رابط إلى {domain} الذي لم يضع أحد رابطًا إليه قبل {since}: تعليق واحد حتى هذا.',
          two: 'فيه رابط إلى {domain} الذي لم يضع أحد رابطًا إليه قبل {since}: تعليقان حتى هذا.',
          few: 'فيه رابط إلى {domain} الذي لم يضع أحد رابطًا إليه قبل {since}: # تعليقات حتى هذا.',
          many: 'فيه رابط إلى {domain} الذي لم يضع أحد رابطًا إليه قبل {since}: # تعليقًا حتى هذا.',
          other: 'فيه رابط إلى {domain} الذي لم يضع أحد رابطًا إليه قبل {since}: # تعليق حتى هذا.',
        },
        'repeated-text': {
          zero: 'أرسل كاتبه النص نفسه مرة أخرى.',
          one: 'أرسل كاتبه النص نفسه خلال دقيقة.',
          two: 'أرسل كاتبه النص نفسه خلال دقيقتين.',
          few: 'أرسل كاتبه النص نفسه خلال # دقائق.',
          many: 'أرسل كاتبه النص نفسه خلال # دقيقة.',
          other: 'أرسل كاتبه النص نفسه خلال # دقيقة.',
        },
        wave: {
          zero: 'لم يصل نص يشبهه خلال {minutes} دقيقة.',
          one: 'وصل النص نفسه تقريبًا من كاتب واحد خلال {minutes} دقيقة.',
          two: 'وصل النص نفسه تقريبًا من كاتبين خلال {minutes} دقيقة.',
          few: 'وصل النص نفسه تقريبًا من # كتّاب خلال {minutes} دقيقة.',
          many: 'وصل النص نفسه تقريبًا من # كاتبًا خلال {minutes} دقيقة.',
          other: 'وصل النص نفسه تقريبًا من # كاتب خلال {minutes} دقيقة.',
        },
        'repeated-characters': {
          zero: 'لا حروف مكررة فيه.',
          one: 'فيه حرف مكرر.',
          two: 'تكرر فيه حرف مرتين متتاليتين أو أكثر.',
          few: 'تكرر فيه حرف # مرات متتالية أو أكثر.',
          many: 'تكرر فيه حرف # مرة متتالية أو أكثر.',
          other: 'تكرر فيه حرف # مرة متتالية أو أكثر.',
        },
        shouting: '{share} من حروفه كبيرة.',
        'guest-form': 'مُلئ نموذجه كما تفعل البرامج، أو أسرع مما يكتب أحد.',
        'lookalike-name': {
          staff: 'اسم كاتبه يشبه اسم شخص يعمل في هذا الموقع.',
          otherwise: 'اسم كاتبه يشبه اسم كاتب آخر في هذه الصفحة.',
          reserved: 'اسم كاتبه محجوز لمن يعمل في هذا الموقع.',
        },
        'banned-name': {
          suspect: 'في اسم كاتبه كلمة مشبوهة.',
          otherwise: 'في اسم كاتبه كلمة محظورة.',
        },
        'banned-network': {
          suspended: 'جاء من شبكة كتب منها زائر موقوف خلال آخر 14 يومًا.',
          otherwise: 'جاء من شبكة كتب منها زائر محظور خلال آخر 14 يومًا.',
        },
        'new-author': {
          zero: 'كاتبه جديد: لم يُنشر له أي تعليق بعد، والمطلوب {needed}.',
          one: 'كاتبه جديد: نُشر له تعليق واحد، والمطلوب {needed}.',
          two: 'كاتبه جديد: نُشر له تعليقان، والمطلوب {needed}.',
          few: 'كاتبه جديد: نُشرت له # تعليقات، والمطلوب {needed}.',
          many: 'كاتبه جديد: نُشر له # تعليقًا، والمطلوب {needed}.',
          other: 'كاتبه جديد: نُشر له # تعليق، والمطلوب {needed}.',
        },
        'recent-history': 'رُفض {rejected} من {all} من تعليقات كاتبه في آخر {days} أيام.',
        'pre-moderation': {
          author: 'كاتبه خاضع للإشراف المسبق: يُراجَع كل تعليق له أولًا.',
          article: 'مقاله خاضع للإشراف المسبق: يُراجَع كل تعليق عليه أولًا.',
          site: 'هذا الموقع خاضع للإشراف المسبق: يُراجَع كل تعليق أولًا.',
        },
      },
      linksLeadTo: 'وجهتها: {hosts}.',
      otherRule: 'احتجزته القاعدة «{rule}».',
      nudged: 'طُلب من كاتبه إعادة النظر فأرسله رغم ذلك.',
    },
  },
);
export type WhyTexts = (typeof whyTexts)['en'];
