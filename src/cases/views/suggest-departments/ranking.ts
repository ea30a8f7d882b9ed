/** The version of the rules by which departments are suggested (X4): whoever changes a rule changes it. */
export const SUGGEST_RULES = 'suggest-departments@4';

/** What became of the transfers of a sender to one receiver. */
export interface Passings {
  readonly to: string;
  readonly accepted: number;
  readonly declined: number;
  readonly suggested: number;
}

/** A department by what earlier transfers of the sender led to. */
export interface Likely {
  readonly to: string;
  /** 0 to 1: the share of the sender's transfers that went there, those of the same kind and about the same product above all. */
  readonly likelihood: number;
  readonly ofAll: Passings;
  /** Undefined where none of the kind went there. */
  readonly ofKind: Passings | undefined;
  /** Undefined where none of the product went there. */
  readonly ofProduct: Passings | undefined;
}

/** As many transfers as all kinds together weigh beside those of the kind, and all products beside those of the product. */
const WEIGHT_OF_ALL = 2;

/**
 * The departments to which a sender's transfers went, the likeliest first. Each counts what it accepted and what declines
 * of others said it should have. The share among those about the product is evened out by the share among those of the kind of
 * matter, and that by the share among all, so that few transfers do not say more than they know; what a department declines makes it less likely in proportion.
 */
export function likeliest(
  all: readonly Passings[],
  ofProduct: readonly Passings[],
  ofKind: readonly Passings[] = [],
): Likely[] {
  const [kinds, products] = [byReceiver(ofKind), byReceiver(ofProduct)];
  const [sum, sumOfKind, sumOfProduct] = [total(all), total(ofKind), total(ofProduct)];
  return all
    .map((passings): Likely => {
      const { to } = passings;
      const [kind, product] = [kinds.get(to), products.get(to)];
      const share = sum === 0 ? 0 : told(passings) / sum;
      const evened = evenedOut(product, sumOfProduct, evenedOut(kind, sumOfKind, share));
      const willing = (told(passings) + 1) / (told(passings) + passings.declined + 1);
      return { to, likelihood: evened * willing, ofAll: passings, ofKind: kind, ofProduct: product };
    })
    .sort((one, other) => other.likelihood - one.likelihood || (one.to < other.to ? -1 : 1));
}

/**
 * A department to which nothing of a sender went, beside those to which something did: as likely as though one transfer more
 * had gone there.
 */
export const newcomer = (to: string, others: readonly Likely[]): Likely => ({
  to,
  likelihood: 1 / (total(others.map(({ ofAll }) => ofAll)) + 1),
  ofAll: { to, accepted: 0, declined: 0, suggested: 0 },
  ofKind: undefined,
  ofProduct: undefined,
});

/** The share of a receiver among some transfers, evened out by its share among more of them. */
const evenedOut = (passings: Passings | undefined, sum: number, share: number): number =>
  ((passings ? told(passings) : 0) + WEIGHT_OF_ALL * share) / (sum + WEIGHT_OF_ALL);
const byReceiver = (passings: readonly Passings[]): ReadonlyMap<string, Passings> =>
  new Map(passings.map((one) => [one.to, one]));
const told = ({ accepted, suggested }: Passings): number => accepted + suggested;
const total = (passings: readonly Passings[]): number => passings.reduce((sum, one) => sum + told(one), 0);
