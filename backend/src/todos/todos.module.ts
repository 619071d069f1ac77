import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { ListedTodosController } from './listed-todos.controller.js';
import { ProjectTodosRepository } from './queries/project-todos.repository.js';
import { ProjectTodosService } from './queries/project-todos.service.js';
import { TodoAccountRepository } from './todo-account.repository.js';
import { TodoBulkService } from './commands/todo-bulk.service.js';
import { TodoCompletion } from './commands/todo-completion.service.js';
import { TodoController } from './todo.controller.js';
import { TodoEditService } from './commands/todo-edit.service.js';
import { TodoLabels } from './todo-labels.service.js';
import { TodoListRepository } from './queries/todo-list.repository.js';
import { TodoListService } from './queries/todo-list.service.js';
import { TodoOrder } from './placement/todo-order.service.js';
import { TodoOrderRepository } from './placement/todo-order.repository.js';
import { TodoPlacing } from './placement/todo-placing.service.js';
import { TodoReplacing } from './undo/todo-replacing.service.js';
import { TodoRepository } from './todo.repository.js';
import { TodoService } from './todo.service.js';
import { TodoTargets } from './placement/todo-target.service.js';
import { TodoTrashRepository } from './commands/todo-trash.repository.js';
import { TodoTreeRepository } from './todo-tree.repository.js';
import { TodoUndo } from './undo/todo-undo.js';
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
