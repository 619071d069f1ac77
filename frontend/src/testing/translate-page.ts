/**
 * What Chrome's translation does to a page: each text becomes another one in elements of its own, and the text node that
 * was there is gone. What is marked as not to be translated stays as it is.
 * @param into says the text in another language
 */
export function translatePage(into = (text: string) => `${text}*`): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    const isLeft = text.parentElement?.closest('[translate="no"], script, style, textarea, font');
    if (isLeft || !text.data.trim()) continue;
    const [outer, inner] = [document.createElement('font'), document.createElement('font')];
    inner.append(into(text.data));
    outer.append(inner);
    text.replaceWith(outer);
  }
}
