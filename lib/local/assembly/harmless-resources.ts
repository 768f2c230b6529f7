/**
 * Resource types that a local run does without: nothing that a workflow does depends on them. References to one of
 * them get a made-up name. A type that is neither here nor among the kinds is refused, so that nothing is left out
 * without a word.
 */
export const HARMLESS_RESOURCES: ReadonlySet<string> = new Set([
  // Metadata of the CDK itself.
  'AWS::CDK::Metadata',
  // Policies of what is not here, or of what a role's own policy opens just as well.
  'AWS::SNS::TopicPolicy',
  'AWS::Events::EventBusPolicy',
  'AWS::Logs::ResourcePolicy',
  'AWS::SecretsManager::ResourcePolicy',
  // Watching, and whom it tells: nothing is billed or on call here.
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::SubscriptionFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Budgets::Budget',
  'AWS::SNS::Topic',
  'AWS::SNS::Subscription',
  'AWS::XRay::Group',
  'AWS::XRay::SamplingRule',
  // Keeping and finding, not running.
  'AWS::KMS::Key',
  'AWS::KMS::Alias',
  'AWS::SSM::Parameter',
  'AWS::ResourceGroups::Group',
  'AWS::Events::Archive',
  'AWS::Lambda::EventInvokeConfig',
]);
