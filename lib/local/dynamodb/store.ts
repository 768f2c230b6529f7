import type { CodedActionsError } from '../../coded-actions-error';
import { ChangeFile } from './change-file';
import { type ChangeRecord, type Clock, Database } from './database';
import { type Endpoint, listenOnLoopback } from './endpoint';
import { expireItems } from './expire-items';
import { operations } from './operations';
import { type Answer, asRequest } from './request';
import { ServiceError } from './service-error';
import type { TableDefinition } from './table-definition';

/** How to open a store. */
export interface StoreOptions {
  readonly tables: readonly TableDefinition[];
  /**
   * Where to keep the items; in memory only without it. What was answered is in the file, whenever the process is
   * killed. One process at a time may open it.
   */
  readonly file?: string;
  /** Decides what has expired, and how long a transaction's token counts. */
  readonly clock: Clock;
}

/**
 * DynamoDB in this process: the operations that the project uses, as the service answers them (test/e2e/dynamodb holds
 * it to DynamoDB Local). What a request would cost is not computed, and `ReturnConsumedCapacity` is passed over.
 */
export interface Store {
  /**
   * Does one operation, such as `PutItem`, with the body that its API Reference gives, and gives the answer's body.
   *
   * @throws ServiceError as the service answers with an error, and for operations that the store does not know
   */
  call(operation: string, body: unknown): Promise<Answer>;
  /**
   * Answers DynamoDB JSON 1.0 on a loopback address, for clients such as the SDK's.
   *
   * @param port the one to listen on; any free one without it
   */
  listen(port?: number): Promise<Endpoint>;
  /** Calls the listener with each change after it is made, in order, as a stream would. It must not throw. */
  onChange(listener: (change: ChangeRecord) => void): void;
  /**
   * Why the file keeps nothing any more, from when each operation that changes something throws just that; undefined
   * while all is well, and without a file.
   */
  failure(): CodedActionsError | undefined;
  /** Closes endpoints and the file. */
  close(): Promise<void>;
}

/**
 * Opens a store.
 *
 * @throws StoreInUseError when another process has the file
 * @throws StoreDamagedError when the file is not one of a store's
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const listeners: ((change: ChangeRecord) => void)[] = [];
  const endpoints: Endpoint[] = [];
  const file = options.file === undefined ? undefined : ChangeFile.open(options.file);
  const database = new Database(
    options.tables,
    options.clock,
    (commit) => file?.append(commit),
    (change) => {
      for (const listener of listeners) listener(change);
    },
  );
  file?.replay(database);

  const answer = (operation: string, body: unknown): Answer => {
    const perform = operations.get(operation);
    if (perform === undefined) {
      throw new ServiceError(
        'UnknownOperationException',
        `The local store does not know the operation ${operation}`,
      );
    }
    expireItems(database);
    const result = perform(asRequest(body), database);
    file?.compactIfLong(database);
    return result;
  };

  return {
    call: async (operation, body) => structuredClone(answer(operation, body)),
    listen: async (port = 0) => {
      const endpoint = await listenOnLoopback(port, answer);
      endpoints.push(endpoint);
      return endpoint;
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
    failure: () => file?.failure(),
    close: async () => {
      await Promise.all(endpoints.map((endpoint) => endpoint.close()));
      file?.close();
    },
  };
}
