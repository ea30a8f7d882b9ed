import { Injectable } from '@nestjs/common';
import { ForeignPosition, isPosition } from '@baton/event-store';
import { Views, type Projection } from '@baton/projections';
import type { ClientError } from './client-error.js';
import { inputInvalid } from './input.js';

/** How long a query waits for its view, milliseconds. */
const PATIENCE_MS = 2000;

/** The description of the argument `atLeast` of every query over views. */
export const AT_LEAST =
  'The position of a receipt: the answer then holds at least everything up to it, or is the error VIEW_BEHIND.';

/** Lets a caller read his own writing: waits until a view has come as far as he asks. */
@Injectable()
export class AtLeast {
  constructor(private readonly views: Views) {}

  /**
   * Resolves once the projections have reached the position; at once where none is asked for. Throws `INPUT_INVALID`
   * for a text that is no position of this log, and `ViewBehind`, which reaches the caller as `VIEW_BEHIND`.
   */
  async reached(
    position: string | null | undefined,
    ...projections: readonly Pick<Projection, 'name'>[]
  ): Promise<void> {
    if (position === null || position === undefined) return;
    if (!isPosition(position)) throw noPosition();
    try {
      await this.views.waitFor(position, { views: projections.map(({ name }) => name), timeoutMs: PATIENCE_MS });
    } catch (error) {
      throw error instanceof ForeignPosition ? noPosition() : error;
    }
  }
}

const noPosition = (): ClientError =>
  inputInvalid([{ path: 'atLeast', message: 'atLeast is the position of a receipt, unchanged', code: 'WRONG_FORM' }]);
