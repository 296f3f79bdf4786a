import type { CompiledExpression } from '@anliu/engine-expression';

/** How a service, send, business rule task or a throwing message event does its work. */
export type Implementation =
  | {
      readonly kind: 'external';
      readonly topic: CompiledExpression;
      readonly priority: CompiledExpression | undefined;
      /** `camunda:errorEventDefinition`: an expression that turns a completion or failure into a BPMN error. */
      readonly errorMappings: readonly ErrorMapping[];
    }
  | {
      readonly kind: 'expression';
      readonly expression: CompiledExpression;
      readonly resultVariable: string | undefined;
    }
  | { readonly kind: 'delegate'; readonly name: string }
  | {
      readonly kind: 'decision';
      readonly decisionRef: CompiledExpression;
      readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
      readonly version: CompiledExpression | undefined;
      readonly versionTag: CompiledExpression | undefined;
      readonly tenantId: CompiledExpression | undefined;
      readonly mapResult: 'singleEntry' | 'singleResult' | 'collectEntries' | 'resultList';
      readonly resultVariable: string | undefined;
    }
  /** Nothing configured: Camunda refuses this at deployment for service tasks; throwing message events pass. */
  | { readonly kind: 'none' };

export interface ErrorMapping {
  readonly code: string | undefined;
  readonly message: CompiledExpression | undefined;
  readonly expression: CompiledExpression;
}

/** Only JUEL and FEEL run; a foreign script that the parser let through fails when it is reached. */
export type Script =
  | { readonly kind: 'compiled'; readonly language: 'juel' | 'feel'; readonly expression: CompiledExpression }
  | { readonly kind: 'foreign'; readonly language: string; readonly source: string };

/** `camunda:in` / `camunda:out`. */
export type VariablePassing =
  | { readonly kind: 'all'; readonly local: boolean }
  | { readonly kind: 'variable'; readonly source: string; readonly target: string; readonly local: boolean }
  | {
      readonly kind: 'expression';
      readonly source: CompiledExpression;
      readonly target: string;
      readonly local: boolean;
    };

export interface IoMapping {
  readonly inputs: readonly IoParameter[];
  readonly outputs: readonly IoParameter[];
}

export interface IoParameter {
  readonly name: string;
  readonly value: IoValue;
}

export type IoValue =
  | { readonly kind: 'expression'; readonly expression: CompiledExpression }
  | { readonly kind: 'script'; readonly script: Script }
  | { readonly kind: 'list'; readonly items: readonly IoValue[] }
  | { readonly kind: 'map'; readonly entries: readonly { readonly key: CompiledExpression; readonly value: IoValue }[] }
  | { readonly kind: 'null' };

export type ListenerAction =
  | { readonly kind: 'expression'; readonly expression: CompiledExpression }
  | { readonly kind: 'script'; readonly script: Script }
  /** `class` or `delegateExpression`: a name in the engine's listener registry. */
  | { readonly kind: 'delegate'; readonly name: string };

export interface ExecutionListener {
  readonly event: 'start' | 'end' | 'take';
  readonly action: ListenerAction;
}

export interface TaskListener {
  readonly event: 'create' | 'assignment' | 'complete' | 'update' | 'delete' | 'timeout';
  readonly action: ListenerAction;
  /** Only `timeout`. */
  readonly id: string | undefined;
  readonly timer:
    { readonly timer: 'date' | 'duration' | 'cycle'; readonly expression: CompiledExpression } | undefined;
}
