interface Transaction {
  done: Promise<void>;
  abort: () => void;
}

/** Does all of the work in a transaction, or none of it. Rejects with what fails in it, or at its end. */
export async function wholly<Value>(transaction: Transaction, work: () => Promise<Value>): Promise<Value> {
  const over = transaction.done.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  let value: Value;
  try {
    value = await work();
  } catch (error) {
    abort(transaction);
    await over;
    throw error;
  }
  const failure = await over;
  if (failure) throw failure.error;
  return value;
}

/** It may be over by itself. */
function abort(transaction: Transaction): void {
  try {
    transaction.abort();
  } catch {
    // Then there is nothing to abort.
  }
}
