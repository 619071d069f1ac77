/** Of a passkey's name in characters, as in the contract. */
export const LONGEST_NAME = 100;
