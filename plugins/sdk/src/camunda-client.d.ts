declare module 'camunda-external-task-client-js' {
  export interface Task {
    id?: string;
    retries?: number;
    businessKey?: string;
    processInstanceId?: string;
    variables: { get(name: string): unknown; getAll(): Record<string, unknown> };
  }
  export interface TaskService {
    complete(task: Task): Promise<void>;
    handleFailure(
      task: Task,
      options: { errorMessage: string; errorDetails?: string; retries: number; retryTimeout: number },
    ): Promise<void>;
  }
  export interface HandlerArgs {
    task: Task;
    taskService: TaskService;
  }
  export class Client {
    constructor(options: Record<string, unknown>);
    subscribe(topic: string, handler: (args: HandlerArgs) => void): unknown;
    stop(): void;
  }
}
