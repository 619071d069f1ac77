import type { components } from '@latch/contracts/latch';
import type supertest from 'supertest';
import type { TodoUser } from './todo-user.js';

type Schemas = components['schemas'];
export type Outline = Schemas['Outline'];
export type Project = Schemas['Project'];
export type Section = Schemas['Section'];
export type Label = Schemas['Label'];
export type SavedFilter = Schemas['SavedFilter'];
export type Todo = Schemas['Todo'];

/** What somebody does with what their todos are in, each as one request that must succeed. */
export class Things {
  readonly root: string;

  constructor(readonly user: TodoUser) {
    this.root = `/api/users/${user.id}`;
  }

  async project(fields: Partial<Schemas['CreateProject']> = {}): Promise<Project> {
    return (await this.user.post(`${this.root}/projects`, { name: 'Home', ...fields }).expect(201)).body;
  }

  async section(projectId: string, fields: Partial<Schemas['CreateSection']> = {}): Promise<Section> {
    const body = { projectId, name: 'This week', ...fields };
    return (await this.user.post(`${this.root}/sections`, body).expect(201)).body;
  }

  async label(fields: Partial<Schemas['CreateLabel']> = {}): Promise<Label> {
    return (await this.user.post(`${this.root}/labels`, { name: 'waiting', ...fields }).expect(201)).body;
  }

  async filter(fields: Partial<Schemas['CreateSavedFilter']> = {}): Promise<SavedFilter> {
    const body = { name: 'Calls', query: '(today | overdue) & @phone', ...fields };
    return (await this.user.post(`${this.root}/filters`, body).expect(201)).body;
  }

  async todo(fields: Partial<Schemas['CreateTodo']> = {}): Promise<Todo> {
    return (await this.user.post(`${this.root}/todos`, { title: 'Water the ferns', ...fields }).expect(201)).body;
  }

  async outline(): Promise<Outline> {
    return (await this.user.get(`${this.root}/outline`).expect(200)).body as Outline;
  }

  async inbox(): Promise<string> {
    return (await this.outline()).projects[0]!.id;
  }

  /** Names of the projects in their order, indented by depth; the Inbox aside. */
  async tree(): Promise<string[]> {
    const { projects } = await this.outline();
    const depth = (id: string | null): number =>
      id === null ? 0 : 1 + depth(projects.find((project) => project.id === id)!.parentId);
    return projects.filter(({ inbox }) => !inbox).map(({ name, parentId }) => '  '.repeat(depth(parentId)) + name);
  }

  async sectionNames(): Promise<string[]> {
    return (await this.outline()).sections.map(({ name }) => name);
  }

  async filterNames(): Promise<string[]> {
    return (await this.outline()).filters.map(({ name }) => name);
  }

  /** The open todos of a project, in their order. */
  async todosOf(projectId: string): Promise<Todo[]> {
    return (await this.user.get(`${this.root}/projects/${projectId}/todos?limit=200`).expect(200)).body.items as Todo[];
  }

  async titlesOf(projectId: string): Promise<string[]> {
    return (await this.todosOf(projectId)).map(({ title }) => title);
  }

  /** Sends a request and gives the id of the change it made. */
  async changeId(request: supertest.Test, status = 200): Promise<string> {
    return (await request.expect(status)).get('change-id')!;
  }

  undo = (changeId: string) => this.user.post(`${this.root}/changes/${changeId}/undo`);
  redo = (changeId: string) => this.user.post(`${this.root}/changes/${changeId}/redo`);
}
