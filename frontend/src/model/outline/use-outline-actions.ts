import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sentenceOf } from '../../shared/api/errors';
import { quote } from '../../shared/ui/quote';
import { useToasts } from '../../shared/ui/toast';
import { syncedReplica } from '../../replica/synced-replica';
import type { Refusal } from '../changes/change-spec';
import { goOn, hasCode, showRefusal } from '../changes/refusal';
import { useChanges } from '../changes/use-changes';
import { labelActions } from './label-actions';
import type { OutlineActions, RunChange } from './outline-actions';
import { OutlineSpecs } from './outline-specs';
import { projectActions } from './project-actions';
import { savedFilterActions } from './saved-filter-actions';
import { sectionActions } from './section-actions';

export function useOutlineActions(userId: string): OutlineActions {
  const client = useQueryClient();
  const changes = useChanges(userId);
  const toasts = useToasts();
  return useMemo(() => {
    const specs = new OutlineSpecs(syncedReplica(client, userId).replica);
    const tellConflict = (error: Error, refusal: Refusal, keepMine: (() => void) | undefined) => {
      if (!hasCode(error, 'CONFLICT') || !keepMine) return false;
      const [conflict] = error.conflicts;
      const [theirs, mine] = [String(conflict?.theirs), String(conflict?.mine)];
      const description = `It is ${quote(theirs)} now; you wanted ${quote(mine)}.`;
      const action = goOn(refusal, 'Keep mine', keepMine);
      showRefusal(toasts, refusal, { title: sentenceOf(error), description, action });
      return true;
    };
    const run: RunChange = (spec, keepMine) =>
      changes.start({ ...spec, refused: (error, refusal) => tellConflict(error, refusal, keepMine) });
    return {
      ...projectActions(userId, specs, run),
      ...sectionActions(userId, specs, run),
      ...labelActions(userId, specs, run),
      ...savedFilterActions(userId, specs, run),
    };
  }, [client, userId, changes, toasts]);
}
