/** What stands in place of a secret. */
export const HIDDEN = '***';

/** A text without the credentials in addresses: `https://user:password@host/?key=secret`. */
export const withoutCredentials = (text: string): string =>
  text.replace(/\/\/[^/@\s]*@/g, `//${HIDDEN}@`).replace(/([?&][^=&\s]*)=[^&\s,#]*/g, `$1=${HIDDEN}`);
