import { runStatements } from '@latch/test-kit/databases';

/** The first of the people, with many todos; all others have a few in their Inbox. */
const ORGANISER = 'user-1';
const PROJECT = '0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d01';
const LABEL = '0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d03';
const SECTIONS = 10;
const IN_TRASH = 500;
const INBOX = idOf(`'inbox' || user_id`);
const DIGITS = `'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'`;

/**
 * The same id whenever it is asked for, with a version and a variant as ids have them.
 * @param {string} name as SQL
 */
function idOf(name) {
  return `overlay(overlay(md5(${name}) placing '8' from 13) placing '8' from 17)::uuid`;
}

/**
 * The id of a todo, which begins with the time of its creation as every real one does.
 * @param {string} name as SQL
 * @param {string} at as SQL
 */
export function todoId(name, at) {
  const random = `md5(${name})`;
  return `(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || '7' || left(${random}, 3) || '8' || right(${random}, 15))::uuid`;
}

const hoursAgo = (/** @type {string} */ hours) => `now() - (${hours}) * interval '1 hour'`;

/** A place behind `n` others, as an order key of four digits. */
const POSITION = `'d' || substr(${DIGITS}, n / 238328 % 62 + 1, 1) || substr(${DIGITS}, n / 3844 % 62 + 1, 1)
  || substr(${DIGITS}, n / 62 % 62 + 1, 1) || substr(${DIGITS}, n % 62 + 1, 1)`;

/**
 * Fills an empty, migrated database. Of the organiser's todos a fifth are in a project with sections, a fifth in the Inbox are
 * subtasks, a fifth are completed, a tenth have a label; a few hundred more are in Trash.
 * @param {{ todosUrl: string, people: number, todosEach: number, manyTodos: number }} options
 */
export async function seedTodos({ todosUrl, people, todosEach, manyTodos }) {
  await runStatements(todosUrl, [
    [
      `CREATE TEMPORARY TABLE person AS SELECT ('user-' || n) COLLATE "C" AS user_id FROM generate_series(1, ${people}) n`,
    ],
    [`INSERT INTO owners (user_id) SELECT user_id FROM person`],
    [
      `INSERT INTO projects (user_id, id, name, inbox, position) SELECT user_id, ${INBOX}, 'Inbox', true, 'a0' FROM person`,
    ],
    [
      `INSERT INTO projects (user_id, id, name, layout, position) VALUES ('${ORGANISER}', '${PROJECT}', 'Home', 'board', 'a1')`,
    ],
    [
      `INSERT INTO sections (user_id, id, project_id, name, position)
       SELECT '${ORGANISER}', ${idOf(`'section' || n`)}, '${PROJECT}', 'Section ' || n, 'a' || n
       FROM generate_series(0, ${SECTIONS - 1}) n`,
    ],
    [
      `INSERT INTO labels (user_id, id, name)
       SELECT '${ORGANISER}', CASE n WHEN 0 THEN '${LABEL}' ELSE ${idOf(`'label' || n`)} END, 'label ' || n
       FROM generate_series(0, 9) n`,
    ],
    [
      `INSERT INTO todos (user_id, id, title, completed_at, created_at, create_digest, project_id, position)
       SELECT user_id, ${todoId(`user_id || n`, hoursAgo('n'))}, 'Water the plants in room ' || n,
         CASE WHEN n % 3 = 0 THEN now() END, ${hoursAgo('n')}, '\\x00', ${INBOX}, ${POSITION}
       FROM person, generate_series(1, ${todosEach}) n WHERE user_id <> '${ORGANISER}'`,
    ],
    [
      `INSERT INTO todos (user_id, id, title, notes, completed_at, created_at, create_digest, project_id, section_id, parent_id, position)
       SELECT user_id, ${todoId(`'todo' || n`, hoursAgo('n'))}, 'Water the plants in room ' || n, CASE WHEN n % 4 = 0 THEN repeat('Not too much. ', 20) ELSE '' END,
         CASE WHEN n % 5 = 4 THEN now() - n * interval '1 minute' END, ${hoursAgo('n')}, '\\x00',
         CASE WHEN n % 5 = 0 THEN '${PROJECT}' ELSE ${INBOX} END,
         CASE WHEN n % 5 = 0 THEN ${idOf(`'section' || (n / 5 % ${SECTIONS})`)} END,
         CASE WHEN n % 5 = 2 THEN ${todoId(`'todo' || (n - 1)`, hoursAgo('n - 1'))} END,
         ${POSITION}
       FROM (SELECT user_id FROM person WHERE user_id = '${ORGANISER}') organiser, generate_series(1, ${manyTodos}) n`,
    ],
    [
      `INSERT INTO todos (user_id, id, title, created_at, create_digest, project_id, position, deleted_at, deleted_with)
       SELECT '${ORGANISER}', id, 'Water the plants in room ' || n, ${hoursAgo('n')}, '\\x00',
         (SELECT id FROM projects WHERE user_id = '${ORGANISER}' AND inbox), ${POSITION}, now() - n * interval '1 minute', id
       FROM (SELECT n, ${todoId(`'gone' || n`, hoursAgo('n'))} AS id FROM generate_series(1, ${IN_TRASH}) n) gone`,
    ],
    [
      `INSERT INTO todo_labels (user_id, todo_id, label_id)
       SELECT user_id, id, '${LABEL}' FROM todos WHERE user_id = '${ORGANISER}' AND get_byte(uuid_send(id), 15) % 10 = 0`,
    ],
    ['VACUUM ANALYZE'],
  ]);
}

