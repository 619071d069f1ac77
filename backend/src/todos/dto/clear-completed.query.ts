import { IsIn } from 'class-validator';

/** Required, so that no slip of a client clears more. */
export class ClearCompletedQuery {
  @IsIn(['completed'], { message: 'Only completed todos can be cleared: status=completed.' })
  status: 'completed';
}
