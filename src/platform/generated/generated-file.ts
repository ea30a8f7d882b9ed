/** A file that is made of the code and committed, so that a reader has it at hand and a change of it is seen. */
export interface GeneratedFile {
  /** Path from the root of the project. */
  readonly name: string;
  readonly content: string;
}
