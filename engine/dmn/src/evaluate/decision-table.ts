import { FeelContext } from '@anliu/engine-expression';
import type { FeelValue } from '@anliu/engine-expression';
import type { Aggregation, DecisionTable, InputClause, OutputClause, Rule } from '../model.js';
import { aggregate } from './aggregate.js';
import { choose, type Priorities } from './hit-policy.js';
import { evaluateLiteral, matches } from './literal.js';
import type { Run } from './run.js';
import { Scope } from './scope.js';
import type { EvaluatedTable, MatchedRule } from './trace.js';

/** The name JUEL entries find their input under, unless the input names another (Camunda's `inputVariable`). */
const CELL_INPUT = 'cellInput';

interface Input {
  readonly clause: InputClause;
  readonly value: FeelValue;
  readonly cell: Scope;
}

/** Evaluates a decision table: its value, and what led to it. */
export function evaluateTable(
  table: DecisionTable,
  scope: Scope,
  namespace: string,
  run: Run,
): { readonly value: FeelValue; readonly table: EvaluatedTable } {
  const inputs = readInputs(table, scope, namespace, run);
  const found = (rules: readonly MatchedRule[], value: FeelValue, sum?: FeelValue) => ({
    value,
    table: { definition: table, isMultiple: isMultiple(table), inputs: inputs.values, rules, aggregate: sum },
  });
  if (!inputs.valid) return found([], null);
  const matched: MatchedRule[] = [];
  for (const rule of table.rules) {
    if (!rule.inputEntries.every((entry, index) => entryMatches(entry, inputs.values[index]!, scope, namespace, run)))
      continue;
    matched.push(outputsOf(table, rule, scope, namespace, run));
    if (table.hitPolicy === 'FIRST') break;
  }
  if (matched.length === 0) return noMatch(table, scope, namespace, run, found);
  const { rules, violation } = choose(table, matched, () => priorities(table, namespace, run));
  if (violation) {
    run.report(violation.code, violation.message, table);
    return found(matched, null);
  }
  return result(table, rules, run, found);
}

type Found = (
  rules: readonly MatchedRule[],
  value: FeelValue,
  sum?: FeelValue,
) => {
  readonly value: FeelValue;
  readonly table: EvaluatedTable;
};

const isMultiple = ({ hitPolicy }: DecisionTable): boolean =>
  hitPolicy === 'COLLECT' || hitPolicy === 'RULE ORDER' || hitPolicy === 'OUTPUT ORDER';

function result(table: DecisionTable, rules: readonly MatchedRule[], run: Run, found: Found): ReturnType<Found> {
  const values = rules.map(valueOf);
  if (table.aggregation !== undefined) {
    const sum = aggregateOf(table, table.aggregation, values, run);
    return found(rules, sum, sum);
  }
  return found(rules, isMultiple(table) ? values : (values[0] ?? null));
}

function aggregateOf(table: DecisionTable, kind: Aggregation, values: readonly FeelValue[], run: Run): FeelValue {
  const sum = aggregate(kind, values, run.feel);
  if (sum === undefined) {
    run.report('AGGREGATION', `Outputs that are not all numbers have no ${kind}`, table);
    return null;
  }
  return sum;
}

/** Default outputs apply when no rule matches; without any, the result is null (or nothing counted). */
function noMatch(table: DecisionTable, scope: Scope, namespace: string, run: Run, found: Found): ReturnType<Found> {
  if (table.outputs.some(({ defaultEntry }) => defaultEntry)) {
    const outputs = table.outputs.map((clause) => ({
      clause,
      value: clause.defaultEntry
        ? run.coerce(evaluateLiteral(clause.defaultEntry, scope, namespace, run), clause.typeRef, namespace, clause)
        : null,
    }));
    return result(table, [{ rule: undefined, outputs }], run, found);
  }
  if (table.aggregation !== undefined) return result(table, [], run, found);
  return found([], isMultiple(table) ? [] : null);
}

function valueOf({ outputs }: MatchedRule): FeelValue {
  if (outputs.length === 1) return outputs[0]!.value;
  return FeelContext.of(outputs.map(({ clause, value }) => [clause.name ?? '', value] as const));
}

function readInputs(
  table: DecisionTable,
  scope: Scope,
  namespace: string,
  run: Run,
): { readonly values: readonly Input[]; readonly valid: boolean } {
  let valid = true;
  const values = table.inputs.map((clause): Input => {
    const read = clause.expression ? evaluateLiteral(clause.expression, scope, namespace, run) : null;
    const place = clause.expression ?? clause;
    const value = run.fit(read, clause.expression?.typeRef, namespace, place);
    if (value === undefined) valid = false;
    else if (run.dialect === 'dmn' && clause.allowed && !run.passes(clause.allowed, value, scope, namespace)) {
      run.report('INPUT_NOT_ALLOWED', `The input is none of the values the table is made for`, place);
      valid = false;
    }
    const fitting = value ?? null;
    return { clause, value: fitting, cell: new Scope([[clause.inputVariable ?? CELL_INPUT, fitting]], scope) };
  });
  return { values, valid };
}

function entryMatches(
  entry: Rule['inputEntries'][number],
  input: Input,
  scope: Scope,
  namespace: string,
  run: Run,
): boolean {
  const cell = entry.language === 'juel' || input.clause.inputVariable !== undefined ? input.cell : scope;
  return matches(entry, input.value, cell, namespace, run);
}

function outputsOf(table: DecisionTable, rule: Rule, scope: Scope, namespace: string, run: Run): MatchedRule {
  const outputs = table.outputs.map((clause, index) => {
    const entry = rule.outputEntries[index];
    const value = entry ? evaluateLiteral(entry, scope, namespace, run) : null;
    return {
      clause,
      value: allowed(clause, run.coerce(value, clause.typeRef, namespace, entry ?? clause), scope, namespace, run),
    };
  });
  return { rule, outputs };
}

function allowed(clause: OutputClause, value: FeelValue, scope: Scope, namespace: string, run: Run): FeelValue {
  if (run.dialect !== 'dmn' || !clause.allowed || value === null || run.passes(clause.allowed, value, scope, namespace))
    return value;
  run.report('OUTPUT_NOT_ALLOWED', `The output is none of the values the output may have`, clause);
  return null;
}

/** An output's values in falling priority: those it lists, else those its type lists. */
function priorities(table: DecisionTable, namespace: string, run: Run): Priorities {
  return table.outputs.map((clause) => {
    const type = run.type(clause.typeRef, namespace, clause);
    const tests = clause.allowed ?? run.library.types.restriction(type);
    if (!tests) return [];
    const values = run.library.programs.feel(tests, 'list', new Scope()).evaluate(new Scope(), run.feel);
    return Array.isArray(values) ? (values as readonly FeelValue[]) : [];
  });
}
