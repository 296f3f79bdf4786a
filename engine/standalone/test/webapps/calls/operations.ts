import type { WebappCall } from './call.js';
import { COUNT } from './shapes.js';

/** The user operation log of an instance and of a task. */
export const OPERATIONS: readonly WebappCall[] = [
  { by: 'neo', call: 'GET /history/user-operation?processInstanceId={running}&sortBy=timestamp&sortOrder=desc' },
  { by: 'classic', call: 'GET /history/user-operation?taskId={task}&maxResults=50&firstResult=0' },
  { by: 'classic', call: 'GET /history/user-operation/count?taskId={task}', reads: COUNT },
];
