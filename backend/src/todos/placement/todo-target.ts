import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { PlaceDto } from '../dto/todo.dto.js';

/** The list that a client named, as it is: a parent, or else a section, or else a project, or else the Inbox. */
export interface NamedList {
  projectId: string;
  sectionId?: string | null;
  /** Of a parent. */
  isCompleted?: boolean;
}

/** A list that todos can stand in. */
export interface Target {
  projectId: string;
  sectionId: string | null;
  parentId: string | null;
  /** Whether it is within a completed todo; undefined where nobody looked, since nothing is to go there. */
  isCompleted?: boolean;
}

/** The id of the list that a client named, if any. */
export function namedListId({ parentId, sectionId, projectId }: PlaceDto): string | undefined {
  return parentId ?? sectionId ?? projectId;
}

export function listIdOf({ parentId, sectionId, projectId }: Target): string {
  return parentId ?? sectionId ?? projectId;
}

const GONE = {
  projectId: 'This project does not exist.',
  sectionId: 'This section does not exist.',
  parentId: 'This todo does not exist.',
};

/**
 * The list that a client means: that of the parent, or else of the section, or else of the project, or else the one it is
 * in; the Inbox for what is nowhere yet.
 * @param named the list that was named, or the Inbox
 * @throws {ValidationFailedError} when it is not there, or the names do not agree
 */
export function targetOf(named: NamedList | null, wanted: PlaceDto, current?: Target): Target {
  if (wanted.parentId) return inParent(named, wanted.parentId, wanted);
  if (wanted.sectionId) return inSection(named, wanted.sectionId, wanted);
  if (wanted.projectId || !current) {
    if (!named) throw refuse('projectId', GONE.projectId);
    return { projectId: named.projectId, sectionId: null, parentId: null };
  }
  const { projectId, sectionId, parentId } = current;
  if (wanted.sectionId === null) return { projectId, sectionId: null, parentId: null };
  return { projectId, sectionId, parentId: wanted.parentId === null ? null : parentId };
}

function inParent(named: NamedList | null, parentId: string, wanted: PlaceDto): Target {
  if (!named) throw refuse('parentId', GONE.parentId);
  const { projectId, sectionId = null, isCompleted } = named;
  if ((wanted.projectId ?? projectId) !== projectId) throw refuse('parentId', 'This todo is in another project.');
  if (wanted.sectionId !== undefined && wanted.sectionId !== sectionId)
    throw refuse('parentId', 'This todo is in another section.');
  return { projectId, sectionId, parentId, isCompleted };
}

function inSection(named: NamedList | null, sectionId: string, wanted: PlaceDto): Target {
  if (!named) throw refuse('sectionId', GONE.sectionId);
  const { projectId } = named;
  if ((wanted.projectId ?? projectId) !== projectId) throw refuse('sectionId', 'This section is in another project.');
  return { projectId, sectionId, parentId: null };
}

function refuse(field: string, reason: string): ValidationFailedError {
  return new ValidationFailedError({ [field]: [reason] });
}
