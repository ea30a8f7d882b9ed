let told = false;

/**
 * The real server that specs are to run on (`BATON_TEST_EVENTSTOREDB`, a connection string). Where none is named, the output
 * says once for each file of specs that it was left out.
 */
export function realServer(): string | undefined {
  const named = process.env['BATON_TEST_EVENTSTOREDB'];
  if (named) return named;
  if (!told)
    process.stdout.write('skipped: a real EventStoreDB, since BATON_TEST_EVENTSTOREDB names none (esdb://…)\n');
  told = true;
  return undefined;
}
