import type { Language } from '@latch/domain/words/language';
import { languagesFor } from '@latch/domain/words/languages';

/** The languages in which typed dates are understood: English, and those of the browser for which there are words. */
export function typedLanguages(): Language[] {
  return languagesFor(navigator.languages);
}
