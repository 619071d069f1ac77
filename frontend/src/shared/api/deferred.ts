/** A promise that something else resolves. `Promise.withResolvers` is not in Node 20, on which the tests run. */
export function deferred<Value>() {
  let resolve!: (value: Value) => void;
  const promise = new Promise<Value>((settle) => (resolve = settle));
  return { promise, resolve };
}
