const ADDRESS = /https?:\/\/[^\s<>"]+/g;
/** What ends a sentence, and no address. */
const AT_THE_END = /[.,;:!?)]+$/;

export interface TextPart {
  /** Where it begins. */
  at: number;
  text: string;
  isLink: boolean;
}

/** Takes a mail's text apart at the addresses of one origin, to be made links; any other address stays text. */
export function splitAtLinks(text: string, origin: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  const add = (until: number, isLink: boolean) => {
    if (until > end) parts.push({ at: end, text: text.slice(end, until), isLink });
    end = until;
  };
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(AT_THE_END, '');
    if (!isOf(origin, address)) continue;
    add(index, false);
    add(index + address.length, true);
  }
  add(text.length, false);
  return parts;
}

function isOf(origin: string, address: string): boolean {
  return URL.canParse(address) && new URL(address).origin === origin;
}
