import { Aws } from 'aws-cdk-lib';
import { indexNames } from '../records/table-definition';
import { secretId } from '../workflow/action-contract';
import { stageNames, workflowResourceName } from './stage-names';

/**
 * ARNs of a stage's things, composed from their fixed names: a reference would make an export of it, which locks the
 * stack that it comes from.
 */
export interface StageArns {
  readonly table: string;
  /** The index of the runs of a status. */
  readonly runsByStatus: string;
  readonly bus: string;
  /** Every rule on the stage's bus. */
  readonly rules: string;
  readonly deadLetterQueue: string;
  /** Begins the ARN of every state machine of the stage. */
  readonly stateMachinePrefix: string;
  /** Every state machine of the stage. */
  readonly stateMachines: string;
  /** Every execution of every workflow of the stage. */
  readonly executions: string;
}

/** The ARNs of one stage, in the account and region that a template is deployed to. */
export function stageArns(stage: string): StageArns {
  const names = stageNames(stage);
  return {
    table: arn('dynamodb', `table/${names.table}`),
    runsByStatus: arn('dynamodb', `table/${names.table}/index/${indexNames.runsByStatus}`),
    bus: arn('events', `event-bus/${names.bus}`),
    rules: arn('events', `rule/${names.bus}/*`),
    deadLetterQueue: arn('sqs', names.deadLetterQueue),
    stateMachinePrefix: arn('states', `stateMachine:${names.stateMachinePrefix}`),
    stateMachines: arn('states', `stateMachine:${names.stateMachinePrefix}*`),
    executions: arn('states', `execution:${names.stateMachinePrefix}*:*`),
  };
}

/** The ARN of a workflow's state machine. */
export function stateMachineArn(stage: string, workflow: string): string {
  return arn('states', `stateMachine:${workflowResourceName(stage, workflow)}`);
}

/** The executions of one workflow. */
export function executionsArn(stage: string, workflow: string): string {
  return arn('states', `execution:${workflowResourceName(stage, workflow)}:*`);
}

/**
 * The ARN of exactly one secret. Secrets Manager adds six characters to a name; `??????` matches them and, unlike `*`,
 * not a longer name with the same beginning (Secrets Manager User Guide, "Permissions policy examples").
 */
export function secretArn(stage: string, name: string): string {
  return arn('secretsmanager', `secret:${secretId(stage, name)}-??????`);
}

function arn(service: string, resource: string): string {
  return `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;
}
