import { decodeXmlAnyway } from '@anliu/engine-xml';
import { NotFoundError } from '@anliu/engine-protocol';
import type {
  CleanableDecisionReportDto,
  CleanableDecisionReportQuery,
  DecisionService,
  HistoricDecisionInstanceQuery,
} from '@anliu/engine-protocol';
import { DECISION_DEFINITION, DECISION_REQUIREMENTS_DEFINITION } from '@anliu/engine-kernel';
import type { ReadContext } from '../context.js';
import {
  toDecisionDefinitionDto,
  toDecisionRequirementsDefinitionDto,
  toHistoricDecisionInstanceDto,
} from '../mappers/decision.js';
import {
  DECISION_DEFINITIONS,
  DECISION_REQUIREMENTS_DEFINITIONS,
  HISTORIC_DECISION_INSTANCES,
} from '../select/decision.js';
import type { SqlParam } from '../sql/clause.js';
import { all, countRows, first, readableRow, rowById, selectRows } from '../sql/select.js';

export type DecisionReads = Omit<
  DecisionService,
  'evaluateDecision' | 'setDecisionDefinitionHistoryTimeToLive' | 'deleteHistoricDecisionInstances'
>;

const DAY = 86_400_000;

export function decisionReads(context: ReadContext): DecisionReads {
  const { db } = context;
  const definition = (id: string) => {
    const row = rowById(db, DECISION_DEFINITION, id);
    if (!row) throw new NotFoundError(`No matching decision definition with id '${id}'`);
    return row;
  };
  const requirements = (id: string) => {
    const row = rowById(db, DECISION_REQUIREMENTS_DEFINITION, id);
    if (!row) throw new NotFoundError(`No matching decision requirements definition with id '${id}'`);
    return row;
  };
  const xml = ({ deploymentId, resourceName }: { deploymentId: string; resourceName: string }): string => {
    const row = first(db, 'SELECT bytes FROM resource WHERE deployment_id = ? AND name = ?', [
      deploymentId,
      resourceName,
    ]);
    return decodeXmlAnyway((row?.['bytes'] as Uint8Array | undefined) ?? new Uint8Array());
  };
  const byKey = (tenantId: string | null | undefined) => ({
    latestVersion: true,
    ...(tenantId === null || tenantId === undefined ? { withoutTenantId: true } : { tenantIdIn: [tenantId] }),
  });
  const unknownKey = (what: string, key: string, tenantId: string | null | undefined) =>
    new NotFoundError(
      `No matching ${what} definition with key: ${key} and ${
        tenantId === null || tenantId === undefined ? 'no tenant-id' : `tenant-id: ${tenantId}`
      }`,
    );
  return {
    listDecisionDefinitions: async (query = {}) =>
      selectRows(db, DECISION_DEFINITIONS, query).map(toDecisionDefinitionDto),
    countDecisionDefinitions: async (query = {}) => countRows(db, DECISION_DEFINITIONS, query),
    getDecisionDefinition: async (id) => toDecisionDefinitionDto(definition(id)),
    getDecisionDefinitionByKey: async (key, tenantId) => {
      const [row] = selectRows(db, DECISION_DEFINITIONS, { key, ...byKey(tenantId) });
      if (!row) throw unknownKey('decision', key, tenantId);
      return toDecisionDefinitionDto(row);
    },
    getDecisionDefinitionXml: async (id) => xml(definition(id)),
    listDecisionRequirementsDefinitions: async (query = {}) =>
      selectRows(db, DECISION_REQUIREMENTS_DEFINITIONS, query).map(toDecisionRequirementsDefinitionDto),
    countDecisionRequirementsDefinitions: async (query = {}) => countRows(db, DECISION_REQUIREMENTS_DEFINITIONS, query),
    getDecisionRequirementsDefinition: async (id) => toDecisionRequirementsDefinitionDto(requirements(id)),
    getDecisionRequirementsDefinitionByKey: async (key, tenantId) => {
      const [row] = selectRows(db, DECISION_REQUIREMENTS_DEFINITIONS, { key, ...byKey(tenantId) });
      if (!row) throw unknownKey('decision requirements', key, tenantId);
      return toDecisionRequirementsDefinitionDto(row);
    },
    getDecisionRequirementsDefinitionXml: async (id) => xml(requirements(id)),
    listHistoricDecisionInstances: async (query = {}) =>
      selectRows(db, HISTORIC_DECISION_INSTANCES, query).map((row) => toHistoricDecisionInstanceDto(row, query)),
    countHistoricDecisionInstances: async (query = {}) => countRows(db, HISTORIC_DECISION_INSTANCES, query),
    getHistoricDecisionInstance: async (id, options = {}) => {
      const row = readableRow(db, HISTORIC_DECISION_INSTANCES, id);
      if (!row) throw new NotFoundError(`Historic decision instance with id '${id}' does not exist`);
      return toHistoricDecisionInstanceDto(row, options);
    },
    getDecisionEvaluationStatistics: async (id, decisionInstanceId) => {
      requirements(id);
      const only = decisionInstanceId === undefined ? '' : 'AND (h.id = ? OR h.root_decision_instance_id = ?)';
      return all(
        db,
        `SELECT h.decision_definition_key AS key, count(*) AS n FROM hi_decision_instance h
         WHERE h.decision_requirements_definition_id = ? ${only}
         GROUP BY h.decision_definition_key ORDER BY h.decision_definition_key`,
        decisionInstanceId === undefined ? [id] : [id, decisionInstanceId, decisionInstanceId],
      ).map((row) => ({ decisionDefinitionKey: String(row['key']), evaluations: Number(row['n']) }));
    },
    listCleanableDecisionReports: async (query = {}) => {
      const from = query.firstResult ?? 0;
      const found = cleanable(context, query);
      return found.slice(from, query.maxResults === undefined ? undefined : from + query.maxResults);
    },
    countCleanableDecisionReports: async (query = {}) => cleanable(context, query).length,
  };
}

