import { useParams } from '@tanstack/react-router';
import { LabelActions } from '../features/labels/components/label-actions';
import { labelView } from '../features/todo-list/flat-list-views';
import { FlatTodoList } from '../features/todo-list/components/flat-todo-list';
import { useOutline } from '../model/outline/use-outline';
import { EmptyState } from '../shared/ui/empty-state';
import { LabelSign } from '../shared/ui/mark';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import { NotFoundInList } from './not-found-in-list';
import styles from './page.module.css';
import { useListCallbacks } from '../shell/use-list-callbacks';
import { useUserId } from './authenticated-route';

/** `/labels/$labelId` */
export function LabelPage() {
  const { labelId } = useParams({ from: '/_authenticated/labels/$labelId' });
  return <OneLabel key={labelId} labelId={labelId} />;
}

function OneLabel({ labelId }: { labelId: string }) {
  const userId = useUserId();
  const outline = useOutline(userId);
  const label = outline?.labels.find(({ id }) => id === labelId);
  const { callbacks, overlays } = useListCallbacks(userId);
  usePageTitle(label?.name ?? 'Label');
  if (outline && !label) return <NotFoundInList what="label" />;
  const mark = label && <LabelSign colour={label.colour} size={20} />;
  return (
    <div className={styles.page}>
      <PageHeader title={label?.name ?? ''} own mark={mark}>
        {label && <LabelActions userId={userId} label={label} />}
      </PageHeader>
      <FlatTodoList
        userId={userId}
        view={labelView(labelId)}
        label={`Todos with ${label?.name ?? 'this label'}`}
        adds={{ labelIds: [labelId] }}
        empty={
          <EmptyState title="No open todos with this label">
            Add a todo above, or add this label to other todos from their menu.
          </EmptyState>
        }
        {...callbacks}
      />
      {overlays}
    </div>
  );
}
