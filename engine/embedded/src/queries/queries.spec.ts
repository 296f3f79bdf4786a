import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TABLES, ddlOf, sqlName, toSql } from '@anliu/engine-kernel';
import type { Entity, EntityKind } from '@anliu/engine-kernel';
import { createReads } from './index.js';
import { MAX_LIKE_PATTERN_LENGTH } from '../limits.js';
import type { EngineReads } from './index.js';

const NOW = Date.UTC(2026, 10, 23, 8);
let folder: string;
let db: Database.Database;
let reads: EngineReads;

/** Writes a row; columns that are not given are null, 0 or empty as their type allows. */
function put<K extends EntityKind>(kind: K, given: Partial<Entity<K>> & { id: string }): void {
  const { name, columns } = TABLES[kind];
  const values = given as Record<string, unknown>;
  const cells = Object.entries(columns).map(([column, { type, nullable }]) => {
    const value = values[column];
    if (value !== undefined) return toSql(type, value);
    return nullable ? null : type === 'text' ? '' : 0;
  });
  const names = Object.keys(columns).map(sqlName);
  db.prepare(`INSERT INTO ${name} (${names.join()}) VALUES (${names.map(() => '?').join()})`).run(...cells);
}

const instance = (id: string, given: Partial<Entity<'execution'>> = {}) =>
  put('execution', {
    id,
    kind: 'instance',
    isVisible: true,
    isScope: true,
    processInstanceId: id,
    rootProcessInstanceId: id,
    activityInstanceId: id,
    processDefinitionId: 'hazard:1:d',
    processDefinitionKey: 'hazard',
    ...given,
  });

const task = (id: string, given: Partial<Entity<'task'>> = {}) =>
  put('task', { id, executionId: 'i1', processInstanceId: 'i1', created: NOW, priority: 50, name: id, ...given });

const variable = (id: string, given: Partial<Entity<'variable'>>) =>
  put('variable', { id, executionId: 'i1', ownerId: 'i1', processInstanceId: 'i1', ...given });

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-queries-'));
  db = new Database(path.join(folder, 'engine.db'));
  db.exec(`BEGIN; ${Object.values(TABLES).flatMap(ddlOf).join(';')}; COMMIT`);
  reads = createReads({ db, now: () => NOW, graph: () => undefined });
});
afterEach(() => {
  db.close();
  fs.rmSync(folder, { recursive: true });
});

const idsOf = async (list: Promise<readonly { readonly id: string }[]>) => (await list).map(({ id }) => id);

describe('a like pattern', () => {
  /** A name of `length` characters, and the pattern of that length which finds it. */
  const named = (length: number) => '名'.repeat(length - 1);
  const pattern = (length: number) => `${named(length)}%`;

  it.each([MAX_LIKE_PATTERN_LENGTH - 1, MAX_LIKE_PATTERN_LENGTH])(
    'of %i characters finds what it describes',
    async (n) => {
      task('other');
      task('wanted', { name: named(n) });
      expect(await idsOf(reads.tasks.list({ nameLike: pattern(n) }))).toEqual(['wanted']);
    },
  );

  it('above the limit is refused with a sentence that says so, on columns and on variables', async () => {
    const tooLong = pattern(MAX_LIKE_PATTERN_LENGTH + 1);
    const refusal = { code: 'engine.limit', limit: 'MAX_LIKE_PATTERN_LENGTH', status: 400 };
    const onVariable = [{ name: 'v', operator: 'like', value: tooLong }] as const;
    await expect(reads.tasks.list({ nameLike: tooLong })).rejects.toMatchObject(refusal);
    await expect(reads.tasks.count({ processVariables: onVariable })).rejects.toThrow(/at most 4000 characters.*4001/);
  });
});

