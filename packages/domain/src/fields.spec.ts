import { createRequire } from 'node:module';
import { MAX_DATE_LENGTH } from './dates.js';
import type { Field, Fields } from './fields.js';
import { flagOf } from './field-words.js';
import { MAX_FILTER_LENGTH } from './filters/filter.js';
import { labelFields, projectFields, savedFilterFields, sectionFields } from './outline-fields.js';
import { MAX_REMINDERS, MAX_REMINDER_MINUTES } from './reminders.js';
import { todoFields } from './todo-fields.js';
import { bulkNames, laterValues, namesAtCreate, namesOf, settableNames, withDefaults } from './fields.js';

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  required?: string[];
  properties?: Record<string, Schema>;
  [rule: string]: unknown;
}

const contract = createRequire(import.meta.url)('@latch/contracts/latch.json') as {
  components: { schemas: Record<string, Schema> };
};

function schemaOf(schema: Schema): Schema {
  return schema.$ref ? schemaOf(named(schema.$ref.split('/').at(-1)!)) : schema;
}

function named(name: string): Schema {
  return contract.components.schemas[name]!;
}

/** All that a schema has, together with those it is made of. */
function propertiesOf(schema: Schema): Record<string, Schema> {
  const { allOf = [], properties = {} } = schemaOf(schema);
  return Object.assign({}, ...allOf.map(propertiesOf), properties) as Record<string, Schema>;
}

function requiredOf(schema: Schema): string[] {
  const { allOf = [], required = [] } = schemaOf(schema);
  return [...allOf.flatMap(requiredOf), ...required];
}

/** What a thing has beside its plain fields, and what a request says beside them. */
const OTHERS = new Set(
  'id inbox projectId sectionId parentId position beforeId afterId version createdAt updatedAt deletedAt'
    .concat(
      ' ids place deleted moveDue addLabelIds removeLabelIds completionOf skipped completionId doneAt occurrences',
    )
    .split(' '),
);
const plain = (schema: string) =>
  Object.keys(propertiesOf(named(schema)))
    .filter((name) => !OTHERS.has(name))
    .toSorted();

/** How a contract says what a field allows. */
function rulesOf(field: Field): object {
  switch (field.kind) {
    case 'line':
    case 'query':
      return { type: 'string', minLength: 1, maxLength: field.most };
    case 'text':
      return { type: 'string', maxLength: field.most };
    case 'whole': {
      const type = field.default === null ? ['integer', 'null'] : 'integer';
      return { type, minimum: field.least, maximum: field.most };
    }
    case 'date':
      return { type: ['string', 'null'], maxLength: MAX_DATE_LENGTH };
    case 'recurrence':
      return { type: ['object', 'null'] };
    case 'reminders': {
      const items = { type: 'integer', minimum: 0, maximum: MAX_REMINDER_MINUTES };
      return { type: 'array', maxItems: MAX_REMINDERS, uniqueItems: true, items };
    }
    case 'zone':
      return { type: ['string', 'null'], maxLength: 64 };
    case 'moment':
      return { type: ['string', 'null'], format: 'date-time' };
    case 'choice':
      return { type: 'string', enum: field.of };
    case 'flag':
      return { type: 'boolean' };
    default:
      return { type: 'array', maxItems: field.most, uniqueItems: true };
  }
}

const things: [string, Fields][] = [
  ['Todo', todoFields],
  ['Project', projectFields],
  ['Section', sectionFields],
  ['Label', labelFields],
  ['SavedFilter', savedFilterFields],
];

describe('The fields of the contract are those that are defined:', () => {
  it.each(things)('what a %s has and what the export has of it, always', (name, fields) => {
    for (const schema of [name, `Exported${name}`]) {
      expect(plain(schema)).toEqual(namesOf(fields).toSorted());
      expect(requiredOf(named(schema)).toSorted()).toEqual(Object.keys(propertiesOf(named(schema))).toSorted());
    }
  });

  it.each(things)('what a %s is created with', (name, fields) => {
    const required = requiredOf(named(`Create${name}`)).filter((one) => !OTHERS.has(one));
    expect(plain(`Create${name}`)).toEqual(namesAtCreate(fields).toSorted());
    expect(required).toEqual(namesAtCreate(fields).filter((one) => !('default' in fields[one]!)));
  });

  it.each(things)('what of a %s can be changed', (name, fields) => {
    const flags = namesOf(fields).flatMap((field) => (fields[field]!.kind === 'moment' ? flagOf(field) : []));
    expect(plain(`Update${name}`)).toEqual([...settableNames(fields), ...flags].toSorted());
  });

  it('what of many todos can be changed at once', () => {
    expect(plain('EditTodos')).toEqual([...bulkNames(todoFields), 'completed'].toSorted());
  });

  it.each(things)('with the limits of each field of a %s', (name, fields) => {
    for (const schema of [name, `Create${name}`, `Update${name}`, 'EditTodos']) {
      const properties = propertiesOf(named(schema));
      for (const [field, definition] of Object.entries(fields)) {
        if (properties[field] && !(schema === 'EditTodos' && name !== 'Todo'))
          expect({ schema, field, ...schemaOf(properties[field]) }).toMatchObject({
            schema,
            field,
            ...rulesOf(definition),
          });
      }
    }
  });
});

it('The query of a saved filter may be as long as what is read', () => {
  expect(savedFilterFields.query.most).toBe(MAX_FILTER_LENGTH);
});

describe('A field that is added later', () => {
  const fields = {
    ...todoFields,
    weight: { kind: 'whole', least: 1, most: 10_080, default: null },
  } as const satisfies Fields;

  it('is its default where a create leaves it out', () => {
    const given = { title: 'Pay rent' };
    const defaults = { notes: '', completedAt: null, priority: 4, due: null, labelIds: [], weight: null };
    expect(withDefaults(fields, given)).toMatchObject({ ...given, ...defaults });
    expect(withDefaults(fields, { ...given, weight: 90, priority: 1 })).toMatchObject({ weight: 90, priority: 1 });
  });

  it('is in the digest of a create where it is not its default, so that earlier ones keep theirs', () => {
    const known = namesAtCreate(todoFields);
    const digestOf = (weight: number | null) =>
      laterValues(fields, withDefaults(fields, { title: 'Pay rent', weight }), known);
    expect(digestOf(null)).toEqual({});
    expect(digestOf(90)).toEqual({ weight: 90 });
  });
});
