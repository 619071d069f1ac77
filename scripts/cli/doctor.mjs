/** `npm run doctor`: looks at a running Latch the way people reach it, and names the line of `.env` that mends what is wrong. */
import './require-node.mjs';

const { runCommand } = await import('../settings/refusal.mjs');
const { loadEnvFile, readSettings } = await import('../settings/settings.mjs');

await runCommand(async () => {
  loadEnvFile();
  const settings = readSettings(process.env);
  const { examine, report } = await import('../doctor/examine.mjs');
  console.log(`Latch at ${settings.publicUrl}\n`);
  const findings = await examine(settings);
  console.log(report(findings));
  process.exit(findings.every(({ ok }) => ok) ? 0 : 1);
});