describe('task lists', () => {
  beforeEach(() => {
    instance('i1', { businessKey: 'HZ-2026-001' });
    instance('i2', { businessKey: 'HZ-2026-002' });
    task('a', { assignee: 'zhang', due: NOW + 1000 });
    task('b', { processInstanceId: 'i2', executionId: 'i2', priority: 80 });
    task('c', { name: '100%_Überprüfung', due: NOW - 1000 });
    put('identityLink', { id: 'l1', type: 'candidate', groupId: 'station', taskId: 'b' });
    put('identityLink', { id: 'l2', type: 'candidate', groupId: 'station', taskId: 'a' });
  });

  it('filter by business key, assignee and ids', async () => {
    expect(await idsOf(reads.tasks.list({ processInstanceBusinessKey: 'HZ-2026-002' }))).toEqual(['b']);
    expect(await idsOf(reads.tasks.list({ assignee: 'zhang' }))).toEqual(['a']);
    expect(await idsOf(reads.tasks.list({ taskIdIn: ['c', 'a'] }))).toEqual(['a', 'c']);
    expect(await reads.tasks.count({ unassigned: true })).toBe(2);
  });

  it('offer a group only what nobody has taken, unless assigned tasks are wanted too', async () => {
    expect(await idsOf(reads.tasks.list({ candidateGroups: ['station'] }))).toEqual(['b']);
    const all = { candidateGroups: ['station'], includeAssignedTasks: true };
    expect(await idsOf(reads.tasks.list(all))).toEqual(['a', 'b']);
  });

  it('page and sort, ties in order of creation', async () => {
    const byPriority = { sorting: [{ sortBy: 'priority', sortOrder: 'desc' }] } as const;
    expect(await idsOf(reads.tasks.list(byPriority))).toEqual(['b', 'a', 'c']);
    expect(await idsOf(reads.tasks.list({ ...byPriority, firstResult: 1, maxResults: 1 }))).toEqual(['a']);
  });

  it('match patterns with % and _, and take an escaped one literally', async () => {
    expect(await idsOf(reads.tasks.list({ nameLike: '100\\%\\_%' }))).toEqual(['c']);
    expect(await idsOf(reads.tasks.list({ processInstanceBusinessKeyLike: 'HZ-2026-00_' }))).toEqual(['a', 'b', 'c']);
    expect(await idsOf(reads.tasks.list({ processInstanceBusinessKeyLike: 'hz%' }))).toEqual([]);
    expect(await idsOf(reads.tasks.list({ assigneeLike: '*' }))).toEqual([]);
  });

  it('join alternatives with or, everything else with and', async () => {
    const query = { orQueries: [{ assignee: 'zhang', minPriority: 80 }] };
    expect(await idsOf(reads.tasks.list(query))).toEqual(['a', 'b']);
    expect(await idsOf(reads.tasks.list({ ...query, processInstanceId: 'i2' }))).toEqual(['b']);
  });

  it('compare dates as instants, in any zone', async () => {
    expect(await idsOf(reads.tasks.list({ dueBefore: '2026-11-23T16:00:00.000+0800' }))).toEqual(['c']);
    await expect(reads.tasks.list({ dueBefore: 'tomorrow' })).rejects.toThrow(/java.util.Date/);
  });

  it('filter by instance variables of any type', async () => {
    variable('v1', { name: 'level', type: 'string', textValue: '重大' });
    variable('v2', { name: 'count', type: 'long', numberValue: 3 });
    const where = (name: string, operator: 'eq' | 'gt' | 'neq', value: unknown) =>
      idsOf(reads.tasks.list({ processVariables: [{ name, operator, value }] }));
    expect(await where('level', 'eq', '重大')).toEqual(['a', 'c']);
    expect(await where('level', 'neq', '重大')).toEqual([]);
    expect(await where('count', 'gt', 2)).toEqual(['a', 'c']);
    expect(await where('count', 'gt', 3)).toEqual([]);
  });

  it('refuse an unknown order naming it', async () => {
    const query = { sorting: [{ sortBy: 'constructor' as never, sortOrder: 'asc' as const }] };
    await expect(reads.tasks.list(query)).rejects.toThrow("'sortBy' to value 'constructor'");
  });

  it('show assignee and candidates as identity links', async () => {
    expect(await reads.tasks.listIdentityLinks('a')).toEqual([
      { userId: 'zhang', groupId: null, type: 'assignee' },
      { userId: null, groupId: 'station', type: 'candidate' },
    ]);
  });

  it('say 404 for what does not exist', async () => {
    await expect(reads.tasks.get('x')).rejects.toMatchObject({ status: 404, message: 'No matching task with id x' });
  });
});

describe('visible variables', () => {
  beforeEach(() => {
    instance('i1');
    put('execution', { id: 's1', kind: 'scope', parentId: 'i1', processInstanceId: 'i1', isVisible: true });
    task('t1', { executionId: 's1' });
    variable('v1', { name: 'who', type: 'string', textValue: 'instance' });
    variable('v2', { name: 'who', type: 'string', textValue: 'scope', executionId: 's1' });
    variable('v3', { name: 'mine', type: 'integer', numberValue: 1, executionId: 's1', taskId: 't1' });
    variable('v4', { name: 'far', type: 'long', numberValue: 2 ** 53, textValue: '9007199254740993' });
  });

  it('of a scope hide those farther out', async () => {
    const seen = await reads.runtime.getVariables('s1');
    expect(seen['who']?.value).toBe('scope');
    expect(Object.keys(seen).sort()).toEqual(['far', 'who']);
    expect((await reads.runtime.getVariables('i1', { local: true }))['who']?.value).toBe('instance');
  });

  it('of a task include its own', async () => {
    expect(Object.keys(await reads.tasks.getVariables('t1')).sort()).toEqual(['far', 'mine', 'who']);
    expect(Object.keys(await reads.tasks.getVariables('t1', { local: true }))).toEqual(['mine']);
  });

  it('keep the digits of numbers beyond 2^53', async () => {
    expect((await reads.runtime.getVariable('i1', 'far')).value).toBe(9007199254740993n);
  });

  it('say which name is missing', async () => {
    await expect(reads.runtime.getVariable('i1', 'nope')).rejects.toThrow(
      'execution variable with name nope does not exist',
    );
  });

  it('of type File are downloaded, not shown', async () => {
    const bytesValue = new Uint8Array([1, 2, 3]);
    variable('v5', {
      name: 'photo',
      type: 'file',
      bytesValue,
      valueInfo: { filename: '现场.jpg', mimetype: 'image/jpeg' },
    });
    expect(await reads.runtime.getVariable('i1', 'photo')).toMatchObject({ type: 'File', value: null });
    const data = await reads.runtime.getVariableData('i1', 'photo');
    expect({ ...data, bytes: [...data.bytes] }).toEqual({
      bytes: [1, 2, 3],
      mimetype: 'image/jpeg',
      filename: '现场.jpg',
      encoding: null,
    });
    await expect(reads.runtime.getVariableData('i1', 'far')).rejects.toThrow('not a binary value');
  });
});

