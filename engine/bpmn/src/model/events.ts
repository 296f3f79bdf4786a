import type { CompiledExpression } from '@anliu/engine-expression';
import type { Implementation, VariablePassing } from './work.js';

export type EventDefinition =
  | {
      readonly kind: 'message';
      /** Undefined only on throwing events without a message. */
      readonly name: CompiledExpression | undefined;
      /** How a throwing message event is carried out. */
      readonly implementation: Implementation | undefined;
    }
  | {
      readonly kind: 'signal';
      readonly name: CompiledExpression;
      /** `camunda:async` of a throwing event. */
      readonly async: boolean;
      /** Payload (`camunda:in`) of a throwing event. */
      readonly inputs: readonly VariablePassing[];
      readonly businessKey: CompiledExpression | undefined;
    }
  | {
      readonly kind: 'timer';
      readonly timer: 'date' | 'duration' | 'cycle';
      readonly expression: CompiledExpression;
    }
  | {
      readonly kind: 'error';
      readonly errorRef: string | undefined;
      /** Undefined catches every error. Literal text unless it is an expression on a throwing event. */
      readonly code: string | undefined;
      readonly codeExpression: CompiledExpression | undefined;
      readonly message: CompiledExpression | undefined;
      readonly codeVariable: string | undefined;
      readonly messageVariable: string | undefined;
    }
  | {
      readonly kind: 'escalation';
      readonly escalationRef: string | undefined;
      readonly code: string | undefined;
      readonly codeExpression: CompiledExpression | undefined;
      readonly codeVariable: string | undefined;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: CompiledExpression;
      readonly variableName: string | undefined;
      /** Empty: every event. */
      readonly variableEvents: readonly ('create' | 'update' | 'delete')[];
    }
  | {
      readonly kind: 'compensate';
      /** Throwing: compensate only this activity. */
      readonly activityRef: string | undefined;
      readonly waitForCompletion: boolean;
    }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'terminate' }
  | { readonly kind: 'link'; readonly name: string };

export type EventDefinitionKind = EventDefinition['kind'];
