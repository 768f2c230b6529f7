import { Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { BundledCode } from '../bundler';
import type { CompiledWorkflow } from '../compiler/compiled-workflow';
import { ActionFunction } from './action-function';
import { EnrollmentRules } from './enrollment-rules';
import { pinFeatureFlags } from './pinned-feature-flags';
import type { RuntimeStack } from './runtime-stack';
import { workflowResourceName } from './stage-names';
import { tagNames } from './tag-names';
import { checkTemplateSize } from './template-limits';
import { unsafeTextWithin } from './unsafe-text';
import { WorkflowMachine } from './workflow-machine';

/** What a workflow's stack is made of. */
export interface WorkflowStackProps {
  readonly stage: string;
  readonly workflow: CompiledWorkflow;
  /** By step: one for each of the workflow's actions. */
  readonly bundles: ReadonlyMap<string, BundledCode>;
  /** HubSpot's id of the account, where actions ask for it: `event.origin.portalId`. */
  readonly portalId?: number | undefined;
  /** Is deployed first; nothing of it is referred to. */
  readonly runtime: RuntimeStack;
}

/**
 * All that one workflow is in AWS: a Lambda for each code step, a rule for each trigger, and the state machine. It
 * deploys alone (`cdk deploy <workflow>`), and knows the runtime's table, bus and queue by their fixed names only.
 *
 * @throws TemplateTooLargeError when the workflow makes more than a stack can hold
 * @throws Error when a title or trigger holds text that CloudFormation takes for its own, see `templateTextProblems`
 */
export class WorkflowStack extends Stack {
  constructor(scope: Construct, props: WorkflowStackProps) {
    const { stage, workflow, bundles, portalId, runtime } = props;
    const unsafe = unsafeTextWithin([
      workflow.title,
      workflow.actions.map(({ title }) => title),
      workflow.eventPatterns,
    ]);
    if (unsafe !== undefined) {
      throw new Error(`Titles and triggers of ${workflow.name} must not hold \`${unsafe}\`.`);
    }
    super(scope, workflow.name, {
      stackName: workflowResourceName(stage, workflow.name),
      description: workflow.title,
      // Reporting adds a resource that is there from the CLI and missing from a synth in process.
      analyticsReporting: false,
    });
    pinFeatureFlags(this);
    this.addStackDependency(runtime, 'table, bus and dead-letter queue are known by name');

    const actions = new Map(
      workflow.actions.map((action) => {
        const bundle = bundles.get(action.step);
        if (bundle === undefined)
          throw new Error(`The action of ${workflow.name}/${action.step} has no bundle.`);
        return [
          action.step,
          new ActionFunction(this, action.step, { stage, workflow: workflow.name, action, bundle, portalId }),
        ];
      }),
    );
    const rules = new EnrollmentRules(this, 'enrollment-rules', {
      stage,
      workflow: workflow.name,
      patterns: workflow.eventPatterns,
    });
    const machine = new WorkflowMachine(this, 'state-machine', { stage, workflow, actions });
    // Last of all, so that nothing starts on a definition that is rolled back. An event that comes
    // before the machine is there waits in the dead-letter queue.
    machine.resource.node.addDependency(rules);

    checkTemplateSize(this, workflow, machine.definition, () => this.resolve(this._toCloudFormation()));
    Tags.of(this).add(tagNames.stage, stage);
    Tags.of(this).add(tagNames.workflow, workflow.name);
  }
}
