import type { ActionDeclaration } from '../workflow/action-contract';
import type { AccountName } from './account-name';

/** A value of a state machine definition: JSON, in which names that only the account knows are marks. */
export type DefinitionValue =
  | string
  | number
  | boolean
  | null
  | AccountName
  | readonly DefinitionValue[]
  | { readonly [key: string]: DefinitionValue };

/** An ASL state machine in JSONata mode, with marks. */
export interface StateMachineDefinition {
  readonly Comment: string;
  readonly QueryLanguage: 'JSONata';
  readonly StartAt: string;
  readonly States: { readonly [name: string]: { readonly [key: string]: DefinitionValue } };
}

/** An action that the workflow's stack makes a Lambda of. */
export interface CompiledAction {
  readonly step: string;
  /** The step's title, or its id: a description that people read in the Lambda console. */
  readonly title: string;
  /** The action's file, relative to the project's folder. */
  readonly file: string;
  readonly declaration: ActionDeclaration;
  /** MB. */
  readonly memory: number;
  /** The set of libraries that the action may require, where its step names one. */
  readonly libraries?: 'hubspot' | 'hubspot-v3';
}

/** What the machine's role must be allowed, derived from the same table as the integrations. */
export interface Grant {
  /** IAM actions, such as `dynamodb:GetItem`. */
  readonly actions: readonly string[];
  readonly resource: AccountName;
}

/** An EventBridge event pattern, as CloudFormation takes it. */
export interface EventPattern {
  readonly [key: string]: unknown;
}

/** Everything that a stack needs of one workflow. Same workflow file, same bytes. */
export interface CompiledWorkflow {
  readonly name: string;
  readonly title: string;
  readonly objectType: string;
  readonly definition: StateMachineDefinition;
  readonly actions: readonly CompiledAction[];
  /** Sorted, without duplicates. */
  readonly grants: readonly Grant[];
  /** One for each trigger. */
  readonly eventPatterns: readonly EventPattern[];
}
