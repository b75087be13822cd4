import type { ScreeningRule } from '#contracts/vocabulary';
import type { Plural } from '#languages/plural';
import { catalogue } from '../languages/texts.ts';

/**
 * The sentence for a finding; values of its evidence are in braces. Either one sentence, or plural forms by a number of the
 * evidence, or one for each word that the evidence may contain. `otherwise`: it contains none of them.
 */
export type FindingPhrase = string | Plural | PhraseByWord;
type PhraseByWord = Readonly<Record<string, string>> & { readonly other?: never };

/** The reasons why a comment is in a queue. Comments that are too long or too short are refused, so they need none. */
export const whyTexts = catalogue(
  {
    held: 'Held until a moderator reviews it.',
    escalated: 'A colleague escalated it for a second opinion.',
    withdrawn: 'Its author deleted it. It still needs a decision.',
    edited: {
      approval: 'Its author edited the text after it was approved.',
      reports: 'Its author edited the text after readers reported it.',
    },
    reported: { one: '# reader reported it.', other: '# readers reported it.' },
    rules: {
      'banned-words': { one: 'It contains # banned word.', other: 'It contains # banned words.' },
      'suspect-words': { one: 'It contains # suspect word.', other: 'It contains # suspect words.' },
      links: {
        one: 'It contains # link. Comments with {from} or more are held.',
        other: 'It contains # links. Comments with {from} or more are held.',
      },
      'new-domain': {
        one: 'It links to {domain}, first linked here on {since}: # comment so far.',
        other: 'It links to {domain}, first linked here on {since}: # comments so far.',
      },
      'repeated-text': {
        one: 'Its author sent the same text again within # minute.',
        other: 'Its author sent the same text again within # minutes.',
      },
      wave: {
        one: 'Nearly the same text came from # author within {minutes} minutes.',
        other: 'Nearly the same text came from # authors within {minutes} minutes.',
      },
      'repeated-characters': {
        one: 'It repeats a character # time or more in a row.',
        other: 'It repeats a character # times or more in a row.',
      },
      shouting: '{share} of its letters are capitals.',
      'guest-form':
        'Probably sent by a script: its form was filled in as scripts do, or faster than a person can type.',
      'lookalike-name': {
        staff: 'Its author’s name looks like a staff name.',
        otherwise: 'Its author’s name looks like another author’s name under this article.',
        reserved: 'Its author’s name is reserved for staff.',
      },
      'banned-name': {
        suspect: 'Its author’s name contains a suspect word.',
        otherwise: 'Its author’s name contains a banned word.',
      },
      'banned-network': {
        suspended: 'It comes from a network that a suspended guest used in the last 14 days.',
        otherwise: 'It comes from a network that a banned guest used in the last 14 days.',
      },
      'new-author': {
        one: 'Its author is new: # comment published so far, {needed} needed.',
        other: 'Its author is new: # comments published so far, {needed} needed.',
      },
      'recent-history': '{rejected} of its author’s {all} comments in the last {days} days were rejected.',
      'pre-moderation': {
        author: 'Its author is premoderated: every comment is reviewed before publication.',
        article: 'This article is premoderated: every comment is reviewed before publication.',
        site: 'This site is premoderated: every comment is reviewed before publication.',
      },
    } satisfies Record<Exclude<ScreeningRule, 'length'>, FindingPhrase>,
    linksLeadTo: 'Link targets: {hosts}.',
    otherRule: 'Held by the rule “{rule}”.',
    nudged: 'Its author was asked to reconsider and sent it anyway.',
  },
  {
    de: {
      held: 'Zurückgehalten bis zur Prüfung durch die Moderation.',
      escalated: 'Jemand aus dem Team hat ihn für eine zweite Meinung eskaliert.',
      withdrawn: 'Von der Autorin oder dem Autor gelöscht. Eine Entscheidung steht noch aus.',
      edited: {
        approval: 'Der Text wurde nach der Freigabe bearbeitet.',
        reports: 'Der Text wurde nach einer Meldung bearbeitet.',
      },
      reported: { one: '# Person hat ihn gemeldet.', other: '# Personen haben ihn gemeldet.' },
      rules: {
        'banned-words': { one: 'Er enthält # verbotenes Wort.', other: 'Er enthält # verbotene Wörter.' },
        'suspect-words': { one: 'Er enthält # verdächtiges Wort.', other: 'Er enthält # verdächtige Wörter.' },
        links: {
          one: 'Er enthält # Link. Ab {from} wird zurückgehalten.',
          other: 'Er enthält # Links. Ab {from} wird zurückgehalten.',
        },
        'new-domain': {
          one: 'Er verlinkt {domain}, hier erstmals verlinkt am {since}: bisher # Kommentar.',
          other: 'Er verlinkt {domain}, hier erstmals verlinkt am {since}: bisher # Kommentare.',
        },
        'repeated-text': {
          one: 'Derselbe Text wurde innerhalb von # Minute noch einmal gesendet.',
          other: 'Derselbe Text wurde innerhalb von # Minuten noch einmal gesendet.',
        },
        wave: {
          one: 'Fast derselbe Text kam innerhalb von {minutes} Minuten von # Person.',
          other: 'Fast derselbe Text kam innerhalb von {minutes} Minuten von # Personen.',
        },
        'repeated-characters': {
          one: 'Ein Zeichen wiederholt sich mindestens #-mal hintereinander.',
          other: 'Ein Zeichen wiederholt sich mindestens #-mal hintereinander.',
        },
        shouting: '{share} der Buchstaben sind Großbuchstaben.',
        'guest-form':
          'Vermutlich automatisch gesendet: Das Formular wurde wie von einem Skript ausgefüllt oder schneller, als ein Mensch tippt.',
        'lookalike-name': {
          staff: 'Der Name sieht aus wie der Name einer Person aus der Redaktion.',
          otherwise: 'Der Name sieht aus wie der einer anderen Person unter diesem Artikel.',
          reserved: 'Der Name ist der Redaktion vorbehalten.',
        },
        'banned-name': {
          suspect: 'Der Name enthält ein verdächtiges Wort.',
          otherwise: 'Der Name enthält ein verbotenes Wort.',
        },
        'banned-network': {
          suspended:
            'Er kommt aus einem Netzwerk, das in den letzten 14 Tagen ein zeitweise gesperrter Gast genutzt hat.',
          otherwise: 'Er kommt aus einem Netzwerk, das in den letzten 14 Tagen ein gesperrter Gast genutzt hat.',
        },
        'new-author': {
          one: 'Neue Person: bisher # Kommentar veröffentlicht, {needed} nötig.',
          other: 'Neue Person: bisher # Kommentare veröffentlicht, {needed} nötig.',
        },
        'recent-history': 'In den letzten {days} Tagen abgelehnt: {rejected} von {all} Kommentaren dieser Person.',
        'pre-moderation': {
          author: 'Diese Person wird vormoderiert: Jeder Kommentar wird vor der Veröffentlichung geprüft.',
          article: 'Dieser Artikel wird vormoderiert: Jeder Kommentar wird vor der Veröffentlichung geprüft.',
          site: 'Diese Website wird vormoderiert: Jeder Kommentar wird vor der Veröffentlichung geprüft.',
        },
      },
      linksLeadTo: 'Linkziele: {hosts}.',
      otherRule: 'Von der Regel „{rule}“ zurückgehalten.',
      nudged: 'Die Person wurde gebeten, den Text zu überdenken, und hat ihn trotzdem gesendet.',
    },
    ar: {
      held: 'محتجز إلى أن يراجعه مشرف.',
      escalated: 'صعّده أحد الزملاء لطلب رأي ثانٍ.',
      withdrawn: 'حذفه كاتبه، وما زال بحاجة إلى قرار.',
      edited: {
        approval: 'عدّل كاتبه النص بعد الموافقة عليه.',
        reports: 'عدّل كاتبه النص بعد أن بلّغ عنه قراء.',
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
          one: 'أرسل كاتبه النص نفسه مرة أخرى خلال دقيقة.',
          two: 'أرسل كاتبه النص نفسه مرة أخرى خلال دقيقتين.',
          few: 'أرسل كاتبه النص نفسه مرة أخرى خلال # دقائق.',
          many: 'أرسل كاتبه النص نفسه مرة أخرى خلال # دقيقة.',
          other: 'أرسل كاتبه النص نفسه مرة أخرى خلال # دقيقة.',
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
        'guest-form': 'أرسله برنامج على الأرجح: مُلئ نموذجه كما تفعل البرامج، أو أسرع مما يكتب إنسان.',
        'lookalike-name': {
          staff: 'اسم كاتبه يشبه اسم شخص يعمل في هذا الموقع.',
          otherwise: 'اسم كاتبه يشبه اسم كاتب آخر في هذا المقال.',
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
          author: 'كاتبه خاضع للإشراف المسبق: يُراجَع كل تعليق له قبل النشر.',
          article: 'مقاله خاضع للإشراف المسبق: يُراجَع كل تعليق عليه قبل النشر.',
          site: 'هذا الموقع خاضع للإشراف المسبق: يُراجَع كل تعليق قبل النشر.',
        },
      },
      linksLeadTo: 'وجهتها: {hosts}.',
      otherRule: 'احتجزته القاعدة «{rule}».',
      nudged: 'طُلب من كاتبه إعادة النظر فأرسله رغم ذلك.',
    },
  },
);
export type WhyTexts = (typeof whyTexts)['en'];
