/** A problem the person at the terminal can mend: its message is a sentence that says what to do, and no stack is shown. */
export class Refusal extends Error {}

/**
 * Runs a command's main function; a {@link Refusal} is printed as it is and ends the process with 1.
 * @param {() => Promise<unknown>} main
 */
export async function runCommand(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Refusal ? `\n${error.message}\n` : error);
    process.exit(1);
  }
}
