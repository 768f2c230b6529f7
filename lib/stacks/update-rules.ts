/** What an update of a property does to a resource and to those who use it. */
export interface UpdateRules {
  /** A change of one of these makes CloudFormation create another resource, and then delete this one. */
  readonly replacing: readonly string[];
  /** A change of one of these is made in place, and an execution that is under way does not notice. */
  readonly unnoticed: readonly string[] | 'every other';
}

/**
 * By type: "Update requires" of each property in the CloudFormation Template Reference, and what is frozen elsewhere. A
 * change of any other property is made in place under the executions that use the resource. Tags never count.
 */
const rules: Readonly<Record<string, UpdateRules>> = {
  // An execution keeps the definition and the role that it began with ("UpdateStateMachine": running executions continue
  // to use the previous definition and roleArn).
  'AWS::StepFunctions::StateMachine': {
    replacing: ['StateMachineName', 'StateMachineType'],
    unnoticed: 'every other',
  },
  // Executions call a version. Only what belongs to the function as a whole reaches its versions.
  'AWS::Lambda::Function': {
    replacing: ['FunctionName', 'PackageType', 'TenancyConfig'],
    unnoticed: [
      'Architectures',
      'Code',
      'CodeSigningConfigArn',
      'DeadLetterConfig',
      'Description',
      'Environment',
      'EphemeralStorage',
      'FileSystemConfigs',
      'Handler',
      'ImageConfig',
      'KmsKeyArn',
      'Layers',
      'LoggingConfig',
      'MemorySize',
      'Role',
      'Runtime',
      'RuntimeManagementConfig',
      'SnapStart',
      'Timeout',
      'TracingConfig',
      'VpcConfig',
    ],
  },
  'AWS::Lambda::Version': {
    replacing: ['CodeSha256', 'Description', 'FunctionName', 'ProvisionedConcurrencyConfig', 'RuntimePolicy'],
    unnoticed: [],
  },
  'AWS::IAM::Role': { replacing: ['Path', 'RoleName'], unnoticed: ['Description', 'MaxSessionDuration'] },
  'AWS::IAM::ManagedPolicy': { replacing: ['Description', 'ManagedPolicyName', 'Path'], unnoticed: [] },
  'AWS::Logs::LogGroup': { replacing: ['LogGroupName'], unnoticed: ['RetentionInDays'] },
};

const unknown: UpdateRules = { replacing: [], unnoticed: [] };

/** The types whose rules are known. */
export const knownTypes: readonly string[] = Object.keys(rules);

/** The rules of a type; for one that is not known, that every change is noticed. */
export function updateRulesOf(type: string): UpdateRules {
  return Object.hasOwn(rules, type) ? (rules[type] ?? unknown) : unknown;
}
