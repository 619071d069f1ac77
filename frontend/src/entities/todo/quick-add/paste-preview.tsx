import { MOST_PASTED, onOneLine, readPastedLines } from '@latch/domain/pasted-lines';
import { todoFields } from '@latch/domain/todo-fields';
import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useOutline } from '../../../model/outline/use-outline';
import { useToday } from '../../../shared/formatters/clock';
import { Button } from '../../../shared/ui/button';
import { CheckField } from '../../../shared/ui/check-field';
import { Dialog } from '../../../shared/ui/dialog';
import formStyles from '../../../shared/ui/form.module.css';
import { draftOf, type PastedDraft, pastedDrafts } from './paste-drafts';
import { PastedList } from './pasted-list';
import { joined, type PasteAsked, pasteAsked } from './pasting';

/** Longer text is more than one request holds. In UTF-16 code units. */
const MOST_TEXT = 150_000;

/** What becomes of text that was pasted, while that is asked. */
export default function PastePreview() {
  const asked = useSyncExternalStore(pasteAsked.subscribe, pasteAsked.get);
  return asked && <Preview asked={asked} />;
}

function Preview({ asked }: { asked: PasteAsked }) {
  const add = useRef<HTMLButtonElement>(null);
  const [asText, setAsText] = useState(false);
  const { one, drafts, problem } = useDrafts(asked, asText);
  const understood = useDrafts(asked, false).drafts.some(({ read }) => read.chips.length > 0);
  const { line, before, after, pasted } = asked;
  const finish = (draft: string, work?: () => void) => {
    pasteAsked.set(null);
    line.setDraft(draft);
    line.setProblem(null);
    work?.();
  };
  const cancel = () => finish(joined(asked, onOneLine(pasted)).text);
  const addAll = () => finish(joined({ before, after }, '').text, () => line.onAdd(drafts[0]!.wanted, drafts));
  const addOne = () => finish('', () => line.onAdd(one!.wanted));
  const name = `Add ${drafts.length} todos`;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && cancel()}
      title={problem ? 'Too much to add at once' : name}
      description={problem ?? 'Each line becomes a todo. Cancel leaves the text in the field.'}
      initialFocus={add}
    >
      <div className={formStyles.form}>
        {!problem && <PastedList drafts={drafts} />}
        {!problem && understood && (
          <CheckField
            label="Read dates, priorities and names"
            checked={!asText}
            onChange={(event) => setAsText(!event.currentTarget.checked)}
          />
        )}
        <div className={formStyles.actions}>
          <Button onClick={cancel} ref={problem ? add : undefined}>
            Cancel
          </Button>
          {one && <Button onClick={addOne}>Add as one todo</Button>}
          {!problem && (
            <Button variant="primary" onClick={addAll} ref={add}>
              {name}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

interface Drafts {
  /** All of it as one todo; undefined where none can hold it. */
  one: ReturnType<typeof draftOf> | undefined;
  drafts: readonly PastedDraft[];
  /** Why it cannot be a todo for each line. */
  problem: string | undefined;
}

/** The todos that are offered, as they will be made. */
function useDrafts({ line: { userId, place }, pasted, before, after }: PasteAsked, asText: boolean): Drafts {
  const outline = useOutline(userId);
  const day = useToday();
  return useMemo(() => {
    const lines = readPastedLines(pasted);
    const options = { place, outline, day, asText };
    const single = joined({ before, after }, lines.map(({ text }) => text).join(' ')).text;
    const whole = joined({ before, after }, pasted.text.trim() || single).text;
    const canBeOne = whole.length <= todoFields.notes.most;
    const one = canBeOne ? draftOf(single, options, whole) : undefined;
    const problem = problemOf(lines.length, pasted.text.length);
    return { one, problem, drafts: problem ? [] : pastedDrafts(lines, options) };
  }, [place, pasted, before, after, outline, day, asText]);
}

function problemOf(lines: number, length: number): string | undefined {
  const stays = 'Nothing was added: Cancel leaves the text in the field.';
  if (lines > MOST_PASTED)
    return `This text has ${lines.toLocaleString('en')} lines, and ${MOST_PASTED} todos can be added at once. ${stays}`;
  if (length > MOST_TEXT) return `This text is longer than what can be added at once. ${stays}`;
  return undefined;
}
