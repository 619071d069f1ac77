import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { IdPipe } from '../common/uuid.js';
import type { ChangeName } from '../history/change.js';
import { ChangeId } from '../history/change-id.decorator.js';
import { ClearCompletedQuery, BulkUpdateDto } from './dto/bulk.dto.js';
import { BulkCreateDto } from './dto/bulk-create.dto.js';
import { CreateTodoDto, PlaceDto, UpdateTodoDto } from './dto/todo.dto.js';
import { ListTodosQuery, SearchTodosQuery } from './dto/todo-queries.js';
import { TodoBulkCreateService } from './commands/todo-bulk-create.service.js';
import { TodoBulkService } from './commands/todo-bulk.service.js';
import { TodoService } from './commands/todo.service.js';
import { TodoListService } from './queries/todo-list.service.js';
import { TodoSearchService } from './queries/todo-search.service.js';
import { TodoNotFoundError } from './todo.errors.js';

const todoId = new IdPipe(TodoNotFoundError);

/** @see contracts/latch.yaml */
@Controller('api/users/:userId/todos')
export class TodoController {
  constructor(
    private readonly lists: TodoListService,
    private readonly found: TodoSearchService,
    private readonly todos: TodoService,
    private readonly bulk: TodoBulkService,
    private readonly bulkCreate: TodoBulkCreateService,
  ) {}

  @Get()
  list(@CurrentUser() user: AuthenticatedUser, @Query() query: ListTodosQuery) {
    return this.lists.all(user, query);
  }

  @Post()
  create(@CurrentUser() user: AuthenticatedUser, @ChangeId() changeId: ChangeName, @Body() todo: CreateTodoDto) {
    return this.todos.create(user, changeId, todo);
  }

  @Delete()
  clearCompleted(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Query() _query: ClearCompletedQuery,
  ) {
    return this.bulk.clearCompleted(user, changeId);
  }

  @Get('search')
  search(@CurrentUser() user: AuthenticatedUser, @Query() query: SearchTodosQuery) {
    return this.found.search(user, query);
  }

  @Post('bulk')
  @HttpCode(200)
  updateMany(@CurrentUser() user: AuthenticatedUser, @ChangeId() changeId: ChangeName, @Body() wanted: BulkUpdateDto) {
    return this.bulk.update(user, changeId, wanted);
  }

  @Post('bulk-create')
  createMany(@CurrentUser() user: AuthenticatedUser, @ChangeId() changeId: ChangeName, @Body() wanted: BulkCreateDto) {
    return this.bulkCreate.create(user, changeId, wanted);
  }

  @Get(':todoId')
  get(@CurrentUser() user: AuthenticatedUser, @Param('todoId', todoId) id: string) {
    return this.lists.family(user, id);
  }

  @Patch(':todoId')
  update(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('todoId', todoId) id: string,
    @Body() fields: UpdateTodoDto,
  ) {
    return this.todos.update(user, changeId, id, fields);
  }

  @Delete(':todoId')
  @HttpCode(204)
  delete(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('todoId', todoId) id: string,
  ) {
    return this.todos.delete(user, changeId, id);
  }

  @Post(':todoId/move')
  @HttpCode(200)
  move(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('todoId', todoId) id: string,
    @Body() place: PlaceDto,
  ) {
    return this.todos.move(user, changeId, id, place);
  }
}