/** Ids of the instances a query finds, for the commands that work on them. */
export const historicDecisionIds = ({ db }: ReadContext, query: HistoricDecisionInstanceQuery): string[] =>
  selectRows(db, HISTORIC_DECISION_INSTANCES, query).map(({ id }) => id);

function cleanable({ db, now }: ReadContext, query: CleanableDecisionReportQuery): CleanableDecisionReportDto[] {
  const conditions = ['1'];
  const parameters: SqlParam[] = [now(), DAY];
  const isIn = (column: string, values: readonly string[] | undefined): void => {
    if (!values) return;
    conditions.push(`${column} IN (SELECT value FROM json_each(?))`);
    parameters.push(JSON.stringify(values));
  };
  isIn('d.id', query.decisionDefinitionIdIn);
  isIn('d.key', query.decisionDefinitionKeyIn);
  isIn('d.tenant_id', query.tenantIdIn);
  if (query.withoutTenantId) conditions.push('d.tenant_id IS NULL');
  const descending = query.sorting?.[0]?.sortOrder === 'desc';
  const rows = all(
    db,
    `SELECT d.*, count(h.id) AS finished,
       sum(h.id IS NOT NULL AND d.history_time_to_live IS NOT NULL
         AND h.evaluation_time <= ? - d.history_time_to_live * ?) AS cleanable
     FROM decision_definition d LEFT JOIN hi_decision_instance h ON h.decision_definition_id = d.id
     WHERE ${conditions.join(' AND ')} GROUP BY d.id
     ${query.compact ? 'HAVING cleanable > 0' : ''}
     ORDER BY ${query.sorting?.length ? `finished ${descending ? 'DESC' : 'ASC'}, ` : ''}d.id`,
    parameters,
  );
  return rows.map((row) => ({
    decisionDefinitionId: String(row['id']),
    decisionDefinitionKey: String(row['key']),
    decisionDefinitionName: row['name'] as string | null,
    decisionDefinitionVersion: Number(row['version']),
    historyTimeToLive: row['history_time_to_live'] as number | null,
    finishedDecisionInstanceCount: Number(row['finished']),
    cleanableDecisionInstanceCount: Number(row['cleanable']),
    tenantId: row['tenant_id'] as string | null,
  }));
}
