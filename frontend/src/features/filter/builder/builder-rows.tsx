import { AddIcon, CloseIcon } from '../../../shared/ui/icons';
import { Button } from '../../../shared/ui/button';
import { IconButton } from '../../../shared/ui/icon-button';
import { classNames } from '../../../shared/ui/class-names';
import styles from './builder.module.css';
import { ConditionFields } from './condition-fields';
import { type BuilderTools, type GroupRow, MOST_GROUPS, ROOT, type Row, withoutRow, withRow } from './rows';
import { TextRowField } from './text-row-field';

/** The conditions of a filter, and how they are joined. */
export function Builder({ tools }: { tools: BuilderTools }) {
  return (
    <div className={styles.builder}>
      <Group group={tools.root} depth={0} tools={tools} />
      {!tools.canAdd && <p className={styles.note}>Correct the text first. Then you can add conditions.</p>}
    </div>
  );
}

interface PartProps<Part> {
  group: Part;
  /** Of the groups around it. */
  depth: number;
  tools: BuilderTools;
}

function Group({ group, depth, tools }: PartProps<GroupRow>) {
  const { root, change } = tools;
  const set = (patch: Partial<GroupRow>) => change(withRow(root, { ...group, ...patch }));
  const name = group.join === 'and' ? 'All of these' : 'Any of these';
  return (
    <fieldset
      aria-label={`${group.not ? 'Not: ' : ''}${name}`}
      className={classNames(styles.group, depth > 0 && styles.nested)}
      data-row={group.key}
    >
      <div className={styles.head}>
        {depth > 0 && <NotToggle not={group.not} onChange={(not) => set({ not })} />}
        <select
          className={styles.select}
          aria-label="How these are joined"
          value={group.join}
          onChange={({ target }) => set({ join: target.value as GroupRow['join'] })}
        >
          <option value="and">All of these</option>
          <option value="or">Any of these</option>
        </select>
        {depth > 0 && <RemoveButton row={group} tools={tools} label={`Remove the group “${name}”`} />}
      </div>
      {group.rows.length > 0 && (
        <ul className={styles.rows}>
          {group.rows.map((row, index) => (
            <li key={row.key}>
              <OneRow row={row} index={index} depth={depth} tools={tools} />
            </li>
          ))}
        </ul>
      )}
      {tools.canAdd && <AddButtons group={group} depth={depth} tools={tools} />}
    </fieldset>
  );
}

function AddButtons({ group, depth, tools }: PartProps<GroupRow>) {
  const { root, change, focus, newKey } = tools;
  const add = (row: Row) => {
    change(withRow(root, { ...group, rows: [...group.rows, row] }));
    focus(row.key);
  };
  const first = (key: number): Row => ({
    kind: 'condition',
    key,
    not: false,
    clause: { kind: 'date', field: 'due', op: 'on', day: { text: 'today' } },
  });
  const addGroup = () => {
    const key = newKey();
    add({ kind: 'group', key, join: group.join === 'and' ? 'or' : 'and', not: false, rows: [first(key + 1)] });
  };
  return (
    <div className={styles.adding} data-add={group.key}>
      <Button onClick={() => add(first(newKey()))}>
        <AddIcon size={16} aria-hidden="true" /> Add a condition
      </Button>
      {depth < MOST_GROUPS && (
        <Button onClick={addGroup}>
          <AddIcon size={16} aria-hidden="true" /> Add a group
        </Button>
      )}
    </div>
  );
}

function OneRow({ row, index, depth, tools }: { row: Row; index: number; depth: number; tools: BuilderTools }) {
  const { root, change } = tools;
  if (row.kind === 'group') return <Group group={row} depth={depth + 1} tools={tools} />;
  const number = index + 1;
  return (
    <fieldset
      aria-label={row.kind === 'text' ? `Text ${number}` : `Condition ${number}`}
      className={styles.row}
      data-row={row.key}
    >
      {row.kind === 'text' ? (
        <TextRowField row={row} reading={tools.reading} onChange={(text) => change(withRow(root, { ...row, text }))} />
      ) : (
        <>
          <NotToggle not={row.not} onChange={(not) => change(withRow(root, { ...row, not }))} />
          <ConditionFields
            clause={row.clause}
            reading={tools.reading}
            names={tools.names}
            onChange={(clause) => change(withRow(root, { kind: 'condition', key: row.key, not: row.not, clause }))}
          />
        </>
      )}
      <RemoveButton row={row} tools={tools} label={`Remove ${row.kind === 'text' ? 'text' : 'condition'} ${number}`} />
    </fieldset>
  );
}

function NotToggle({ not, onChange }: { not: boolean; onChange: (not: boolean) => void }) {
  return (
    <button type="button" className={styles.not} aria-pressed={not} onClick={() => onChange(!not)}>
      not
    </button>
  );
}

function RemoveButton({ row, tools, label }: { row: Row; tools: BuilderTools; label: string }) {
  const { root, change, focus } = tools;
  const remove = () => {
    const next = nextTo(root, row.key);
    change(withoutRow(root, row.key));
    focus(next);
  };
  return (
    <IconButton label={label} className={styles.remove} onClick={remove}>
      <CloseIcon size={20} aria-hidden="true" />
    </IconButton>
  );
}

/** The row that gets the focus when another one goes: its neighbour, or the group around. */
function nextTo(group: GroupRow, key: number): number {
  const at = group.rows.findIndex((row) => row.key === key);
  if (at !== -1) return (group.rows[at + 1] ?? group.rows[at - 1] ?? { key: ROOT }).key;
  const around = group.rows.find((row) => row.kind === 'group' && holds(row, key));
  return around?.kind === 'group' ? nextTo(around, key) : ROOT;
}

const holds = (group: GroupRow, key: number): boolean =>
  group.rows.some((row) => row.key === key || (row.kind === 'group' && holds(row, key)));
