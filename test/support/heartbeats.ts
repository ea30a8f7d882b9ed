/** Heartbeats that come when a spec says so: all that were started and not stopped, with each `beat`. */
export function heartbeatsByHand() {
  const started = new Set<() => void>();
  const start = (callback: () => void) => {
    started.add(callback);
    return () => void started.delete(callback);
  };
  return { heartbeats: { start }, beat: (): void => started.forEach((callback) => callback()) };
}
