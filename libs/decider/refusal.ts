/** What a refusal tells the caller beside its code: the rule, what is missing, what could be done instead. */
export interface RefusalDetails {
  /** The rule that refused, as DOMAIN.md numbers it: `H2`, `P1`. */
  readonly rule?: string;
  /** The names of what is missing or wrong. */
  readonly missing?: readonly string[];
  /** What could be done instead, each a sentence. */
  readonly alternatives?: readonly string[];
  /** The input of another command that could be asked instead, made ready. */
  readonly proposal?: object;
  /** The stream that has moved on since the caller saw it (X2). */
  readonly stream?: string;
  /** The revision the stream is really at (X2). */
  readonly actualRevision?: number;
}

/**
 * A business "no": thrown by a decision, answered as data, never logged as an error.
 * The code is from the application's closed union; the message says what to do.
 */
export class Refusal<C extends string = string> extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: C,
    message: string,
    readonly details: RefusalDetails = {},
  ) {
    super(message);
  }
}
