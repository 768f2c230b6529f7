import { randomBytes } from 'node:crypto';
import { type AssetFile, assetFolder, assetHash, fillFolder, holdsFiles } from './asset-folder';
import type { CacheLayout } from './build-record';
import type { BundledCode } from './bundled-action';

/** A bundle whose files stand in a cache, one by one: no folder of them is made before somebody needs it. */
export class BundledFiles implements BundledCode {
  readonly hash: string;

  constructor(
    private readonly cache: CacheLayout,
    private readonly files: readonly AssetFile[],
  ) {
    this.hash = assetHash(files);
  }

  get directory(): string {
    return assetFolder(this.cache, this.files);
  }

  stageIn(directory: string): void {
    if (holdsFiles(directory, this.files)) return;
    fillFolder(directory, this.files, `${directory}.${randomBytes(6).toString('hex')}.draft`);
  }
}
