import { AssetHashType } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { BundledCode } from '../bundler';

/** A bundle as a function's code. The bundler has hashed it already; the CDK need not read it again to do so. */
export function assetCode(bundle: BundledCode): Code {
  return Code.fromAsset(bundle.directory, { assetHash: bundle.hash, assetHashType: AssetHashType.CUSTOM });
}
