import { digestOf } from '../../fields/create-digest.js';
import { todoDigest } from './todo.service.js';

const [projectId, label] = ['019ac000-0000-7000-8000-00000000000a', '019ac000-0000-7000-8000-00000000000b'];

/** Digests are stored, so that a create repeated after an upgrade still is the same one. */
describe('The digest of a create stays what it was', () => {
  it('for a todo of title and notes alone', () => {
    const defaults = { priority: 4, due: null, labelIds: [], sectionId: null };
    expect(todoDigest({ title: 'Pay rent' })).toEqual(digestOf('Pay rent', ''));
    expect(todoDigest({ title: 'Pay rent', notes: 'soon', ...defaults })).toEqual(digestOf('Pay rent', 'soon'));
  });

  it('for one that has more', () => {
    const more = { priority: 4, due: null, labelIds: [label], place: [projectId, null, null, null, null] };
    expect(todoDigest({ title: 'Pay rent', projectId, labelIds: [label] })).toEqual(digestOf('Pay rent', '', more));
  });
});
