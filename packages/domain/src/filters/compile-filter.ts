import { clauseTest, type TodoTest } from './clause-tests.js';
import { asksForCompleted, type Filter } from './filter.js';
import type { FilterContext } from './filter-context.js';

/**
 * A filter as one function: names, days and texts are looked up once, here. Only open todos match, unless the filter asks about
 * completing.
 */
export function compileFilter(filter: Filter, context: FilterContext): TodoTest {
  const test = treeTest(filter, context);
  return asksForCompleted(filter) ? test : (todo) => todo.completedAt === null && test(todo);
}

function treeTest(filter: Filter, context: FilterContext): TodoTest {
  switch (filter.kind) {
    case 'and': {
      const tests = filter.parts.map((part) => treeTest(part, context));
      return (todo) => tests.every((test) => test(todo));
    }
    case 'or': {
      const tests = filter.parts.map((part) => treeTest(part, context));
      return (todo) => tests.some((test) => test(todo));
    }
    case 'not': {
      const test = treeTest(filter.part, context);
      return (todo) => !test(todo);
    }
    default:
      return clauseTest(filter, context);
  }
}
