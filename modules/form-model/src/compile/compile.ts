import type { CompiledForm, FormContext, FormDeps } from '../compiled.js';
import type { FormData, FormDefinition } from '../form.js';
import { MAX_PASSES } from '../limits.js';
import { sameValue } from '../values/empty.js';
import { strip } from './access.js';
import { offeredCodes } from './codes.js';
import { strayChoices } from './dependence.js';
import { newRow, withDefaults } from './defaults.js';
import { describe } from './describe.js';
import { effectsOf } from './effects.js';
import { onlyEditable, overlay } from './merge.js';
import { modelOf } from './model.js';
import { refuse, refuseByRules } from './refuse.js';
import { settle, withoutHidden } from './settle.js';
import { submission } from './submission.js';
import { compileChecks, validate } from './validate.js';

/**
 * Compiles one form under one view. The same function runs in the browser and on the server, so both decide alike.
 * @throws UnknownViewError when the form has no such view
 * @throws ExpressionSyntaxError, ExpressionLimitError when an expression does not compile (a parsed definition never does)
 */
export function compileForm(definition: FormDefinition, view: string, deps: FormDeps = {}): CompiledForm {
  const model = modelOf(definition, view);
  const effects = effectsOf(model);
  const checks = compileChecks(model);
  const settleView = (data: FormData, context: FormContext) =>
    settle(model, effects, deps, strip(model, data), context, 'view');

  /** Writes that rules allow over `before`, with what they mean for every field. */
  const take = (before: FormData, writes: FormData, context: FormContext) => {
    let allowed = writes;
    let whole = overlay(model, before, allowed);
    let settled = settleView(whole, context);
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      const next = onlyEditable(model, allowed, settled.states);
      if (sameValue(next, allowed)) break;
      allowed = next;
      whole = overlay(model, before, allowed);
      settled = settleView(whole, context);
    }
    const kept = withoutHidden(model, whole, settled.states);
    const data = { ...kept, ...settle(model, effects, deps, kept, context, 'whole').data };
    return { data, states: settled.states };
  };

  return {
    definition,
    view,
    initial: (data, context) => withDefaults(model, data, context),
    newRow: (tableId, rows, context) => newRow(model, tableId, rows, context),
    evaluate: settleView,
    validate: (data, before, context) =>
      validate(model, effects, checks, deps, settleView(data, context), before, context),
    strip: (data) => strip(model, data),
    submission: (data, context) => submission(model, settleView(data, context)),
    refuse: (writes, before = {}, context) => {
      const errors = refuse(model, writes, before);
      if (context === undefined || errors.length > 0) return errors;
      const { data, states } = take(before, writes, context);
      return refuseByRules(model, writes, data, states);
    },
    merge: (before, writes, context) => take(before, writes, context).data,
    strayChoices: (before, data, context) => strayChoices(model, deps, before, data, context),
    describe: () => describe(model),
    optionsOf: (field, data, row, context) => {
      if (field.type !== 'code' && field.type !== 'codes') return undefined;
      const table = row && model.fields.find((item) => item.columns.some((column) => column.definition === field));
      const siblings =
        row && table?.definition.type === 'table'
          ? { fields: table.definition.columns, values: row }
          : { fields: definition.fields, values: data };
      return offeredCodes(definition, deps, field, data, siblings, context);
    },
  };
}
