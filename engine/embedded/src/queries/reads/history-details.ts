import { InvalidRequestError } from '@anliu/engine-protocol';
import type { HistoryService } from '@anliu/engine-protocol';
import { HISTORIC_PROCESS_INSTANCE } from '@anliu/engine-kernel';
import type { HistoricDetail } from '@anliu/engine-kernel';
import { found } from '../context.js';
import type { ReadContext } from '../context.js';
import { toHistoricDetailDto } from '../mappers/history-detail.js';
import type { DetailInstance } from '../mappers/history-detail.js';
import type { ValueOptions } from '../mappers/variable.js';
import { HISTORIC_DETAILS } from '../select/history-detail.js';
import { countRows, readableRow, rowById, selectRows } from '../sql/select.js';
import { dataOf } from './variables.js';

export type HistoryDetailReads = Pick<HistoryService, 'listDetails' | 'countDetails' | 'getDetail' | 'getDetailData'>;

/** Every change of variables and every submitted form field. */
export function historyDetailReads({ db }: ReadContext): HistoryDetailReads {
  const shown = (rows: readonly HistoricDetail[], options: ValueOptions) => {
    const instances = new Map<string, DetailInstance | undefined>();
    const instanceOf = (id: string | null): DetailInstance | undefined => {
      if (id === null) return undefined;
      if (!instances.has(id)) instances.set(id, rowById(db, HISTORIC_PROCESS_INSTANCE, id));
      return instances.get(id);
    };
    return rows.map((row) => toHistoricDetailDto(row, instanceOf(row.processInstanceId), options));
  };
  const detail = (id: string) => found(readableRow(db, HISTORIC_DETAILS, id), 'Historic detail', id);
  return {
    listDetails: async (query = {}, { deserializeValues = true } = {}) =>
      shown(selectRows(db, HISTORIC_DETAILS, query), { deserializeValues }),
    countDetails: async (query = {}) => countRows(db, HISTORIC_DETAILS, query),
    getDetail: async (id, { deserializeValues = true } = {}) =>
      shown([detail(id)], { deserializeValues })[0] as Awaited<ReturnType<HistoryService['getDetail']>>,
    getDetailData: async (id) => {
      const row = detail(id);
      if (row.variableInstanceId === null)
        throw new InvalidRequestError(`Historic detail with Id '${id}' is not a variable update.`);
      return dataOf({ ...row, type: row.variableType ?? 'null' });
    },
  };
}
