/** A name as it is searched by: without accents, in small letters, so that “Müller” is found by “muller” and “MÜLLER”. */
export const searchable = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();
