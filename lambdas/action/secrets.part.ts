import { secretsOf } from './secrets';

/** Loaded for steps that declare secrets: see `parts`. */
export = { secretsOf };
