import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DeletedTodosRepository } from './deleted-todos.repository.js';
import { DeletedTodosSweeper } from './deleted-todos.sweeper.js';
import { TodoController } from './todo.controller.js';
import { Todo } from './todo.entity.js';
import { TodoRepository } from './todo.repository.js';
import { TodoService } from './todo.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Todo])],
  controllers: [TodoController],
  providers: [TodoService, TodoRepository, DeletedTodosRepository, DeletedTodosSweeper],
})
export class TodosModule {}
