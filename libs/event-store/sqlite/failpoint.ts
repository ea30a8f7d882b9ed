/** The moments of writing at which a test may let something happen: a failure, or the end of the process. */
export type Failpoint =
  | 'before-insert'
  | 'after-insert'
  | 'before-commit'
  | 'after-commit'
  | 'before-ack'
  | 'before-checkpoint'
  | 'after-checkpoint';
