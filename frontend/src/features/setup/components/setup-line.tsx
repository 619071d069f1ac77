import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { setupQuery } from '../api/setup-query';

/** What came of looking at the set-up, in one line that leads to all of it. */
export function SetupLine() {
  const { data, isPending } = useQuery(setupQuery);
  if (isPending) return <p>Checking the set-up…</p>;
  return (
    <p>
      {data ? sum(data.findings) : 'The set-up could not be checked.'} <Link to="/setup">See the set-up</Link>
    </p>
  );
}

function sum(findings: readonly { ok: boolean }[]): string {
  const wrong = findings.filter(({ ok }) => !ok).length;
  if (wrong === 0) return `Set-up: all ${findings.length} checks passed.`;
  return `Set-up: ${wrong} of ${findings.length} checks ${wrong === 1 ? 'needs' : 'need'} attention.`;
}
