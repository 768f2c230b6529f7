import { randomUUID } from 'node:crypto';
import type { LocalStateMachine } from '../assembly/local-resources';
import type { LogLine } from '../lambda/log-line';
import { ServiceFailure } from '../service-failure';
import {
  type Clock,
  type Execution,
  execute,
  type HistoryEvent,
  type Integrations,
  type Json,
  MAXIMUM_EXECUTION_TIME,
  type Outcome,
  Pace,
  StateMachine,
  TaskTokens,
} from '../states';

/** One execution, as it is kept. */
export interface ExecutionRecord {
  readonly machine: LocalStateMachine;
  /** JSON text. */
  readonly input: string;
  readonly execution: Execution;
  /** What its functions wrote, invocation by invocation. */
  readonly logs: TaskLog[];
  /** The machine's time at each event of the history, in milliseconds since the epoch, whatever the clock says. */
  readonly realTimes: number[];
  redriveDate: number | undefined;
}

/** What one invocation of a function by a Task state wrote. */
export interface TaskLog {
  readonly stateName: string;
  readonly requestId: string;
  readonly lines: readonly LogLine[];
  /** How many events the history had when the invocation ended. */
  readonly afterEvent: number;
}

/** What a {@link LocalStepFunctions} is given. */
export interface LocalStepFunctionsOptions {
  readonly machines: readonly LocalStateMachine[];
  readonly clock: Clock;
  /** The services behind Task states; asked for when an execution starts. */
  readonly integrations: () => Integrations;
  /** Told when an execution starts, ends, and is redriven; `outcome` says how it ended. */
  readonly onStatus: (record: ExecutionRecord, outcome: Outcome | undefined) => void;
  /** Told of each event of each execution. */
  readonly onEvent?: (executionArn: string, event: HistoryEvent) => void;
}

/** What `StartExecution` is given. */
export interface StartExecutionInput {
  readonly stateMachineArn: string;
  /** JSON text; `{}` without it. */
  readonly input?: string;
  readonly name?: string;
}

/** "Quotas related to state machine executions": an input's size in bytes. */
const MAXIMUM_INPUT = 262_144;

/** How many executions that are over are kept. */
const KEPT = 10_000;

/** Step Functions on this machine: the state machines of an assembly and their executions. */
export class LocalStepFunctions {
  /** The way in for SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat. */
  readonly taskTokens = new TaskTokens();
  private readonly pace = new Pace();
  private readonly prepared = new Map<string, StateMachine>();
  private readonly records = new Map<string, ExecutionRecord>();
  private readonly underWay = new Set<Promise<void>>();
  private closed = false;

  constructor(private readonly options: LocalStepFunctionsOptions) {}

  get machines(): readonly LocalStateMachine[] {
    return this.options.machines;
  }

