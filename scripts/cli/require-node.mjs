// Imported first, and written so that an old Node can still read it and say what to do.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Latch needs Node 20.19 or newer; this is ${process.version}. Install a newer one from nodejs.org and try again.`,
  );
  process.exit(1);
}