/** How they repeat, in turns. */
const RULES = [
  'FREQ=DAILY',
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH',
  'RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
];
const REPEATING = 300;
const DAYS_BACK = 20;
const DAYS = 150;

/**
 * Gives dates to a fifth of the organiser's todos, from some days ago to some months ahead, and has a few hundred others repeat.
 * @param {string} todosUrl
 */
export async function planTodos(todosUrl) {
  const day = (/** @type {string} */ number) => `to_char(now() + (${number}) * interval '1 day', 'YYYY-MM-DD')`;
  const due = day(`n % ${DAYS} - ${DAYS_BACK}`);
  const rules = `(ARRAY['${RULES.join(`','`)}'])[n % ${RULES.length} + 1]`;
  const nth = (/** @type {string} */ which) =>
    `(SELECT id, row_number() OVER (ORDER BY position) AS n FROM todos WHERE user_id = '${ORGANISER}' AND completed_at IS NULL AND ${which}) chosen`;
  await runStatements(todosUrl, [
    [
      `UPDATE todos SET due = ${due}
       FROM ${nth(`deleted_at IS NULL AND parent_id IS NULL AND section_id IS NULL`)}
       WHERE todos.user_id = '${ORGANISER}' AND todos.id = chosen.id AND n % 2 = 0`,
    ],
    [
      `UPDATE todos SET due = ${day('n % 7')},
         recurrence = jsonb_build_object('rule', ${rules}, 'anchor', ${day('n % 7')}, 'from', 'due')
       FROM ${nth(`section_id IS NOT NULL`)}
       WHERE todos.user_id = '${ORGANISER}' AND todos.id = chosen.id AND n <= ${REPEATING}`,
    ],
    ['VACUUM ANALYZE todos'],
  ]);
}

/**
 * @param {string} todosUrl
 * @param {import('./seed.mjs').Person} person the first of the people
 * @returns {Promise<import('./organiser.mjs').Organiser>}
 */
export async function organiserOf(todosUrl, { id, cookie }) {
  const [rows] = await runStatements(todosUrl, [
    [
      `SELECT id FROM todos WHERE user_id = '${ORGANISER}' AND section_id IS NULL AND parent_id IS NULL
         AND completed_at IS NULL AND deleted_at IS NULL ORDER BY position LIMIT 4000`,
    ],
  ]);
  return { id, cookie, todos: (rows ?? []).map((row) => String(row.id)), project: PROJECT, label: LABEL };
}
