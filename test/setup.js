// The validator inside aws-cdk-lib costs four seconds a test file; the suites that are about it turn it on
// themselves (shared/research/synth.md).
process.env.CDK_VALIDATION = 'false';
