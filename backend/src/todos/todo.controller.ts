import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { ClearCompletedQuery } from './dto/clear-completed.query.js';
import { CreateTodoDto } from './dto/create-todo.dto.js';
import { ListTodosQuery } from './dto/list-todos.query.js';
import { RestoreClearedDto } from './dto/restore-cleared.dto.js';
import { UpdateTodoDto } from './dto/update-todo.dto.js';
import { IfMatch } from './if-match.decorator.js';
import { TodoIdPipe } from './todo-id.pipe.js';
import { TodoService } from './todo.service.js';
import { VersionEtagInterceptor } from './version-etag.interceptor.js';

/** @see contracts/latch.yaml */
@Controller('api/users/:userId/todos')
export class TodoController {
  constructor(private readonly todos: TodoService) {}

  @Get()
  list(@CurrentUser() user: AuthenticatedUser, @Query() query: ListTodosQuery) {
    return this.todos.list(user, query);
  }

  @Post()
  @UseInterceptors(VersionEtagInterceptor)
  create(@CurrentUser() user: AuthenticatedUser, @Body() todo: CreateTodoDto) {
    return this.todos.create(user, todo);
  }

  @Delete()
  clearCompleted(@CurrentUser() user: AuthenticatedUser, @Query() _query: ClearCompletedQuery) {
    return this.todos.clearCompleted(user);
  }

  @Get('counts')
  count(@CurrentUser() user: AuthenticatedUser) {
    return this.todos.count(user);
  }

  @Post('restore')
  @HttpCode(200)
  restoreCleared(@CurrentUser() user: AuthenticatedUser, @Body() batch: RestoreClearedDto) {
    return this.todos.restoreCleared(user, batch);
  }

  @Get(':todoId')
  @UseInterceptors(VersionEtagInterceptor)
  get(@CurrentUser() user: AuthenticatedUser, @Param('todoId', TodoIdPipe) id: string) {
    return this.todos.get(user, id);
  }

  @Patch(':todoId')
  @UseInterceptors(VersionEtagInterceptor)
  update(
    @CurrentUser() user: AuthenticatedUser,
    @Param('todoId', TodoIdPipe) id: string,
    @Body() change: UpdateTodoDto,
    @IfMatch() version?: number,
  ) {
    return this.todos.update(user, id, change, version);
  }

  @Delete(':todoId')
  @HttpCode(204)
  delete(@CurrentUser() user: AuthenticatedUser, @Param('todoId', TodoIdPipe) id: string) {
    return this.todos.delete(user, id);
  }

  @Post(':todoId/restore')
  @HttpCode(200)
  @UseInterceptors(VersionEtagInterceptor)
  restore(@CurrentUser() user: AuthenticatedUser, @Param('todoId', TodoIdPipe) id: string) {
    return this.todos.restore(user, id);
  }
}
