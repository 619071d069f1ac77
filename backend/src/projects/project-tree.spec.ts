import { ProjectTree } from './project-tree.js';
import type { Project } from './project.js';

/** Projects by the names of what they are below. */
const treeOf = (parents: Record<string, string | null>) =>
  new ProjectTree(Object.entries(parents).map(([id, parentId], n) => ({ id, parentId, position: `a${n}` }) as Project));
const ids = (projects: Project[]) => projects.map(({ id }) => id);

describe('A tree of projects', () => {
  const tree = treeOf({ inbox: null, b: null, a: 'b', c: 'a', d: 'b', lost: 'gone' });

  it('knows what is below what', () => {
    expect(ids(tree.subtreeOf('b'))).toEqual(['b', 'a', 'd', 'c']);
    expect(ids(tree.subtreeOf('c'))).toEqual(['c']);
    expect(tree.subtreeOf('gone')).toEqual([]);
    expect([
      tree.isWithin('c', 'b'),
      tree.isWithin('b', 'b'),
      tree.isWithin('b', 'c'),
      tree.isWithin(null, 'b'),
    ]).toEqual([true, true, false, false]);
  });

  it('knows how deep and how high', () => {
    expect([tree.depthOf(null), tree.depthOf('b'), tree.depthOf('c')]).toEqual([0, 1, 3]);
    expect([tree.heightOf('b'), tree.heightOf('a'), tree.heightOf('c')]).toEqual([3, 2, 1]);
  });

  it('lists every parent before what is in it, and what has lost its parent at the top', () => {
    expect(ids(tree.inOrder())).toEqual(['inbox', 'b', 'a', 'c', 'd', 'lost']);
  });
});
