/** The version of the rules by which departments are suggested (X4): whoever changes a rule changes it. */
export const SUGGEST_RULES = 'suggest-departments@1';

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
  /** 0 to 1: the share of the sender's transfers that went there, those about the same product above all. */
  readonly likelihood: number;
  readonly ofAll: Passings;
  /** Undefined where none of the product went there. */
  readonly ofProduct: Passings | undefined;
}

/** As many transfers as all products together weigh beside those of the product. */
const WEIGHT_OF_ALL = 2;

/**
 * The departments to which a sender's transfers went, the likeliest first. Each counts what it accepted and what declines
 * of others said it should have. The share among those about the product is evened out by the share among all, so that few
 * transfers of a product do not say more than they know; what a department declines makes it less likely in proportion.
 */
export function likeliest(all: readonly Passings[], ofProduct: readonly Passings[]): Likely[] {
  const products = new Map(ofProduct.map((one) => [one.to, one]));
  const [sum, sumOfProduct] = [total(all), total(ofProduct)];
  return all
    .map((ofAll): Likely => {
      const about = products.get(ofAll.to);
      const share = sum === 0 ? 0 : told(ofAll) / sum;
      const evened = ((about ? told(about) : 0) + WEIGHT_OF_ALL * share) / (sumOfProduct + WEIGHT_OF_ALL);
      const willing = (told(ofAll) + 1) / (told(ofAll) + ofAll.declined + 1);
      return { to: ofAll.to, likelihood: evened * willing, ofAll, ofProduct: about };
    })
    .sort((one, other) => other.likelihood - one.likelihood || (one.to < other.to ? -1 : 1));
}

const told = ({ accepted, suggested }: Passings): number => accepted + suggested;
const total = (passings: readonly Passings[]): number => passings.reduce((sum, one) => sum + told(one), 0);
