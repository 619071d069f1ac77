import { encode } from 'uqr';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import styles from './second-factor.module.css';

/** Modules of white around the code, without which cameras do not find it. */
const BORDER = 3;

interface QrCodeProps {
  text: string;
  label: string;
}

/** A text as a picture for cameras: drawn by elements, in black on white whatever the theme. */
export default function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { border: BORDER });
  return (
    <>
      <VisuallyHidden>{label}</VisuallyHidden>
      <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} aria-hidden="true" shapeRendering="crispEdges">
        <path d={drawn(data)} />
      </svg>
    </>
  );
}

/** One stroke for each run of black in a row. */
function drawn(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => runsOf(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`))
    .join('');
}

function runsOf(row: readonly boolean[]) {
  const runs: { from: number; length: number }[] = [];
  row.forEach((black, x) => {
    if (!black) return;
    const last = runs.at(-1);
    if (last && last.from + last.length === x) last.length += 1;
    else runs.push({ from: x, length: 1 });
  });
  return runs;
}
