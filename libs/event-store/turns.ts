/** Lets one caller at a time work on a name, in the order in which they came; different names do not wait for each other. */
export class Turns {
  private readonly last = new Map<string, Promise<void>>();

  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name) ?? Promise.resolve();
    const result = before.then(work);
    const done = result.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(name, done);
    try {
      return await result;
    } finally {
      if (this.last.get(name) === done) this.last.delete(name);
    }
  }
}
