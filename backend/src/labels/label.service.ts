import { Injectable } from '@nestjs/common';
import { v7 as uuidV7 } from 'uuid';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { LimitReachedError, NameTakenError } from '../common/change.errors.js';
import { freeName } from '../common/free-name.js';
import { digestOf, laterInDigest, requireFirstCreate, requireSameCreate } from '../fields/create-digest.js';
import { requireSomething } from '../common/validation.pipe.js';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { withDefaults } from '@latch/domain/fields';
import { labelFields } from '@latch/domain/outline-fields';
import type { Change, ChangeName } from '../history/change.js';
import { ChangeService } from '../history/change.service.js';
import { mergeOrRefuse } from '../history/merge-fields.js';
import type { CreateLabelDto, UpdateLabelDto } from './dto/label.dto.js';
import { LabelNotFoundError } from './label.errors.js';
import {
  type ExportedLabel,
  type Label,
  type LabelResponse,
  type SyncedLabel,
  toExportedLabel,
  toLabelResponse,
  toSyncedLabel,
} from './label.js';
import { LabelRepository } from './label.repository.js';

const MOST_LABELS = 500;

/** @param field that named it */
export function missingLabel(field: string): ValidationFailedError {
  return new ValidationFailedError({ [field]: ['One of these labels does not exist.'] });
}

@Injectable()
export class LabelService {
  constructor(
    private readonly labels: LabelRepository,
    private readonly changes: ChangeService,
  ) {}

  /** Those of the ids that are labels of the owner, and not in Trash. */
  async findExisting(change: Change, ids: string[]): Promise<string[]> {
    return ids.length === 0 ? [] : this.labels.findExisting(change, ids);
  }

  /** @param field that named them @throws {ValidationFailedError} when one of them does not exist or is in Trash */
  async refuseMissing(change: Change, ids: string[], field: string): Promise<void> {
    if ((await this.findExisting(change, ids)).length < ids.length) throw missingLabel(field);
  }

  /** Every label that is not in Trash, by name. */
  async all(userId: string): Promise<Label[]> {
    const order = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
    return (await this.labels.all(userId)).sort((a, b) => order.compare(a.name, b.name));
  }

  /** A page of all there are, with those in Trash, as their owner takes them along. @param after begins behind this id */
  async exportPage(userId: string, limit: number, after?: string): Promise<ExportedLabel[]> {
    return (await this.labels.page(userId, limit, after)).map(toExportedLabel);
  }

  /** Those of the ids that are there, in Trash too, as a copy on a device has them. */
  async synced(userId: string, ids: string[]): Promise<SyncedLabel[]> {
    return ids.length === 0 ? [] : (await this.labels.findAll(userId, ids)).map(toSyncedLabel);
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await this.labels.eraseAll(eraser);
  }

  /**
   * Repeating a create gives the same label, as it is by now.
   * @throws {IdTakenError} when the id was used with another body, or its label was deleted
   * @throws {NameTakenError}
   * @throws {LimitReachedError}
   */
  async create(user: AuthenticatedUser, changeId: ChangeName, dto: CreateLabelDto): Promise<LabelResponse> {
    const { id = uuidV7(), name } = dto;
    const fields = withDefaults(labelFields, dto);
    const { colour, favourite } = fields;
    const later = laterInDigest(labelFields, fields, ['name', 'colour', 'favourite']);
    const createDigest = digestOf(name, colour, favourite, ...later);
    return this.changes.run(user, changeId, async (change) => {
      const [existing] = await this.labels.findEvenDeleted(change, [id]);
      if (existing) {
        requireSameCreate(existing, createDigest);
        return toLabelResponse(existing);
      }
      requireFirstCreate(change);
      if ((await this.labels.count(change)) >= MOST_LABELS)
        throw new LimitReachedError(`There can be ${MOST_LABELS} labels at most.`);
      if (await this.isTaken(change, name)) throw new NameTakenError('label');
      const label = await this.labels.insert(change, { id, ...fields, createDigest });
      change.record({ entity: 'label', entityId: id, title: name, field: 'created', before: null, after: true });
      return toLabelResponse(label);
    });
  }

  /**
   * Merged field by field with what others changed.
   * @throws {LabelNotFoundError}
   * @throws {ConflictError} when somebody else changed the same field since the version that was seen
   * @throws {NameTakenError}
   */
  async update(user: AuthenticatedUser, changeId: ChangeName, id: string, dto: UpdateLabelDto): Promise<LabelResponse> {
    const { version, ...wanted } = dto;
    requireSomething(dto);
    return this.changes.run(user, changeId, async (change) => {
      const [label] = await this.labels.findEvenDeleted(change, [id]);
      if (!label || label.deletedAt) throw new LabelNotFoundError();
      if (change.isRepeated) return toLabelResponse(label);
      return toLabelResponse(await this.write(change, label, mergeOrRefuse('label', label, wanted, version)));
    });
  }

  /**
   * Writes fields that are known to differ, and what became of them into the history.
   * @throws {NameTakenError}
   */
  async write(change: Change, label: Label, fields: Partial<Label>): Promise<Label> {
    const names = Object.keys(fields) as (keyof Label)[];
    if (names.length === 0) return label;
    const isRenamed = fields.name !== undefined && !label.deletedAt;
    if (isRenamed && (await this.isTaken(change, fields.name!, label.id))) throw new NameTakenError('label');
    const written = await this.labels.update(change, label.id, fields, names);
    const about = { entity: 'label' as const, entityId: label.id, title: written.name };
    change.record(...names.map((field) => ({ ...about, field, before: label[field], after: written[field] })));
    return written;
  }

  /** A name that no label has which is not in Trash: the given one, or with a number behind it. */
  async freeName(change: Change, name: string): Promise<string> {
    return freeName(name, labelFields.name.most, (free) => this.isTaken(change, free));
  }

  /** @param except a label that may have it */
  private async isTaken(change: Change, name: string, except?: string): Promise<boolean> {
    return (await this.labels.withName(change, name)).some((id) => id !== except);
  }
}
