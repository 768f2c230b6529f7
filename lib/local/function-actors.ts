import type { LocalFunction } from './assembly/local-resources';
import type { Actor } from './authorization/authorizer';
import { accessKeyOfRole } from './lambda/function-environment';

/** As whom functions act: each in its own role, with the access key that it is given. */
export class FunctionActors {
  private readonly byKey = new Map<string, Actor>();

  constructor(private readonly functions: readonly LocalFunction[]) {
    for (const fn of functions) this.byKey.set(accessKeyOfRole(fn.roleArn), actorOf(fn));
  }

  /** Who signs with an access key; undefined where it is no function's. */
  ofKey(accessKeyId: string): Actor | undefined {
    return this.byKey.get(accessKeyId);
  }

  /** A function by its ARN or its name, qualified or not. */
  functionNamed(functionName: string): LocalFunction | undefined {
    const name = functionName.replace(/^.*\bfunction:/, '').replace(/:.*$/, '');
    return this.functions.find((fn) => fn.name === name);
  }
}

/** A function in its role. Functions that share a role share its key, and the last one's name. */
export function actorOf(fn: LocalFunction): Actor {
  return { roleArn: fn.roleArn, service: 'lambda.amazonaws.com', session: fn.name, sourceArn: fn.arn };
}
