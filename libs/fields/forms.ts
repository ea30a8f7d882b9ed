/** True for the name of an IANA time zone that this runtime knows, such as `Europe/Vienna`. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Minutes since midnight of a time of day written HH:MM, 00:00 to 24:00; undefined where the text is none. */
export function minutesOfDay(time: string): number | undefined {
  if (!/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time)) return undefined;
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
