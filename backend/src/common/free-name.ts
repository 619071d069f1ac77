/**
 * The name, or with a number behind it where it is taken.
 * @param most characters it may have, in Unicode code points
 */
export async function freeName(
  name: string,
  most: number,
  isTaken: (name: string) => Promise<boolean>,
): Promise<string> {
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : ` ${number}`;
    const kept = Array.from(name).slice(0, most - ending.length);
    const free = `${kept.join('')}${ending}`;
    if (!(await isTaken(free))) return free;
  }
}
