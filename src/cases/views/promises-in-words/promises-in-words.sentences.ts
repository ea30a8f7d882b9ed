import type { Channel } from '@baton/contracts';

/** What a customer is told of a promise, in one language. */
export interface CustomerWords {
  /** What was promised, over which channel, by when. */
  readonly promised: (action: string, channel: string, due: string) => string;
  readonly open: string;
  readonly tried: (times: number) => string;
  readonly kept: string;
  readonly broken: string;
  /** Nobody has spoken to the customer of the breach yet (P7). */
  readonly toMakeGood: string;
  readonly released: string;
  /** The department cancelled it, as its condition had become false (P5). */
  readonly dropped: string;
  readonly channels: Readonly<Record<Channel, string>>;
}

/** The languages in which customers are told, by their BCP 47 tags. */
export const customerWords: Readonly<Record<string, CustomerWords>> = {
  en: {
    promised: (action, channel, due) => `You were promised: “${action}”, ${channel}, by ${due}.`,
    open: 'It is still to be done.',
    tried: (times) => `We have tried to reach you ${times === 1 ? 'once' : `${times} times`}.`,
    kept: 'It has been done.',
    broken: 'It was not done in time, for which we are sorry.',
    toMakeGood: 'We will speak to you about it.',
    released: 'You told us that it is no longer needed.',
    dropped: 'It no longer applies.',
    channels: {
      ...{ PHONE: 'by telephone', EMAIL: 'by e-mail', CHAT: 'in a chat', MESSAGE: 'by text message' },
      ...{ LETTER: 'by post', VISIT: 'in person', PORTAL: 'in the customer portal' },
    },
  },
  de: {
    promised: (action, channel, due) => `Ihnen wurde versprochen: „${action}“, ${channel}, bis ${due}.`,
    open: 'Das steht noch aus.',
    tried: (times) => `Wir haben ${times === 1 ? 'einmal' : `${times}-mal`} versucht, Sie zu erreichen.`,
    kept: 'Das ist geschehen.',
    broken: 'Das ist nicht rechtzeitig geschehen. Das tut uns leid.',
    toMakeGood: 'Wir sprechen mit Ihnen darüber.',
    released: 'Sie haben uns gesagt, dass es nicht mehr nötig ist.',
    dropped: 'Das ist hinfällig geworden.',
    channels: {
      ...{ PHONE: 'telefonisch', EMAIL: 'per E-Mail', CHAT: 'im Chat', MESSAGE: 'per Textnachricht' },
      ...{ LETTER: 'per Post', VISIT: 'persönlich', PORTAL: 'im Kundenportal' },
    },
  },
  pl: {
    promised: (action, channel, due) => `Obiecano Państwu: „${action}”, ${channel}, najpóźniej: ${due}.`,
    open: 'Jest to jeszcze do zrobienia.',
    tried: (times) => `Liczba naszych prób kontaktu: ${times}.`,
    kept: 'Zostało to zrobione.',
    broken: 'Nie zrobiono tego na czas, za co przepraszamy.',
    toMakeGood: 'Skontaktujemy się z Państwem w tej sprawie.',
    released: 'Powiedzieli nam Państwo, że nie jest to już potrzebne.',
    dropped: 'Jest to już nieaktualne.',
    channels: {
      ...{ PHONE: 'telefonicznie', EMAIL: 'e-mailem', CHAT: 'na czacie', MESSAGE: 'wiadomością tekstową' },
      ...{ LETTER: 'pocztą', VISIT: 'osobiście', PORTAL: 'w portalu klienta' },
    },
  },
  ru: {
    promised: (action, channel, due) => `Вам обещали: «${action}», ${channel}, не позднее: ${due}.`,
    open: 'Это ещё предстоит сделать.',
    tried: (times) => `Наших попыток связаться с вами: ${times}.`,
    kept: 'Это сделано.',
    broken: 'Это не было сделано вовремя. Приносим извинения.',
    toMakeGood: 'Мы свяжемся с вами по этому поводу.',
    released: 'Вы сообщили нам, что это больше не нужно.',
    dropped: 'Это больше не актуально.',
    channels: {
      ...{ PHONE: 'по телефону', EMAIL: 'по электронной почте', CHAT: 'в чате', MESSAGE: 'текстовым сообщением' },
      ...{ LETTER: 'письмом', VISIT: 'лично', PORTAL: 'в личном кабинете' },
    },
  },
  he: {
    promised: (action, channel, due) => `הובטח לך: “${action}”, ${channel}, עד ${due}.`,
    open: 'זה עדיין בטיפול.',
    tried: (times) => `מספר הפעמים שניסינו להשיג אותך: ${times}.`,
    kept: 'זה בוצע.',
    broken: 'זה לא בוצע בזמן, ואנו מתנצלים על כך.',
    toMakeGood: 'נדבר איתך על כך.',
    released: 'מסרת לנו שאין בכך עוד צורך.',
    dropped: 'זה כבר לא רלוונטי.',
    channels: {
      ...{ PHONE: 'בטלפון', EMAIL: 'בדוא״ל', CHAT: 'בצ׳אט', MESSAGE: 'בהודעת טקסט' },
      ...{ LETTER: 'בדואר', VISIT: 'פנים אל פנים', PORTAL: 'בפורטל הלקוחות' },
    },
  },
};

/** The first of some languages in which customers are told; that of `de-AT` is `de`. English where none is. */
export function languageOf(...wanted: readonly (string | undefined)[]): string {
  const known = wanted
    .flatMap((tag) => (tag === undefined ? [] : [tag.toLowerCase().split('-')[0] ?? '']))
    .find((language) => Object.hasOwn(customerWords, language));
  return known ?? 'en';
}
