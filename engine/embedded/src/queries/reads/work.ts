import { NotFoundError } from '@anliu/engine-protocol';
import type { ExternalTaskService, JobService } from '@anliu/engine-protocol';
import type { ReadContext } from '../context.js';
import { toExternalTaskDto, toJobDefinitionDto, toJobDto } from '../mappers/runtime.js';
import { JOB_DEFINITIONS, externalTasksAt, jobsAt } from '../select/work.js';
import { countRows, readableRow, selectRows } from '../sql/select.js';

export type ExternalTaskReads = Pick<
  ExternalTaskService,
  'list' | 'count' | 'get' | 'getErrorDetails' | 'getTopicNames'
>;

export function externalTaskReads({ db, now }: ReadContext): ExternalTaskReads {
  const task = (id: string) => {
    const row = readableRow(db, externalTasksAt(now()), id);
    if (row) return row;
    throw new NotFoundError(`External task with id ${id} does not exist`, { type: 'RestException' });
  };
  return {
    list: async (query = {}) => selectRows(db, externalTasksAt(now()), query).map(toExternalTaskDto),
    count: async (query = {}) => countRows(db, externalTasksAt(now()), query),
    get: async (id) => toExternalTaskDto(task(id)),
    getErrorDetails: async (id) => task(id).errorDetails,
    getTopicNames: async (query = {}) =>
      [...new Set(selectRows(db, externalTasksAt(now()), query).map((row) => row.topicName))].sort(),
  };
}

export type JobReads = Pick<
  JobService,
  'list' | 'count' | 'get' | 'getStacktrace' | 'listDefinitions' | 'countDefinitions' | 'getDefinition'
>;

export function jobReads({ db, now }: ReadContext): JobReads {
  const job = (id: string) => {
    const row = readableRow(db, jobsAt(now()), id);
    if (row) return row;
    throw new NotFoundError(`Job with id ${id} does not exist`);
  };
  return {
    list: async (query = {}) => selectRows(db, jobsAt(now()), query).map(toJobDto),
    count: async (query = {}) => countRows(db, jobsAt(now()), query),
    get: async (id) => toJobDto(job(id)),
    getStacktrace: async (id) => job(id).exceptionStacktrace,
    listDefinitions: async (query = {}) => selectRows(db, JOB_DEFINITIONS, query).map(toJobDefinitionDto),
    countDefinitions: async (query = {}) => countRows(db, JOB_DEFINITIONS, query),
    getDefinition: async (id) => {
      const row = readableRow(db, JOB_DEFINITIONS, id);
      if (!row) throw new NotFoundError(`Job Definition with id ${id} does not exist`);
      return toJobDefinitionDto(row);
    },
  };
}
