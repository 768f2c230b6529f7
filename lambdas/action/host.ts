import type { ActionDeclaration, ActionInvocation } from '../../lib/workflow/action-contract';
import type { CompiledModule } from './action-module';
import type { Failure } from './failure';
import type { ActionLogFields } from './log-line';
import type { Mask } from './mask';

/** What a host is asked to do; plain data, since it may travel to a worker. */
export interface RunRequest {
  readonly invocation: ActionInvocation;
  readonly fields: ActionLogFields;
  /** How long the run may take, in milliseconds. */
  readonly limitMs: number;
}

/** What a run came to, in plain data: outputs or a failure. */
export interface Answer {
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly failure?: Failure;
}

/** Runs an action, one invocation after the other. */
export interface Host {
  /** `spent` says that this host cannot be trusted with another run. */
  run(request: RunRequest): Promise<Answer & { readonly spent: boolean }>;
  /** Frees what it holds; it is asked nothing more. */
  dispose(): void;
}

/** What a host needs to know. */
export interface HostSetting {
  readonly declaration: ActionDeclaration;
  /** Where the bundle lies. */
  readonly folder: string;
  /** The bundle, where it has been compiled ahead. */
  readonly compiled?: CompiledModule | undefined;
  /** HubSpot's id of the account, for `event.origin`; 0 where there is none. */
  readonly portalId: number;
  readonly mask: Mask;
}
