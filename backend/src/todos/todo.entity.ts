import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `todos`. It never leaves the service; `toTodoResponse` says what does. */
@Entity('todos')
export class Todo {
  @PrimaryColumn('text', { name: 'user_id' })
  userId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  title: string;

  @Column('text')
  notes: string;

  @Column({ type: 'timestamptz', name: 'completed_at', precision: 3, nullable: true })
  completedAt: Date | null;

  /** Set while it waits in the bin; such a row is absent from every answer until it is restored. */
  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true })
  deletedAt: Date | null;

  @Column('integer')
  version: number;

  /** Milliseconds, as a JavaScript Date has them: with more, a cursor made of one would skip rows. */
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt: Date;

  /** Of what it was created with, so that the same create can be told from another under the same id. */
  @Column('bytea', { name: 'create_digest', select: false })
  createDigest: Buffer;
}
