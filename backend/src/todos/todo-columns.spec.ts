import { readFileSync } from 'node:fs';
import { todoFields } from '@latch/domain/todo-fields';
import { columnsOf } from '../fields/field-columns.js';

const dataModel = readFileSync(new URL('../../../docs/data-model.md', import.meta.url), 'utf8');

it.each(Object.values(columnsOf(todoFields)))('docs/data-model.md describes $column, of type $type', (described) => {
  const row = dataModel.split('\n').find((line) => line.startsWith(`| \`${described.column}\` |`));
  expect(row).toContain(`| \`${described.type}`);
});
