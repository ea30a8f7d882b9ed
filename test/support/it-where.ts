/**
 * `it` where a machine has what a test needs. Elsewhere the test is skipped, and the output says why.
 * @param missing what is missing, as a sentence's end: "no /dev/full, which only Linux has"
 */
export function itWhere(there: boolean, missing: string): jest.It {
  if (there) return it;
  process.stdout.write(`skipped: ${missing}\n`);
  return it.skip;
}
