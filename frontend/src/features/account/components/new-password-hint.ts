/** What is said under each field for a new password. */
export const newPasswordHint = 'At least 8 characters. A few words in a row are easy to remember.';
