import { texts } from '../http/schemas.js';
import { namedRequest } from '../schema/index.js';
import { querySchema } from './fields.js';
import { historicProcessInstanceFields } from './history.js';
import { processInstanceFields } from './runtime.js';
import { externalTaskFields, jobFields } from './work.js';

// Queries within the bodies of operations that work on what they find.
const processInstanceQuery = namedRequest('ProcessInstanceQueryDto', querySchema(processInstanceFields));
export const historicProcessInstanceQuery = namedRequest(
  'HistoricProcessInstanceQueryDto',
  querySchema(historicProcessInstanceFields),
);
export const jobQuery = namedRequest('JobQueryDto', querySchema(jobFields));
export const externalTaskQuery = namedRequest('ExternalTaskQueryDto', querySchema(externalTaskFields));

/** Instances by id, by a query for running ones and by a query on history. */
export const selectionFields = {
  processInstanceIds: texts.nullish(),
  processInstanceQuery: processInstanceQuery.nullish(),
  historicProcessInstanceQuery: historicProcessInstanceQuery.nullish(),
};
