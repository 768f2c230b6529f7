/** What an execution began with, and goes on with whatever is deployed ("DescribeStateMachineForExecution"). */
export interface Revision {
  /** The definition in the Amazon States Language. */
  readonly definition: string;
  readonly roleArn: string;
  /** ARNs, with or without `:*` at the end. */
  readonly logGroupArns: readonly string[];
}

/** What something that may still run can call, act in, and write to. */
export interface Need {
  /** Who needs it, as the subject of a sentence that goes on with "can …": `2 runs, such as …,`. */
  readonly who: string;
  /** By the function's name: the numbers of the versions that are called, or `all` where one without a number is. */
  readonly functions: ReadonlyMap<string, ReadonlySet<string> | 'all'>;
  /** ARN. */
  readonly role: string;
  /** Names. */
  readonly logGroups: ReadonlySet<string>;
}

/** `arn:<partition>:lambda:<region>:<account>:function:<name>[:<qualifier>]`, anywhere in a text. */
const functionArn = /arn:[\w-]+:lambda:[\w-]*:\d*:function:([\w-]+)(?::(\$?[\w-]+))?/g;

/**
 * What a revision needs. Whatever looks like a function's ARN in the definition counts, wherever it stands: keeping too
 * much costs little. A function that is named without a number (by itself, `$LATEST` or an alias) is needed with all of
 * its versions.
 */
export function needOf(who: string, { definition, roleArn, logGroupArns }: Revision): Need {
  const functions = new Map<string, Set<string> | 'all'>();
  for (const [, name = '', qualifier] of definition.matchAll(functionArn)) {
    const known = functions.get(name);
    if (known === 'all') continue;
    if (qualifier === undefined || !/^\d+$/.test(qualifier)) functions.set(name, 'all');
    else functions.set(name, (known ?? new Set<string>()).add(qualifier));
  }
  return { who, functions, role: roleArn, logGroups: new Set(logGroupArns.map(logGroupName)) };
}

/** The name in a log group's ARN: `arn:…:log-group:<name>[:*]`. */
function logGroupName(arn: string): string {
  const name = arn.slice(arn.indexOf(':log-group:') + ':log-group:'.length);
  return name.endsWith(':*') ? name.slice(0, -2) : name;
}
