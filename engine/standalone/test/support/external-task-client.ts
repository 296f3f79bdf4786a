/** The parts of `camunda-external-task-client-js` the tests use; the package itself brings no types. */
interface WorkerVariables {
  get(name: string): unknown;
  getTyped(name: string): { readonly type: string; readonly value: unknown };
  set(name: string, value: unknown): WorkerVariables;
  setTyped(name: string, typed: object): WorkerVariables;
}

interface WorkerTask {
  readonly id: string;
  readonly topicName: string;
  readonly processInstanceId: string;
  readonly businessKey: string;
  readonly retries: number | null;
  readonly lockExpirationTime: string;
  readonly extensionProperties: Readonly<Record<string, string>>;
  readonly variables: WorkerVariables;
}

interface WorkerTaskService {
  complete(task: WorkerTask, variables?: WorkerVariables, local?: WorkerVariables): Promise<void>;
  handleFailure(task: WorkerTask, options: object): Promise<void>;
  handleBpmnError(task: WorkerTask, code: string, message?: string, variables?: WorkerVariables): Promise<void>;
  extendLock(task: WorkerTask, milliseconds: number): Promise<void>;
  lock(task: WorkerTask, milliseconds: number): Promise<void>;
  unlock(task: WorkerTask): Promise<void>;
}

export interface Work {
  readonly task: WorkerTask;
  readonly taskService: WorkerTaskService;
}

export interface Worker {
  subscribe(topic: string, options: object, handler: (work: Work) => Promise<void> | void): void;
  subscribe(topic: string, handler: (work: Work) => Promise<void> | void): void;
  on(event: string, listener: (detail: unknown) => void): void;
  start(): void;
  stop(): void;
}

interface ClientModule {
  readonly Client: new (options: object) => Worker;
  readonly Variables: new () => WorkerVariables;
  readonly File: new (options: object) => { load(): Promise<{ content: Buffer }>; content: Buffer };
}

const packageName: string = 'camunda-external-task-client-js';

/** The unmodified npm client. */
export const { Client, Variables, File } = (await import(packageName)) as ClientModule;
