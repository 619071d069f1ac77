export default async function stopDatabases() {
  await Promise.all(globalThis.testDatabases.map((database) => database.close()));
}
