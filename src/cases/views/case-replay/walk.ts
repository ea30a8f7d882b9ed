/** What a person can press while stepping through a case. */
const STEPS = new Map([
  ['n', 1],
  ['right', 1],
  ['space', 1],
  ['p', -1],
  ['left', -1],
]);

/**
 * Steps forwards and backwards through a list with keys: `n` and `p`, or the arrows; `q` ends it. Stays at either end.
 * @param show is told the place to show, the first one at once
 * @param keys the names of the keys that are pressed; where they end, the walk ends
 */
export async function walk(
  count: number,
  start: number,
  keys: AsyncIterable<string>,
  show: (place: number) => void,
): Promise<void> {
  let place = start;
  show(place);
  for await (const key of keys) {
    if (key === 'q' || key === 'escape') return;
    const next = Math.min(Math.max(place + (STEPS.get(key) ?? 0), 0), count - 1);
    if (next === place) continue;
    place = next;
    show(place);
  }
}
