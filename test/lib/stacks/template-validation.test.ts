import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { compiledAction, compiledWorkflow, stacksIn, temporaryApp } from './fixtures';

// The one file that pays for the validator inside aws-cdk-lib: some seconds, whatever it looks at.
process.env.CDK_VALIDATION = 'true';

/** An app in which findings of CloudFormation's rules are errors, as in cdk.json. */
function checkedApp() {
  const app = temporaryApp({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}

/** All findings, of whatever severity, by the plug-in's name. */
function findings(app: ReturnType<typeof checkedApp>): string[] {
  try {
    app.synth();
  } catch {
    // A finding ends the synth; the report that is read below says which.
  }
  const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  return report.pluginReports.flatMap(
    (plugin: { pluginName: string; violations: { ruleName: string; description: string }[] }) =>
      plugin.violations.map(
        ({ ruleName, description }) => `${plugin.pluginName} ${ruleName}: ${description}`,
      ),
  );
}

describe('cdk-nag (AwsSolutions, Serverless) and the validator of aws-cdk-lib', () => {
  it.each(['dev', 'prod'])('find nothing in stage %s that is not acknowledged', (stage) => {
    const app = checkedApp();
    const awkward = compiledWorkflow({
      name: 'awkward',
      title: 'Grüße & "quotes"',
      actions: [compiledAction('a_b', { title: '1 < 2', secrets: ['A', 'B'] })],
      eventPatterns: [{ source: ['a'] }, { 'detail-type': [{ prefix: 'b' }] }],
    });
    const long = compiledWorkflow({
      name: 'long',
      actions: Array.from({ length: 61 }, (_, index) => compiledAction(`step${index}`)),
    });
    const byHand = compiledWorkflow({ name: 'by-hand', actions: [], grants: [], eventPatterns: [] });
    stacksIn(app, { stage, workflows: [compiledWorkflow(), awkward, long, byHand] });
    expect(findings(app)).toEqual([]);
  });

  it('do find something where there is something', () => {
    const app = checkedApp();
    new CfnRole(new Stack(app, 'bad'), 'Role', {
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      policies: [
        {
          policyName: 'all',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }],
          },
        },
      ],
    });
    expect(findings(app).join('\n')).toMatch(/AwsSolutions-IAM5/);
  });

  it("do find what CloudFormation's own rules forbid", () => {
    const app = checkedApp();
    new CfnResource(new Stack(app, 'bad'), 'Queue', {
      type: 'AWS::SQS::Queue',
      properties: { QueueNam: 'a' },
    });
    expect(findings(app).join('\n')).toMatch(/QueueNam/);
  });

  it('would find each of the rules that are acknowledged', () => {
    const acknowledge = jest.spyOn(Validations.prototype, 'acknowledge').mockReturnValue();
    const app = checkedApp();
    stacksIn(app);
    const ids = new Set(acknowledge.mock.calls.flat().map(({ id }) => id.replace(/\[.*/, '')));
    acknowledge.mockRestore();
    const found = findings(app).join('\n');
    expect([...ids].filter((id) => !found.includes(id))).toEqual([]);
  });

  it('are told why, on the construct itself and never on a stack', () => {
    const app = checkedApp();
    stacksIn(app);
    for (const node of app.node.findAll()) {
      const acknowledged = node.node.metadata.filter(
        ({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY,
      );
      if (node === app || Stack.isStack(node)) expect(acknowledged).toEqual([]);
      for (const { data } of acknowledged) expect(JSON.stringify(data)).toMatch(/ .* .* /);
    }
  });
});
