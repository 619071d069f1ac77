import { Button } from '../../../shared/ui/button';
import { CopyButton } from '../../../shared/ui/copy-button';
import { DownloadIcon } from '../../../shared/ui/icons';
import dialogStyles from '../../../shared/ui/form.module.css';
import { useFirstFocus } from '../../../shared/ui/use-first-focus';
import styles from './second-factor.module.css';

interface RecoveryCodesProps {
  codes: readonly string[];
  onKept: () => void;
}

/** Recovery codes, this one time: to copy, to keep as a file, to write down. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const list = useFirstFocus<HTMLUListElement>();
  const text = codes.join('\n');
  return (
    <div className={dialogStyles.form}>
      <ul ref={list} className={styles.codes} aria-label="Recovery codes" tabIndex={-1}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <CopyButton text={text}>Copy</CopyButton>
        <Button onClick={() => downloadText('latch-recovery-codes.txt', `Recovery codes for Latch\n\n${text}\n`)}>
          <DownloadIcon size={20} aria-hidden="true" />
          Download
        </Button>
      </div>
      <div className={dialogStyles.actions}>
        <Button variant="primary" onClick={onKept}>
          I saved them
        </Button>
      </div>
    </div>
  );
}

function downloadText(name: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = Object.assign(document.createElement('a'), { href, download: name });
  link.click();
  URL.revokeObjectURL(href);
}
