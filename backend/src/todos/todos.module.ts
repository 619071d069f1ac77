import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { ListedTodosController } from './listed-todos.controller.js';
import { ProjectTodosRepository } from './project-todos.repository.js';
import { ProjectTodosService } from './project-todos.service.js';
import { TodoAccountRepository } from './todo-account.repository.js';
import { TodoBulkService } from './todo-bulk.service.js';
import { TodoCompletion } from './todo-completion.service.js';
import { TodoController } from './todo.controller.js';
import { TodoEditService } from './todo-edit.service.js';
import { TodoLabels } from './todo-labels.service.js';
import { TodoListRepository } from './todo-list.repository.js';
import { TodoListService } from './todo-list.service.js';
import { TodoOrder } from './todo-order.service.js';
import { TodoOrderRepository } from './todo-order.repository.js';
import { TodoPlacing } from './todo-placing.service.js';
import { TodoReplacing } from './todo-replacing.service.js';
import { TodoRepository } from './todo.repository.js';
import { TodoService } from './todo.service.js';
import { TodoTargets } from './todo-target.service.js';
import { TodoTrashRepository } from './todo-trash.repository.js';
import { TodoTreeRepository } from './todo-tree.repository.js';
import { TodoUndo } from './todo-undo.js';
import { TodoWriter } from './todo-writer.js';

const repositories = [
  ProjectTodosRepository,
  TodoAccountRepository,
  TodoListRepository,
  TodoOrderRepository,
  TodoRepository,
  TodoTrashRepository,
  TodoTreeRepository,
];
const parts = [TodoCompletion, TodoLabels, TodoOrder, TodoPlacing, TodoReplacing, TodoTargets, TodoUndo, TodoWriter];

@Module({
  imports: [HistoryModule, ProjectsModule, LabelsModule],
  controllers: [TodoController, ListedTodosController],
  providers: [
    TodoService,
    TodoListService,
    ProjectTodosService,
    TodoEditService,
    TodoBulkService,
    ...parts,
    ...repositories,
  ],
  exports: [TodoService],
})
export class TodosModule {}
