import { MOST_PASTED, onOneLine, type PastedLine, readPastedLines } from '@latch/domain/pasted-lines';
import { todoFields } from '@latch/domain/todo-fields';
import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useOutline } from '../../../model/outline/use-outline';
import { useToday } from '../../../shared/formatters/clock';
import { Button } from '../../../shared/ui/button';
import { CheckField } from '../../../shared/ui/check-field';
import { Dialog } from '../../../shared/ui/dialog';
import formStyles from '../../../shared/ui/form.module.css';
import { draftOf, type PastedDraft, pastedDrafts, type ReadingOptions } from './paste-drafts';
import { PastedList } from './pasted-list';
import { joined, type PasteRequest, pasteRequest } from './pasting';

/** A request holds 1 MB: up to three bytes for each, and twice that where a long line is title and notes. In UTF-16 code units. */
const MOST_TEXT = 150_000;

/** What becomes of text that was pasted, while that is asked. */
export default function PastePreview({ userId }: { userId: string }) {
  const asked = useSyncExternalStore(pasteRequest.subscribe, pasteRequest.get);
  return asked?.line.userId === userId ? <Preview asked={asked} /> : null;
}

function Preview({ asked }: { asked: PasteRequest }) {
  const add = useRef<HTMLButtonElement>(null);
  const [asText, setAsText] = useState(false);
  const { one, drafts, problem, understood } = useDrafts(asked, asText);
  const { line, before, after, pasted } = asked;
  const finish = (draft: string, work?: () => void) => {
    pasteRequest.set(null);
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
  /** Whether quick add finds anything but titles. */
  understood: boolean;
}

/** The todos that are offered, as they will be made. */
function useDrafts(request: PasteRequest, asText: boolean): Drafts {
  const outline = useOutline(request.line.userId);
  const day = useToday();
  const lines = useMemo(() => readPastedLines(request.pasted), [request]);
  // Quick add takes its time with hundreds of lines; as text they are there at once.
  const read = useMemo(() => draftsOf(lines, request, { outline, day, asText: false }), [lines, request, outline, day]);
  const understood = read.drafts.some((draft) => draft.read.chips.length > 0);
  const shown = asText ? draftsOf(lines, request, { outline, day, asText }) : read;
  return { ...shown, problem: problemOf(lines), understood };
}

function draftsOf(
  lines: readonly PastedLine[],
  { line: { place }, pasted, before, after }: PasteRequest,
  reading: Omit<ReadingOptions, 'place'>,
): Pick<Drafts, 'one' | 'drafts'> {
  const options = { place, ...reading };
  const single = joined({ before, after }, lines.map(({ text }) => text).join(' ')).text;
  const whole = joined({ before, after }, pasted.text.trim() || single).text;
  const canBeOne = whole.length <= todoFields.notes.most;
  const one = canBeOne ? draftOf(single, options, whole) : undefined;
  return { one, drafts: problemOf(lines) ? [] : pastedDrafts(lines, options) };
}

function problemOf(lines: readonly PastedLine[]): string | undefined {
  const length = lines.reduce((sum, { text }) => sum + text.length, 0);
  const stays = 'Nothing was added: Cancel leaves the text in the field.';
  if (lines.length > MOST_PASTED)
    return `This text has ${lines.length.toLocaleString('en')} lines, and ${MOST_PASTED} todos can be added at once. ${stays}`;
  if (length > MOST_TEXT) return `This text is longer than what can be added at once. ${stays}`;
  return undefined;
}