describe('the activity instance tree', () => {
  it('nests scopes, shows waiting tokens as transitions and counts a hosted scope once', async () => {
    instance('i1');
    const row = (id: string, given: Partial<Entity<'execution'>>) =>
      put('execution', { id, processInstanceId: 'i1', processDefinitionId: 'hazard:1:d', parentId: 'i1', ...given });
    row('t1', { kind: 'token', ownerId: 'i1', state: 'hosting', activityId: 'sub', activityInstanceId: 'sub:1' });
    row('s1', {
      kind: 'scope',
      ownerId: 't1',
      isVisible: true,
      state: 'active',
      activityId: 'sub',
      activityInstanceId: 'sub:1',
      parentActivityInstanceId: 'i1',
    });
    row('t2', {
      kind: 'token',
      ownerId: 's1',
      isVisible: true,
      state: 'active',
      activityId: 'check',
      activityInstanceId: 'check:1',
      parentActivityInstanceId: 'sub:1',
    });
    row('t3', {
      kind: 'token',
      ownerId: 's1',
      isVisible: true,
      state: 'asyncBefore',
      activityId: 'notify',
      parentActivityInstanceId: 'sub:1',
    });
    const tree = await reads.runtime.getActivityInstances('i1');
    expect(tree).toMatchObject({ id: 'i1', activityType: 'processDefinition', childTransitionInstances: [] });
    const [sub, ...others] = tree.childActivityInstances;
    expect(others).toEqual([]);
    expect(sub).toMatchObject({ id: 'sub:1', parentActivityInstanceId: 'i1', executionIds: ['s1'] });
    expect(sub?.childActivityInstances).toMatchObject([{ id: 'check:1', executionIds: ['t2'] }]);
    expect(sub?.childTransitionInstances).toMatchObject([{ activityId: 'notify', executionId: 't3' }]);
  });

  it('of an unknown instance is not found', async () => {
    await expect(reads.runtime.getActivityInstances('x')).rejects.toMatchObject({ status: 404 });
  });
});

describe('history', () => {
  it('lists activities in the order they happened', async () => {
    const started = (id: string, sequenceCounter: number, position: number) =>
      put('historicActivityInstance', { id, activityId: id, sequenceCounter, position, startTime: NOW });
    started('late', 2, 1);
    started('first', 1, 2);
    started('second', 1, 3);
    const query = { sorting: [{ sortBy: 'occurrence', sortOrder: 'asc' }] } as const;
    expect(await idsOf(reads.history.listActivityInstances(query))).toEqual(['first', 'second', 'late']);
  });

  it('counts what a query would list, for every list there is', async () => {
    expect(
      await Promise.all([
        reads.history.countProcessInstances({ finished: true, executedActivityAfter: '2026-01-01T00:00:00.000+0000' }),
        reads.history.countTasks({ taskHadCandidateGroup: 'g', processFinished: true }),
        reads.history.countVariableInstances({ variableName: 'x', variableValue: 3, includeDeleted: true }),
        reads.history.countIncidents({ open: true }),
        reads.history.countJobLogs({ failureLog: true }),
        reads.history.countExternalTaskLogs({ successLog: true }),
        reads.jobs.count({ executable: true, dueDates: [{ operator: 'lt', value: '2026-01-01' }] }),
        reads.jobs.countDefinitions({ active: true }),
        reads.externalTasks.count({ locked: true, notLocked: true }),
        reads.incidents.count({ incidentType: 'failedJob' }),
        reads.repository.countProcessDefinitions({ latestVersion: true, startableBy: 'zhang' }),
        reads.repository.countDeployments({ withoutSource: true }),
        reads.runtime.countExecutions({ messageEventSubscriptionName: 'm', active: true }),
        reads.runtime.countEventSubscriptions({ eventType: 'signal' }),
        reads.runtime.countVariableInstances({ variableScopeIdIn: ['x'] }),
        reads.runtime.countProcessInstances({ withIncident: true, activityIdIn: ['a'], leafProcessInstances: true }),
      ]),
    ).toEqual(Array.from({ length: 16 }, () => 0));
    expect(await reads.repository.getProcessDefinitionStatistics()).toEqual([]);
    expect(await reads.history.getActivityStatistics('x')).toEqual([]);
  });
});
