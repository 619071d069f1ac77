// Loaded with `node --import` before a server: when the process that started it is gone, even by SIGKILL, it stops too.
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), 12_000).unref();
});
// The channel is only there to notice its end; it must not keep a server alive that has finished.
process.channel?.unref();
