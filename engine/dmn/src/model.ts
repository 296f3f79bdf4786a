/** A DMN model as data: immutable, without any behaviour. Lists are in document order. Source: DMN 1.5, clauses 6 to 10. */

/** Where something stands in the text; `id` is absent when the element has none. */
export interface Place {
  readonly id: string | undefined;
  readonly line: number;
  readonly column: number;
}

export interface DecisionModel {
  readonly id: string | undefined;
  readonly name: string;
  readonly namespace: string;
  readonly expressionLanguage: string | undefined;
  readonly imports: readonly Import[];
  readonly itemDefinitions: readonly ItemDefinition[];
  readonly inputData: readonly InputData[];
  readonly decisions: readonly Decision[];
  readonly businessKnowledgeModels: readonly BusinessKnowledgeModel[];
  readonly decisionServices: readonly DecisionService[];
}

/** Another model's elements, known here under the name as a prefix; an empty name imports without prefix. */
export interface Import extends Place {
  readonly name: string;
  readonly namespace: string;
  readonly importType: string;
}

/** A variable, parameter or column: a name and a type, `undefined` when any value will do. */
export interface InformationItem {
  readonly name: string;
  readonly typeRef: string | undefined;
}

export interface ItemDefinition extends Place {
  readonly name: string;
  readonly typeRef: string | undefined;
  readonly isCollection: boolean;
  /** Unary tests of the items (collection) or of the value. */
  readonly allowedValues: LiteralExpression | undefined;
  /** Unary tests of the value as a whole. */
  readonly typeConstraint: LiteralExpression | undefined;
  readonly components: readonly ItemDefinition[];
  readonly functionItem: FunctionItem | undefined;
}

export interface FunctionItem {
  readonly parameters: readonly InformationItem[];
  readonly outputTypeRef: string | undefined;
}

export interface InputData extends Place {
  readonly kind: 'inputData';
  readonly name: string;
  readonly variable: InformationItem;
}

export interface Decision extends Place {
  readonly kind: 'decision';
  readonly name: string;
  readonly variable: InformationItem;
  readonly requiredDecisions: readonly Reference[];
  readonly requiredInputs: readonly Reference[];
  readonly requiredKnowledge: readonly Reference[];
  readonly expression: Expression | undefined;
  readonly historyTimeToLive: string | undefined;
  readonly versionTag: string | undefined;
}

export interface BusinessKnowledgeModel extends Place {
  readonly kind: 'businessKnowledgeModel';
  readonly name: string;
  readonly variable: InformationItem;
  readonly requiredKnowledge: readonly Reference[];
  readonly logic: FunctionDefinition | undefined;
}

export interface DecisionService extends Place {
  readonly kind: 'decisionService';
  readonly name: string;
  readonly variable: InformationItem;
  readonly outputDecisions: readonly Reference[];
  readonly encapsulatedDecisions: readonly Reference[];
  readonly inputDecisions: readonly Reference[];
  readonly inputData: readonly Reference[];
}

export type DrgElement = InputData | Decision | BusinessKnowledgeModel | DecisionService;

/** An element of this model, or of an imported one. */
export interface Reference {
  readonly namespace: string;
  readonly id: string;
}

export type Expression =
  | LiteralExpression
  | DecisionTable
  | Context
  | Invocation
  | FunctionDefinition
  | Relation
  | ListExpression
  | Conditional
  | Filter
  | Iterator;

interface ExpressionBase extends Place {
  readonly typeRef: string | undefined;
}

export interface LiteralExpression extends ExpressionBase {
  readonly kind: 'literal';
  readonly text: string;
  readonly language: Language;
}

/** `unknown` carries what the model says; evaluating it yields null and a diagnostic. */
export type Language = 'feel' | 'juel' | { readonly unknown: string };

export interface Context extends ExpressionBase {
  readonly kind: 'context';
  /** An entry without variable is the result of the context. */
  readonly entries: readonly { readonly variable: InformationItem | undefined; readonly expression: Expression }[];
}

export interface Invocation extends ExpressionBase {
  readonly kind: 'invocation';
  readonly function: Expression | undefined;
  readonly bindings: readonly { readonly parameter: InformationItem; readonly expression: Expression | undefined }[];
}

export interface FunctionDefinition extends ExpressionBase {
  readonly kind: 'function';
  readonly functionKind: 'FEEL' | 'Java' | 'PMML';
  readonly parameters: readonly InformationItem[];
  readonly body: Expression | undefined;
}

export interface Relation extends ExpressionBase {
  readonly kind: 'relation';
  readonly columns: readonly InformationItem[];
  readonly rows: readonly (readonly Expression[])[];
}

export interface ListExpression extends ExpressionBase {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

export interface Conditional extends ExpressionBase {
  readonly kind: 'conditional';
  readonly if: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

export interface Filter extends ExpressionBase {
  readonly kind: 'filter';
  readonly in: Expression;
  readonly match: Expression;
}

export interface Iterator extends ExpressionBase {
  readonly kind: 'for' | 'some' | 'every';
  readonly variable: string;
  readonly in: Expression;
  /** `return` of a for, `satisfies` of the others. */
  readonly body: Expression;
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

export interface DecisionTable extends ExpressionBase {
  readonly kind: 'decisionTable';
  readonly hitPolicy: HitPolicy;
  readonly aggregation: Aggregation | undefined;
  readonly inputs: readonly InputClause[];
  readonly outputs: readonly OutputClause[];
  readonly rules: readonly Rule[];
}

export interface InputClause extends Place {
  readonly label: string | undefined;
  readonly expression: LiteralExpression | undefined;
  /** Unary tests an input has to pass. */
  readonly allowed: LiteralExpression | undefined;
  /** The name Camunda gives the input in its entries; `cellInput` when the model names none. */
  readonly inputVariable: string | undefined;
}

export interface OutputClause extends Place {
  readonly label: string | undefined;
  readonly name: string | undefined;
  readonly typeRef: string | undefined;
  /** Unary tests; for the hit policies PRIORITY and OUTPUT ORDER the values in falling priority. */
  readonly allowed: LiteralExpression | undefined;
  readonly defaultEntry: LiteralExpression | undefined;
}

export interface Rule extends Place {
  readonly inputEntries: readonly LiteralExpression[];
  readonly outputEntries: readonly LiteralExpression[];
}
