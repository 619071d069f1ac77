import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { TodoBulkCreateService } from './commands/todo-bulk-create.service.js';
import { TodoBulkService } from './commands/todo-bulk.service.js';
import { TodoCompletionService } from './commands/todo-completion.service.js';
import { TodoRecurrenceRepository } from './commands/todo-recurrence.repository.js';
import { TodoRecurrenceService } from './commands/todo-recurrence.service.js';
import { TodoService } from './commands/todo.service.js';
import { TodoTrashRepository } from './commands/todo-trash.repository.js';
import { TodoTrashService } from './commands/todo-trash.service.js';
import { ListedTodosController } from './listed-todos.controller.js';
import { TodoOrderRepository } from './placement/todo-order.repository.js';
import { TodoOrderService } from './placement/todo-order.service.js';
import { TodoPlacementService } from './placement/todo-placement.service.js';
import { TodoPlaceRepository } from './placement/todo-place.repository.js';
import { ProjectTodosRepository } from './queries/project-todos.repository.js';
import { ProjectTodosService } from './queries/project-todos.service.js';
import { TodoListRepository } from './queries/todo-list.repository.js';
import { TodoListService } from './queries/todo-list.service.js';
import { SearchLimits, TodoSearchRepository } from './queries/todo-search.repository.js';
import { TodoSearchService } from './queries/todo-search.service.js';
import { TodoTreeRepository } from './todo-tree.repository.js';
import { TodoWriter } from './todo-writer.js';
import { TodoController } from './todo.controller.js';
import { TodoRepository } from './todo.repository.js';
import { TodoPositionRestorer } from './undo/todo-position-restorer.js';
import { TodoUndo } from './undo/todo-undo.js';

const rows = [TodoRepository, TodoTreeRepository, TodoWriter];
const queries = [TodoListService, TodoListRepository, ProjectTodosService, ProjectTodosRepository];
const search = [TodoSearchService, TodoSearchRepository, SearchLimits];
const placement = [TodoPlacementService, TodoPlaceRepository, TodoOrderService, TodoOrderRepository];
const bulk = [TodoBulkService, TodoBulkCreateService];
const commands = [TodoService, TodoCompletionService, TodoTrashService, TodoTrashRepository];
const recurrence = [TodoRecurrenceService, TodoRecurrenceRepository];
const undo = [TodoUndo, TodoPositionRestorer];

@Module({
  imports: [HistoryModule, ProjectsModule, LabelsModule, SettingsModule],
  controllers: [TodoController, ListedTodosController],
  providers: [...rows, ...queries, ...search, ...placement, ...commands, ...bulk, ...recurrence, ...undo],
  exports: [TodoListService, TodoTrashService],
})
export class TodosModule {}
