/** Work that is asked for several times in one turn of the event loop is done once. It begins after all of them asked for it, and its result is not kept. */
export class SharedByTurn<Result> {
  private readonly asked = new Map<string, Promise<Result>>();

  /** @param key names what is asked for: who asks with the same one gets the same result */
  run(key: string, work: () => Promise<Result>): Promise<Result> {
    let result = this.asked.get(key);
    if (!result) {
      result = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        this.asked.delete(key);
        return work();
      });
      this.asked.set(key, result);
    }
    return result;
  }
}
