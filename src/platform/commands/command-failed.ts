import { StoreFailed } from '@baton/event-store';

/** The store failed under a command: the failure, with the id under which to send the command again. */
export class CommandFailed extends StoreFailed {
  constructor(
    readonly commandId: string,
    { code, message, remedy, cause }: StoreFailed,
  ) {
    super(code, '', remedy, { cause });
    this.message = message;
  }
}
