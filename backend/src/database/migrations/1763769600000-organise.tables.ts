/** What every row that people name, change and delete has. */
const KEPT = `
  version integer NOT NULL DEFAULT 1,
  field_versions jsonb NOT NULL DEFAULT '{}',
  deleted_at timestamptz(3),
  deleted_with uuid,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  create_digest bytea`;

/** The row that a change locks first, so that one owner's changes come one after the other, and numbers them. */
export const OWNERS = [
  `CREATE TABLE owners (
    user_id text COLLATE "C" NOT NULL,
    revision bigint NOT NULL DEFAULT 0,
    CONSTRAINT owners_pkey PRIMARY KEY (user_id)
  ) WITH (fillfactor = 50)`,
];

export const PROJECTS = [
  `CREATE TABLE projects (
    user_id text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    colour text NOT NULL DEFAULT 'grey',
    inbox boolean NOT NULL DEFAULT false,
    favourite boolean NOT NULL DEFAULT false,
    archived boolean NOT NULL DEFAULT false,
    layout text NOT NULL DEFAULT 'list',
    parent_id uuid,
    position text COLLATE "C" NOT NULL,
    ${KEPT},
    CONSTRAINT projects_pkey PRIMARY KEY (user_id, id),
    CONSTRAINT projects_name_length CHECK (char_length(name) BETWEEN 1 AND 120)
  )`,
  'CREATE UNIQUE INDEX projects_inbox ON projects (user_id) WHERE inbox',
  'CREATE INDEX projects_deleted_with ON projects (user_id, deleted_with) WHERE deleted_with IS NOT NULL',
  'CREATE INDEX projects_deleted ON projects (deleted_at, user_id) WHERE deleted_at IS NOT NULL',
  'CREATE INDEX projects_trash ON projects (user_id, deleted_at DESC, id DESC) WHERE deleted_with = id',
];

export const SECTIONS = [
  `CREATE TABLE sections (
    user_id text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    name text NOT NULL,
    position text COLLATE "C" NOT NULL,
    ${KEPT},
    CONSTRAINT sections_pkey PRIMARY KEY (user_id, id),
    CONSTRAINT sections_name_length CHECK (char_length(name) BETWEEN 1 AND 120)
  )`,
  'CREATE INDEX sections_of_project ON sections (user_id, project_id, position, id) WHERE deleted_at IS NULL',
  'CREATE INDEX sections_deleted_with ON sections (user_id, deleted_with) WHERE deleted_with IS NOT NULL',
  'CREATE INDEX sections_deleted ON sections (deleted_at, user_id) WHERE deleted_at IS NOT NULL',
  'CREATE INDEX sections_trash ON sections (user_id, deleted_at DESC, id DESC) WHERE deleted_with = id',
];

export const LABELS = [
  `CREATE TABLE labels (
    user_id text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    colour text NOT NULL DEFAULT 'grey',
    favourite boolean NOT NULL DEFAULT false,
    ${KEPT},
    CONSTRAINT labels_pkey PRIMARY KEY (user_id, id),
    CONSTRAINT labels_name_length CHECK (char_length(name) BETWEEN 1 AND 60)
  )`,
  'CREATE UNIQUE INDEX labels_name ON labels (user_id, lower(name)) WHERE deleted_at IS NULL',
  'CREATE INDEX labels_deleted ON labels (deleted_at, user_id) WHERE deleted_at IS NOT NULL',
  'CREATE INDEX labels_trash ON labels (user_id, deleted_at DESC, id DESC) WHERE deleted_with = id',
];

export const TODO_LABELS = [
  `CREATE TABLE todo_labels (
    user_id text COLLATE "C" NOT NULL,
    todo_id uuid NOT NULL,
    label_id uuid NOT NULL,
    CONSTRAINT todo_labels_pkey PRIMARY KEY (user_id, todo_id, label_id)
  )`,
  'CREATE INDEX todo_labels_of_label ON todo_labels (user_id, label_id, todo_id)',
];

/** Append-only. Several changes may have one id: the requests that are undone as one. */
export const HISTORY = [
  `CREATE TABLE changes (
    user_id text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    id uuid NOT NULL,
    actor text NOT NULL,
    at timestamptz(3) NOT NULL,
    cause text NOT NULL,
    of_id uuid,
    CONSTRAINT changes_pkey PRIMARY KEY (user_id, revision),
    CONSTRAINT changes_cause CHECK (cause IN ('change', 'undo', 'redo'))
  )`,
  'CREATE INDEX changes_by_id ON changes (user_id, id)',
  'CREATE INDEX changes_of ON changes (user_id, of_id) WHERE of_id IS NOT NULL',
  'CREATE INDEX changes_at ON changes (at)',
  `CREATE TABLE events (
    user_id text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    seq integer NOT NULL,
    entity text NOT NULL,
    entity_id uuid NOT NULL,
    title text NOT NULL,
    field text NOT NULL,
    before jsonb,
    after jsonb,
    CONSTRAINT events_pkey PRIMARY KEY (user_id, revision, seq),
    CONSTRAINT events_of_change FOREIGN KEY (user_id, revision) REFERENCES changes ON DELETE CASCADE
  )`,
  'CREATE INDEX events_of_entity ON events (user_id, entity_id, revision DESC, seq DESC)',
];
