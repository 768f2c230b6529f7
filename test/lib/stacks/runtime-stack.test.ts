import { logicalId, onlyResource, resourcesOf, stackTemplate, synthesize, type Template } from './fixtures';

const runtimeOf = (stage: string): Template => stackTemplate(synthesize({ stage, workflows: [] }), 'runtime');

describe('the runtime stack', () => {
  const dev = runtimeOf('dev');
  const prod = runtimeOf('prod');

  it('has the table of docs/data-model.md', () => {
    expect(onlyResource(dev, 'AWS::DynamoDB::Table').Properties).toMatchObject({
      TableName: 'coded-actions-dev-records',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      GlobalSecondaryIndexes: ['runs-by-workflow', 'runs-by-status', 'runs-by-record'].map((IndexName) =>
        expect.objectContaining({ IndexName, Projection: { ProjectionType: 'ALL' } }),
      ),
    });
  });

  it('names table, bus and queue by the stage, so that workflows find them without a reference', () => {
    expect(onlyResource(prod, 'AWS::DynamoDB::Table').Properties.TableName).toBe(
      'coded-actions-prod-records',
    );
    expect(onlyResource(prod, 'AWS::Events::EventBus').Properties.Name).toBe('coded-actions-prod-events');
    expect(onlyResource(prod, 'AWS::SQS::Queue').Properties.QueueName).toBe(
      'coded-actions-prod-dead-letters',
    );
  });

  it('keeps table and bus in prod when the stack goes, and protects the table from deletion', () => {
    for (const type of ['AWS::DynamoDB::Table', 'AWS::Events::EventBus']) {
      expect(onlyResource(prod, type)).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
    expect(onlyResource(prod, 'AWS::DynamoDB::Table').Properties.DeletionProtectionEnabled).toBe(true);
  });

  it('removes all of it in another stage', () => {
    for (const type of ['AWS::DynamoDB::Table', 'AWS::Events::EventBus']) {
      expect(onlyResource(dev, type)).toMatchObject({ DeletionPolicy: 'Delete' });
    }
    expect(onlyResource(dev, 'AWS::DynamoDB::Table').Properties.DeletionProtectionEnabled).not.toBe(true);
  });

  it('lets every rule of its bus write dead letters, over TLS only', () => {
    const { PolicyDocument } = onlyResource(dev, 'AWS::SQS::QueuePolicy').Properties;
    const policy = JSON.stringify(PolicyDocument);
    expect(policy).toContain('":rule/coded-actions-dev-events/*"');
    expect(policy).toContain('"aws:SecureTransport":"false"');
    expect(onlyResource(dev, 'AWS::SQS::Queue').Properties).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  it('raises an alarm while there are dead letters', () => {
    expect(onlyResource(dev, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({
      AlarmName: 'coded-actions-dev-dead-letters',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      TreatMissingData: 'notBreaching',
    });
  });

  it('hears status changes of the machines of its stage, and of no other', () => {
    const { Properties } = onlyResource(dev, 'AWS::Events::Rule', 'RunStatusStatusChange');
    expect(Properties.EventBusName).toBeUndefined();
    expect(Properties.EventPattern).toMatchObject({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
    });
    expect(JSON.stringify(Properties.EventPattern)).toContain('":stateMachine:coded-actions-dev-"');
  });

  it('sweeps once a night', () => {
    const { Properties } = onlyResource(dev, 'AWS::Events::Rule', 'RunStatusNightly');
    expect(Properties.ScheduleExpression).toBe('cron(17 2 * * ? *)');
  });

  it('sends what its own functions fail on to the dead-letter queue', () => {
    const queue = { 'Fn::GetAtt': [logicalId(dev, 'AWS::SQS::Queue'), 'Arn'] };
    for (const { Properties } of Object.values(resourcesOf(dev, 'AWS::Lambda::Function'))) {
      expect(Properties.DeadLetterConfig).toEqual({ TargetArn: queue });
    }
    for (const { Properties } of Object.values(resourcesOf(dev, 'AWS::Events::Rule'))) {
      expect(Properties.Targets).toEqual([expect.objectContaining({ DeadLetterConfig: { Arn: queue } })]);
    }
  });

  it('gives each of its functions a role of its own', () => {
    const roles = Object.values(resourcesOf(dev, 'AWS::Lambda::Function')).map(({ Properties }) =>
      JSON.stringify(Properties.Role),
    );
    expect(new Set(roles).size).toBe(3);
  });

  it('completes pauses by events on its own bus, from anybody', () => {
    const { Properties } = onlyResource(dev, 'AWS::Events::Rule', 'CallbackCompletion');
    expect(Properties.EventBusName).toEqual({ Ref: logicalId(dev, 'AWS::Events::EventBus') });
    expect(Properties.EventPattern).toEqual({ 'detail-type': ['callback.complete'] });
  });
});