  /**
   * Starts an execution. The same name and input again, while it runs, give the same execution.
   *
   * @throws ServiceFailure `StateMachineDoesNotExist`, `InvalidName`, `InvalidExecutionInput`, `ExecutionAlreadyExists`;
   *   `ServiceUnavailable` after the end
   * @throws DefinitionError for a machine that AWS would not have created
   */
  start({ stateMachineArn, input = '{}', name = randomUUID() }: StartExecutionInput): ExecutionRecord {
    const machine = this.machine(stateMachineArn);
    // "StartExecution": no white space, brackets, wildcards, quotes, and other special characters.
    if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name)) {
      throw new ServiceFailure('InvalidName', `Invalid Name: '${name}'`);
    }
    const value = parseInput(input);
    const arn = machine.arn.replace(':stateMachine:', ':execution:').concat(':', name);
    const existing = this.records.get(arn);
    if (existing?.execution.status === 'RUNNING' && existing.input === input) return existing;
    if (existing) throw new ServiceFailure('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    // A chain of executions that start each other would never come to its end.
    if (this.closed) throw new ServiceFailure('ServiceUnavailable', 'The local runtime is closing.', 503);
    const { clock, integrations, onEvent } = this.options;
    const realTimes: number[] = [];
    // An execution begins within `execute`; who is told of its events must be able to find it.
    let early: HistoryEvent[] | undefined = [];
    const execution = execute(this.prepare(machine), {
      input: value,
      name,
      arn,
      stateMachine: { name: machine.name, arn: machine.arn },
      roleArn: machine.roleArn,
      type: machine.type,
      clock,
      integrations: integrations(),
      taskTokens: this.taskTokens,
      pace: this.pace,
      onEvent: (event) => {
        realTimes.push(Date.now());
        if (early) early.push(event);
        else onEvent?.(arn, event);
      },
    });
    const record: ExecutionRecord = {
      machine,
      input,
      execution,
      logs: [],
      realTimes,
      redriveDate: undefined,
    };
    this.records.set(arn, record);
    const begun = early;
    early = undefined;
    for (const event of begun) onEvent?.(arn, event);
    this.watch(record);
    return record;
  }

  /** @throws ServiceFailure `ExecutionDoesNotExist` */
  find(executionArn: string): ExecutionRecord {
    const record = this.records.get(executionArn);
    if (!record)
      throw new ServiceFailure('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return record;
  }

  /** The executions of a machine, the newest first; of all machines without one. */
  list(stateMachineArn?: string): ExecutionRecord[] {
    const all = [...this.records.values()].reverse();
    if (stateMachineArn === undefined) return all;
    const { arn } = this.machine(stateMachineArn);
    return all.filter(({ machine }) => machine.arn === arn);
  }

  /**
   * Restarts an execution that failed, timed out or was aborted, from where it failed.
   *
   * @throws ServiceFailure `ExecutionDoesNotExist`, `ExecutionNotRedrivable`
   */
  redrive(executionArn: string): ExecutionRecord {
    const record = this.find(executionArn);
    const { execution, machine } = record;
    if (execution.status === 'RUNNING' || execution.status === 'SUCCEEDED') {
      const message = `Execution is ${execution.status} and cannot be redriven`;
      throw new ServiceFailure('ExecutionNotRedrivable', message);
    }
    // "Eligibility for redriving unsuccessful executions": not beyond the longest time that an execution may be open.
    if (this.options.clock.now() >= execution.startTime + MAXIMUM_EXECUTION_TIME[machine.type]) {
      const message = 'Execution has exceeded the maximum execution time and cannot be redriven';
      throw new ServiceFailure('ExecutionNotRedrivable', message);
    }
    execution.redrive();
    record.redriveDate = this.options.clock.now();
    this.watch(record);
    return record;
  }

  /** A machine by its ARN. @throws ServiceFailure `StateMachineDoesNotExist` */
  machine(stateMachineArn: string): LocalStateMachine {
    const machine = this.options.machines.find(({ arn }) => arn === stateMachineArn);
    if (machine) return machine;
    throw new ServiceFailure(
      'StateMachineDoesNotExist',
      `State Machine Does Not Exist: '${stateMachineArn}'`,
    );
  }

  /**
   * The machine that an execution runs, the child of a Map Run too: its ARN has the Map's name, and `:express:` where
   * the children are such.
   *
   * @throws ServiceFailure `StateMachineDoesNotExist`
   */
  machineOf(executionArn: string): LocalStateMachine {
    const [, , , , , , machine = ''] = executionArn.split(':');
    const name = machine.replace(/\/.*$/, '');
    return this.machine(executionArn.split(':').slice(0, 5).concat('stateMachine', name).join(':'));
  }

  /** Stops all that runs; nothing starts any more. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { execution } of this.records.values()) execution.stop();
    await Promise.all(this.underWay);
  }

  /** A definition is read at its machine's first execution: an app may have hundreds. */
  private prepare(machine: LocalStateMachine): StateMachine {
    const known = this.prepared.get(machine.arn);
    if (known) return known;
    const prepared = new StateMachine(machine.definition);
    this.prepared.set(machine.arn, prepared);
    return prepared;
  }

  private watch(record: ExecutionRecord): void {
    this.options.onStatus(record, undefined);
    const end = record.execution.outcome
      .then((outcome) => {
        this.options.onStatus(record, outcome);
        this.forget();
      })
      .finally(() => this.underWay.delete(end));
    this.underWay.add(end);
  }

  private forget(): void {
    if (this.records.size <= KEPT) return;
    for (const [arn, { execution }] of this.records) {
      if (execution.status === 'RUNNING') continue;
      this.records.delete(arn);
      return;
    }
  }
}

function parseInput(input: string): Json {
  if (Buffer.byteLength(input) > MAXIMUM_INPUT) {
    const message = `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${MAXIMUM_INPUT}`;
    throw new ServiceFailure('ValidationException', message);
  }
  try {
    const value = JSON.parse(input);
    // What is nested too deeply to be written again cannot be handed from state to state.
    JSON.stringify(value);
    return value;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'it is not JSON';
    throw new ServiceFailure('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
  }
}
