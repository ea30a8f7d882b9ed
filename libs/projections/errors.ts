import type { Position } from '@baton/contracts';
import type { ViewFailure } from './port.js';

/** A view that does not reach as far as it was asked to. */
export interface Behind {
  readonly view: string;
  /** How far it is; undefined before its first event. */
  readonly position: Position | undefined;
}

/** The views did not reach a position in the time given. Nothing is wrong with the position; ask again, or without it. */
export class ViewBehind extends Error {
  override readonly name = 'ViewBehind';
  readonly code = 'VIEW_BEHIND';

  constructor(
    readonly wanted: Position,
    readonly behind: readonly Behind[],
    /** Why the views no longer move, where that is so. */
    readonly failure?: ViewFailure,
  ) {
    const each = behind.map(({ view, position }) => `${view} is at ${position ?? 'the beginning of the log'}`);
    const advice = failure
      ? `The views have stopped. ${failure.code}: ${failure.message}`
      : 'Ask again in a moment, or without a position to get what is there.';
    super(`Position ${wanted} is not in the view yet: ${each.join(', ')}. ${advice}`);
  }
}

/** Not a position of any log. */
export class PositionInvalid extends Error {
  override readonly name = 'PositionInvalid';
  readonly code = 'POSITION_INVALID';

  constructor(position: string) {
    super(`"${position.slice(0, 40)}" is no position: pass on, unchanged, the one that a receipt names`);
  }
}

/** No projection has this name. */
export class ViewUnknown extends Error {
  override readonly name = 'ViewUnknown';
  readonly code = 'VIEW_UNKNOWN';

  constructor(
    readonly view: string,
    known: Iterable<string>,
  ) {
    super(`There is no view ${view}. The views are: ${[...known].join(', ') || 'none'}.`);
  }
}

/** A projection is not declared as it must be: a mistake of the programmer, found before anything is built. */
export class ProjectionInvalid extends Error {
  override readonly name = 'ProjectionInvalid';
  readonly code = 'PROJECTION_INVALID';
}

/** The runner was stopped before what was asked of it was done. */
export class ProjectionsStopped extends Error {
  override readonly name = 'ProjectionsStopped';
  readonly code = 'PROJECTIONS_STOPPED';

  constructor(
    message: string,
    /** Why they have stopped, where they failed. */
    readonly failure?: ViewFailure,
  ) {
    super(message);
  }
}

/** What can go wrong with the place that keeps views. */
export type ViewStoreFailureCode =
  /** What is there is foreign, damaged, of a newer version, or built from another log. */
  | 'VIEWS_UNUSABLE'
  /** There is no room left. */
  | 'VIEWS_FULL'
  /** The place cannot be written to. */
  | 'VIEWS_READ_ONLY'
  /** Another process builds the same views. */
  | 'VIEWS_IN_USE'
  /** The server cannot be reached, or the connection to it was cut. */
  | 'VIEWS_UNREACHABLE'
  /** More is asked at a time than there are connections for. */
  | 'VIEWS_BUSY'
  /** The server does not let Baton in, or not do what it must. */
  | 'VIEWS_ACCESS_DENIED'
  /** They were built by newer code, which may still be at work. */
  | 'VIEWS_NEWER'
  /** No process builds the views. */
  | 'VIEWS_UNATTENDED'
  /** Another process has the right to build the views now. */
  | 'LEASE_LOST'
  /** Reading or writing failed otherwise. */
  | 'VIEWS_IO';

/**
 * The place that keeps views cannot be used. Nothing is lost: views are built from the log.
 * `remedy` is a sentence for the person who runs the service.
 */
export class ViewStoreFailed extends Error implements ViewFailure {
  override readonly name = 'ViewStoreFailed';

  constructor(
    readonly code: ViewStoreFailureCode,
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${message}. ${remedy}`, options);
  }
}

/** What is kept in a place cannot be gone on with; it is never deleted by Baton itself. */
export const viewsUnusable = (
  { where, startAnew }: { readonly where: string; readonly startAnew: string },
  reason: string,
  cause?: unknown,
): ViewStoreFailed => new ViewStoreFailed('VIEWS_UNUSABLE', `${where} cannot be used: ${reason}`, startAnew, { cause });

const NO_REMEDY = 'Restart Baton; the views go on where they were.';

/** Any error as what a person is told: the code and remedy it brings, or those of an error nobody foresaw. */
export function failureOf(error: unknown): ViewFailure {
  const { code, message = String(error), remedy } = error as Partial<ViewFailure>;
  return {
    code: code ?? 'PROJECTIONS_FAILED',
    message: remedy === undefined ? `${message}. ${NO_REMEDY}` : message,
    remedy: remedy ?? NO_REMEDY,
  };
}
