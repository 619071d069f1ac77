export default async function stopDatabases() {
  for (const close of globalThis.closeTestDatabases.toReversed()) await close();
}
