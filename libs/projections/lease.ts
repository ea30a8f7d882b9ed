/**
 * The right to build the views of a place: one process has it at a time. The place itself refuses to write for anybody
 * else, so that a process which does not yet know that it has lost the right does no harm.
 */
export interface Lease {
  /**
   * Resolves once this process has it, however long another does. Rejects with the signal's reason when that ends the
   * waiting, with `ViewStoreFailed` where the place cannot be asked.
   * @param onWaiting is told each time that another is found to have it
   */
  take(signal: AbortSignal, onWaiting?: () => void): Promise<HeldLease>;
}

/** The right while a process has it. */
export interface HeldLease {
  /**
   * Aborted once it is lost, or must be taken for lost; its reason is a `ViewStoreFailed` that says why: `LEASE_LOST` where
   * another has it, another code where it could not be renewed.
   */
  readonly lost: AbortSignal;
  /** Gives it back, so that who waits need not wait until it ends by itself. Does nothing where it is lost. */
  giveBack(): Promise<void>;
}
