import type { LocalFunction } from '../assembly/local-resources';
import type { TargetCall } from '../events/deliver';
import type { LocalLambda } from '../lambda/local-lambda';
import type { LocalSecretsManager } from '../secrets/local-secrets-manager';
import { FaultCounter, type FaultListener } from './fault-counter';
import type { Fault, FaultPlan } from './fault-plan';
import { faultyFunctions } from './faulty-functions';
import { faultySecrets } from './faulty-secrets';
import { faultyTable, type TableCall } from './faulty-table';
import { type FaultyTargetsSurroundings, faultyTargets } from './faulty-targets';

/** Puts the faults of a plan into the edges of an account: one decorator for each. */
export class Faults {
  constructor(
    private readonly plan: FaultPlan,
    private readonly onFault?: FaultListener,
  ) {}

  functions(
    inner: Pick<LocalLambda, 'invoke'>,
    functionNamed: (name: string) => LocalFunction | undefined,
  ): Pick<LocalLambda, 'invoke'> {
    return faultyFunctions(inner, this.counter('function'), functionNamed);
  }

  table(inner: TableCall): TableCall {
    return faultyTable(inner, this.counter('table'));
  }

  targets(inner: TargetCall, surroundings: FaultyTargetsSurroundings): TargetCall {
    return faultyTargets(inner, this.counter('event'), surroundings);
  }

  secrets(inner: Pick<LocalSecretsManager, 'getSecretValue'>): Pick<LocalSecretsManager, 'getSecretValue'> {
    return faultySecrets(inner, this.counter('secret'));
  }

  private counter<At extends Fault['at']>(at: At): FaultCounter<Extract<Fault, { at: At }>> {
    const isAt = (fault: Fault): fault is Extract<Fault, { at: At }> => fault.at === at;
    return new FaultCounter(this.plan.faults.filter(isAt), this.onFault);
  }
}
