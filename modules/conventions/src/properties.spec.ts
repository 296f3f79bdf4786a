import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isProperty, PROPERTIES, propertyProblem, readable } from './properties.js';
import { parseDue } from './due.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('the properties there are', () => {
  it('are the ones the handbook explains', () => {
    const page = fs.readFileSync(path.join(root, 'docs/handbook/process-conventions.md'), 'utf8');
    const explained = new Set([...page.matchAll(/`(anliu\.[A-Za-z.]*[A-Za-z])/g)].map((match) => match[1] ?? ''));
    expect([...explained].filter((name) => !isProperty(name))).toEqual([]);
    expect(Object.keys(PROPERTIES).filter((name) => !explained.has(name))).toEqual([]);
  });

  it('have their faults named by their own grammar, and text and foreign ones have none', () => {
    expect(propertyProblem('anliu.assign', 'boss:x')?.code).toBe('ASSIGN_RULE');
    expect(propertyProblem('anliu.notify.to', 'boss:x')?.code).toBe('ASSIGN_RULE');
    expect(propertyProblem('anliu.outcomes', 'x')?.code).toBe('OUTCOME');
    expect(propertyProblem('anliu.variables', 'x')?.code).toBe('VARIABLE_RULE');
    expect(propertyProblem('anliu.clock.start', 'x')?.code).toBe('CLOCK_RULE');
    expect(propertyProblem('anliu.due', '3 WD')?.code).toBe('DUE_RULE');
    expect(propertyProblem('anliu.check', 'a b')?.code).toBe('ID_LIST');
    expect(propertyProblem('anliu.guide', ';;=?|')).toBeUndefined();
    expect(propertyProblem('constructor', ';;=?|')).toBeUndefined();
  });

  it('say nothing while they cannot be read', () => {
    expect(readable(parseDue, undefined)).toBeUndefined();
    expect(readable(parseDue, '3 WD')).toBeUndefined();
    expect(readable(parseDue, 'TP71')).toEqual({ kind: 'parameter', parameter: 'TP71' });
  });
});
